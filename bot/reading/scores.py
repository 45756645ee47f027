"""A score in any of the ways blogs write one: a fraction, stars, hearts, words or a grade."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import islice
from typing import Final

from bot.reading.model import Score
from bot.reading.words import NUMBER, number_of

_SCALES: Final = frozenset({4, 5, 6, 10, 12, 20, 100})
_FULL: Final = "★⭐🌟✭✮❤♥💖💗💕🧡💛💚💙💜🖤"
_HALF: Final = "½⯪✨💔"
_EMPTY: Final = "☆✩♡🤍"
_VALUE: Final = r"\d{1,3}(?:[.,]\d{1,2})?(?:\s?½|\s1/2)?|½"
_FRACTION: Final = re.compile(
    rf"(?<![\d./])(?P<value>{_VALUE})\s*(?:stars?\s*)?(?:/|\\|\|\||"
    rf"(?:out\s+)?of|on)\s*(?P<scale>\d{{1,3}})"
    r"(?![\d%]|/\d|\.\d|\s*ep)(?:\s*(?:stars?|points?|hearts?)\b)?",
    re.IGNORECASE,
)
_WORD_FRACTION: Final = re.compile(
    rf"\b(?P<value>{NUMBER})\s+(?:stars?\s+)?out\s+of\s+(?P<scale>{NUMBER})(?:\s+stars?)?\b",
    re.IGNORECASE,
)
_STARS: Final = re.compile(
    rf"(?:full\s+)?(?<![\d.])\b(?P<value>\d(?:[.,]\d{{1,2}})?|{NUMBER})(?:\s+full)?[\s-]+"
    r"(?:stars?|hearts)\b(?!\s+(?:hotel|restaurant|chef|cast|general))",
    re.IGNORECASE,
)
_SIGNS: Final = re.compile(
    rf"[{_FULL}{_EMPTY}](?:[\ufe0f\s]*[{_FULL}{_HALF}{_EMPTY}]){{0,9}}\ufe0f?(?:\s*(?:1/2|½))?"
)
_AMONG: Final = re.compile(rf"\s*/\s*(?P<all>[{_FULL}{_EMPTY}]{{1,10}})")
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
    r"\b(?:rating|score)s?\s*[:=]|^(?:out of \d+|\d+(?:[.,]\d+)?\s*/\s*\d+|\d+(?:\.\d+)?\s*stars?|"
    r"stars?|[^\w]+)$",
    re.IGNORECASE,
)
_MAX_VERDICT: Final = 200
_OTHERS: Final = re.compile(r"\b(?:imdb|mdl|mydramalist|viki|audience|users?)\b", re.IGNORECASE)
_OF_EPISODE: Final = re.compile(
    r"\bep(?:isode)?s?\.?\s*\d+\b.{0,30}\b(?:score|rating)", re.IGNORECASE
)
_GIVING: Final = re.compile(
    r"\b(?:give|giving|gave|rate|rating|rated|deserves?|earns?|gets?|award|score)\b"
    r"(?!.{0,30}\bepisode)(?P<rest>.{0,60})",
    re.IGNORECASE | re.DOTALL,
)
_TENTH: Final = r"\d{1,2}(?:[.,]\d{1,2})?\s?(?:/|\\|out of)\s?(?:10|5|100)"
_GIVEN: Final = re.compile(
    rf"\(\s*{_TENTH}\s*\)|"
    r"\b(?:solid|strong|easy|total|definite|perfect|whopping|generous|clear|it(?:['’]s| is) an?|"
    rf"a full|an?)\s+{_TENTH}|[.:,;!–—-]\s+{_TENTH}[.!]*$|^{_TENTH}[.!]*$|{_TENTH}\s+(?:for|"
    rf"from)\s+(?:me|us)\b|{_TENTH}[\s,;–-]+(?:would |i )?"
    r"(?:highly )?recommend",
    re.IGNORECASE,
)
# "CAST + ACTING (10 out of 10)" scores a part.
_OF_PART: Final = re.compile(
    r"[\W\d]*(?:cast|acting|plot|story|music|ost|characters?|chemistry|romance|visuals|ending|"
    r"production|cinematography|directing|writing|pacing|rewatch)\b[^.!?\n]{0,60}(?:$|\n)",
    re.IGNORECASE,
)
_FOR_ME: Final = re.compile(
    rf"\b(?P<value>{NUMBER})\s+(?:full\s+)?stars?(?=\s+(?:from|for)\s+(?:me|us)\b)", re.IGNORECASE
)
# "90% – I loved it": what a review's paragraph begins with.
_AHEAD: Final = re.compile(r"(?P<value>\d{2,3})\s?%(?=\s*(?:[–—:.!-]|$))")
_MAX_GIVING: Final = 8
# "4.5 ★" and "⭐ 4.5": of five, or of ten where it is more.
_WITH_SIGN: Final = re.compile(
    rf"(?P<value>\d{{1,2}}(?:[.,]\d{{1,2}})?)\s?[{_FULL}]\ufe0f?(?![\s\ufe0f]*[{_FULL}{_EMPTY}\d/])"
)
_ONE_SIGN: Final = re.compile(
    rf"[{_FULL}]\ufe0f?\s?(?P<value>\d{{1,2}}(?:[.,]\d{{1,2}})?)(?!\s*(?:/|\d|out of|[{_FULL}]))"
)
_ENDING: Final = re.compile(
    r"(?P<value>\d{1,3}(?:[.,]\d{1,2})?)\s?(?:/|out of)\s?(?P<scale>5|10|100)(?: stars)?[\s.!]*$"
)
_LABEL_END: Final = re.compile(r"\b(?:rating|score|grade|verdict|overall|it an?)$", re.IGNORECASE)
_OUT_OF: Final = re.compile(r"\s*(?:/|out of)\s*(\d{1,3})\b")
_HINT: Final = re.compile(rf"[\d{_FULL}½]|<3|\bstars?\b|\bhearts?\b|\bout of\b", re.IGNORECASE)
_LONGEST_LINE: Final = 80
_TITLED: Final = re.compile(
    r"\(\s*\d{1,3}(?:[.,]\d{1,2})?\s*/\s*(?:5|10|100)\s*(?:stars)?\s*\)|"
    r"\s\*{2,5}$|[\s–—|:-]\d{1,3}(?:[.,]\d{1,2})?\s*(?:/|\|\|)\s*(?:5|10|100)(?: stars)?\s*$",
    re.IGNORECASE,
)


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
    text = text.strip().replace("<3", "❤")
    for pattern in (_WITH_SIGN, _ONE_SIGN):
        match = pattern.match(text)
        score = match and _of_match(match, match[0])
        if match and score:
            return score, _verdict(text[match.end() :])
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
        among = _AMONG.match(rest)
        if among:
            # "★★★/★★★★★"
            score = _of_signs(signs[0], sum(among["all"].count(sign) for sign in _FULL + _EMPTY))
            return None if score is None else (score, _verdict(rest[among.end() :]))
        scale = _OUT_OF.match(rest)
        score = _of_signs(signs[0], int(scale[1]) if scale else None)
        rest = rest[scale.end() :] if scale else rest
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


def score_at_end(text: str) -> tuple[Score, str] | None:
    """Read the score that a verdict ends with, and the words before it."""
    match = _ENDING.search(text)
    score = _of_match(match, match[0].strip(" .!")) if match else None
    if match is None or score is None:
        return None
    words = re.split(r"(?<=[.!?])\s+", text[: match.start()].strip(" :,;–—-"))[-1].strip(" .")
    if not words or len(words) > _MAX_VERDICT or _LABEL_END.search(words):
        return score, ""
    return score, words


def bare_score(text: str, scale: int) -> Score | None:
    """Read a number alone on a scale that was stated elsewhere ("Ratings out of 10:")."""
    match = re.fullmatch(r"\d{1,3}(?:[.,]\d{1,2})?", text.strip())
    value = _number(match[0]) if match and scale in _SCALES else None
    return None if match is None or value is None else _made(match[0], value, Fraction(scale))


def whole_line_score(line: str) -> Score | None:
    """Read a line that is a score and nothing else ("★★★★☆ 8.6/10", "4/5 stars")."""
    if len(line) > _LONGEST_LINE or not _HINT.search(line):
        return None
    found = score_at_start(line)
    if found is None or _GRADE.match(line) or not line.strip().startswith(found[0].raw):
        return None
    rest = line.strip()[len(found[0].raw) :]
    return found[0] if not re.search(r"\w", rest) else None


def score_in_prose(sentence: str) -> Score | None:
    """Read "I give it 8 out of 10", "a solid 8/10", "(10/10)": only where somebody gives it."""
    if _OTHERS.search(sentence) or _OF_EPISODE.search(sentence):
        return None
    for giving in islice(_GIVING.finditer(sentence), _MAX_GIVING):
        at = giving.start("rest")
        for pattern in (_FRACTION, _WORD_FRACTION, _STARS):
            match = pattern.search(sentence, at, at + 90)
            score = match and _of_match(match, match[0])
            if score:
                return score
    given = None if _OF_PART.match(sentence) else _GIVEN.search(sentence)
    for_me = _FOR_ME.search(sentence)
    if for_me:
        return _of_match(for_me, for_me[0])
    if re.match(rf"[{_FULL}]{{2,}}", sentence):
        found = score_at_start(sentence)
        return found[0] if found else None
    ahead = _AHEAD.match(sentence)
    if ahead:
        return _made(ahead[0].strip(), Fraction(ahead["value"]), Fraction(100))
    match = _FRACTION.search(given[0]) if given else None
    return _of_match(match, match[0]) if match else None


def score_in_title(line: str) -> Score | None:
    """Read a score that a title line ends in or has in brackets: "Signal (9.5/10)"."""
    found = _TITLED.search(line)
    if found and found[0].endswith("*"):
        return _made(found[0].strip(), Fraction(found[0].count("*")), Fraction(5))
    match = _FRACTION.search(found[0]) if found else None
    return _of_match(match, match[0]) if match else None


def _of_match(match: re.Match[str], raw: str) -> Score | None:
    value = _number(match["value"])
    if "scale" in match.re.groupindex:
        scale = number_of(match["scale"])
        if scale not in _SCALES:
            return None
    else:
        scale = 5 if value is not None and value <= 5 else 10
    return None if value is None else _made(raw.strip(), value, Fraction(scale))


def _of_signs(signs: str, stated: int | None = None) -> Score | None:
    full = sum(signs.count(sign) for sign in _FULL)
    half = sum(signs.count(sign) for sign in _HALF) + signs.count("1/2")
    empty = sum(signs.count(sign) for sign in _EMPTY)
    count = full + half + empty
    scale = stated or (count if empty else (5 if full + half <= 5 else 10))
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
    if not words or len(words) > _MAX_VERDICT or _NO_VERDICT.search(words):
        return ""
    return words
