"""People's names as far as their form tells, for casts that stand in prose."""

from __future__ import annotations

import re
from typing import Final

_CAPITAL: Final = "A-ZÀ-ÖØ-Þ"
TOKEN: Final = rf"(?:[{_CAPITAL}][\w’'.-]*)"
# Up to five capitalised words; initials and hyphens as romanised names have them.
NAME: Final = rf"{TOKEN}(?:\s{TOKEN}){{0,4}}"

# Family names, romanised the common ways: Korean first, then Chinese and Japanese.
_SURNAMES_TEXT: Final = """
kim lee park choi jung jeong kang cho jo yoon yun jang chang lim im han oh seo shin sin kwon
hwang ahn an song ryu yoo yu hong jeon jun go ko goh moon mun yang son sohn bae baek paik heo
hur nam shim sim noh roh ha joo ju gu koo ku goo cha woo na min jin ji eom uhm won chae byun
byeon pyo gong kong do ma bang wi myung ki gi ban wang geum keum ok yook tak seol kwak gwak
sung seong chu choo so suh ye yeo yeom ra hyun eun nah
li zhang liu chen zhao wu zhou xu sun zhu hu guo he lin gao luo zheng liang xie tang deng feng
cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren yao lei tan
wen bai hou mao meng shen fan yan xiang tsai hsu chang chou wu cheng hsieh
sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida yamada
sasaki matsumoto inoue kimura hayashi shimizu saito mori abe ikeda hashimoto ishikawa ogawa
okada fujita goto hasegawa ishihara aoki sakamoto arimura ayase hirose kamiki yokohama
"""
# Words that drama titles, places and jobs are made of, and names are not. Syllables of romanised
# names (in, so, sun, moon) are left out.
_NOT_NAMES_TEXT: Final = """
the a of and for my your our his her their me you we it its that is are was
when while as with from but then there here after before because however meanwhile
love doctor hospital prince princess king queen coffee dream high school stars
life day days night time one two three first last season episode episodes part review drama
korea korean japan japanese china chinese thai thailand seoul busan africa america south north
netflix viki youtube disney photo photos image credit source note spoiler spoilers university
college company hotel group high ceo md ost bl asd adhd vs not also aka romance comedy mystery
thriller action fantasy historical director writer actor actress detective prosecutor lawyer
best friend friends partner secretary business beautiful suspicious world war story tale
highly recommended must watch highlights ep eps they
"""
_TITLES_BEFORE_TEXT: Final = """
the when while as with but and if then after before because however meanwhile enter our
poor both although though since even once where here there also now actor actress actors
director detective prosecutor lawyer ceo doctor secretary king queen prince princess crown
lead leads male female main star stars starring by i for to a officer inspector
captain team manager chef professor teacher attorney reporter starring featuring
"""


_SURNAMES: Final = frozenset(_SURNAMES_TEXT.split())
_NOT_NAMES: Final = frozenset(_NOT_NAMES_TEXT.split())
_TITLES_BEFORE: Final = frozenset(_TITLES_BEFORE_TEXT.split())


def trimmed(name: str) -> str:
    """Return a captured run of capitalised words without what only stands before the name."""
    words = name.split()
    while words and words[0].casefold().strip(".,") in _TITLES_BEFORE and len(words) > 1:
        words.pop(0)
    return " ".join(words).strip(" ,.;:’'")


def is_name(text: str, *, words: tuple[int, int] = (2, 4)) -> bool:
    """Tell whether the text has a name's form: capitalised words, none of them a title's."""
    parts = text.split()
    if not words[0] <= len(parts) <= words[1] or not re.fullmatch(NAME, text):
        return False
    if any(part.casefold().strip(".,'’") in _NOT_NAMES for part in parts):
        return False
    return not any(part.isupper() and len(part) > 1 and len(parts) == 1 for part in parts)


def has_surname(text: str) -> bool:
    """Tell whether it is a name that begins or ends with a well-known East Asian family name."""
    parts = [part.casefold().strip(".,") for part in text.split()]
    if not 2 <= len(parts) <= 3:
        return False
    return parts[0] in _SURNAMES or parts[-1] in _SURNAMES
