"""A score in any of the ways blogs write one: a fraction, stars, hearts, words or a grade."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from bot.reading.model import Score
from bot.reading.words import NUMBER, number_of

_SCALES: Final = frozenset({4, 5, 6, 7, 10, 12, 20, 25, 40, 50, 100})
FULL: Final = "★⭐🌟✭✮✯✪✰⋆❤♥💖💗💕💓💞🧡💛💚💙💜🖤🩷"
HALF: Final = "½⯪✨💔"
PARTS: Final = {"¼": Fraction(1, 4), "½": Fraction(1, 2), "¾": Fraction(3, 4)}
EMPTY: Final = "☆✩♡🤍"
_VALUE: Final = r"\d{1,3}(?:[.,]\d{1,2})?(?:\s?[¼½¾]|\s1/2|\+)?|½"
FRACTION: Final = re.compile(
    rf"(?<![\d./])(?P<value>{_VALUE})\s*(?:stars?\s*)?\(?(?:/|\\|\|\||"
    rf"(?:out\s+)?of|over|on)\s*(?P<scale>\d{{1,3}})"
    r"(?![\d%]|/\d|\.\d|\s*ep)(?:\s*(?:stars?|points?|hearts?)\b)?",
    re.IGNORECASE,
)
WORD_FRACTION: Final = re.compile(
    rf"\b(?P<value>{NUMBER}(?:[.,]\d|\s+and\s+a\s+half)?)\s+(?:stars?\s+)?out\s+of\s+"
    rf"(?P<scale>{NUMBER})(?:\s+stars?)?\b",
    re.IGNORECASE,
)
STARS: Final = re.compile(
    rf"(?:full\s+)?(?<![\d.])\b(?P<value>\d(?:[.,]\d{{1,2}}|\s?[¼½¾]|\s1/2)?|{NUMBER}"
    rf"(?:\s+and\s+a\s+half)?)(?:\s+full)?[\s-]+"
    r"(?:stars?|hearts)\b(?!\s+(?:hotel|restaurant|chef|cast|general))",
    re.IGNORECASE,
)
_SIGNS: Final = re.compile(
    rf"[{FULL}{EMPTY}](?:[\ufe0f\s]*[{FULL}{HALF}¼¾{EMPTY}]){{0,9}}\ufe0f?(?:\s*(?:1/2|½))?|"
    # "*****", of five where there are not more
    r"\*(?:\s?\*){1,4}(?:\s?½|\s1/2)?(?![\w*])"
)
_AMONG: Final = re.compile(rf"\s*/\s*(?P<all>[{FULL}{EMPTY}]{{1,10}})")
# "♥♥♥.5": half of one more.
_AND_HALF: Final = re.compile(r"\s?\.5")
# "🍿🍿🍿/5": any sign, where the scale says that it counts.
_ANY_SIGNS: Final = re.compile(
    r"(?P<sign>[^\w\s.,/()?!:;'\"’#=<>\[\]-])(?:[\ufe0f\s]*(?P=sign)){0,9}\ufe0f?\s*"
    r"(?:/|out of)\s*(?P<scale>5|10)(?!\d)"
)
# "6/7 out of 10" and "7.5 - 8/10": what lies between.
_BETWEEN: Final = re.compile(
    r"(?P<low>\d(?:\.\d)?)\s?[/–-]\s?(?P<high>\d(?:\.\d)?|10)\s*(?:/|out of)\s*"
    r"(?P<scale>5|10)(?![\d%])",
    re.IGNORECASE,
)
_PERCENT: Final = re.compile(r"(?P<value>\d{1,3}(?:\.\d)?)\s?%")
_GRADE: Final = re.compile(
    r"(?:(?:solid|an?|strong|high|low)\s+)?(?P<grade>[A-DF](?:[+\-−–]{1,3}|[ -](?:plus|minus)\b)?)"
    r"(?:(?<![A-DF])(?=$|[\s(,.;!/])|(?=$|\s*[(,.;!/]|\s+(?:[–—|-]|for\b)))"
)
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
    # "A (Excellent)": what the grade means
    r"^(?:excellent|very good|good|great|decent|ok(?:ay)?|average|fair|poor|bad|awful|terrible|"
    r"outstanding|perfect|superb|masterpiece|amazing|mediocre|meh|must[- ]watch|watchable)\W*$|"
    r"\b(?:rating|score)s?\s*[:=]|^(?:out of \d+|\d+(?:[.,]\d+)?\s*/\s*\d+|\d+(?:\.\d+)?\s*stars?|"
    r"stars?|[^\w]+)$|"
    r"\b[A-F][+-]?, .*\b[A-F][+-]?$",
    re.IGNORECASE,
)
# "●●●●○", all five or ten of them.
_DOTS: Final = re.compile(r"^(?=(?:.{5}|.{10})(?:\W|$))[●⬤◉■]{1,10}[○◯□]{0,9}")
_STARS_FOR: Final = str.maketrans("●⬤◉■○◯□", "★★★★☆☆☆")
_MAX_VERDICT: Final = 200
# "4.5 ★" and "⭐ 4.5": of five, or of ten where it is more.
_WITH_SIGN: Final = re.compile(
    rf"(?P<value>\d{{1,2}}(?:[.,]\d{{1,2}})?)\s?[{FULL}]\ufe0f?"
    rf"(?:[\s\ufe0f]*[{FULL}{HALF}{EMPTY}\ufe0f])*(?![\s\ufe0f]*[\d/])"
)
_ONE_SIGN: Final = re.compile(
    rf"[{FULL}]\ufe0f?\s?(?P<value>\d{{1,2}}(?:[.,]\d{{1,2}})?)(?!\s*(?:/|\d|out of|[{FULL}]))"
)
_ENDING: Final = re.compile(
    r"(?P<value>\d{1,3}(?:[.,]\d{1,2})?)\s?(?:/|out of)\s?(?P<scale>5|10|100)(?: stars)?[\s.!]*$"
)
_LABEL_END: Final = re.compile(r"\b(?:rating|score|grade|verdict|overall|it an?)$", re.IGNORECASE)
_OUT_OF: Final = re.compile(r"\s*(?:/|out of)\s*(\d{1,3})\b")
_HINT: Final = re.compile(rf"[\d{FULL}½]|<3|\bstars?\b|\bhearts?\b|\bout of\b", re.IGNORECASE)
_LONGEST_LINE: Final = 80
_LEAST_OF_HUNDRED: Final = 30


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
    text = _DOTS.sub(
        lambda dots: dots[0].translate(_STARS_FOR), text.strip().lstrip("[").replace("<3", "❤")
    )
    for pattern in (_WITH_SIGN, _ONE_SIGN):
        match = pattern.match(text)
        score = match and of_match(match, match[0])
        if match and score:
            return score, _verdict(text[match.end() :])
    between = _BETWEEN.match(text)
    if between:
        value = (Fraction(between["low"]) + Fraction(between["high"])) / 2
        score = made(between[0].strip(), value, Fraction(between["scale"]))
        return None if score is None else (score, _verdict(text[between.end() :]))
    counted = _ANY_SIGNS.match(text)
    if counted:
        value = Fraction(counted[0].count(counted["sign"]))
        score = made(counted[0], value, Fraction(counted["scale"]))
        return None if score is None else (score, _verdict(text[counted.end() :]))
    signs = _SIGNS.match(text)
    rest = text[signs.end() :] if signs else text
    lead = re.match(r"[\s:=(–—-]*", rest)
    rest_at = lead.end() if lead and signs else 0
    for pattern in (FRACTION, WORD_FRACTION, STARS):
        match = pattern.match(rest, rest_at)
        score = match and of_match(match, text[: len(text) - len(rest)] + rest[: match.end()])
        if match and score:
            return score, _verdict(rest[match.end() :])
    if signs:
        among = _AMONG.match(rest)
        if among:
            # "★★★/★★★★★"
            score = _of_signs(signs[0], sum(among["all"].count(sign) for sign in FULL + EMPTY))
            if not any(sign in signs[0] for sign in FULL):
                # "☆☆☆☆ / ☆☆☆☆☆": stars that have no other form count by their number.
                given, full = len(re.sub(r"\s", "", signs[0])), len(among["all"])
                score = made(signs[0].strip(), Fraction(given), Fraction(full))
            return None if score is None else (score, _verdict(rest[among.end() :]))
        half = _AND_HALF.match(rest)
        rest = rest[half.end() :] if half else rest
        scale = _OUT_OF.match(rest)
        score = _of_signs(signs[0] + ("½" if half else ""), int(scale[1]) if scale else None)
        rest = rest[scale.end() :] if scale else rest
        return None if score is None else (score, _verdict(rest))
    match = _PERCENT.match(text) if percent else None
    if match:
        score = made(match[0], Fraction(match["value"]), Fraction(100))
        return None if score is None else (score, _verdict(text[match.end() :]))
    match = _GRADE.match(text)
    if match:
        score = of_grade(match["grade"])
        return None if score is None else (score, _verdict(text[match.end() :]))
    return None


def score_at_end(text: str) -> tuple[Score, str] | None:
    """Read the score that a verdict ends with, and the words before it."""
    match = _ENDING.search(text)
    score = of_match(match, match[0].strip(" .!")) if match else None
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
    return None if match is None or value is None else made(match[0], value, Fraction(scale))


def assumed_score(text: str, *, own: bool) -> Score | None:
    """Read a number alone whose scale nothing states: up to five is of five, up to ten of ten.

    Args:
        text: A label's whole value.
        own: Whether the label calls it the author's; else two decimals are viewership.
    """
    # "9.5 turtles": what it is counted in says nothing more.
    unit = (
        r"(?:\s+(?!ep|mins?|hours?|million|votes|users|people|out|of|th|st)[a-z]{3,}\W.*)?"
        if own
        else ""
    )
    match = re.fullmatch(
        rf"(\d{{1,3}}(?:[.,]\d{{1,2}})?)(?:\s*\([^()]*\))?[\s.!]*{unit}", text.strip()
    )
    value = _number(match[1]) if match else None
    if match is None or not value or (not own and re.search(r"[.,]\d\d", match[1])):
        return None
    scale = 5 if value <= 5 else 10 if value <= 10 else 100
    if scale == 100 and not (own and value >= _LEAST_OF_HUNDRED and value.denominator == 1):
        return None
    return made(match[1], value, Fraction(scale))


def whole_line_score(line: str) -> Score | None:
    """Read a line that is a score and nothing else ("★★★★☆ 8.6/10", "4/5 stars")."""
    if len(line) > _LONGEST_LINE or not _HINT.search(line):
        return None
    found = score_at_start(line)
    if found is None or _GRADE.match(line) or not line.strip().startswith(found[0].raw):
        return None
    rest = line.strip()[len(found[0].raw) :]
    if re.search(r"\d\s?/|out of", found[0].raw, re.IGNORECASE):
        # "3 out of 5 kimchi bowls"
        rest = re.sub(r"^(?:\s(?!people|viewers|times|episodes|\d)[a-z]+){1,2}\W*$", "", rest)
    return found[0] if not re.search(r"\w", rest) else None


def of_grade(grade: str) -> Score | None:
    """Make a score of a school grade, "A+" to "F"."""
    sign = "+" if re.search(r"\+|plus", grade) else "-" if len(grade) > 1 else ""
    return made(grade, Fraction(_GRADES[grade[0] + sign], 10), Fraction(4))


def of_match(match: re.Match[str], raw: str) -> Score | None:
    """Make a score of a match that names the value, and the scale if one is stated."""
    value = _number(match["value"])
    if "scale" in match.re.groupindex:
        scale = number_of(match["scale"])
        if scale not in _SCALES:
            return None
    else:
        scale = 5 if value is not None and value <= 5 else 10
    return None if value is None else made(raw.strip(), value, Fraction(scale))


def _of_signs(signs: str, stated: int | None = None) -> Score | None:
    full = sum(signs.count(sign) for sign in FULL + "*")
    half = sum(signs.count(sign) for sign in HALF) + signs.count("1/2")
    quarters = [PARTS[sign] for sign in "¼¾" if sign in signs]
    empty = sum(signs.count(sign) for sign in EMPTY)
    count = full + half + len(quarters) + empty
    scale = stated or (count if empty else (5 if full + half <= 5 else 10))
    if not count or scale not in _SCALES:
        return None
    return made(signs.strip(), full + Fraction(half, 2) + sum(quarters), Fraction(scale))


def made(raw: str, value: Fraction, scale: Fraction) -> Score | None:
    """Make a score; None where it is not on its scale."""
    if not 0 <= value <= scale:
        return None
    return Score(raw, float(value), float(scale), half_points_of(value, scale))


def _number(text: str) -> Fraction | None:
    half = Fraction(1, 2) if re.search(r"\s1/2|half", text) else Fraction(0)
    half += sum(part for sign, part in PARTS.items() if sign in text)
    text = re.sub(r"\s?[¼½¾]|\s1/2|\s+and\s+a\s+half|\+", "", text).strip().replace(",", ".")
    if not text:
        return half or None
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", text):
        return Fraction(text) + half
    word = number_of(text)
    return None if word is None else Fraction(word) + half


def _verdict(rest: str) -> str:
    rest = rest.strip().split("\n")[0]
    if rest.startswith("("):
        inside = re.match(r"\((.*)\)", rest) or re.match(r"\((.*)", rest)
        words = inside[1] if inside else ""
    else:
        words = _TAIL.sub("", rest).strip("()")
        # "4 out of 5 bowls": what it is counted in.
        words = "" if re.fullmatch(r"[/|].*|[a-z]\S*|\W*[A-F][+-]?\W*", words) else words
    words = "" if re.match(r"ep(?:isode|s)?\.?\s?\d", words, re.IGNORECASE) else words
    words = "" if re.fullmatch(r"\s*[A-F][+−–-]?\s*", words) else words.strip()
    if not words or len(words) > _MAX_VERDICT or _NO_VERDICT.search(words):
        return ""
    return words
