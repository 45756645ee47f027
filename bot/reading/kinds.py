"""Whether a post is a review of one drama, and if not, what it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.reading.casts.cast import member_of_heading
from bot.reading.covered import repeats_labels
from bot.reading.drama_names.title_noise import is_only_noise
from bot.reading.drama_names.titles import parse_title
from bot.reading.model import PostKind

if TYPE_CHECKING:
    from bot.reading.evidence import Evidence
    from bot.reading.stated.gathered import Gathered

_DRAMAS: Final = (
    r"(?:[kcj]-?dramas|(?:(?:korean|chinese|japanese|thai|asian|bl)\s+)?"
    r"(?:dramas|shows|series|movies|films|bls)|lakorns)"
)
_LIST: Final = re.compile(
    rf"\btop\s+(?:\d+|three|four|five|six|seven|eight|nine|ten|fifteen|twenty)\b(?!\s*%)|"
    rf"^\W*(?:the\s+|my\s+|our\s+)?(?:\d+|three|four|five|six|seven|eight|nine|ten|"
    rf"twelve|fifteen|twenty)\s+"
    rf"(?:[\w'’-]+\s+){{0,5}}(?:{_DRAMAS}|reasons|things|moments|couples|actors|actresses|osts?|"
    rf"scenes|episodes)\b|\bthe (?:\d+|five|seven|ten|twelve) best\b|"
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
    r"\b(?:mini|quick|short|movie|rapid[- ]fire)[- ]?reviews\b(?!\)?\s*[:)])|"
    # A column's name as well: "Drama Reviews - Healer".
    r"\b(?:[kcj]-?)?dramas?[- ]reviews\b(?!\)?\s*(?:[:)|–—]|-\s))|^\W*reviews\s*[:–-]|"
    r"\bround-?up\b|\bwrap-?up\b|\bwhat i(?:'|’)?(?:m|ve been| am| have been)? (?:currently )?"
    r"watch(?:ed|ing)\b|^\W*(?:now |currently )watching\b(?!\s*[:–-]\s*\S)|\brecently watched\b|"
    r"\bdramas?(?: that)? i (?:watched|dropped|finished)|\byear(?:-end)? in review\b|\byear-end\b|"
    r"\bdramas\s+(?:\w+ )?review\b(?!\s*[:–—-])|\bin retrospect\b|"
    r"\bdrama (?:slump|update|ratings)\b|"
    r"\bmonthly (?:review|recap|favou?rites)\b|\bfirst episodes\b|\bnew dramas\b|\btaste test\b|"
    r"\bdrama reviews (?:&|and) ratings\b|^\W*(?:tag|category|archive)s?\b(?: archives?)?\s*[:|]|"
    r"\barchive for\b|^\W*(?:korean|chinese|japanese|thai|taiwanese|[kcj]-?)\s?dramas\W*$|"
    r"\b(?:thoughts|opinions?|reviews?|impressions?) (?:on|of|about) (?:[\w’'-]+ ){0,3}"
    r"(?:[kcj]-?)?d(?:o)?ramas\b",
    re.IGNORECASE,
)
# "Paper Key vs Moonlit Ledger"; a drama and its book are one.
_COMPARED: Final = re.compile(
    r"[a-z0-9]\)? (?:vs\.?|versus) (?=[A-Z])(?!.*\b(?:drama|novel|manga|webtoon|book|original|"
    r"remake|version)\b)"
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
    r"\b(?:hits?|sets?|breaks?|tops?|surpass\w*|achieves?d?|records?)\b.*\b(?:ratings?|records?|"
    r"highest|viewership)\b|"
    r"\boffered (?:the )?(?:lead )?role|\bnew tv series\b|\btops?\b.*\b(?:rankings?|charts?)\b",
    re.IGNORECASE,
)
_SERIES_REVIEW: Final = re.compile(r"\b(?:series|drama|season) review\b", re.IGNORECASE)
# A film, a record or a book is no drama, whoever plays in it.
_OTHER_WORK: Final = re.compile(
    r"\b(?:movie|film|album|book|novel|manga|manhwa|webtoon|anime|game|song|single|concert|musical|"
    r"variety show|skincare|product)s?\s+(?:reviews?|thoughts|impressions?)\b|"
    r"^\W*(?:movie|film|album|book|novel|music|anime|manga|manhwa|webtoon)\s?[\]:|)–-]|"
    r"\b(?:actor|actress|star|idol|director|writer|character)s?[’']?s? (?:spotlight|profile|"
    r"appreciation|introduction|guide)\b|^\W*(?:interview|recipe|quotes?|giveaway)\b|"
    r"\bfilming (?:locations?|sites?)\b|"
    r"\((?:korean |chinese |japanese |taiwanese |thai )?(?:movie|film|novel|manga|album|book)\)",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(r"^\W*(?:#|no\.?\s*)?\d{1,2}\s*[.):–-]\s+\S")
_QUOTED: Final = re.compile(r"[“‘\"'][^“”‘\"]{2,60}[”’\"']")
_NUMBERED_LIST: Final = 4
_MOSTLY_SEEN: Final = 6


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
        is_news = _is_news(line, evidence) and evidence.news > evidence.opinions
        return PostKind.NEWS if is_news else PostKind.SEVERAL
    other = _OTHER_WORK.search(line)
    is_cast = has_cast and bool(found.titles or found.scores)
    if other and not found.episodes and not (is_cast and other[0][:4].casefold() == "book"):
        return PostKind.UNKNOWN
    by_title = _by_title(line, found, evidence, is_named=is_named)
    if by_title is not None:
        return by_title
    if covers or repeats_labels(found):
        return PostKind.SEVERAL
    reviews = parse_title(line).says_review if line else False
    scored = bool(found.scores or found.verdicts)
    if _retells(line, evidence, reviews=reviews, scored=scored):
        return PostKind.RECAP
    if not reviews and (evidence.is_of_members or _is_database(found, evidence)):
        return PostKind.DATABASE
    if not reviews and not scored:
        if evidence.denies_review:
            return PostKind.UNKNOWN
        if _is_list(found, evidence):
            return PostKind.LIST
        if evidence.says_several:
            return PostKind.SEVERAL
        if _is_news(line, evidence):
            return PostKind.NEWS
    parts = parse_title(line)
    has_facts = bool(found.episodes or found.genre_words or found.networks or has_cast)
    if not has_facts and not parts.native and evidence.is_about_books:
        return PostKind.UNKNOWN
    if not (
        has_facts
        or evidence.is_about_dramas
        or (scored and is_named and evidence.is_of_drama and evidence.opinions)
        or (
            (reviews or evidence.says_review)
            and (scored or evidence.is_short or parts.year or parts.native)
        )
        or (parts.native and parts.native != parts.title and evidence.opinions > 1)
    ):
        return PostKind.UNKNOWN
    specific = (
        bool(parts.year or parts.country)
        or evidence.says_review
        or reviews
        or scored
        or has_facts
        or is_named
        or evidence.judges
    )
    if not specific or not (reviews or scored or evidence.opinions or evidence.says_review):
        return PostKind.UNKNOWN
    if found.unfinished or (evidence.says_unfinished and not scored and not reviews):
        return PostKind.FIRST_IMPRESSION
    return PostKind.REVIEW


def _by_title(line: str, found: Gathered, evidence: Evidence, *, is_named: bool) -> PostKind | None:
    if _SEVERAL.search(line) or _COMPARED.search(line) or _names_several(line):
        return PostKind.SEVERAL
    scored = bool(found.scores or found.verdicts)
    numbered = sum(
        bool(_NUMBERED.match(region.heading)) and member_of_heading(region.heading) is None
        for region in found.regions
    )
    reviewed = bool(_REVIEWED.search(line))
    if _LIST.search(line) and not (reviewed and (scored or found.episodes or is_named)):
        return PostKind.LIST
    has_facts = bool(found.episodes or found.natives or found.genre_words)
    if numbered >= _NUMBERED_LIST and not scored and not reviewed and not has_facts:
        return PostKind.LIST
    if _IMPRESSION.search(line):
        return PostKind.SEVERAL if evidence.says_several else PostKind.FIRST_IMPRESSION
    episodes = _EPISODES.search(line)
    if episodes is not None:
        return _of_episodes(episodes, line, found, evidence)
    if _RECAP.search(line) and not reviewed:
        return PostKind.RECAP
    return None


def _of_episodes(
    episodes: re.Match[str], line: str, found: Gathered, evidence: Evidence
) -> PostKind | None:
    """Tell a review from a recap where a title says which episodes it is about."""
    first, last = int(episodes["first"]), int(episodes["last"] or episodes["first"])
    if _SERIES_REVIEW.search(line):
        return None
    if re.search(r"\brecaps?\b", line, re.IGNORECASE) or first > 1:
        return PostKind.RECAP
    if _REVIEWED.search(line):
        total = max((fact.value for fact in found.episodes), default=0)
        seen = last >= _MOSTLY_SEEN and not (last < total or evidence.says_partly)
        return None if seen else PostKind.FIRST_IMPRESSION
    judged = evidence.opinions > 1 and not evidence.says_recap
    return PostKind.RECAP if last == 1 and not judged else PostKind.FIRST_IMPRESSION


def _retells(line: str, evidence: Evidence, *, reviews: bool, scored: bool) -> bool:
    """Tell a recap by what is in it: an episode announced, or several told one by one."""
    if _SERIES_REVIEW.search(line):
        return False
    if _RECAP.search(line):
        return (evidence.says_recap and not scored) or evidence.episodes_told > 1
    return not reviews and not scored and (evidence.says_recap or evidence.episodes_told > 2)


def _names_several(line: str) -> bool:
    """Tell a title that lists dramas: "First Impressions: Life, Time, Your Honor"."""
    head, *_, rest = re.split(r"[:–—|]\s*", line) if re.search(r"[:–—|]", line) else ("", line)
    if head and not is_only_noise(head):
        # "Hwarang Review: beauty, brotherhood and secrets".
        return False
    parts = [part for part in re.split(r",\s*(?:&|and)?\s*|\s+(?:&|and)\s+", rest) if part.strip()]
    many = rest.count(",") > 1 or bool(
        re.search(r"\b(?:reviews|impressions)\b", line, re.IGNORECASE)
    )
    return (
        many
        and len(parts) > 2
        and "," in rest
        and all(part.strip()[:1].isupper() and len(part.split()) <= 5 for part in parts)
        and bool(re.search(r"\b(?:reviews?|impressions?|thoughts)\b", line, re.IGNORECASE))
    )


def _is_news(line: str, evidence: Evidence) -> bool:
    if _NEWS.search(line) and evidence.opinions <= 2 + evidence.news:
        return True
    return evidence.news > max(1, evidence.opinions)


def _is_database(found: Gathered, evidence: Evidence) -> bool:
    if found.rated_by_many and found.database_labels >= 3:
        return evidence.opinions <= 2
    scored = bool(found.scores or found.verdicts)
    marked = found.rated_by_many or found.database_labels >= 3
    return marked and not scored and not evidence.opinions


def _is_list(found: Gathered, evidence: Evidence) -> bool:
    headings = [region.heading for region in found.regions]
    if sum(bool(_QUOTED.fullmatch(heading)) for heading in headings) > 2:
        return True
    return not evidence.opinions and any(map(_LIST.search, headings))
