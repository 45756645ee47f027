"""A post's title line to the drama's title, and what else bloggers pack into it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.reading.drama_names.title_country import country_in_title
from bot.reading.drama_names.title_markup import shown_words
from bot.reading.drama_names.title_noise import is_noise, says_review, without_noise, without_trail
from bot.reading.headings import stated_boundary
from bot.reading.mentions import loose
from bot.reading.stated.genre_names import genres_of
from bot.reading.words import COUNTRIES, NATIVE_CHAR, NATIVE_RUN, has_native

_SIDES: Final = re.compile(r"\s+[/|–—-]\s+")
_GROUP: Final = re.compile(r"\s*(?:[(（]([^()（）]*)[)）]|\[([^\[\]]*)\]|【([^【】]*)】)")
_AKA: Final = re.compile(
    r"(?:also known as|a\.?k\.?a\.?|formerly|or|lit(?:erally|\.))\s*:?\s+", re.IGNORECASE
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
# As in "Series NameOh My Ghostess".
_GLUED_LABEL: Final = re.compile(
    r"^(?:(?:Series|Drama|Show|English|Original) )?(?:Name|Title)(?=[A-Z][a-z])"
)
_BRACKETED_YEAR: Final = re.compile(r"[(\[]((?:19[5-9]|20\d)\d)[)\]]")
_YEAR: Final = re.compile(r"\b((?:19[5-9]|20\d)\d)\b")
# "New 2016 K-drama: …"; any other year is a part of the title.
_DATED_DRAMA: Final = re.compile(
    r"^\W*(?:(?:new|the|a) )?(?P<year>(?:19[5-9]|20\d)\d) "
    r"(?=(?:(?:korean|chinese|japanese|taiwanese|thai|bl) )?(?:\w-?)?(?:drama|series|dorama)\b)",
    re.IGNORECASE,
)
# As in "Time Spiral: New 2014 Japanese Drama".
_OF_YEAR: Final = re.compile(
    r"[:–—-] (?:a |new )*(?P<year>(?:19[5-9]|20\d)\d) (?:\w+ )?(?:drama|series|[kcj]-?drama)$",
    re.IGNORECASE,
)
# As in "Romance Is a Bonus Book (2019) is for book lovers".
_NAME_AND_YEAR: Final = re.compile(
    r"(?P<name>[^()\[\]]{2,80}[(\[](?:19[5-9]|20\d)\d[)\]])"
    r"(?:['’]s)? (?!and\b|or\b|vs\b|by\b|with\b|\w+ (?:19|20)\d\d)[a-z][^()\[\]]*"
)
# As in "Flower of Evil (2020) A+".
_GRADE: Final = re.compile(r"(?<=\d\d\))\s+[A-F][+-]?$")
_PICTOGRAPHS: Final = re.compile(
    "[\U0001f300-\U0001faff\u2600-\u2604\u2607-\u2664\u2666-\u2763\u2765-\u27bf\u2b50\ufe0f]+"
)
_LEADING_NATIVE: Final = re.compile(
    rf"(?P<native>{NATIVE_RUN})[\s:,–-]+(?P<latin>[A-Za-z0-9#][^\u1100-\uffff]*)"
)
_TRAILING_NATIVE: Final = re.compile(
    rf"(?P<latin>[A-Za-z0-9#].*?)[\s,:–-]+(?P<native>{NATIVE_RUN})"
)
_QUOTES: Final = "“”\"‘’'«»「」『』《》〈〉"
_CLOSING: Final = "”’'\""
_OPENING: Final = frozenset("“‘'\"")
# Networks that stand alone in a line; some dramas are called as others are.
_CHANNELS: Final = frozenset(
    {"TVN", "JTBC", "KBS", "KBS2", "MBC", "SBS", "OCN", "ENA", "NETFLIX", "VIKI"}
)
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
    line = _GLUED_LABEL.sub("", shown_words(line, is_noise))
    if site_name:
        line = re.sub(rf"\s*[|–—»·-]\s*{re.escape(site_name)}\s*$", "", line) or line
    line = _GRADE.sub("", _PICTOGRAPHS.sub(" ", line).strip(" ★☆⭐✩✪❤♥♡_")) or line
    dated = _DATED_DRAMA.match(line)
    if dated:
        line = line[dated.end() :]
    behind = _OF_YEAR.search(line)
    brackets = _OPEN_GROUP if line.count("(") > line.count(")") else _GROUP
    bare = without_noise(brackets.sub(_unless_known, line))
    headed = _NAME_AND_YEAR.fullmatch(bare)
    bare = headed["name"] if headed else bare
    # As in "Healer · tvN · 2014".
    listed = [part for part in re.split(r"\s[·•]\s", bare) if not is_noise(part)] or [bare]
    groups = _Groups(listed[0], brackets)
    years = [int(part) for part in listed[1:] if _YEAR.fullmatch(part)]
    years += [int(match["year"]) for match in (dated, behind) if match]
    # As in "Healer Review (2014)".
    years += map(int, _BRACKETED_YEAR.findall(line)) if line.count("(") == 1 else []
    rest, *aliases = _ALIAS.split(_clean(without_trail(_clean(groups.rest))))
    rest, native = _split_native(rest, groups.native)
    rest, slashed = _split_also(rest)
    if native is None and any(map(has_native, aliases)):
        # "Reply 1997 aka Answer Me 1997 응답하라 1997".
        named = [_split_native(_clean(alias), None) for alias in aliases]
        aliases = [latin for latin, _ in named if not has_native(latin)]
        native = next(found for _, found in named if found)
    if rest.upper() in _CHANNELS:
        rest = ""
    return TitleParts(
        title=rest or native or None,
        native=_clean(native) if native else None,
        year=groups.year or next(iter(years), None),
        country=groups.country or country_in_title(line),
        genres=groups.genres,
        also=(*slashed, *map(_clean, aliases), *groups.also),
        says_review=says_review(line),
    )


def is_title_again(heading: str, name: str | None, native: str | None = None) -> bool:
    """Tell a heading that is the title once more, as above a picture, and says nothing else."""
    own = loose(name or "")
    if native and loose(native) in {loose(part) for part in _SIDES.split(heading)}:
        return True
    if not own or own not in loose(heading) or stated_boundary(heading, heading=True) is not None:
        return False
    parts = parse_title(heading)
    sides = heading.split("/")
    return own in {loose(one) for one in (parts.title or "", *parts.also, *sides)}


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
            # "궁 (宮)": outside stands what is called so.
            self._take_names(inside if not has_native(outside) else "")
            return True
        if year:
            return True
        is_beside = has_native(outside) and (
            re.match(rf"\W*{NATIVE_CHAR}", outside) or not re.search(r"[A-Za-z]{2}", outside)
        )
        if is_beside and re.search(r"[A-Za-z]", inside):
            # "힐러 (Healer)": the bracket holds what we call the title.
            native, latin = _native_first(_only_native(_clean(_YEAR_GROUP.sub(" ", outside))))
            if latin and loose(latin) in loose(inside):
                # "약한영웅 Class 1 (Weak Hero Class 1)".
                native, latin = f"{native} {latin}", None
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
        if self.native is None and _NATIVE.fullmatch(inside) and "," in self.rest:
            # "It's Okay, That's Love (괜찮아, 사랑이야)".
            self.native = inside
            return
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
    if re.search(r"\s[/|]\s", side):
        side = next(filter(has_native, re.split(r"\s[/|]\s", side)), side)
    run = _NATIVE.search(side) if re.search(r"[A-Za-z]{3}.*\s.*[A-Za-z]{3}", side) else None
    return run[0].strip() if run else side


def _native_first(text: str) -> tuple[str, str | None]:
    match = _LEADING_NATIVE.fullmatch(text)
    return (match["native"].strip(), _clean(match["latin"])) if match else (text, None)


def _split_also(rest: str) -> tuple[str, tuple[str, ...]]:
    """Part "Crash Landing On You / Love's Emergency Landing"; "Fate/Stay" is one."""
    sides = [_clean(side) for side in re.split(r"\s+[/|]\s+|\s[/|]|[/|]\s", rest)]
    sides = [side for side in sides if re.search(r"\w", side) and not is_noise(side)]
    if len(sides) == 1 and "/" in rest and not re.search(r"\bw/", rest):
        halves = [_clean(side) for side in rest.split("/")]
        if any(" " in half for half in halves) and all(half[:1].isupper() for half in halves):
            sides = halves
    return (sides[0], tuple(sides[1:])) if len(sides) > 1 else (rest, ())


def _clean(text: str) -> str:
    text = " ".join(text.split()).strip(" |–—:;,-~»>•*")
    if len(text) > 2 and text[0] in _QUOTES and text[-1] in _QUOTES:
        text = text[1:-1].strip()
    elif (
        len(text) > 2 and text[-1] in _CLOSING and text[-2] != "s" and not set(text[:-1]) & _OPENING
    ):
        text = text[:-1]
    return text[:MAX_TITLE]
