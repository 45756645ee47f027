"""Words a reader has to know: number words, countries, networks, genres, scripts."""

from __future__ import annotations

import re
from typing import Final

from bot.domain.genres import Genre

_UNITS: Final = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBER: Final = rf"(?:\d{{1,3}}|(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[:9])}))?|" + (
    rf"{'|'.join(sorted(_UNITS, key=len, reverse=True))})"
)

KOREA, CHINA, JAPAN, TAIWAN, THAILAND, HONG_KONG = "KR", "CN", "JP", "TW", "TH", "HK"
# Words that say where a drama is from, as titles and labels have them; ISO 3166-1 alpha-2.
COUNTRIES: Final = {
    **dict.fromkeys(("south korea", "korea", "republic of korea", "korean", "kr"), KOREA),
    **dict.fromkeys(("south korean", "k-drama", "kdrama", "k drama"), KOREA),
    **dict.fromkeys(("china", "mainland china", "chinese", "c-drama", "cdrama", "cn"), CHINA),
    **dict.fromkeys(("japan", "japanese", "j-drama", "jdrama", "jp"), JAPAN),
    **dict.fromkeys(("j-dorama", "jdorama", "dorama"), JAPAN),
    **dict.fromkeys(("taiwan", "taiwanese", "tw-drama", "twdrama", "tw"), TAIWAN),
    **dict.fromkeys(("thailand", "thai", "lakorn", "t-drama", "th"), THAILAND),
    **dict.fromkeys(("hong kong", "hk", "hk-drama"), HONG_KONG),
    "philippines": "PH",
    "filipino": "PH",
    "vietnam": "VN",
    "vietnamese": "VN",
    "singapore": "SG",
    "malaysia": "MY",
    "indonesia": "ID",
    "turkey": "TR",
    "turkish": "TR",
    "india": "IN",
}

NETWORKS: Final = (
    "tvN|JTBC|KBS ?[12]?|MBC|SBS|OCN|ENA|MBN|TV Chosun|Channel A|Netflix|Disney ?\\+|TVING|Wavve|"
    "Coupang Play|Viki|Viu|iQIYI|iQiyi|WeTV|Youku|Mango TV|MGTV|Tencent(?: Video)?|Hunan TV|"
    "Jiangsu TV|Zhejiang TV|Dragon TV|CCTV(?:-\\d+)?|TTV|CTS|GMM ?25|GMMTV|One ?31|Channel 3|"
    "LINE TV|Fuji ?(?:TV|Television)|TBS|NTV|NHK|TV ?Asahi|TV ?Tokyo|WOWOW|"
    "TVB|PTS|CTV|SETTV|EBS|Apple TV ?\\+|(?:Amazon )?Prime Video|"
    "Naver TV(?: ?Cast)?|KakaoTV|Kakao TV|Hulu|Paramount ?\\+"
)

GENRES: Final[dict[str, tuple[Genre, ...]]] = {
    **{genre.value.replace("-", " "): (genre,) for genre in Genre},
    **dict.fromkeys(("rom com", "romcom", "romantic comedy"), (Genre.ROMANCE, Genre.COMEDY)),
    **dict.fromkeys(("romantic", "love"), (Genre.ROMANCE,)),
    **dict.fromkeys(("comedic", "sitcom", "black comedy", "dark comedy"), (Genre.COMEDY,)),
    **dict.fromkeys(("melo", "tearjerker"), (Genre.MELODRAMA,)),
    **dict.fromkeys(("suspense", "suspense thriller"), (Genre.THRILLER,)),
    **dict.fromkeys(("mysteries", "whodunit"), (Genre.MYSTERY,)),
    **dict.fromkeys(("detective", "investigation", "police", "noir"), (Genre.CRIME,)),
    **dict.fromkeys(("martial arts",), (Genre.ACTION,)),
    **dict.fromkeys(("wuxia",), (Genre.ACTION, Genre.HISTORICAL)),
    **dict.fromkeys(("xianxia", "fantasy romance"), (Genre.FANTASY,)),
    **dict.fromkeys(
        ("fusion sageuk", "sageuk", "saeguk", "history", "period"), (Genre.HISTORICAL,)
    ),
    **dict.fromkeys(("costume", "period drama", "historical drama"), (Genre.HISTORICAL,)),
    **dict.fromkeys(("sci fi", "scifi", "sf", "time travel"), (Genre.SCIENCE_FICTION,)),
    **dict.fromkeys(("paranormal", "ghost"), (Genre.SUPERNATURAL,)),
    **dict.fromkeys(("politics", "political thriller"), (Genre.POLITICAL,)),
    **dict.fromkeys(("law", "courtroom"), (Genre.LEGAL,)),
    **dict.fromkeys(("medicine", "hospital"), (Genre.MEDICAL,)),
    **dict.fromkeys(("coming of age", "teen"), (Genre.YOUTH,)),
    **dict.fromkeys(("high school", "campus", "school drama", "school life"), (Genre.SCHOOL,)),
    **dict.fromkeys(("life", "healing", "daily life"), (Genre.SLICE_OF_LIFE,)),
    **dict.fromkeys(("office", "work"), (Genre.WORKPLACE,)),
    **dict.fromkeys(("musical",), (Genre.MUSIC,)),
    **dict.fromkeys(("cooking", "culinary"), (Genre.FOOD,)),
    **dict.fromkeys(("sport",), (Genre.SPORTS,)),
    **dict.fromkeys(("psychological thriller",), (Genre.PSYCHOLOGICAL, Genre.THRILLER)),
    **dict.fromkeys(("bl", "gl", "boys love", "boys' love", "lgbt", "lgbtq+"), (Genre.LGBTQ,)),
    **dict.fromkeys(("lgbtqia", "queer", "girls love", "yaoi"), (Genre.LGBTQ,)),
    **dict.fromkeys(("war",), (Genre.MILITARY,)),
}

# Words before a genre that make no other of it.
_MANNERS: Final = frozenset(
    [
        "dark",
        "light",
        "modern",
        "contemporary",
        "sweet",
        "slight",
        "urban",
        "fluffy",
        "korean",
        "chinese",
    ]
)
_NATIVE_CLASSES: Final = (
    "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\u3005\u0e00-\u0e7f"
)
NATIVE_CHAR: Final = f"[{_NATIVE_CLASSES}]"
# A run of native script with the spaces, digits and marks that titles have inside.
NATIVE_RUN: Final = (
    f"{NATIVE_CHAR}(?:[{_NATIVE_CLASSES}0-9 #:!?·,~.&'’\\-–：，！？、]{{0,60}}"
    f"[{_NATIVE_CLASSES}0-9!?！？])?(?:\\s?#\\d+)?"
)
_HANGUL: Final = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_KANA: Final = re.compile("[\u3040-\u30ff\u31f0-\u31ff]")
_THAI: Final = re.compile("[\u0e00-\u0e7f]")
_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


def number_of(word: str) -> int | None:
    """Read a number of up to three digits, or a number word up to ninety-nine."""
    word = word.strip().lower()
    if word.isascii() and word.isdigit():
        return int(word)
    first, _, second = word.replace("-", " ").partition(" ")
    if first in _UNITS and not second:
        return _UNITS.index(first) + 1
    if first in _TENS and (not second or second in _UNITS[:9]):
        return 10 * (_TENS.index(first) + 2) + (_UNITS.index(second) + 1 if second else 0)
    return None


def genres_of(name: str) -> tuple[Genre, ...]:
    """Return our genres for a genre's name as a blog writes it; none where unknown."""
    name = re.sub(r"\s*\([^()]*\)$", "", name)
    key = re.sub(r"\s+", " ", name.lower().replace("-", " ").replace("’", "'")).strip(" .")
    for _ in range(3):
        found = GENRES.get(key) or GENRES.get(key.removesuffix(" drama"))
        first, _, rest = key.partition(" ")
        if found or first not in _MANNERS:
            return found or ()
        key = rest
    return ()


def has_native(text: str) -> bool:
    """Tell whether any character is Hangul, kana, Han or Thai."""
    return bool(re.search(NATIVE_CHAR, text))


def language_of(native: str, country: str | None = None) -> str | None:
    """Guess a native title's language from its script; Han alone may need the country.

    Han characters that only one of the simplified (GB 2312) and traditional (Big5) sets has
    decide between those; where both have all of them, only a stated country does.
    """
    if _HANGUL.search(native):
        return "ko"
    if _KANA.search(native):
        return "ja"
    if _THAI.search(native):
        return "th"
    han = _HAN.findall(native)
    if not han:
        return None
    if country == JAPAN:
        return "ja"
    simplified = [_encodes(char, "gb2312") for char in han]
    traditional = [_encodes(char, "big5") for char in han]
    if all(simplified) and not all(traditional):
        return "zh-Hans"
    if all(traditional) and not all(simplified):
        return "zh-Hant"
    return {CHINA: "zh-Hans", TAIWAN: "zh-Hant", HONG_KONG: "zh-Hant"}.get(country or "")


def _encodes(char: str, codec: str) -> bool:
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
