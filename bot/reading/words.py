"""Words a reader has to know: number words, countries, networks, genres, scripts."""

from __future__ import annotations

import re
from typing import Final

from bot.reading.stated.labels_abroad import COUNTRIES_ABROAD

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
    **dict.fromkeys(("c drama", "prc", "people's republic of china"), CHINA),
    **dict.fromkeys(("japan", "japanese", "j-drama", "jdrama", "j drama", "jp"), JAPAN),
    **dict.fromkeys(("j-dorama", "jdorama", "dorama"), JAPAN),
    **dict.fromkeys(("taiwan", "taiwanese", "tw-drama", "twdrama", "tw drama"), TAIWAN),
    **dict.fromkeys(("tw", "roc", "taiwan (roc)", "tdrama"), TAIWAN),
    **dict.fromkeys(("thailand", "thai", "lakorn", "t-drama", "th"), THAILAND),
    **dict.fromkeys(("hong kong", "hk", "hk-drama"), HONG_KONG),
    **{word: code for code, words in COUNTRIES_ABROAD.items() for word in words},
    **dict.fromkeys(("s. korea", "s korea", "korea (south)", "sk", "rok"), KOREA),
    **dict.fromkeys(("mainland chinese", "p.r. china", "pr china"), CHINA),
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
    "tvN|JTBC2?|KBS(?: TV| ?[12](?: TV)?)?|MBC(?: TV| Every ?1)?|SBS(?: TV| Plus)?|OCN|ENA|MBN|EBS|"
    "TV Chosun|Channel A|TVING|Wavve|Coupang Play|Naver TV(?: ?Cast)?|Kakao ?TV|Genie TV|Seezn|"
    "(?:KBS|MBC|SBS|tvN) (?:Drama|Joy|World|N|Dramanet|MTV|fun ?E)|XtvN|Mnet|On ?Style|O['’]live|"
    "U\\+ ?Mobile ?TV|Oksusu|Olleh TV|Watcha|Gaga ?OOLala|HBO(?: Asia| Max)?|"
    "(?:Seoul|Korean|Tokyo) Broadcasting System|Munhwa Broadcasting Corporation|"
    "Netflix|Disney ?\\+|Viki|Viu|Hulu|Apple TV ?\\+|(?:Amazon )?Prime Video|Paramount ?\\+|"
    "iQIYI|WeTV|Youku|Mango TV|MGTV|Tencent(?: Video)?|Bilibili|Sohu(?: TV)?|LeTV|CCTV(?:-\\d+)?|"
    "(?:Shanghai )?(?:Hunan|Jiangsu|Zhejiang|Dragon|Anhui|Shenzhen|Beijing|Tianjin|Guangdong|"
    "Sichuan|Shandong|Hubei|Jiangxi|Chongqing) (?:Satellite )?(?:TV|Television)|"
    "TTV|CTS|CTV|FTV|GTV|EBC|PTS|SETTV|SET Metro|Sanlih|TVBS|TVB|CatchPlay|"
    "GMM ?25|GMM ?TV|GMM One|One ?31|(?:Channel|CH) ?[37](?: ?HD)?|Workpoint(?: TV)?|PPTV|MONO ?29|"
    "True4U|TrueID|AIS Play|LINE TV|"
    "Fuji(?: ?TV| Television)(?: Two)?|FOD|Paravi|dTV|Lemino|TVer|Kansai TV|YTV|MBS|Tokyo MX|"
    "TBS|NTV|Nippon TV|NHK(?: [BG]S?\\w*)?|TV ?Asahi|TV ?Tokyo|WOWOW|Abema(?: ?TV)?|U-NEXT"
)
# Where dramas of others are watched too, so that "on Netflix" says little.
STREAMING: Final = re.compile(
    r"(?:netflix|viki|viu|disney ?\+|hulu|apple tv ?\+|(?:amazon )?prime video|youtube|iqiyi)\b",
    re.IGNORECASE,
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
