"""Sentences about a cast, with what is only a matter of spelling set right."""

from __future__ import annotations

import re
from typing import Final

from bot.reading.words import NATIVE_CHAR

# As in "(played by Lee Jae Wook (이재욱))".
_NATIVE_INSIDE: Final = re.compile(
    rf"(\([^()\n]{{2,60}}?)\s*\({NATIVE_CHAR}[^()A-Za-z]{{0,12}}\)\s*\)"
)
# "as “Choi Kang Chi”"
_QUOTED_NAME: Final = re.compile(
    r"(?<=\b(?:as|is|of|by))(\s+)[“\"‘']([A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3})[”\"’'](?!\w)"
)
# "Lee Yo-Won, who had played Queen Seon Deok, plays the part of Song I-Gyeong"
_EARLIER_PART: Final = re.compile(
    r",? (?:who|whom) (?:(?:had|has|also|once|previously|we|you) )*"
    r"(?:played|acted|appeared|starred|was|saw|know|loved|knew)\b[^.;:()\n]{3,80}?"
    r"(?=,? (?:now |here |this time )*(?:plays|portrays|stars as|is playing)\b)"
)
_FROM_THERE: Final = re.compile(
    r" (?:from|of) (?:the )?(?:drama|series|show|film|movie|hit)s? [^.;:()\n]{3,60}?"
    r"(?=,? (?:plays|portrays|stars as)\b)"
)
_NOW: Final = re.compile(r" (?:now|here|also) (?=plays\b)")


def plainly(text: str) -> str:
    """Return a sentence without quotation marks around roles and other works between the names."""
    if "“" in text or '"' in text or "‘" in text or "'" in text:
        text = _QUOTED_NAME.sub(r"\1\2", text)
    if "))" in text or ") )" in text:
        text = _NATIVE_INSIDE.sub(r"\1)", text)
    if "play" in text or "portrays" in text:
        text = _FROM_THERE.sub("", _EARLIER_PART.sub("", text))
        text = _NOW.sub(" ", text)
    return text
