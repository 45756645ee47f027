"""A post's title line to the drama's title, and what else bloggers pack into it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.reading.visible import visible
from bot.reading.words import COUNTRIES, NATIVE_RUN, genres_of, has_native

_CORE: Final = (
    r"reviews?|first impressions?|first looks?|initial (?:impressions?|thoughts)|early thoughts|"
    r"impressions?|thoughts|recaps?|mini-?reviews?"
)
_TYPE: Final = (
    r"k-?dramas?|c-?dramas?|j-?dramas?|tw-?dramas?|(?:south )?korean|chinese|japanese|taiwanese|"
    r"thai|asian|lakorn|dramas?|tv|series|movie|film|bl|web"
)
_MANNER: Final = (
    r"a|an|my|our|the|full|quick|short|brief|honest|mini|final|in-depth|spoiler[- ]free|"
    r"non[- ]spoiler|no[- ]spoilers?|some|and|&|of|on|season|finale|series|review"
)
_EPISODES: Final = r"\(?\s*(?:episodes?|eps?\.?)\s*\d+(?:\s*(?:-|–|&|to|and)\s*\d+)?\s*\)?"
_NOISE: Final = rf"(?:{_CORE}|{_TYPE}|{_MANNER}|{_EPISODES})"
_NOISES: Final = rf"{_NOISE}(?:[\s/+:,-]+{_NOISE}){{0,8}}"
_PREFIX: Final = re.compile(
    rf"^[^\w#]*(?P<noise>{_NOISES})\s*(?:[:|–—~\]》】»]+|\s-+\s|\)\s*:?)\s*(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_PREFIX_OF: Final = re.compile(
    rf"^(?:{_NOISE}\s+){{0,5}}(?:reviews?\s+of|impressions?\s+(?:of|on)|thoughts\s+on|"
    r"reviewing)\s*:?\s+(?P<rest>\S.*)$|"
    r"^(?:k-?drama|drama|korean drama|c-?drama|j-?drama)\s+review\s+(?P<rest2>\S.*)$",
    re.IGNORECASE,
)
_SUFFIX: Final = re.compile(
    rf"^(?P<rest>.*?\S)(?:\s*[:|–—~(\[-]\s*|\s+)(?P<noise>(?:{_NOISE}[\s/+,-]+){{0,8}}"
    rf"(?:{_CORE})(?:\s+(?:{_EPISODES}|{_TYPE}|spoiler[- ]free))*)[)\]]?\s*"
    r"(?:[:|–—~(\[-].*)?[.!]*$",
    re.IGNORECASE,
)
_CORE_ANYWHERE: Final = re.compile(rf"\b(?:{_CORE})\b", re.IGNORECASE)
_NOISE_ALONE: Final = re.compile(
    rf"(?:{_NOISES}|complete[d]?|ongoing|finished|dropped|spoilers?(?: alert)?|recommended)",
    re.IGNORECASE,
)
_TYPE_ANYWHERE: Final = re.compile(rf"\b(?:{_TYPE})\b", re.IGNORECASE)
_GROUP: Final = re.compile(r"\s*(?:\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】)")
_ADDRESS: Final = r"(?:<[^<>]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+\"[^\"]*\")?"
_LINK: Final = re.compile(
    rf"(?P<picture>!)?\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*{_ADDRESS}\s*\)"
)
_BARE_LINK: Final = re.compile(r"<?\bhttps?://[^\s<>()\[\]]+>?", re.IGNORECASE)
_PAIRED: Final = re.compile(r"(\*\*|__|~~|\|\||`)(?=\S)(.+?)(?<=\S)\1")
# Around words only: "M*A*S*H" is a title.
_SINGLE: Final = re.compile(r"(?<!\w)([*_])(?=\S)([^*_]+)(?<=\S)\1(?!\w)")
_YEAR_GROUP: Final = re.compile(r"[(\[【]\s*(?:19[5-9]|20\d)\d\s*[)\]】]")
_YEAR: Final = re.compile(r"\b((?:19[5-9]|20\d)\d)\b")
_QUOTES: Final = "“”\"‘’'«»「」『』《》〈〉"
MAX_TITLE: Final = 200
_MAX_MARKUP: Final = 2_000


@dataclass(frozen=True, slots=True)
class TitleParts:
    """What a title line states.

    Attributes:
        country: ISO 3166-1 alpha-2.
        says_review: Whether it calls itself a review or impressions.
    """

    title: str | None
    native: str | None = None
    year: int | None = None
    country: str | None = None
    genres: tuple[str, ...] = ()
    says_review: bool = False


def parse_title(line: str, site_name: str | None = None) -> TitleParts:
    """Take a title line apart: "Drama Review: 힐러 (Healer) (2014)" and the like."""
    line = _without_markup(" ".join(visible(line[:_MAX_MARKUP]).split()))[:400]
    if site_name:
        line = re.sub(rf"\s*[|–—»·-]\s*{re.escape(site_name)}\s*$", "", line) or line
    rest = _without_noise(line)
    native: str | None = None
    year: int | None = None
    genres: tuple[str, ...] = ()
    for match in list(_GROUP.finditer(rest)):
        inside = next(group for group in match.groups() if group is not None).strip()
        found_year = _YEAR.search(inside)
        if found_year:
            year = year or int(found_year[1])
            words = _YEAR.sub("", inside).strip(" ,-–")
            if words and not _is_known(words) and not has_native(words):
                pass
            elif has_native(words):
                native = native or words
            rest = rest.replace(match[0], " ", 1)
        elif has_native(inside):
            native = native or inside
            rest = rest.replace(match[0], " ", 1)
        elif has_native(rest.replace(match[0], "")) and re.search(r"[A-Za-z]", inside):
            outside = rest.replace(match[0], " ", 1)
            native = native or _clean(_YEAR_GROUP.sub(" ", outside))
            rest = inside
        elif genre_list(inside):
            genres = genre_list(inside)
            rest = rest.replace(match[0], " ", 1)
        elif _is_known(inside) or not inside:
            rest = rest.replace(match[0], " ", 1)
    rest, native = _split_native(_clean(rest), native)
    return TitleParts(
        title=rest or native,
        native=_clean(native) if native else None,
        year=year,
        country=_country(line),
        genres=genres,
        says_review=bool(_CORE_ANYWHERE.search(line)),
    )


def genre_list(text: str) -> tuple[str, ...]:
    """Return the parts of a list of which every part is a genre; otherwise nothing."""
    parts = tuple(part.strip() for part in re.split(r"[,/|•·+]|\s&\s", text) if part.strip())
    return parts if parts and all(genres_of(part) for part in parts) else ()


def _without_markup(line: str) -> str:
    """Leave of links what they show, of emphasis the words, and of pictures nothing."""
    line = _BARE_LINK.sub(" ", _LINK.sub(_shown, line))
    for pattern in (_PAIRED, _SINGLE):
        line = pattern.sub(r"\2", line)
    return " ".join(line.split())


def _shown(link: re.Match[str]) -> str:
    if link["picture"]:
        return " "
    # Left in brackets, a word such as "Review" is told apart from the title.
    return f"[{link['text']}]" if _is_known(link["text"]) else link["text"]


def _without_noise(line: str) -> str:
    for pattern in (_PREFIX, _PREFIX_OF):
        match = pattern.match(line)
        if match is None:
            continue
        noise = match.groupdict().get("noise")
        if noise is not None and not (_CORE_ANYWHERE.search(noise) or _TYPE_ANYWHERE.search(noise)):
            continue
        return match["rest"] or match["rest2"]
    match = _SUFFIX.match(line)
    return match["rest"] if match else line


def _split_native(rest: str, native: str | None) -> tuple[str, str | None]:
    sides = [side.strip() for side in re.split(r"\s*[/|]\s*", rest)]
    if len(sides) == 2 and has_native(sides[0]) != has_native(sides[1]):
        latin, found = sorted(sides, key=has_native)
        return _clean(latin), native or found
    trailing = re.fullmatch(rf"(?P<latin>[A-Za-z0-9#].*?)[\s,:–-]+(?P<native>{NATIVE_RUN})", rest)
    if trailing and not has_native(trailing["latin"]):
        return _clean(trailing["latin"]), native or trailing["native"]
    if has_native(rest) and not re.search(r"[A-Za-z]", rest):
        return rest, native or rest
    return rest, native


def _is_known(words: str) -> bool:
    return bool(_NOISE_ALONE.fullmatch(words)) or words.lower() in COUNTRIES


def _country(line: str) -> str | None:
    for word, code in COUNTRIES.items():
        if len(word) > 2 and re.search(rf"\b{re.escape(word)}s?\b(?! war)", line, re.IGNORECASE):
            after = re.search(rf"\b{re.escape(word)}s?\b\W*(\w*)", line, re.IGNORECASE)
            is_drama_word = "drama" in word or word in {"lakorn", "dorama"}
            if is_drama_word or (after and after[1].lower() in {"drama", "series", "bl", "tv"}):
                return code
    return None


def _clean(text: str) -> str:
    text = " ".join(text.split()).strip(" |–—:;,-~")
    if len(text) > 2 and text[0] in _QUOTES and text[-1] in _QUOTES:
        text = text[1:-1].strip()
    return text[:MAX_TITLE]
