"""A score in any of the ways blogs write one: a fraction, stars, hearts, words or a grade."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from bot.reading.model import Score
from bot.reading.words import NUMBER, number_of

_SCALES: Final = frozenset({4, 5, 6, 10, 12, 20, 100})
_FULL: Final = "★⭐🌟✭✮❤♥💖💗💕🧡💛💚💙💜🖤"
_HALF: Final = "½⯪✨💔"
_EMPTY: Final = "☆✩♡🤍"
_VALUE: Final = r"\d{1,3}(?:[.,]\d{1,2})?(?:\s?½|\s1/2)?|½"
_FRACTION: Final = re.compile(
    rf"(?<![\d./])(?P<value>{_VALUE})\s*(?:stars?\s*)?(?:/|out\s+of|on)\s*(?P<scale>\d{{1,3}})"
    r"(?![\d%]|/\d|\.\d)(?:\s*(?:stars?|points?|hearts?)\b)?",
    re.IGNORECASE,
)
_WORD_FRACTION: Final = re.compile(
    rf"\b(?P<value>{NUMBER})\s+(?:stars?\s+)?out\s+of\s+(?P<scale>{NUMBER})(?:\s+stars?)?\b",
    re.IGNORECASE,
)
_STARS: Final = re.compile(
    rf"(?:full\s+)?(?<![\d.])\b(?P<value>\d(?:[.,]\d{{1,2}})?|{NUMBER})(?:\s+full)?[\s-]+stars?\b",
    re.IGNORECASE,
)
_SIGNS: Final = re.compile(
    rf"[{_FULL}{_EMPTY}](?:[\ufe0f\s]*[{_FULL}{_HALF}{_EMPTY}]){{0,9}}\ufe0f?(?:\s*(?:1/2|½))?"
)
_PERCENT: Final = re.compile(r"(?P<value>\d{1,3}(?:\.\d)?)\s?%")
_GRADE: Final = re.compile(r"(?P<grade>[A-DF][+\-−–]?)(?=$|[\s(,.;!])")
# The usual grade points of American schools, which reviewers' letters come from.
_GRADES: Final = {
    "A+": 40,
    "A": 40,
    "A-": 37,
    "B+": 33,
    "B": 30,
    "B-": 27,
    "C+": 23,
    "C": 20,
    "C-": 17,
    "D+": 13,
    "D": 10,
    "D-": 7,
    "F": 0,
    "F+": 0,
    "F-": 0,
}
_TAIL: Final = re.compile(r"^\s*(?:stars?|points?|hearts?)?[\s:,.!–—-]*", re.IGNORECASE)
_NO_VERDICT: Final = re.compile(
    r"(?:out of \d+|\d+(?:[.,]\d+)?\s*/\s*\d+|\d+(?:\.\d+)?\s*stars?|stars?|[^\w]+)", re.IGNORECASE
)
_MAX_VERDICT: Final = 200


def half_points_of(value: Fraction, scale: Fraction) -> int:
    """Return the score in half points of ten, rounded half up and kept within 1 to 20."""
    exact = value / scale * 20
    rounded = int(exact + Fraction(1, 2))
    return min(20, max(1, rounded))


def score_at_start(text: str, *, percent: bool = False) -> tuple[Score, str] | None:
    """Read the score that a label's value begins with, and the verdict that follows it.

    Stars and hearts without empty ones are of five, or of ten where there are more. A numeral
    next to stars is more exact than they are, and wins.

    Args:
        text: What stands after the label.
        percent: Whether a percentage counts; after a bare "Rating" it may be viewership.
    """
    text = text.strip()
    signs = _SIGNS.match(text)
    rest = text[signs.end() :] if signs else text
    lead = re.match(r"[\s:=(–—-]*", rest)
    rest_at = lead.end() if lead and signs else 0
    for pattern in (_FRACTION, _WORD_FRACTION, _STARS):
        match = pattern.match(rest, rest_at)
        score = match and _of_match(match, text[: len(text) - len(rest)] + rest[: match.end()])
        if match and score:
            return score, _verdict(rest[match.end() :])
    if signs:
        score = _of_signs(signs[0])
        return None if score is None else (score, _verdict(rest))
    match = _PERCENT.match(text) if percent else None
    if match:
        score = _made(match[0], Fraction(match["value"]), Fraction(100))
        return None if score is None else (score, _verdict(text[match.end() :]))
    match = _GRADE.match(text)
    if match:
        grade = match["grade"].replace("−", "-").replace("–", "-")
        score = _made(match["grade"], Fraction(_GRADES[grade], 10), Fraction(4))
        return None if score is None else (score, _verdict(text[match.end() :]))
    return None


def whole_line_score(line: str) -> Score | None:
    """Read a line that is a score and nothing else ("★★★★☆ 8.6/10", "4/5 stars")."""
    found = score_at_start(line)
    if found is None or _GRADE.match(line) or not line.strip().startswith(found[0].raw):
        return None
    rest = line.strip()[len(found[0].raw) :]
    return found[0] if not re.search(r"\w", rest) else None


def score_in_prose(sentence: str) -> Score | None:
    """Read "I give it 8 out of 10", "a full five stars": only where somebody gives it."""
    giving = re.search(
        r"\b(?:give|giving|gave|rate|rating|rated|deserves?|earns?|gets?|award)\b"
        r"(?!.{0,30}\bepisode)(?P<rest>.{0,60})",
        sentence,
        re.IGNORECASE | re.DOTALL,
    )
    if giving is None or re.search(
        r"\b(?:imdb|mdl|viki|audience|users?)\b", sentence, re.IGNORECASE
    ):
        return None
    at = giving.start("rest")
    for pattern in (_FRACTION, _WORD_FRACTION, _STARS):
        match = pattern.search(sentence, at, at + 90)
        score = match and _of_match(match, match[0])
        if score:
            return score
    return None


def _of_match(match: re.Match[str], raw: str) -> Score | None:
    value = _number(match["value"])
    if "scale" in match.re.groupindex:
        scale = number_of(match["scale"])
        if scale not in _SCALES:
            return None
    else:
        scale = 5 if value is not None and value <= 5 else 10
    return None if value is None else _made(raw.strip(), value, Fraction(scale))


def _of_signs(signs: str) -> Score | None:
    full = sum(signs.count(sign) for sign in _FULL)
    half = sum(signs.count(sign) for sign in _HALF) + signs.count("1/2")
    empty = sum(signs.count(sign) for sign in _EMPTY)
    count = full + half + empty
    scale = count if empty else (5 if full + half <= 5 else 10)
    if not count or scale not in _SCALES:
        return None
    return _made(signs.strip(), full + Fraction(half, 2), Fraction(scale))


def _made(raw: str, value: Fraction, scale: Fraction) -> Score | None:
    if not 0 <= value <= scale:
        return None
    return Score(raw, float(value), float(scale), half_points_of(value, scale))


def _number(text: str) -> Fraction | None:
    half = Fraction(1, 2) if re.search(r"½|\s1/2", text) else Fraction(0)
    text = re.sub(r"\s?½|\s1/2", "", text).strip().replace(",", ".")
    if not text:
        return half or None
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", text):
        return Fraction(text) + half
    word = number_of(text)
    return None if word is None else Fraction(word)


def _verdict(rest: str) -> str:
    rest = rest.strip().split("\n")[0]
    if rest.startswith("("):
        inside = re.match(r"\((.*)\)", rest) or re.match(r"\((.*)", rest)
        words = inside[1] if inside else ""
    else:
        words = _TAIL.sub("", rest).strip("()")
    words = words.strip()
    if not words or len(words) > _MAX_VERDICT or _NO_VERDICT.fullmatch(words):
        return ""
    return words
