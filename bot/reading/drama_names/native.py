"""The drama's title in its own script, where the prose states it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bot.reading.drama_names.title_words import CAPITALISED_RUN, may_be_title
from bot.reading.mentions import loose
from bot.reading.words import NATIVE_RUN, has_native

_SCRIPTS: Final = r"Hangul|Hangeul|Hanja|Kanji|Korean|Chinese|Japanese|Thai|Taiwanese|Mandarin"
# The prose may use a shorter title: "W (Hangul: 더블유)" of "W Two Worlds".
_LABELLED: Final = re.compile(
    rf"(?P<a>{CAPITALISED_RUN})[”\"’']?\s*[(（](?:{_SCRIPTS})"
    rf"[ \w]{{0,12}}:\s*(?P<native>{NATIVE_RUN})"
)
_CALLED_IN_SCRIPT: Final = re.compile(
    rf"\b(?:(?:{_SCRIPTS}|native|original) "
    r"(?:title|name)(?:,|:| is| was| being)?|"
    r"(?:other|alternat\w+) (?:titles?|names?)[^.\n]{2,120}?(?=[(（])|"
    r"known (?:by|as)\b[^.\n(]{0,60}?(?=[^\x00-\u10ff])|"
    r"known in (?:Korea|China|Japan|Thailand|Taiwan)(?:n|ese)? as)"
    rf"\s*[“\"‘'《「『(]?(?P<native>(?:\d{{1,4}} ?)?{NATIVE_RUN})",
    re.IGNORECASE,
)
_ANY_IN_SCRIPT: Final = re.compile(
    rf"(?P<a>{CAPITALISED_RUN})[”\"’']?\s*[(（]\s*(?P<native>{NATIVE_RUN})"
)
# What stands between a title and the same in its own script: marks, "aka", "Hangul:", a
# romanisation.
_BETWEEN: Final = (
    r"[\s!?…”\"’'»》」』,]*(?:(?:a\.?k\.?a\.?|or) [\w’' ]{2,40}? (?=[(（]?[^\x00-\u10ff]))?"
    r"(?:(?:a\.?k\.?a\.?|also (?:known as|called)|or|originally|in Korean|"
    rf"in Chinese|in Japanese|in Thai)\b[.:,]?\s*)?[(（\[【/|:–—-]*\s*"
    rf"(?:(?:{_SCRIPTS}|native|original|[A-Za-z ]{{2,12}})(?: title| name)?:\s*)?"
    r"(?:[A-Za-z][A-Za-z’' -]{1,40}\s?[,;/·]\s*)?[“\"‘《「『【]?"
)
# As in "(어쩌다 발견한 하루 / Eojjeoda Balgyeonhan Haru / A Day Found By Chance)".
_NAMES_LINE: Final = re.compile(rf"[(（\[]\s*(?P<native>{NATIVE_RUN})\s*[/,;|·–-][^()\n]*[)）\]]")
_OPENED: Final = r"[\s”\"’'»》」』)）\]]*(?:[(（\[【/|–—-]|,? or |,? aka |:)?[\s“\"‘«《「『]*"
# "한글: …", and brackets or quotes around all of it; "더킹: 영원의 군주" is all title.
_LABEL: Final = re.compile(
    r"^(?:한글|한국어|한자|원제목?|제목|드라마|작품명|[中韩日]文名?|中文片名|[片剧劇原]名|[原邦][題题]|日本語)"
    r"\s?[:：]\s*"
)
_LATIN_LABEL: Final = re.compile(r"^\W*[A-Za-z][A-Za-z ]{1,15}[:：]\s*")
_AROUND: Final = re.compile(
    r"[(（\[【「『“\"‘](?P<inside>[^()（）\[\]【】「」『』]+)[)）\]】」』”\"’]"
)
_PAIRS: Final = ("()", "（）", "[]", "【】", "《》", "「」", "『』", "“”")
_WORD: Final = re.compile(r"[^\W_]+")
_APART: Final = r"[\W_]{0,3}"
_LEAD: Final = 1_000
_MAX_TEXT: Final = 4_000


def bare_native(native: str) -> str:
    """Leave out a label in the same script, and brackets around the whole."""
    native = _LATIN_LABEL.sub("", _LABEL.sub("", native))
    for opened, closed in _PAIRS:
        if native.count(opened) != native.count(closed):
            native = native.strip(f"{opened}{closed} ")
    around = _AROUND.fullmatch(native)
    return around["inside"].strip() if around else native


def native_beside(text: str, title: str) -> str | None:
    """Return native script that stands right behind or before the title, however it is parted."""
    if not has_native(text):
        return None
    behind, before = _beside(title)
    match = behind.search(text[:_MAX_TEXT]) or before.search(text[:_MAX_TEXT])
    if match is None:
        return None
    native = match["native"]
    native = native if "," in title else re.split(r"[,;]", native)[0]
    return bare_native(native.strip(" ~–—-:/|")) or None


def native_in_prose(text: str, title: str) -> str | None:
    """Return native script that is called the drama's title, or a lone Thai run."""
    if not has_native(text):
        return None
    match = _NAMES_LINE.fullmatch(text) or _CALLED_IN_SCRIPT.search(text)
    labelled = _LABELLED.search(text) if match is None else None
    if labelled and loose(title).startswith(loose(labelled["a"])):
        match = labelled
    if match:
        return re.split(r"[,;]", match["native"])[0].strip()
    for near in _ANY_IN_SCRIPT.finditer(text[:_LEAD]):
        is_short = loose(title).startswith(f"{loose(near['a'])} ")
        if is_short or _shares_words(near["a"], title):
            return near["native"].strip()
    runs = {run.strip() for run in re.findall(r"[\u0e00-\u0e7f][\u0e00-\u0e7f ]{2,60}", text)}
    return runs.pop() if len(runs) == 1 else None


@lru_cache(maxsize=64)
def _beside(title: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = _WORD.findall(title)[:16]
    name = rf"(?<![^\W_]){_APART.join(map(re.escape, words)) or 'a^'}"
    # As in "のだめカンタービレ (Nodame Cantabile)" and "イタズラなKiss ~ Love in TOKYO (…".
    mixed = rf"^{NATIVE_RUN}[^()（）.,;\n]{{1,30}}?(?=\s*[(（])"
    return (
        re.compile(rf"{name}{_BETWEEN}(?P<native>(?:\d{{1,4}} ?)?{NATIVE_RUN})", re.IGNORECASE),
        re.compile(
            rf"(?P<native>{mixed}|(?:\d{{1,4}} ?)?{NATIVE_RUN}){_OPENED}{name}(?![^\W_])",
            re.IGNORECASE | re.MULTILINE,
        ),
    )


def _shares_words(name: str, title: str) -> bool:
    """Tell another wording of the title: "The Moon Embracing the Sun" of "… That Embraces …"."""
    words = [word for word in loose(name).split() if may_be_title(word)]
    shared = set(words) & set(loose(title).split())
    return len(shared) > 1 and 2 * len(shared) > len(words)
