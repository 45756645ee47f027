"""A post's title line to the drama's title, and what else bloggers pack into it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.reading.title_markup import shown_words
from bot.reading.words import COUNTRIES, NATIVE_RUN, genres_of, has_native

_CORE: Final = (
    r"reviews?|first impressions?|first looks?|initial (?:impressions?|thoughts)|early thoughts|"
    r"(?:final |closing |some )?(?:impressions?|thoughts)|recaps?|mini-?reviews?|reviewed|(?:now|"
    r"currently|just) (?:watching|watched|finished)"
)
_TYPE: Final = (
    r"(?:k|c|j|tw?|th|hk)[- ]?dramas?|(?:south )?korean?|chin(?:ese|a)|japan(?:ese)?|"
    r"taiwan(?:ese)?|thai(?:land)?|asian|lakorn|dramas?|doramas?|tv|series|movie|film|bl|web|"
    r"netflix"
)
_MANNER: Final = (
    r"a|an|my|our|the|full|quick|short|brief|honest|mini|flash|final|in-depth|spoilers?[- ]free|"
    r"un-?spoiled|non[- ]spoilers?|no[- ]spoilers?|some|and|&|of|on|season|finale|series|review|"
    r"ratings?|summary|guide|analysis|discussion|rant|ramblings?|with|spoilers?|"
    r"(?:re)?watch(?:ed)?|"
    r"completed?|complete|updated?|year|edition|mid(?:-?season|-?way)?|currently watching|"
    r"unofficial|personal|"
    r"to (?:(?:maybe )?watch|miss|skip|binge)|new|just|finished|dropped|recommendation"
)
_EPISODES: Final = (
    r"\(?\s*(?:episodes?|eps?\.?)\s*:?\s*\d+(?:\s*(?:-|–|&|to|and)\s*\d+)?\s*(?:episodes?)?\s*\)?"
)
_NOISE: Final = rf"(?:{_CORE}|{_TYPE}|{_MANNER}|{_EPISODES})"
_NOISES: Final = rf"{_NOISE}(?:[\s/+:,!-]+{_NOISE}){{0,8}}"
_PREFIX: Final = re.compile(
    rf"^[^\w#]*(?P<noise>{_NOISES})\s*(?:#\d+\s*)?"
    rf"(?:[:|–—~\[\]》】»>•]+|\s-+\s|\)\s*:?|(?=\s?[“\"‘《「]))\s*(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_PREFIX_OF: Final = re.compile(
    rf"^(?:{_NOISE}\s+){{0,5}}(?:reviews?\s+(?:of|on|for)|impressions?\s+(?:of|on)|preview of|"
    rf"thoughts\s+(?:on|about|of)|reviewing)\s*:?\s+(?:the )?(?:(?:{_TYPE})\s+)*(?P<rest>\S.*)$|"
    r"^(?:(?:korean |chinese |japanese )?(?:[kcj]-?)?drama|series|tv)\s+reviews?\s+"
    r"(?P<rest2>\S.*)$",
    re.IGNORECASE,
)
_SUFFIX: Final = re.compile(
    rf"^(?P<rest>.*?\S)(?:\s*[:|–—~(\[,-]\s*|\s+)(?P<noise>(?:{_NOISE}[\s/+,-]+){{0,8}}"
    rf"(?:{_CORE})(?:[\s/+,&-]+(?:{_NOISE}|part (?:\d+|[ivx]+))){{0,4}})[)\]]?\s*"
    r"(?:[:|–—~(\[!-].*)?[.!]*$",
    re.IGNORECASE,
)
_TRAILING: Final = re.compile(
    rf"\s*(?:[-–—|:,]\s*|\s)(?:{_EPISODES}|(?:spring|summer|autumn|fall|winter) (?:19|20)\d\d|"
    r"(?:south )?korean?|chinese|japanese|taiwanese|thai|seasons \d+(?:\s*[-–&,]\s*\d+)+|"
    r"[\d.]+\s*(?:/|\|\|)\s*\d+)[\s.!*]*$",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"(?P<rest>.+?\S) by [A-Z][\w-]+ [A-Z][\w-]+")
_COUNTED: Final = re.compile(r"^(?:#?\d{1,4}\.\s+(?=\D)|#\d{1,4}\s*[:.–-]\s*)")
_CORE_ANYWHERE: Final = re.compile(rf"\b(?:{_CORE})\b", re.IGNORECASE)
_TYPE_ANYWHERE: Final = re.compile(
    rf"\b(?:{_TYPE}|to (?:(?:maybe )?watch|miss|skip|binge))\b", re.IGNORECASE
)
_NOISE_ALONE: Final = re.compile(
    rf"(?:{_NOISES}|complete[d]?|ongoing|finished|dropped|spoilers?(?: alert)?|recommended|"
    r"\d{1,3} (?:episodes?|eps)|season \d+|s\d+|[\d.]+\s?/\s?\d+)[\s!.*]*",
    re.IGNORECASE,
)
_GROUP: Final = re.compile(r"\s*(?:[(（]([^()（）]*)[)）]|\[([^\[\]]*)\]|【([^【】]*)】)")
_AKA: Final = re.compile(
    r"(?:also known as|a\.?k\.?a\.?|formerly|lit(?:erally|\.))\s*:?\s+", re.IGNORECASE
)
_YEAR_GROUP: Final = re.compile(r"[(\[【（]\s*(?:19[5-9]|20\d)\d\s*[)\]】）]")
_YEAR: Final = re.compile(r"\b((?:19[5-9]|20\d)\d)\b")
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


def parse_title(line: str, site_name: str | None = None) -> TitleParts:
    """Take a title line apart: "Drama Review: 힐러 (Healer) (2014)" and the like."""
    line = shown_words(line, _is_known)
    if site_name:
        line = re.sub(rf"\s*[|–—»·-]\s*{re.escape(site_name)}\s*$", "", line) or line
    groups = _Groups(_without_noise(_GROUP.sub(_unless_known, line)))
    rest = _clean(_trimmed(_clean(groups.rest)))
    rest, native = _split_native(rest, groups.native)
    rest, slashed = _split_also(rest)
    return TitleParts(
        title=rest or native,
        native=_clean(native) if native else None,
        year=groups.year,
        country=_country(line),
        genres=groups.genres,
        also=(*slashed, *groups.also),
        says_review=bool(_CORE_ANYWHERE.search(line)),
    )


class _Groups:
    """What the brackets of a title line hold, and the line without them."""

    def __init__(self, line: str) -> None:
        self.rest = line
        self.native: str | None = None
        self.year: int | None = None
        self.genres: tuple[str, ...] = ()
        self.also: tuple[str, ...] = ()
        for match in list(_GROUP.finditer(line)):
            inside = next(group for group in match.groups() if group is not None).strip()
            if self._take(match[0], inside):
                self.rest = self.rest.replace(match[0], " ", 1)

    def _take(self, group: str, inside: str) -> bool:
        """Take what a bracket says; False where it belongs to the title."""
        year = _YEAR.search(inside)
        outside = self.rest.replace(group, " ", 1)
        if year:
            self.year = self.year or int(year[1])
            words = _YEAR.sub("", inside).strip(" ,-–")
            if has_native(words):
                self.native = self.native or words
            return True
        if has_native(inside):
            self.native = self.native or inside
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
        if _is_known(inside) or not inside:
            return True
        aka = _AKA.match(inside)
        # A title may have brackets of its own, but hardly round ones at its end.
        if aka or (group.strip()[0] == "(" and outside.strip() and inside[:1].isupper()):
            self.also += (_clean(inside[aka.end() :] if aka else inside),)
            return True
        return False


def genre_list(text: str) -> tuple[str, ...]:
    """Return the parts of a list of which every part is a genre; otherwise nothing."""
    parts = tuple(part.strip() for part in re.split(r"[,/|•·+]|\s&\s", text) if part.strip())
    return parts if parts and all(genres_of(part) for part in parts) else ()


def is_only_noise(line: str) -> bool:
    """Tell whether a line holds no title, only words such as "Korean Drama Review"."""
    return _is_known(line.strip(" |–—:;,-~»>•"))


def _unless_known(group: re.Match[str]) -> str:
    inside = next(part for part in group.groups() if part is not None).strip()
    return " " if _is_known(inside) else group[0]


def _without_noise(line: str) -> str:
    line = _COUNTED.sub("", line)
    for _ in range(3):
        shorter = _without_prefix(line)
        if shorter == line:
            break
        line = shorter
    match = _SUFFIX.match(line)
    return match["rest"] if match else line


def _without_prefix(line: str) -> str:
    for pattern in (_PREFIX, _PREFIX_OF):
        match = pattern.match(line)
        if match is None:
            continue
        noise = match.groupdict().get("noise")
        if noise is not None and not (_CORE_ANYWHERE.search(noise) or _TYPE_ANYWHERE.search(noise)):
            continue
        return match["rest"] or match["rest2"]
    return line


def _trimmed(rest: str) -> str:
    """Leave out what trails a title: episodes, a season, a country, a score."""
    while (match := _TRAILING.search(rest)) and match.start():
        rest = rest[: match.start()].rstrip(" |–—:;,-~")
    match = _BY.fullmatch(rest)
    return match["rest"] if match else rest


def _split_native(rest: str, native: str | None) -> tuple[str, str | None]:
    sides = [side.strip() for side in re.split(r"\s*[/|]\s*", rest)]
    if len(sides) > 1 and any(map(has_native, sides)) and not all(map(has_native, sides)):
        latin = [side for side in sides if not has_native(side)]
        found = next(side for side in sides if has_native(side))
        # "시그널 | Sigeuneol | Signal": the romanisation stands between the two.
        return _clean(latin[-1] if has_native(sides[0]) else latin[0]), native or found
    trailing = _TRAILING_NATIVE.fullmatch(rest)
    if trailing and not has_native(trailing["latin"]):
        return _clean(trailing["latin"]), native or trailing["native"]
    before, latin_after = _native_first(rest)
    if before and latin_after:
        return latin_after, native or before
    if has_native(rest) and not re.search(r"[A-Za-z]", rest):
        return rest, native or rest
    return rest, native


def _native_first(text: str) -> tuple[str, str | None]:
    match = _LEADING_NATIVE.fullmatch(text)
    return (match["native"].strip(), _clean(match["latin"])) if match else (text, None)


def _split_also(rest: str) -> tuple[str, tuple[str, ...]]:
    """Part "Crash Landing On You / Love's Emergency Landing"; "Fate/Stay" is one title."""
    sides = [_clean(side) for side in re.split(r"\s+[/|]\s+|\s[/|]|[/|]\s", rest)]
    sides = [side for side in sides if re.search(r"\w", side)]
    if len(sides) == 1 and rest.count("/") == 1:
        halves = [_clean(side) for side in rest.split("/")]
        if all(len(half.split()) > 1 for half in halves) and not re.search(r"\bw/", rest):
            sides = halves
    return (sides[0], tuple(sides[1:])) if len(sides) > 1 else (rest, ())


def _is_known(words: str) -> bool:
    return bool(_NOISE_ALONE.fullmatch(words)) or words.lower() in COUNTRIES


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
