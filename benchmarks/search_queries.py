"""Queries as people type them, made from a catalogue's titles: other ones with another seed.

The kinds are those of the queries that lie beside the catalogue. The spellings are made here
without the search's own code, with pypinyin and OpenCC where those are installed.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from benchmarks.search_scripts import (
    HANGUL,
    choseong,
    hangul_typo,
    latin_in_hangul_layout,
    loosely_romanised,
    other_kana,
    parts_of,
    pinyin,
    romanised,
    traditional,
    unfinished,
    wrong_layout,
)
from bot.search.normalise import compact, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

Row = dict[str, Any]

_HAN_ONLY: Final = re.compile("[一-鿿]{2,}")
_KANA: Final = re.compile("[ぁ-ゖァ-ヶ]")


# The keys beside each key.
_NEAR: Final = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        parts_of(
            "qwsz vghn xdfv serfcx wsrd drtgvc ftyhbv gyujnb ujko huikmn jiolm kop njk bhjm iklp "
            "ol wa etdf awedxz rfgy yhji cfgb qase zsdc tghu asx"
        ),
        strict=True,
    )
)
_NOISES: Final = (
    "watch {} eng sub",
    "{} {genre}",
    "{} drama",
    "{} season 1",
    "{} ep 5",
    "{} ({year})",
    "{} {year}",
)
_GENRES: Final = {
    "KR": "kdrama",
    "CN": "cdrama",
    "TW": "cdrama",
    "JP": "jdrama",
    "TH": "thai drama",
}


@dataclass(frozen=True, slots=True)
class Query:
    """What someone types, and the entries any of which they mean."""

    kind: str
    text: str
    accept: frozenset[int]


def make_queries(rows: list[Row], seed: int, *, without: Collection[int] = ()) -> list[Query]:
    """Make about 4,000 queries for titles other than those of ``without``."""
    chance = random.Random(seed)  # noqa: S311
    owners: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        for name in (row["title"], row["native"], *row["aliases"]):
            if name:
                owners[compact(words_of(name))].add(row["id"])
    left_out = set(without)
    pools = {
        kind: [row for row in rows if row["kind"] == kind and row["id"] not in left_out]
        for kind in ("drama", "anime", "movie")
    }
    queries = []
    for kind, (count, mix, source, make) in _KINDS.items():
        made = 0
        for row, name in _sources(pools, mix, source, chance):
            if made >= count:
                break
            for text in make(name, row, chance):
                accept = frozenset(owners[compact(words_of(name))] | {row["id"]})
                queries.append(Query(kind, text, accept))
                made += 1
    return queries


def _sources(
    pools: dict[str, list[Row]], mix: str, source: str, chance: random.Random
) -> Iterator[tuple[Row, str]]:
    shares = {"all": (75, 15, 10), "drama": (100, 0, 0), "asia": (70, 30, 0)}[mix]
    for _ in range(20_000):
        pool = pools[chance.choices(("drama", "anime", "movie"), shares)[0]]
        # The well-known half of the time, since they are what people look for.
        row = pool[int(len(pool) * chance.random() ** 2)]
        for name in _names(row, source):
            yield row, name


def _names(row: Row, source: str) -> list[str]:
    title, native, aliases = row["title"], row["native"], row["aliases"]
    others = [name for name in (native, title, *aliases) if name]
    if source == "title":
        return [title] if title.isascii() and len(title) > 1 else []
    if source == "alias":
        return [name for name in aliases if name.isascii() and len(name) > 2][:1]
    every: dict[str, Callable[[str], bool]] = {
        "native": lambda name: not name.isascii() and not name[0].isascii(),
        "hangul": lambda name: len(HANGUL.findall(name)) > 1,
        "han": lambda name: _HAN_ONLY.fullmatch(name) is not None,
        "kana": lambda name: len(_KANA.findall(name)) > 1,
    }
    fits = every[source]
    return [name for name in others if fits(name)][:1]


def _exact(name: str, row: Row, chance: random.Random) -> list[str]:
    return [name]


def _prefixes(name: str, row: Row, chance: random.Random) -> list[str]:
    text = name if chance.random() < 0.3 else name.lower()
    lengths = sorted({*range(2, 6), len(text) // 2, int(len(text) * 0.75)})
    return [text[:n].strip() for n in lengths if 1 < n < len(text)]


def _native_prefixes(name: str, row: Row, chance: random.Random) -> list[str]:
    return [name[:n].strip() for n in range(1, min(len(name), 7))]


def _typo(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    kind = chance.randrange(4)
    letter = text[at]
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + chance.choice(_NEAR.get(letter, letter * 2)) + text[at + 1 :]
    if kind == 2:
        return text[:at] + chance.choice(_NEAR.get(letter, letter) + letter) + text[at:]
    return text[:at] + text[at + 1 : at + 2] + letter + text[at + 2 :]


def _one_typo(name: str, row: Row, chance: random.Random) -> list[str]:
    return [_typo(name.lower(), chance)] if len(name) > 4 else []


def _two_typos(name: str, row: Row, chance: random.Random) -> list[str]:
    return [_typo(_typo(name.lower(), chance), chance)] if len(name) > 7 else []


def _typo_in_prefix(name: str, row: Row, chance: random.Random) -> list[str]:
    cut = int(len(name) * chance.uniform(0.4, 0.85))
    return [_typo(name.lower()[:cut].strip(), chance)] if cut > 5 else []


def _shuffled(name: str, row: Row, chance: random.Random) -> list[str]:
    words = name.lower().split()
    mixed = chance.sample(words, len(words))
    return [" ".join(mixed)] if len(words) > 2 and mixed != words else []


def _some_words(name: str, row: Row, chance: random.Random) -> list[str]:
    words = name.lower().split()
    if len(words) < 3:
        return []
    if chance.random() < 0.6:
        at = chance.randrange(1, len(words) - 1)
        return [" ".join(words[at : at + max(2, len(words) * 2 // 3)])]
    del words[chance.randrange(len(words))]
    return [" ".join(words)]


def _no_punctuation(name: str, row: Row, chance: random.Random) -> list[str]:
    text = " ".join(re.sub(r"[^\w\s]|_", "", name).lower().split())
    return [text] if text and text != name.lower() else []


def _no_spaces(name: str, row: Row, chance: random.Random) -> list[str]:
    return [name.lower().replace(" ", "")] if " " in name else []


def _acronym(name: str, row: Row, chance: random.Random) -> list[str]:
    words = re.sub(r"[^\w\s]", " ", name.replace("'", "")).lower().split()
    return ["".join(word[0] for word in words)] if 3 < len(words) < 9 else []


def _noise(name: str, row: Row, chance: random.Random) -> list[str]:
    genre = _GENRES.get(row["country"], "drama")
    form = chance.choice(_NOISES)
    return [form.format(name.lower(), genre=genre, year=row["year"] or 2020)]


_KINDS: Final[dict[str, tuple[int, str, str, Any]]] = {
    "exact_en": (200, "all", "title", _exact),
    "exact_native": (240, "asia", "native", _exact),
    "prefix_en": (475, "all", "title", _prefixes),
    "prefix_native": (475, "asia", "native", _native_prefixes),
    "typo1": (250, "all", "title", _one_typo),
    "typo2": (200, "all", "title", _two_typos),
    "typo_prefix": (200, "all", "title", _typo_in_prefix),
    "word_order": (200, "all", "title", _shuffled),
    "partial_words": (180, "all", "title", _some_words),
    "punct": (220, "all", "title", _no_punctuation),
    "nospace": (165, "all", "title", _no_spaces),
    "alias": (200, "asia", "alias", _exact),
    "noise": (150, "all", "title", _noise),
    "hangul_partial": (240, "drama", "hangul", unfinished),
    "typo_hangul": (160, "drama", "hangul", hangul_typo),
    "choseong": (200, "drama", "hangul", choseong),
    "kbd_layout": (60, "drama", "hangul", wrong_layout),
    "kbd_reverse": (40, "drama", "title", latin_in_hangul_layout),
    "roman_ko": (100, "drama", "hangul", romanised),
    "roman_loose": (80, "drama", "hangul", loosely_romanised),
    "pinyin_zh": (90, "drama", "han", pinyin),
    "trad_simp": (80, "asia", "han", traditional),
    "kana_swap": (60, "asia", "kana", other_kana),
    "acronym": (100, "drama", "title", _acronym),
}
