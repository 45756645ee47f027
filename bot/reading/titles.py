"""A post's title line to the drama's title, and what else bloggers pack into it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.reading.title_markup import shown_words
from bot.reading.title_noise import is_noise, says_review, without_noise, without_trail
from bot.reading.words import COUNTRIES, NATIVE_RUN, genres_of, has_native

_GROUP: Final = re.compile(r"\s*(?:[(（]([^()（）]*)[)）]|\[([^\[\]]*)\]|【([^【】]*)】)")
_AKA: Final = re.compile(
    r"(?:also known as|a\.?k\.?a\.?|formerly|lit(?:erally|\.))\s*:?\s+", re.IGNORECASE
)
# "Paper KeyAlso known as": a page's line breaks are lost in its text.
_ALIAS: Final = re.compile(
    r"(?:(?<=\w)\s+(?:also known as|a\.?k\.?a\.?)|(?<=[a-z])Also known as)\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
_OPEN_GROUP: Final = re.compile(_GROUP.pattern.replace("[)）]|", "(?:[)）]|(?=[(（])|$)|", 1))
_INSIDE: Final = re.compile(r"\s*[,;/|·]\s*|\s+(?:or|aka|a\.k\.a\.)\s+|\s+[–—-]\s+", re.IGNORECASE)
_SCRIPT_LABEL: Final = re.compile(r"[A-Za-z. ]{2,16}:\s*")
_NATIVE: Final = re.compile(rf"(?:\d{{1,4}} ?)?{NATIVE_RUN}")
_YEAR_GROUP: Final = re.compile(r"[(\[【（]\s*(?:19[5-9]|20\d)\d\s*[)\]】）]")
_YEAR: Final = re.compile(r"\b((?:19[5-9]|20\d)\d)\b")
# "New 2016 K-drama: …"; any other year is a part of the title.
_DATED_DRAMA: Final = re.compile(
    r"^\W*(?:(?:new|the|a) )?(?P<year>(?:19[5-9]|20\d)\d) "
    r"(?=(?:(?:korean|chinese|japanese|taiwanese|thai|bl) )?(?:\w-?)?(?:drama|series|dorama)\b)",
    re.IGNORECASE,
)
_LEADING_NATIVE: Final = re.compile(
    rf"(?P<native>{NATIVE_RUN})[\s:,–-]+(?P<latin>[A-Za-z0-9#][^\u1100-\uffff]*)"
)
_TRAILING_NATIVE: Final = re.compile(
    rf"(?P<latin>[A-Za-z0-9#].*?)[\s,:–-]+(?P<native>{NATIVE_RUN})"
)
_COUNTRY: Final = re.compile(
    rf"\b(?P<word>{'|'.join(sorted(map(re.escape, COUNTRIES), key=len, reverse=True))})s?\b"
    r"(?! war)\W*(?P<after>\w*)",
    re.IGNORECASE,
)
_DRAMAS: Final = frozenset({"drama", "series", "bl", "tv", "web"})
_QUOTES: Final = "“”\"‘’'«»「」『』《》〈〉"
_CLOSING: Final = "”’'\""
_OPENING: Final = frozenset("“‘'\"")
MAX_TITLE: Final = 200


@dataclass(frozen=True, slots=True)
class TitleParts:
    """What a title line states.

    Attributes:
        country: ISO 3166-1 alpha-2.
        also: Other titles that stand beside the first.
        says_review: Whether it calls itself a review or impressions.
    """

    title: str | None
    native: str | None = None
    year: int | None = None
    country: str | None = None
    genres: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    says_review: bool = False


# A post's few lines are asked for over and over.
@lru_cache(maxsize=64)
def parse_title(line: str, site_name: str | None = None) -> TitleParts:
    """Take a title line apart: "Drama Review: 힐러 (Healer) (2014)" and the like."""
    line = shown_words(line, is_noise)
    if site_name:
        line = re.sub(rf"\s*[|–—»·-]\s*{re.escape(site_name)}\s*$", "", line) or line
    dated = _DATED_DRAMA.match(line)
    if dated:
        line = line[dated.end() :]
    brackets = _OPEN_GROUP if line.count("(") > line.count(")") else _GROUP
    groups = _Groups(without_noise(brackets.sub(_unless_known, line)), brackets)
    rest, *aliases = _ALIAS.split(_clean(without_trail(_clean(groups.rest))))
    rest, native = _split_native(rest, groups.native)
    rest, slashed = _split_also(rest)
    return TitleParts(
        title=rest or native,
        native=_clean(native) if native else None,
        year=groups.year or (int(dated["year"]) if dated else None),
        country=groups.country or _country(line),
        genres=groups.genres,
        also=(*slashed, *map(_clean, aliases), *groups.also),
        says_review=says_review(line),
    )


class _Groups:
    """What the brackets of a title line hold, and the line without them."""

    def __init__(self, line: str, brackets: re.Pattern[str]) -> None:
        self.rest = line
        self.native: str | None = None
        self.year: int | None = None
        self.country: str | None = None
        self.genres: tuple[str, ...] = ()
        self.also: tuple[str, ...] = ()
        for match in brackets.finditer(line):
            inside = next(group for group in match.groups() if group is not None).strip()
            if self._take(match[0], inside):
                self.rest = self.rest.replace(match[0], " ", 1)

    def _take(self, group: str, inside: str) -> bool:
        """Take what a bracket says; False where it belongs to the title."""
        year = _YEAR.search(inside)
        outside = self.rest.replace(group, " ", 1)
        if year and year[1] in outside:
            # "Reply 1988 (응답하라 1988)": a part of the name.
            year = None
        if year:
            self.year = self.year or int(year[1])
            inside = _YEAR.sub("", inside).strip(" ,-–")
            self.country = self.country or COUNTRIES.get(inside.lower())
        if has_native(inside):
            self._take_names(inside)
            return True
        if year:
            return True
        if has_native(outside) and re.search(r"[A-Za-z]", inside):
            # "힐러 (Healer)": the bracket holds what we call the title.
            native, latin = _native_first(_clean(_YEAR_GROUP.sub(" ", outside)))
            self.native = self.native or native
            if latin is None:
                self.rest = f"{inside}{group}"
            return True
        if genre_list(inside):
            self.genres = genre_list(inside)
            return True
        if is_noise(inside) or not inside:
            return True
        aka = _AKA.match(inside)
        # A title may have brackets of its own, but hardly round ones at its end.
        if aka or (group.strip()[0] == "(" and outside.strip() and inside[:1].isupper()):
            self.also += (_clean(inside[aka.end() :] if aka else inside),)
            return True
        return False

    def _take_names(self, inside: str) -> None:
        """Take "한글; romanised": a title in native script with others beside it."""
        for part in _INSIDE.split(inside):
            name = _SCRIPT_LABEL.sub("", part).strip()
            native = _NATIVE.search(name)
            if native is None:
                self.also += (_clean(name),) if name[:1].isupper() else ()
            elif self.native is None:
                self.native = native[0].strip()


def genre_list(text: str) -> tuple[str, ...]:
    """Return the parts of a list of which every part is a genre; otherwise nothing."""
    parts = tuple(part.strip() for part in re.split(r"[,/|•·+]|\s&\s", text) if part.strip())
    return parts if parts and all(genres_of(part) for part in parts) else ()


def _unless_known(group: re.Match[str]) -> str:
    inside = next(part for part in group.groups() if part is not None).strip()
    return " " if is_noise(inside) else group[0]


def _split_native(rest: str, native: str | None) -> tuple[str, str | None]:
    sides = [side.strip() for side in re.split(r"\s*[/|]\s*", rest)]
    sides = [_only_native(side) for side in sides]
    if len(sides) > 1 and any(map(has_native, sides)) and not all(map(has_native, sides)):
        latin = [side for side in sides if not has_native(side)]
        found = next(side for side in sides if has_native(side))
        # "시그널 | Sigeuneol | Signal": the romanisation stands between the two.
        return _clean(latin[-1] if has_native(sides[0]) else latin[0]), native or found
    trailing = _TRAILING_NATIVE.fullmatch(rest)
    if trailing and not has_native(trailing["latin"]):
        before = trailing["latin"]
        # "Playful Kiss, Mischievous Kiss, 장난스런 키스" lists three names.
        listed = rest[len(before) :].lstrip().startswith(",")
        shown = before.replace(", ", " / ") if listed else before
        return _clean(shown), native or trailing["native"]
    before, latin_after = _native_first(rest)
    if before and latin_after:
        return latin_after, native or before
    if has_native(rest) and not re.search(r"[A-Za-z]", rest):
        return rest, native or rest
    return rest, native


def _only_native(side: str) -> str:
    """Leave of a sentence with native script in it that script, with the number before it."""
    run = _NATIVE.search(side) if re.search(r"[A-Za-z]{3}.*\s.*[A-Za-z]{3}", side) else None
    return run[0].strip() if run else side


def _native_first(text: str) -> tuple[str, str | None]:
    match = _LEADING_NATIVE.fullmatch(text)
    return (match["native"].strip(), _clean(match["latin"])) if match else (text, None)


def _split_also(rest: str) -> tuple[str, tuple[str, ...]]:
    """Part "Crash Landing On You / Love's Emergency Landing"; "Fate/Stay" is one title."""
    sides = [_clean(side) for side in re.split(r"\s+[/|]\s+|\s[/|]|[/|]\s", rest)]
    sides = [side for side in sides if re.search(r"\w", side)]
    if len(sides) == 1 and "/" in rest and not re.search(r"\bw/", rest):
        halves = [_clean(side) for side in rest.split("/")]
        if all(len(half.split()) > 1 for half in halves):
            sides = halves
    return (sides[0], tuple(sides[1:])) if len(sides) > 1 else (rest, ())


def _country(line: str) -> str | None:
    trailing = re.search(r"[)\]-]\s*([A-Za-z]+)\s*$", line)
    if trailing and trailing[1].lower() in COUNTRIES:
        return COUNTRIES[trailing[1].lower()]
    for group in _GROUP.finditer(line):
        inside = next(part for part in group.groups() if part is not None).strip().lower()
        if inside in COUNTRIES:
            return COUNTRIES[inside]
    for match in _COUNTRY.finditer(line):
        word = match["word"].lower()
        is_drama_word = "drama" in word or word in {"lakorn", "dorama"}
        if is_drama_word or match["after"].lower() in _DRAMAS:
            return COUNTRIES[word]
    return None


def _clean(text: str) -> str:
    text = " ".join(text.split()).strip(" |–—:;,-~»>•*")
    if len(text) > 2 and text[0] in _QUOTES and text[-1] in _QUOTES:
        text = text[1:-1].strip()
    elif (
        len(text) > 2 and text[-1] in _CLOSING and text[-2] != "s" and not set(text[:-1]) & _OPENING
    ):
        text = text[:-1]
    return text[:MAX_TITLE]
