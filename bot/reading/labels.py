"""Labels such as ``No. of episodes:``, and the lines that carry them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Final

from bot.reading.words import NETWORKS


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
_OTHERS: Final = (
    r"(?:imdb|mdl|my ?drama ?list|(?:rakuten )?viki|douban|audience|viewers?|viewership|nielsen|tv|"
    r"agb|users?|google users?|rotten tomatoes|asianwiki|content|age|parental|initial|first|"
    r"average|"
    r"naver|netflix|re-?watch(?:ability)?(?: value)?|community|maturity|movie|highest|peak|global|"
    r"reader'?s?|public|critics?|kocowa|trakt|tmdb|letterboxd|iqiyi)"
)
_PARTS: Final = (
    r"(?:story(?:line)?|plot|acting|cast|characters?|music|ost|soundtrack|chemistry|romance|"
    r"visuals?|"
    r"cinematography|production|direct(?:ion|ing)|writing|script|pacing|ending|couples?|leads?|"
    r"comedy|humou?r|feels?|swoon|kiss(?:es|ing)?|bromance|fashion|costumes?|dialogue|originality|"
    r"enjoyment|entertainment|addict(?:ion|iveness)|emotion(?:al)?|tears?|cuteness|steam|angst|"
    r"neck)"
)
_IMAGE_FILE: Final = re.compile(r"^\S+\.(?:jpe?g|png|gif|webp)\s+", re.IGNORECASE)
_PATTERNS: Final = {
    # What looks like one of the others and is not comes first.
    Key.IGNORED: (
        r"(?:completed|watched|current|finished)\s+episodes?|episodes? (?:watched|completed|seen)|"
        r"(?:no\.?|number|#)\s*of\s*(?:series|seasons?)|seasons?|"
        rf"{_OTHERS}(?:'s|’s)?\s*(?:rating|score|ranking|value|share)s?|"
        rf"(?:rating|score)s? (?:on|at|from|by) .+|average viewership|imdb|mdl|my ?drama ?list|"
        rf"viki|"
        rf"{_PARTS}(?:\s*(?:/|&|and)\s*{_PARTS})?\s*(?:rating|score)s?|re-?watch value|"
        r"viewership|"
        r"where to (?:watch|stream)|"
        r"watch(?:ed)? (?:on|at|it on|here)|(?:now )?(?:available|streaming)(?: on| at)?|"
        r"where i watched(?: it)?|stream(?:s|ed)? on|(?:viewing )?platforms?|"
        rf"air(?:ed|s|ing)? (?:on(?: (?:{NETWORKS}))?|days?)|days?|time ?slot|"
        r"(?:photo|picture|image)s?(?: credits?)?|"
        r"credits?|sources?|trailer|subtitles?|status|ost|soundtracks?|tags?|keywords?|"
        r"episode (?:length|duration|runtime)|re-?watch(?:ability| value)?|updated|posted(?: on)?|"
        r"violence|sexual content|ending|official (?:website|site|instagram|x|twitter)|website"
    ),
    Key.DATABASE: (
        r"created by|produced by|distribut(?:or|ed by)|theme|length|adapted from|music by|"
        r"directors?|directed by|director\(s\)|(?:screen)?writers?|written by|screenplay|creators?|"
        r"producers?|production(?: company| companies)?|duration|run ?time|running time|languages?|"
        r"content rating|ranked|popularity|watchers|favou?rites|type|format|"
        r"original (?:author|story|work|novel|manga|creator)|based on|related content"
    ),
    Key.NATIVE: (
        rf"native(?: title| name)?s?|hangul|hangeul|hanzi|hanja|kanji|(?:{_LANGUAGE}) (?:title|"
        rf"name)|"
        rf"original (?:title|name)|title in (?:{_LANGUAGE})|in (?:{_LANGUAGE})|(?:{_LANGUAGE})|"
        rf"title \((?:{_LANGUAGE}|native|original|hangul|kanji)\)|"
        rf"원제|제목|原名|原題|片名"
    ),
    Key.ALSO: (
        r"also known as|a\.?k\.?a\.?|(?:alternat(?:iv)?e|other|alt\.?) (?:titles?|names?)|"
        r"(?:literal|working) (?:title|translation|meaning)|title \(rom\w*\)|"
        r"revised romani[sz]ation|"
        r"(?:title\s*)?\(?(?:romaji|romani[sz](?:ation|ed)|pinyin)\)?(?: title)?"
    ),
    Key.EPISODES: (
        r"(?:total\s+)?(?:no\.?|nos\.?|num\.?|number|nr\.?|#|amount|count)\s*(?:of\s+)?"
        r"(?:total\s+)?(?:episodes?|eps?\.?)|(?:total\s+)?(?:episodes?|eps?\.?)"
        r"(?:\s*(?:count|number|total|no\.?|\(s\)))?"
    ),
    Key.GENRE: r"(?:main |drama )?genre(?:s|\(s\))?",
    Key.NETWORK: (
        r"(?:platform ?/ ?)?(?:original |broadcast(?:ing)? |tv |airing |home )*(?:networks?|"
        r"channels?|stations?)"
        r"(?: ?/ ?(?:platform|channel|network))?"
        r"(?:\(s\))?|broadcast(?:ed)? (?:by|on)|broadcast station|broadcaster|broadcasting station|"
        r"original broadcaster"
    ),
    Key.YEAR: (
        r"(?:release |broadcast )?years?(?: of (?:release|broadcast)| released| aired)?|aired in|"
        r"releas(?:ed?|ing)(?: on| date| in)?|"
        r"(?:initial |original )?air(?:ed|ing)? ?(?:dates?|period|from)?|"
        r"(?:o\.?a\.? )?(?:start )?dates?(?: aired| released| of release)?|"
        r"broadcast(?:ed)?(?: dates?| period)?|premiered?(?: date)?|ran(?: from)?|"
        r"first aired|original (?:run|release)|first broadcast"
    ),
    Key.COUNTRY: r"country(?: of origin)?|countries|nationality",
    Key.VERDICT: (r"(?:final |my |the |our )?verdict|in (?:a word|one word|short|a nutshell)"),
    Key.SCORE: (
        r"(?:(?:my|our|final|overall|total|personal|drama|show|series|the|blog|house|general)\s+)*"
        r"(?:ratings?|scores?|grade|stars)(?:\s+(?:out of(?: \w+)?|overall|score|rating|"
        r"so far))?|overall|"
        r"rated|[\w'’&]{2,24} (?:rating|score|grade)|"
        r"i (?:would )?(?:give|rate) (?:it|this(?: drama)?)(?: a)?"
    ),
    Key.SYNOPSIS: (
        r"(?:short |brief |official |drama |netflix |viki |my |plot )?(?:synopsis|description)|"
        r"(?:short )?plot(?: summary| synopsis| overview)?|summary|"
        r"story(?:line)?|premise|what(?:'|’)?s it about\??|what it(?:'|’)?s about"
    ),
    Key.CAST: (
        r"(?:main |lead |leading |supporting |full )?cast(?:s|ing)?(?: members?| list)?|"
        r"starring(?: \((?:main )?cast\))?|stars|supporting|"
        r"(?:main |lead )?(?:actors?|actress(?:es)?|leads)|(?:main )?characters|main roles|"
        r"(?:fe)?male leads?"
    ),
    Key.TITLE: (
        r"(?:(?:drama|show|series|english|international|film|movie|k-?drama)\s+)?(?:title|name)|"
        r"(?:k-?)?drama|english"
    ),
}
_SEPARATOR: Final = re.compile(r"\s*(?:[:：]|\s[-–—=~]\s|[–—]|-\s)[\s:]*|\s*\t+[\s:]*")
_KEYS: Final = {key: re.compile(pattern, re.IGNORECASE) for key, pattern in _PATTERNS.items()}
# "Final Score 6/10": a score needs nothing between it and its label.
_SCORED: Final = re.compile(
    r"(?P<label>(?:[a-z'’]+ ){0,2}(?:rating|score|grade|overall))\s+"
    r"(?P<value>(?:\d[\d.]*\s*/|[★⭐❤♥]).*)",
    re.IGNORECASE,
)
_ALONE: Final = frozenset({Key.EPISODES, Key.GENRE, Key.NETWORK, Key.NATIVE, Key.YEAR})
_MAX_LABEL: Final = 48
# In the middle of a line only a colon or a table's cell makes a label, and only these keys.
_INNER_KEYS: Final = tuple(key for key in Key if key not in {Key.VERDICT, Key.TITLE})
_ANY_INNER: Final = "|".join(f"(?:{_PATTERNS[key]})" for key in _INNER_KEYS)
_INNER: Final = re.compile(
    rf"(?:^|(?<=[\s|•·,;/()♥❤]))(?=[A-Z#])(?:{_ANY_INNER})\s*(?:[:：]|\t)", re.IGNORECASE
)
_DECORATION: Final = re.compile(r"^(?:(?![#(])[^\w])+|^\d{1,2}[.)]\s+(?=[A-Za-z])")
_GLUED: Final = re.compile(
    r"(?P<label>Genre\(s\)|Genres?|Native [Tt]itle|(?:Original )?Network|(?:No\. of )?[Ee]pisodes|"
    r"Country(?: of Origin)?|Year|(?:Main )?Cast|Starring)"
    r"\s?(?=tvN|[A-Z0-9\u1100-\u9fff\uac00-\ud7af])(?P<value>.+)$"
)
# The next label, without a break between: "가장 다정한 칼Episodes14GenreMedical".
_NEXT_GLUED: Final = re.compile(
    r"(?<=[a-z0-9A-Z\u1100-\u9fff\uac00-\ud7af])(?:Genres?|Native Title|(?:Original )?Network|"
    r"Episodes|Country(?: of Origin)?|Year|Cast|Airs|Aired|Status|Duration|Score|Type)"
    r"(?=tvN|[A-Z0-9\u1100-\u9fff\uac00-\ud7af])"
)
_GLUED_KEYS: Final = (
    Key.GENRE,
    Key.NATIVE,
    Key.NETWORK,
    Key.EPISODES,
    Key.COUNTRY,
    Key.YEAR,
    Key.CAST,
)
_MAX_LINE: Final = 600
_MAX_GLUED: Final = 300
# A block of facts that lost its line breaks has many labels, and the plot among them.
_MAX_BLOCK: Final = 4_000
_MAX_LABELS: Final = 20
_MANY: Final = 4


def bare(line: str) -> str:
    """Return the line without leading bullets, emoji, hearts and numbering."""
    return _IMAGE_FILE.sub("", _DECORATION.sub("", line.strip())).strip()


def labels_in(line: str) -> list[Labelled]:
    """Split a line into its labelled facts; empty where it does not begin with a label.

    Several facts may share a line, parted by bars or by nothing but the next label.
    """
    text = bare(line)
    first = _label_at_start(text)
    if first is None:
        return []
    if first.key in {Key.SYNOPSIS, Key.VERDICT}:
        return [first]
    starts = [0]
    # IGNORECASE is for the patterns; a label in running text is written with a capital.
    starts += [
        match.start()
        for match in islice(_INNER.finditer(text, len(first.label), _MAX_BLOCK), _MAX_LABELS)
        if text[match.start()].isupper() or text[match.start()] == "#"
    ]
    if len(line) > _MAX_LINE and len(starts) < _MANY:
        return [first]
    pieces = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    found = (_label_at_start(piece.lstrip(" |•·;/\t♥❤").rstrip(" |•·;/\t")) for piece in pieces)
    return [one for one in found if one is not None]


def glued_in(line: str) -> list[Labelled]:
    """Read labels that a flattened table glued to their values ("Episodes14GenreRomance")."""
    text = bare(line)
    if len(line) > _MAX_GLUED or _GLUED.match(text) is None:
        return []
    starts = [match.start() for match in islice(_NEXT_GLUED.finditer(text), _MAX_LABELS)]
    pieces = (text[a:b] for a, b in zip([0, *starts], [*starts, len(text)], strict=True))
    return [one for one in map(_glued_at_start, pieces) if one is not None]


def _glued_at_start(text: str) -> Labelled | None:
    match = _GLUED.match(text)
    if match is None:
        return None
    label = match["label"].lower().replace("starring", "cast")
    key = next(key for key in _GLUED_KEYS if key in label)
    return Labelled(key, match["label"], match["value"].strip(), text.strip())


def label_alone(line: str) -> Labelled | None:
    """Read a line that is a label and nothing else, as tables leave it: "Episodes"."""
    text = bare(line).strip(" :")
    key = _key_of(text.casefold()) if len(text) <= _MAX_LABEL else None
    if key not in _ALONE or re.fullmatch(_LANGUAGE, text, re.IGNORECASE):
        return None
    return Labelled(key, text, "", text)


def is_fact_line(line: str) -> bool:
    """Tell whether the line begins with a label we know."""
    return bool(labels_in(line) or glued_in(line))


def _label_at_start(text: str) -> Labelled | None:
    text = text.strip()
    end = _SEPARATOR.search(text, 0, _MAX_LABEL + 4)
    if end and end.start() <= _MAX_LABEL:
        label, value = text[: end.start()].strip(), text[end.end() :]
    elif scored := _SCORED.fullmatch(text[:_MAX_LINE]):
        label, value = scored["label"], scored["value"]
    else:
        return None
    key = _key_of(label.casefold())
    if key is None:
        return None
    return Labelled(key, label, value.strip().strip("|•·\t").strip(), text.replace("\t", " "))


@lru_cache(maxsize=4_096)
def _key_of(label: str) -> Key | None:
    """Look a label up; a blog uses the same ones over and over."""
    return next((key for key, pattern in _KEYS.items() if pattern.fullmatch(label)), None)
