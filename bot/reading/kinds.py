"""Whether a post is a review of one drama, and if not, what it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.reading.headings import is_episode_heading, role_of
from bot.reading.labels import Key
from bot.reading.mentions import loose
from bot.reading.model import PostKind
from bot.reading.titles import parse_title

if TYPE_CHECKING:
    from bot.reading.evidence import Evidence
    from bot.reading.gathered import Gathered, Region

_DRAMAS: Final = (
    r"(?:k-?dramas?|c-?dramas?|j-?dramas?|(?:(?:korean|chinese|japanese|thai|asian|bl)\s+)?"
    r"(?:dramas|shows|series|movies|films|bls)|lakorns)"
)
_LIST: Final = re.compile(
    rf"\btop\s+(?:\d+|five|ten|twenty)\b(?!\s*%)|"
    rf"^\W*(?:the\s+|my\s+|our\s+)?(?:\d+|five|seven|ten|twelve|fifteen|twenty)\s+"
    rf"(?:[\w'’-]+\s+){{0,5}}(?:{_DRAMAS}|reasons|things|moments|couples|actors|actresses|osts?|"
    rf"scenes|episodes)\b|\bthe \d+ best\b|"
    rf"\b(?:best|worst|favou?rite|underrated|upcoming|must[- ]watch|most popular|"
    rf"most anticipated)\s+"
    rf"(?:[\w'’-]+\s+){{0,3}}{_DRAMAS}(?!\s+review)\b|"
    rf"\b{_DRAMAS}\s+(?:to watch|like|that|you|with|for fans|on netflix|"
    r"coming|releasing|online from)\b|\branking\b|\btier list\b|\brecommendations\b|"
    r"\bwatch ?list\b|"
    r"\bfavou?rite (?:bl )?(?:ships|couples|moments|scenes)\b",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(
    r"\b(?:mini|quick|short|drama|k-?drama|k-?dramas|movie|rapid[- ]fire)[- ]?reviews\b"
    r"(?!\)?\s*[:)])|^\W*reviews\s*[:–-]|"
    r"\bround-?up\b|\bwrap-?up\b|\bwhat i(?:'|’)?(?:m|ve been| am| have been)? (?:currently )?"
    r"watch(?:ed|ing)\b|^\W*(?:now |currently )watching\b(?!\s*[:–-]\s*\S)|\brecently watched\b|"
    r"\bdramas?(?: that)? i (?:watched|dropped|finished)|\byear(?:-end)? in review\b|\byear-end\b|"
    r"\bin retrospect\b|\bdrama (?:slump|update|ratings)\b|"
    r"\bmonthly (?:review|recap|favou?rites)\b|\bfirst episodes\b|\bnew dramas\b|\btaste test\b|"
    r"\bdrama reviews (?:&|and) ratings\b|^\W*(?:tag|category|archive)s?\b(?: archives?)?\s*[:|]",
    re.IGNORECASE,
)
_IMPRESSION: Final = re.compile(
    r"\b(?:first|initial|early)\s+(?:impressions?|thoughts?|look|reactions?|review)\b|"
    r"\bmid-?(?:season|way|series)\b|\bmid[- ]review\b|^\W*(?:now |currently )watching\b|"
    r"\bhalf-?way\b|\bfirst (?:\d+|two|three|four|six) episodes\b|"
    r"\bpremiere review\b|\b(?:pilot|premiere) (?:review|impressions?|thoughts)\b",
    re.IGNORECASE,
)
_EPISODES: Final = re.compile(
    r"\b(?:episodes?|eps?\.?)\s*[:#]?\s*0?(?P<first>\d{1,3})(?:\s*(?:-|–|&|to|and|"
    r",)\s*0?(?P<last>\d{1,3}))?",
    re.IGNORECASE,
)
_RECAP: Final = re.compile(
    r"\brecaps?\b|\bfinale recap\b|\bending explained\b|\bepisodic\b|\bfull summary\b|"
    r"\bepisode (?:guide|summar)",
    re.IGNORECASE,
)
_REVIEWED: Final = re.compile(r"\b(?:reviews?|thoughts|reviewed)\b", re.IGNORECASE)
_NEWS: Final = re.compile(
    r"\bnews(?: bites)?\s*:|\bconfirm(?:s|ed)\b|\bin talks\b|"
    r"\bto (?:star|lead|headline|premiere|air|join)\b|"
    r"\b(?:drops|releases|unveils|reveals|shares|announces)\b|\b(?:new|first|official|main|"
    r"special) "
    r"(?:teaser|trailer|posters?|stills)\b|\b(?:teaser|trailer) (?:is )?(?:out|released|drops)\b|"
    r"\b(?:premiere|release) date\b|\bcasting (?:news|update)\b|\brenewed for\b|\bcancel(?:l)?ed\b|"
    r"\bviewership ratings\b|\bsoars?\b|\bupcoming\b|\bcast in\b|\bpreview\b|\btakes? the lead\b|"
    r"\boffered (?:the )?(?:lead )?role|\bnew tv series\b|\btops\b.*\brankings?\b",
    re.IGNORECASE,
)
_SERIES_REVIEW: Final = re.compile(r"\b(?:series|drama|season) review\b", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"^\W*(?:#|no\.?\s*)?\d{1,2}\s*[.):–-]\s+\S")
_SEASON: Final = re.compile(r"^\W*(?:seasons?|parts?|volume|version)\b", re.IGNORECASE)
_DATED: Final = re.compile(r"\((?:[^()]*,\s*)?(?:19|20)\d\d(?:\s*[-–]\s*\d{0,4})?\)")
_FACTS: Final = frozenset({Key.EPISODES, Key.NATIVE, Key.NETWORK, Key.GENRE})
_TELLING: Final = _FACTS | {Key.SCORE}
_NUMBERED_LIST: Final = 4
_MOSTLY_SEEN: Final = 6
_ENOUGH_PROSE: Final = 80
MAX_COVERED: Final = 20


def covered_titles(found: Gathered, title: str | None = None) -> tuple[str, ...]:
    """Return the dramas' titles where the post has facts or scores of several, else nothing.

    A heading is a drama's if facts of its own follow it, or if it carries a year; or the labels
    themselves are repeated with other values.
    """
    own = loose(title or "")
    regions = [
        region
        for region in found.regions
        if _may_be_drama(region) and not (own and own in loose(region.heading))
    ]
    with_facts = [region for region in regions if region.keys & _FACTS]
    with_scores = [region for region in regions if Key.SCORE in region.keys]
    dated = [
        region
        for region in regions
        if _DATED.search(region.heading) and region.prose >= _ENOUGH_PROSE
    ]
    named = list(dict.fromkeys(fact.value for fact in found.titles))
    natives = {fact.value for fact in found.natives}
    several = [region for region in with_facts if len(region.keys & _TELLING) > 1]
    if len({_name(region) for region in several}) > 1 or (
        len({_name(region) for region in with_facts}) > 2
    ):
        chosen = [_name(region) for region in with_facts]
    elif len({_name(region) for region in with_scores}) > 1:
        chosen = [_name(region) for region in with_scores]
    elif len(dated) > 1:
        chosen = [_name(region) for region in dated]
    elif len(named) > 1 and len(found.episodes) > 1:
        chosen = named
    elif len(natives) > 2 and len(found.episodes) > 2:
        chosen = [fact.value for fact in found.natives]
    else:
        return ()
    return tuple(dict.fromkeys(chosen))[:MAX_COVERED]


def kind_of(
    title: str | None,
    found: Gathered,
    evidence: Evidence,
    *,
    covers: tuple[str, ...],
    is_named: bool,
    has_cast: bool,
) -> PostKind:
    """Decide what a post is, from its title first and then from what is in it.

    Args:
        title: The title line.
        found: Its facts.
        evidence: What its prose shows.
        covers: The dramas it covers, where they are several.
        is_named: Whether the prose speaks of the drama by its title.
        has_cast: Whether it names who plays in it.
    """
    line = title or ""
    if found.excerpts > 1:
        return PostKind.SEVERAL
    by_title = _by_title(line, found)
    if by_title is not None:
        return by_title
    if covers or _repeats_labels(found):
        return PostKind.SEVERAL
    reviews = parse_title(line).says_review if line else False
    scored = bool(found.scores or found.verdicts)
    if not scored and _retells(line, evidence, reviews=reviews):
        return PostKind.RECAP
    if not reviews and not scored:
        if evidence.says_several:
            return PostKind.SEVERAL
        if _is_news(line, evidence):
            return PostKind.NEWS
        if not evidence.opinions and _is_database(found):
            return PostKind.DATABASE
    has_facts = bool(found.episodes or found.genre_words or found.networks or has_cast)
    if not has_facts and evidence.is_about_books:
        return PostKind.UNKNOWN
    if not (
        has_facts
        or evidence.is_about_dramas
        or ((reviews or evidence.says_review) and (scored or evidence.is_short))
    ):
        return PostKind.UNKNOWN
    parts = parse_title(line)
    specific = (
        bool(parts.year or parts.country)
        or evidence.says_review
        or reviews
        or scored
        or has_facts
        or is_named
        or evidence.judges
    )
    if not specific or not (reviews or scored or evidence.opinions):
        return PostKind.UNKNOWN
    if found.unfinished or (evidence.says_unfinished and not scored and not reviews):
        return PostKind.FIRST_IMPRESSION
    return PostKind.REVIEW


def _by_title(line: str, found: Gathered) -> PostKind | None:
    if _SEVERAL.search(line) or _names_several(line):
        return PostKind.SEVERAL
    scored = bool(found.scores or found.verdicts)
    numbered = sum(bool(_NUMBERED.match(region.heading)) for region in found.regions)
    reviewed = bool(_REVIEWED.search(line))
    if _LIST.search(line) and not (reviewed and (scored or found.episodes)):
        return PostKind.LIST
    if numbered >= _NUMBERED_LIST and not scored and not reviewed:
        return PostKind.LIST
    if _IMPRESSION.search(line):
        return PostKind.FIRST_IMPRESSION
    episodes = _EPISODES.search(line)
    if episodes is not None:
        return _of_episodes(episodes, line)
    if _RECAP.search(line) and not reviewed:
        return PostKind.RECAP
    return None


def _of_episodes(episodes: re.Match[str], line: str) -> PostKind | None:
    """Tell a review from a recap where a title says which episodes it is about."""
    first, last = int(episodes["first"]), int(episodes["last"] or episodes["first"])
    if _SERIES_REVIEW.search(line):
        return None
    if re.search(r"\brecaps?\b", line, re.IGNORECASE) or first > 1:
        return PostKind.RECAP
    if _REVIEWED.search(line):
        return None if last >= _MOSTLY_SEEN else PostKind.FIRST_IMPRESSION
    return PostKind.RECAP if last == 1 else PostKind.FIRST_IMPRESSION


def _retells(line: str, evidence: Evidence, *, reviews: bool) -> bool:
    """Tell a recap by what is in it: an episode announced, or several told one by one."""
    if _SERIES_REVIEW.search(line):
        return False
    if _RECAP.search(line):
        return evidence.says_recap or evidence.episodes_told > 1
    return not reviews and (evidence.says_recap or evidence.episodes_told > 2)


def _names_several(line: str) -> bool:
    """Tell a title that lists dramas: "First Impressions: Life, Time, Your Honor"."""
    rest = re.split(r"[:–—|]\s*", line)[-1]
    parts = [part for part in re.split(r",\s*(?:&|and)?\s*|\s+(?:&|and)\s+", rest) if part.strip()]
    commas = rest.count(",")
    return (
        commas > 1
        and len(parts) > 2
        and all(part.strip()[:1].isupper() and len(part.split()) <= 5 for part in parts)
        and bool(re.search(r"\b(?:reviews?|impressions?|thoughts)\b", line, re.IGNORECASE))
    )


def _repeats_labels(found: Gathered) -> bool:
    """Tell a post that has its facts several times over, each for another drama."""
    return len(found.episodes) > 2 and len({fact.source for fact in found.genre_words}) > 2


def _is_news(line: str, evidence: Evidence) -> bool:
    if _NEWS.search(line) and evidence.opinions <= max(2, evidence.news):
        return True
    return evidence.news > max(1, evidence.opinions)


def _is_database(found: Gathered) -> bool:
    return found.rated_by_many or found.database_labels >= 3


def _may_be_drama(region: Region) -> bool:
    heading = region.heading
    return bool(
        heading
        and not role_of(heading)
        and not is_episode_heading(heading)
        and not _SEASON.match(heading)
        and not _is_category(heading)
    )


def _is_category(heading: str) -> bool:
    return bool(
        re.fullmatch(
            r"\W*(?:the )?(?:story|plot|acting|cast|characters?|music|ost|soundtrack|chemistry|"
            r"romance|cinematography|visuals|production|directing|writing|script|pacing|ending|"
            r"rating|"
            r"score|scores|overall|rewatch(?: value)?|final.*|my .*|conclusion|leads?|couples?|"
            r"details|about.*|overview|.*\b(?:thoughts|review|verdict|rating|opinion|take)\b.*)"
            r"(?:\W+(?:and|&)?\W*\w+)?\W*",
            heading,
            re.IGNORECASE,
        )
    )


def _name(region: Region) -> str:
    heading = re.sub(r"^\W*(?:#|no\.?\s*)?\d{1,2}\s*[.):–-]\s+", "", region.heading)
    return parse_title(heading).title or heading
