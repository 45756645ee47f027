"""Labels such as ``No. of episodes:``, and the lines that carry them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Final

from bot.reading.stated.atoms import atoms_of
from bot.reading.stated.label_words import LANGUAGE, PATTERNS
from bot.reading.stated.labels_abroad import ABROAD, SCORED_ONLY


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


_IMAGE_FILE: Final = re.compile(r"^\S+\.(?:jpe?g|png|gif|webp)\s+", re.IGNORECASE)
_PATTERNS: Final = {Key(name): pattern for name, pattern in PATTERNS.items()}
_SEPARATOR: Final = re.compile(r"\s*(?:[:：]|\s[-–—=~>»→]\s|[–—→]|-\s)[\s:]*|\s*\t+[\s:]*")
_MAY_GO_ON: Final = re.compile(r"[:：\t]")
_MARK: Final = re.compile(r"[:：\t=~>»→–—-]")
_KEYS: Final = {
    key: re.compile("|".join(filter(None, (pattern, ABROAD.get(key)))), re.IGNORECASE)
    for key, pattern in _PATTERNS.items()
}
# "Final Score 6/10": a score needs nothing between it and its label.
_SCORED: Final = re.compile(
    r"(?P<label>(?:[a-z'’]+ ){0,2}(?:rating|score|grade|overall))\s+"
    r"(?P<value>(?:\d[\d.]*\s*/|[★⭐❤♥]).*)",
    re.IGNORECASE,
)
# As in "Genre/s" and "Title of the drama".
_SCALE: Final = re.compile(
    r"(?<=[a-z])\s*[(\[](?:out of|of|/|(?:from )?[01]\s?(?:[-–]|to))[^()\[\]]*[)\]]$"
)
_PLURAL: Final = re.compile(r"(?:/|\()s\b\)?")
_OF_DRAMA: Final = re.compile(
    r"^(?:the )?(?:[kcj]-?)?(?:drama|show|series)['’]s |"
    r" (?:of|for) (?:the |this )?(?:[kcj]-?)?(?:drama|show|series)$"
)
_IS_WORD: Final = re.compile(SCORED_ONLY, re.IGNORECASE)
_SCORE_AHEAD: Final = re.compile(r"\(?\d+(?:[.,]\d+)?\s*(?:/|out of|$)|[★☆⭐❤♥]")
_ALONE: Final = frozenset({Key.EPISODES, Key.GENRE, Key.NETWORK, Key.NATIVE, Key.YEAR, Key.COUNTRY})
_SCORE_ALONE: Final = re.compile(
    r"(?:my |final |overall |initial |our )+(?:rating|score|grade)", re.IGNORECASE
)
_MAX_LABEL: Final = 48
# In the middle of a line only a colon or a table's cell makes a label, and only these keys.
_INNER_KEYS: Final = tuple(key for key in Key if key not in {Key.VERDICT, Key.TITLE})
_ANY_INNER: Final = "|".join(f"(?:{_PATTERNS[key]})" for key in _INNER_KEYS)
_INNER: Final = re.compile(
    rf"(?:^|(?<=[\s|•·,;/()♥❤]))(?=[A-Z#])(?:{_ANY_INNER})\s*(?:[:：]|\t)", re.IGNORECASE
)
# As in "Episodes – 16, Network – tvN".
_DASH_AFTER: Final = re.compile(r"\s*[–—-]\s")
_BESIDE: Final = re.compile(r"\s*[,;|•·/]\s+(?=[A-Z#])")
_DECORATION: Final = re.compile(r"^(?:(?![#(])[^\w])+|^\d{1,2}[.)]\s+(?=[A-Za-z])")
_PARTING: Final = frozenset("|•·;/♥❤")
# Labels that need nothing between them and their values where several stand in a row.
_KNOWN_LABEL: Final = (
    r"Genre\(s\)|Genres?|(?:Native|Korean|Original|Chinese|Japanese) [Tt]itle|Hangul|"
    r"(?:Original |TV )?(?:Network|Channel)|(?:No\.? of |Number of |Total )?[Ee]pisodes|"
    r"Country(?: [Oo]f [Oo]rigin)?|Year|(?:(?:Fem|M)ale |Main |Second )?(?:Leads?|Cast|lead)|"
    r"Starring|"
    r"(?:Release|Air|Broadcast)(?:d|ed|s)?(?: [Dd]ates?| [Pp]eriod)?"
)
_OTHER_LABEL: Final = (
    r"Status|Duration|Score|Type|(?:Screenw|W)riters?|Directors?|Languages?|Run ?time|Rating|"
    r"Also [Kk]nown [Aa]s|Synopsis"
)
_VALUE_AHEAD: Final = r"(?=tvN|[A-Z0-9\u1100-\u9fff\uac00-\ud7af])"
_GLUED: Final = re.compile(
    rf"(?P<label>{_KNOWN_LABEL}|{_OTHER_LABEL})\s{{0,3}}{_VALUE_AHEAD}(?P<value>.+)$"
)
# The next label, without a break between: "가장 다정한 칼Episodes14GenreMedical".
_NEXT_GLUED: Final = re.compile(
    rf"(?<=[a-z0-9A-Z\u1100-\u9fff\uac00-\ud7af+)\s])(?:{_KNOWN_LABEL}|{_OTHER_LABEL})"
    rf"\s{{0,3}}{_VALUE_AHEAD}"
)
_GLUED_KEYS: Final = {
    "genre": Key.GENRE,
    "title": Key.NATIVE,
    "hangul": Key.NATIVE,
    "network": Key.NETWORK,
    "channel": Key.NETWORK,
    "episodes": Key.EPISODES,
    "country": Key.COUNTRY,
    "year": Key.YEAR,
    "release": Key.YEAR,
    "air": Key.YEAR,
    "broadcast": Key.YEAR,
    "lead": Key.CAST,
    "cast": Key.CAST,
    "starring": Key.CAST,
}
# As in "| Episodes | 16 |" and "channel | JTBC".
_ROW: Final = re.compile(r"\s*\|?\s*([^|\t]{2,40}?)\s*\|\s*([^|\t]+?)\s*\|?\s*")
_MAX_LINE: Final = 600
_MAX_GLUED: Final = 300
# A block of facts that lost its line breaks has many labels, and the plot among them.
_MAX_BLOCK: Final = 4_000
_MAX_LABELS: Final = 20
_MANY: Final = 4
# A post's lines are looked at by several readers.
_LINES_OF_A_POST: Final = 256


@lru_cache(maxsize=_LINES_OF_A_POST)
def bare(line: str) -> str:
    """Return the line without leading bullets, emoji, hearts and numbering."""
    return _IMAGE_FILE.sub("", _DECORATION.sub("", line.strip())).strip()


def labels_in(line: str) -> list[Labelled]:
    """Split a line into its labelled facts; empty where it does not begin with a label.

    Several facts may share a line, parted by bars or by nothing but the next label.
    """
    text = bare(tabbed(line))
    first = _label_at_start(text)
    if first is None:
        return []
    parted = _BESIDE.split(text) if _DASH_AFTER.match(text, len(first.label)) else []
    several = [one for one in map(_label_at_start, parted) if one is not None]
    if len(several) > 1 and len(several) == len(parted):
        return several
    if first.key in {Key.SYNOPSIS, Key.VERDICT} or not _MAY_GO_ON.search(first.value):
        return [first]
    starts = [0]
    # IGNORECASE is for the patterns; a label in running text is written with a capital, unless
    # something parts it from what stands before.
    starts += [
        match.start()
        for match in islice(_INNER.finditer(text, len(first.label), _MAX_BLOCK), _MAX_LABELS)
        if text[match.start()].isupper()
        or text[match.start()] == "#"
        or text[: match.start()].rstrip()[-1:] in _PARTING
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
    label = match["label"].lower()
    key = next((key for word, key in _GLUED_KEYS.items() if word in label), Key.IGNORED)
    return Labelled(key, match["label"], match["value"].strip(), text.strip())


def label_alone(line: str) -> Labelled | None:
    """Read a line that is a label and nothing else, as tables leave it: "Episodes"."""
    text = bare(line).strip(" :")
    key = _key_of(text.casefold()) if len(text) <= _MAX_LABEL else None
    is_score = _SCORE_ALONE.fullmatch(text) is not None
    if not (key in _ALONE or is_score) or re.fullmatch(LANGUAGE, text, re.IGNORECASE):
        return None
    return Labelled(key if key in _ALONE and key else Key.SCORE, text, "", text)


def tabbed(line: str) -> str:
    """Return a table's row of a label or name and its value as two cells."""
    cells = _ROW.fullmatch(line) if "|" in line else None
    if cells is None or not (line.lstrip().startswith("|") or label_alone(cells[1])):
        return line
    return f"{cells[1]}\t{cells[2]}"


@lru_cache(maxsize=_LINES_OF_A_POST)
def is_fact_line(line: str) -> bool:
    """Tell whether the line begins with a label we know, or is facts and nothing else."""
    return bool(labels_in(line) or glued_in(line) or atoms_of(line))


@lru_cache(maxsize=_LINES_OF_A_POST)
def _label_at_start(text: str) -> Labelled | None:
    # A slip for a full stop, as in "No: of episodes: 49".
    text = text.strip()
    if text[:3].casefold() == "no:":
        text = "No." + text[3:]
    is_marked = _MARK.search(text, 0, _MAX_LABEL + 4) is not None
    end = _SEPARATOR.search(text, 0, _MAX_LABEL + 4) if is_marked else None
    if end and end.start() <= _MAX_LABEL:
        label, value = text[: end.start()].strip(), text[end.end() :]
    elif scored := _SCORED.fullmatch(text[:_MAX_LINE]):
        label, value = scored["label"], scored["value"]
    else:
        return None
    key = _key_of(label.casefold())
    if key is None:
        return None
    if key is Key.SCORE and _IS_WORD.fullmatch(label) and not _SCORE_AHEAD.match(value):
        return None
    if label.casefold() == "stars" and not re.match(r"[\W\d]", value):
        key = Key.CAST
    return Labelled(key, label, value.strip().strip("|•·\t").strip(), text.replace("\t", " "))


@lru_cache(maxsize=4_096)
def _key_of(label: str) -> Key | None:
    """Look a label up; a blog uses the same ones over and over."""
    label = _SCALE.sub("", _PLURAL.sub("s", label))
    plain = _OF_DRAMA.sub("", label)
    return next(
        (
            key
            for one in dict.fromkeys((label, plain))
            for key, pattern in _KEYS.items()
            if pattern.fullmatch(one)
        ),
        None,
    )
