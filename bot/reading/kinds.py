"""Whether a post is a review of one drama, and if not, what it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.reading.headings import is_episode_heading, role_of
from bot.reading.labels import Key
from bot.reading.model import PostKind
from bot.reading.titles import parse_title

if TYPE_CHECKING:
    from bot.reading.gathered import Gathered, Region

_DRAMAS: Final = (
    r"(?:k-?dramas?|c-?dramas?|j-?dramas?|(?:(?:korean|chinese|japanese|thai|asian|bl)\s+)?"
    r"(?:dramas|shows|series|movies|films|bls)|lakorns)"
)
_LIST: Final = re.compile(
    rf"\btop\s+(?:\d+|five|ten|twenty)\b(?!\s*%)|"
    rf"^\W*(?:the\s+|my\s+|our\s+)?(?:\d+|five|seven|ten|twelve|fifteen|twenty)\s+"
    rf"(?:[\w'’-]+\s+){{0,5}}(?:{_DRAMAS}|reasons|things|moments|couples|actors|actresses|osts?)\b|"
    rf"\b(?:best|worst|favou?rite|underrated|upcoming|must[- ]watch)\s+(?:[\w'’-]+\s+){{0,3}}"
    rf"{_DRAMAS}(?!\s+review)\b|\b{_DRAMAS}\s+(?:to watch|like|that|you|with|for fans|on netflix|"
    r"coming|releasing)\b|\branking\b|\btier list\b|\brecommendations\b|\bwatch ?list\b",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(
    r"\b(?:mini|quick|short|drama|k-?drama|movie|rapid[- ]fire)[- ]?reviews\b|^\W*reviews\s*:|"
    r"\bround-?up\b|\bwrap-?up\b|\bwhat i(?:'|’)?(?:m|ve been| am| have been)? (?:currently )?"
    r"watch(?:ed|ing)\b|\bcurrently watching\b|\brecently watched\b|"
    r"\bdramas? i (?:watched|dropped)|"
    r"\bmonthly (?:review|recap|favou?rites)\b",
    re.IGNORECASE,
)
_IMPRESSION: Final = re.compile(
    r"\b(?:first|initial|early)\s+(?:impressions?|thoughts?|look|reactions?)\b|\bmid-?(?:season|way|"
    r"series)\b|\bhalf-?way\b|\bfirst (?:\d+|two|three|four|six) episodes\b|\bpremiere review\b|"
    r"\b(?:episodes?|eps?\.?)\s*0?1\s*(?:-|–|&|to|and)\s*\d+\b(?!.*\brecap)",
    re.IGNORECASE,
)
_RECAP: Final = re.compile(
    r"\brecaps?\b|\b(?:episode|ep\.?)\s*#?\d+\b|\bepisodes\s*\d+\s*(?:-|–|&|to|and)\s*\d+|"
    r"\bfinale recap\b|\bending explained\b|\bepisodic\b",
    re.IGNORECASE,
)
_NEWS: Final = re.compile(
    r"\bnews\s*:|\bconfirm(?:s|ed)\b|\bin talks\b|\bto (?:star|lead|headline|premiere|air|join)\b|"
    r"\b(?:drops|releases|unveils|reveals|shares|announces)\b|\b(?:new|first|official) (?:teaser|"
    r"trailer|poster|stills)\b|\b(?:teaser|trailer) (?:is )?(?:out|released|drops)\b|"
    r"\bpremiere date\b|\bcasting (?:news|update)\b|\brenewed for\b|\bcancel(?:l)?ed\b|"
    r"\bviewership ratings\b|\bsoars?\b",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(r"^\W*(?:#|no\.?\s*)?\d{1,2}\s*[.):–-]\s+\S")
_SEASON: Final = re.compile(r"^\W*(?:seasons?|parts?|volume)\b", re.IGNORECASE)
_DATED: Final = re.compile(r"\((?:[^()]*,\s*)?(?:19|20)\d\d(?:\s*[-–]\s*\d{0,4})?\)")
_FACTS: Final = frozenset({Key.EPISODES, Key.NATIVE, Key.NETWORK, Key.GENRE, Key.SCORE})
MAX_COVERED: Final = 20


def covered_titles(found: Gathered) -> tuple[str, ...]:
    """Return the dramas' titles where the post has facts or scores of several, else nothing.

    A heading is a drama's if facts of its own follow it, or if it carries a year; or the labels
    themselves are repeated with other values.
    """
    regions = [region for region in found.regions if _may_be_drama(region)]
    with_facts = [region for region in regions if region.keys & _FACTS]
    dated = [region for region in regions if _DATED.search(region.heading)]
    named = list(dict.fromkeys(fact.value for fact in found.titles))
    natives = {fact.value for fact in found.natives}
    if len(with_facts) > 1 and len({_name(region) for region in with_facts}) > 1:
        chosen = [_name(region) for region in with_facts]
    elif len(dated) > 1:
        chosen = [_name(region) for region in dated]
    elif len(named) > 1:
        chosen = named
    elif len(natives) > 2 and len(found.episodes) > 2:
        chosen = [fact.value for fact in found.natives]
    else:
        return ()
    return tuple(dict.fromkeys(chosen))[:MAX_COVERED]


def kind_of(
    title: str | None, found: Gathered, *, covers: tuple[str, ...], has_opinion: bool
) -> PostKind:
    """Decide what a post is, from its title first and then from what is in it."""
    line = title or ""
    scored = bool(found.scores or found.verdicts)
    reviews = parse_title(line).says_review if line else False
    numbered = sum(bool(_NUMBERED.match(region.heading)) for region in found.regions)
    if _SEVERAL.search(line):
        return PostKind.SEVERAL
    if _LIST.search(line) or (numbered >= 4 and not scored and not reviews):
        return PostKind.LIST
    if _IMPRESSION.search(line):
        return PostKind.FIRST_IMPRESSION
    if _RECAP.search(line):
        return PostKind.RECAP
    if covers:
        return PostKind.SEVERAL
    if _NEWS.search(line) and not scored and not reviews:
        return PostKind.NEWS
    if not scored and not has_opinion and _is_database(found):
        return PostKind.DATABASE
    if found.unfinished:
        return PostKind.FIRST_IMPRESSION
    if scored or has_opinion or reviews:
        return PostKind.REVIEW
    return PostKind.UNKNOWN


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
            r"romance|cinematography|visuals|production|directing|writing|script|pacing|ending|rating|"
            r"score|scores|overall|rewatch(?: value)?|final.*|my .*|conclusion|leads?|couples?)"
            r"(?:\W+(?:and|&)?\W*\w+)?\W*",
            heading,
            re.IGNORECASE,
        )
    )


def _name(region: Region) -> str:
    heading = re.sub(r"^\W*(?:#|no\.?\s*)?\d{1,2}\s*[.):–-]\s+", "", region.heading)
    return parse_title(heading).title or heading
