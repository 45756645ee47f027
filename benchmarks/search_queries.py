"""Queries as people type them, made from a catalogue's titles: other ones with another seed.

The kinds are those of the queries that lie beside the catalogue. The spellings are made here
without the search's own code, with pypinyin and OpenCC where those are installed.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.search.normalise import compact, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

Row = dict[str, Any]
Maker = "Callable[[str, random.Random], Iterable[str]]"

_HANGUL: Final = re.compile("[가-힣]")
_HAN_ONLY: Final = re.compile("[一-鿿]{2,}")
_KANA: Final = re.compile("[ぁ-ゖァ-ヶ]")
_NEAR: Final = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        "qwsz vghn xdfv serfcx wsrd drtgvc ftyhbv gyujnb ujko huikmn jiolm kop njk bhjm iklp ol "
        "wa etdf awedxz rfgy yhji cfgb qase zsdc tghu asx".split(),
        strict=True,
    )
)
_INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS: Final = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_INITIAL_KEYS: Final = "r R s e E f a q Q t T d w W c z x v g".split()
_VOWEL_KEYS: Final = "k o i O j p u P h hk ho hl y n nj np nl b m ml l".split()
_FINAL_KEYS: Final = " r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g".split(" ")
_LATIN_INITIALS: Final = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ")
_LATIN_VOWELS: Final = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_LATIN_FINALS: Final = (
    " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ")  # before a consonant
)
_LINKED_FINALS: Final = (
    " g kk ks n nj n d r lg lm lb ls lt lp r m b ps s ss ng j ch k t p ".split(" ")
)
_LOOSE: Final = (
    ("ae", "e"), ("eo", "o"), ("eo", "u"), ("eu", "u"), ("ui", "e"), ("oe", "we"),
    ("kk", "k"), ("tt", "t"), ("pp", "p"), ("ss", "s"), ("jj", "j"),
)  # fmt: skip
_NOISES: Final = (
    "watch {} eng sub", "{} {genre}", "{} drama", "{} season 1", "{} ep 5", "{} ({year})", "{} {year}",
)  # fmt: skip
_GENRES: Final = {"KR": "kdrama", "CN": "cdrama", "TW": "cdrama", "JP": "jdrama", "TH": "thai drama"}


@dataclass(frozen=True, slots=True)
class Query:
    """What someone types, and the entries any of which they mean."""

    kind: str
    text: str
    accept: frozenset[int]


def make_queries(rows: list[Row], seed: int, *, without: Collection[int] = ()) -> list[Query]:
    """Make about 4,000 queries for titles other than those of ``without``."""
    chance = random.Random(seed)
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
    fits = {
        "native": lambda name: not name.isascii() and not name[0].isascii(),
        "hangul": lambda name: len(_HANGUL.findall(name)) > 1,
        "han": lambda name: _HAN_ONLY.fullmatch(name) is not None,
        "kana": lambda name: len(_KANA.findall(name)) > 1,
    }[source]
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


def _unfinished(name: str, row: Row, chance: random.Random) -> list[str]:
    at = chance.choice([found.start() for found in _HANGUL.finditer(name)][1:])
    initial, vowel, _ = _jamo(name[at])
    last = chance.choice((_INITIALS[initial], chr(0xAC00 + (initial * 21 + vowel) * 28)))
    return [name[:at] + last]


def _hangul_typo(name: str, row: Row, chance: random.Random) -> list[str]:
    places = [found.start() for found in _HANGUL.finditer(name)]
    if len(places) < 3:
        return []
    at = chance.choice(places)
    parts = list(_jamo(name[at]))
    slot = chance.randrange(4)
    if slot == 3:
        return [name[:at] + name[at + 1 :]]
    parts[slot] = chance.randrange((19, 21, 28)[slot])
    return [name[:at] + chr(0xAC00 + (parts[0] * 21 + parts[1]) * 28 + parts[2]) + name[at + 1 :]]


def _choseong(name: str, row: Row, chance: random.Random) -> list[str]:
    words = re.sub(r"[^가-힣 ]", "", name).split()
    words = words[: chance.randint(1, len(words))] if chance.random() < 0.4 else words
    text = " ".join(words) if chance.random() < 0.5 else "".join(words)
    text = _HANGUL.sub(lambda found: _INITIALS[_jamo(found[0])[0]], text)
    return [text] if len(text) > 2 else []


def _wrong_layout(name: str, row: Row, chance: random.Random) -> list[str]:
    columns = _INITIAL_KEYS, _VOWEL_KEYS, _FINAL_KEYS
    text = re.sub(r"[^가-힣a-zA-Z0-9 ]", "", name)
    keys = _HANGUL.sub(
        lambda found: "".join(
            column[at] for column, at in zip(columns, _jamo(found[0]), strict=True)
        ),
        text,
    )
    return [keys] if len(_HANGUL.findall(text)) > 1 else []


def _latin_in_hangul_layout(name: str, row: Row, chance: random.Random) -> list[str]:
    # Letter by letter; an input method would compose them, which comes to the same keys.
    letters = dict(zip(_INITIAL_KEYS, _INITIALS, strict=True))
    letters |= {key: vowel for key, vowel in zip(_VOWEL_KEYS, _VOWELS, strict=True) if len(key) < 2}
    text = re.sub("[^a-z ]", "", name.lower())
    return ["".join(letters.get(letter, letter) for letter in text)] if len(text) > 5 else []


def _romanised(name: str, row: Row, chance: random.Random) -> list[str]:
    text = re.sub(r"[^가-힣0-9 ]", "", name)
    written = ""
    for letter, after in zip(text, [*text[1:], " "], strict=True):
        if not _HANGUL.match(letter):
            written += letter
            continue
        initial, vowel, final = _jamo(letter)
        linked = _HANGUL.match(after) is not None and _jamo(after)[0] == _INITIALS.index("ㅇ")
        finals = _LINKED_FINALS if linked else _LATIN_FINALS
        written += _LATIN_INITIALS[initial] + _LATIN_VOWELS[vowel] + finals[final]
    written = written.replace("lr", "ll")
    return [written if chance.random() < 0.5 else written.replace(" ", "")]


def _loosely_romanised(name: str, row: Row, chance: random.Random) -> list[str]:
    text = _romanised(name, row, chance)[0]
    for written, heard in chance.sample(_LOOSE, 7):
        text = text.replace(written, heard)
    return [text]


def _pinyin(name: str, row: Row, chance: random.Random) -> list[str]:
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        return []
    return [chance.choice(("", " ")).join(lazy_pinyin(name))]


def _traditional(name: str, row: Row, chance: random.Random) -> list[str]:
    try:
        from opencc import OpenCC
    except ImportError:
        return []
    other = OpenCC("s2t").convert(name)
    return [other] if other != name else []


def _other_kana(name: str, row: Row, chance: random.Random) -> list[str]:
    def swapped(letter: str) -> str:
        if "ァ" <= letter <= "ヶ":
            return chr(ord(letter) - 0x60)
        return chr(ord(letter) + 0x60) if to_katakana and "ぁ" <= letter <= "ゖ" else letter

    to_katakana = not re.search("[ァ-ヶ]", name)
    return ["".join(map(swapped, name))]


def _acronym(name: str, row: Row, chance: random.Random) -> list[str]:
    words = re.sub(r"[^\w\s]", " ", name.replace("'", "")).lower().split()
    return ["".join(word[0] for word in words)] if 3 < len(words) < 9 else []


def _noise(name: str, row: Row, chance: random.Random) -> list[str]:
    genre = _GENRES.get(row["country"], "drama")
    form = chance.choice(_NOISES)
    return [form.format(name.lower(), genre=genre, year=row["year"] or 2020)]


def _jamo(syllable: str) -> tuple[int, int, int]:
    at = ord(syllable) - 0xAC00
    return at // 588, at // 28 % 21, at % 28


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
    "hangul_partial": (240, "drama", "hangul", _unfinished),
    "typo_hangul": (160, "drama", "hangul", _hangul_typo),
    "choseong": (200, "drama", "hangul", _choseong),
    "kbd_layout": (60, "drama", "hangul", _wrong_layout),
    "kbd_reverse": (40, "drama", "title", _latin_in_hangul_layout),
    "roman_ko": (100, "drama", "hangul", _romanised),
    "roman_loose": (80, "drama", "hangul", _loosely_romanised),
    "pinyin_zh": (90, "drama", "han", _pinyin),
    "trad_simp": (80, "asia", "han", _traditional),
    "kana_swap": (60, "asia", "kana", _other_kana),
    "acronym": (100, "drama", "title", _acronym),
}
