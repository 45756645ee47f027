"""Labels such as ``No. of episodes:``, and the lines that carry them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Key(StrEnum):
    """What a label is about."""

    TITLE = "title"
    NATIVE = "native"
    ALSO = "also"
    EPISODES = "episodes"
    GENRE = "genre"
    NETWORK = "network"
    YEAR = "year"
    COUNTRY = "country"
    SCORE = "score"
    VERDICT = "verdict"
    SYNOPSIS = "synopsis"
    CAST = "cast"
    DATABASE = "database"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One label with its value, and the text both were read from."""

    key: Key
    label: str
    value: str
    source: str


_LANGUAGE: Final = "korean|chinese|japanese|thai|taiwanese|mandarin"
_PATTERNS: Final = {
    # What looks like one of the others and is not comes first.
    Key.IGNORED: (
        r"(?:completed|watched|current|finished)\s+episodes?|episodes? (?:watched|completed|seen)|"
        r"(?:no\.?|number|#)\s*of\s*(?:series|seasons?)|seasons?|(?:imdb|mdl|my ?drama ?list|viki|"
        r"douban|audience|viewers?|viewership|nielsen|tv|users?|google users?|rotten tomatoes|"
        r"asianwiki|content|age|parental|initial|first|average|naver|netflix|re-?watch|community)"
        r"(?:'s|’s)?\s*(?:rating|score|ranking|value|share)s?|imdb|mdl|my ?drama ?list|viki|"
        r"viewership|(?:title\s*)?\(?(?:romaji|romani[sz](?:ation|ed)|pinyin)\)?(?: title)?|"
        r"title \(rom\w*\)|revised romani[sz]ation|where to (?:watch|stream)|"
        r"watch(?:ed)? (?:on|at|it on|here)|(?:now )?(?:available|streaming)(?: on| at)?|"
        r"stream(?:s|ed)? on|platforms?|"
        r"air(?:ed|s|ing)? (?:on|days?)|days?|time ?slot|(?:photo|picture|image)s?(?: credits?)?|"
        r"credits?|sources?|trailer|subtitles?|status|ost|soundtracks?|tags?|keywords?|"
        r"episode (?:length|duration|runtime)|re-?watch(?:ability| value)?"
    ),
    Key.DATABASE: (
        r"directors?|directed by|director\(s\)|(?:screen)?writers?|written by|screenplay|"
        r"producers?|production(?: company| companies)?|duration|run ?time|running time|languages?|"
        r"content rating|ranked|popularity|watchers|favou?rites|aired|type|format|"
        r"original (?:author|story|work)|based on|related content"
    ),
    Key.NATIVE: (
        rf"native(?: title| name)?s?|hangul|hanzi|hanja|kanji|(?:{_LANGUAGE}) (?:title|name)|"
        rf"original (?:title|name)|title in (?:{_LANGUAGE})|in (?:{_LANGUAGE})|(?:{_LANGUAGE})|"
        rf"원제|제목|原名|原題|片名"
    ),
    Key.ALSO: (r"also known as|a\.?k\.?a\.?|(?:alternat(?:iv)?e|other|alt\.?) (?:titles?|names?)"),
    Key.EPISODES: (
        r"(?:total\s+)?(?:no\.?|nos\.?|num\.?|number|nr\.?|#|amount|count)\s*(?:of\s+)?"
        r"(?:total\s+)?(?:episodes?|eps?\.?)|(?:total\s+)?(?:episodes?|eps?\.?)"
        r"(?:\s*(?:count|number|total|\(s\)))?"
    ),
    Key.GENRE: r"(?:main |drama )?genre(?:s|\(s\))?",
    Key.NETWORK: (
        r"(?:original |broadcast(?:ing)? |tv |airing |home )*(?:networks?|channels?)(?:\(s\))?|"
        r"broadcaster|broadcasting station|original broadcaster"
    ),
    Key.YEAR: (
        r"(?:release )?years?(?: of release| released| aired)?|releas(?:ed?|ing)(?: on| date| in)?|"
        r"air(?:ed|ing)? (?:dates?|period|from)|broadcast (?:dates?|period)|premiered?(?: date)?|"
        r"first aired|original run|date(?:s)? aired"
    ),
    Key.COUNTRY: r"country(?: of origin)?|countries",
    Key.VERDICT: r"(?:final |my |the |our )?verdict|in (?:a word|one word|short|a nutshell)",
    Key.SCORE: (
        r"(?:(?:my|our|final|overall|total|personal|drama|show|series|the|blog|house|general)\s+)*"
        r"(?:ratings?|scores?|grade|stars)(?:\s+(?:out of|overall|score|rating))?|overall|"
        r"i (?:would )?(?:give|rate) (?:it|this(?: drama)?)(?: a)?"
    ),
    Key.SYNOPSIS: (
        r"(?:short |brief |official |drama )?synopsis|plot(?: summary| synopsis)?|summary|"
        r"story(?:line)?|premise|description|what(?:'|’)?s it about\??|what it(?:'|’)?s about"
    ),
    Key.CAST: (
        r"(?:main |lead |leading |supporting |full )?cast(?:s|ing)?(?: members?| list)?|starring|"
        r"stars|(?:main |lead )?(?:actors?|actress(?:es)?|leads)|main (?:characters|roles)|"
        r"(?:fe)?male leads?"
    ),
    Key.TITLE: (
        r"(?:(?:drama|show|series|english|international|film|movie|k-?drama)\s+)?(?:title|name)|"
        r"(?:k-?)?drama|english"
    ),
}
_SEPARATOR: Final = r"\s*(?:[:：]|\s[-–—=~]\s|[–—]|-\s)[\s:]*|\s*\t+[\s:]*"
_AT_START: Final = {
    key: re.compile(rf"(?P<label>{pattern})(?:{_SEPARATOR})(?P<value>.*)$", re.IGNORECASE)
    for key, pattern in _PATTERNS.items()
}
# In the middle of a line only a colon or a table's cell makes a label, and only these keys.
_INNER_KEYS: Final = tuple(
    key for key in Key if key not in {Key.SYNOPSIS, Key.CAST, Key.VERDICT, Key.TITLE}
)
_ANY_INNER: Final = "|".join(rf"(?:{_PATTERNS[key]})" for key in _INNER_KEYS)
_INNER: Final = re.compile(
    rf"(?:^|(?<=[\s|•·,;/)♥❤]))(?=[A-Z#])(?:{_ANY_INNER})\s*(?:[:：]|\t)", re.IGNORECASE
)
_DECORATION: Final = re.compile(r"^(?:(?![#(])[^\w])+|^\d{1,2}[.)]\s+(?=[A-Za-z])")
_GLUED: Final = re.compile(
    r"(?P<label>Genre\(s\)|Genres?|Native [Tt]itle|(?:Original )?Network|(?:No\. of )?[Ee]pisodes)"
    r"\s?(?=[A-Z0-9\u1100-\u9fff\uac00-\ud7af])(?P<value>.+)$"
)
_MAX_LINE: Final = 600


def bare(line: str) -> str:
    """Return the line without leading bullets, emoji, hearts and numbering."""
    return _DECORATION.sub("", line.strip()).strip()


def labels_in(line: str) -> list[Labelled]:
    """Split a line into its labelled facts; empty where it does not begin with a label.

    Several facts may share a line, parted by bars or by nothing but the next label.
    """
    text = bare(line)
    first = _label_at_start(text)
    if first is None:
        return []
    if len(line) > _MAX_LINE or first.key in {Key.SYNOPSIS, Key.VERDICT}:
        return [first]
    starts = [0]
    # IGNORECASE is for the patterns; a label in running text is written with a capital.
    starts += [
        match.start()
        for match in _INNER.finditer(text, len(first.label))
        if text[match.start()].isupper() or text[match.start()] == "#"
    ]
    pieces = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    found = (_label_at_start(piece.lstrip(" |•·;/\t♥❤").rstrip(" |•·;/\t")) for piece in pieces)
    return [one for one in found if one is not None]


def glued_in(line: str) -> Labelled | None:
    """Read a label that a flattened table glued to its value ("GenreRomance, Comedy")."""
    match = _GLUED.match(bare(line))
    if match is None or len(line) > 200:
        return None
    label = match["label"].lower()
    key = next(key for key in (Key.GENRE, Key.NATIVE, Key.NETWORK, Key.EPISODES) if key in label)
    return Labelled(key, match["label"], match["value"].strip(), line.strip())


def is_fact_line(line: str) -> bool:
    """Tell whether the line begins with a label we know."""
    return bool(labels_in(line)) or glued_in(line) is not None


def _label_at_start(text: str) -> Labelled | None:
    text = text.strip()
    for key, pattern in _AT_START.items():
        match = pattern.match(text)
        if match:
            value = match["value"].strip().strip("|•·\t").strip()
            return Labelled(key, match["label"].strip(), value, text.replace("\t", " "))
    return None
