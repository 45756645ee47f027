"""A score that stands in a sentence or in a post's title line."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, Final

from bot.reading.scored.scores import (
    EMPTY,
    FRACTION,
    FULL,
    HALF,
    STARS,
    WORD_FRACTION,
    assumed_score,
    made,
    of_grade,
    of_match,
    score_at_start,
)
from bot.reading.words import NUMBER

if TYPE_CHECKING:
    from bot.reading.model import Score

_OTHERS: Final = re.compile(r"\b(?:imdb|mdl|mydramalist|viki|audience|users?)\b", re.IGNORECASE)
_OF_EPISODE: Final = re.compile(
    r"\bep(?:isode)?s?\.?\s*\d+\b.{0,30}\b(?:score|rating)", re.IGNORECASE
)
_GIVING: Final = re.compile(
    r"\b(?:give|giving|gave|rate|rating|rated|deserves?|earns?|gets?|award|score)\b"
    r"(?!.{0,30}\bepisode)(?P<rest>.{0,60})",
    re.IGNORECASE | re.DOTALL,
)
_WORDS: Final = "one|two|three|four|five|six|seven|eight|nine|ten"
_TENTH: Final = (
    r"(?:\d{1,2}(?:[.,]\d{1,2})?\s?(?:/|\\|(?:stars? )?out of)\s?(?:10|5|100)|"
    rf"\b(?:{_WORDS})(?: and a half)? (?:stars? )?out of (?:five|ten))"
)
_GIVEN: Final = re.compile(
    rf"\(\s*{_TENTH}\s*\)|\b(?:score|rating|grade) of (?:an? )?{_TENTH}|"
    r"\b(?:solid|strong|easy|total|definite|perfect|whopping|generous|clear|it(?:['’]s| is) an?|"
    rf"a full|an?)\s+{_TENTH}|[.:,;!–—-]\s+{_TENTH}[.!]*$|"
    rf"^{_TENTH}(?: stars)?(?=[.,!;:]|\s[–—-]|\s(?-i:[A-Z])|$)|\bso:?\s+{_TENTH}|{_TENTH}\s+(?:for|"
    rf"from)"
    rf"\s+(?:me|us)\b|{_TENTH}[\s,;–-]+(?:would |i )?"
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
    rf"(?<!lost )(?<!loses )(?<!minus )\b(?P<value>{NUMBER})\s+(?:full\s+)?stars?"
    r"(?=\s+(?:from|for)\s+(?:me|us)\b)",
    re.IGNORECASE,
)
# "90% – I loved it": what a review's paragraph begins with.
_AHEAD: Final = re.compile(r"(?P<value>\d{2,3})\s?%(?=\s*(?:[–—:.!-]|$))")
_LONGEST_LEAD: Final = 60
_MAX_GIVING: Final = 8
# What somebody gives a score to.
_IT: Final = (
    r"(?:it|this(?: one| drama| show| series| k-?drama| c-?drama)?|the (?:drama|show|series)|"
    r"[“\"‘']?[A-Z][\w’' ]{1,40}[”\"’']?)"
)
_HOW: Final = r"(?:(?:solid|strong|perfect|full|easy|total|generous|whopping|clear|high)\s+)?"
_NUMBER: Final = (
    r"(?P<value>10|[6-9](?:[.,]\d{1,2})?)(?=\s*(?:[.;!?)]|$|,(?!\s*\d))|\s+(?:for|from|because|"
)
_PLAINLY: Final = re.compile(
    rf"\b(?:give|gave|giving|rate|rated|rating)\s+{_IT}\s+(?:as\s+)?(?:an?\s+)?{_HOW}{_NUMBER}"
    r"since|and|but|due|overall|mainly|just|only|in|as)\b)"
)
_LETTER: Final = re.compile(
    rf"\b(?:give|gave|giving|rate|rated|rating|deserves?|grade)\s+(?:{_IT}\s+)?an?\s+{_HOW}"
    r"(?P<grade>[A-DF][+−–-]?)(?=[.,;!?)]|$|\s+(?:for|from|because|since|instead|and|but|overall|"
    r"grade|rating|in my|as)\b)"
)
_MINE: Final = re.compile(
    r"\b(?:my|our) (?:overall |final |personal |own )*(?:rating|scor(?:e|ing)|"
    r"grade)\b[^.!?:\n]{0,40}?"
    r"(?:\bis|\bwould be|\bwas|:|=)\s*(?P<rest>.{1,40})",
    re.IGNORECASE,
)
# Without one of these nothing is given, and without a number or sign nothing is scored.
_GIVES: Final = re.compile(
    r"\b(?:g[ia]v|rat(?:e|ing)|deserv|earn|get|award|scor|grade)", re.IGNORECASE
)
_COUNTED: Final = re.compile(rf"\d|\bstars?\b|\bout of\b|[{FULL}]", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(])|\n")
_TITLED: Final = re.compile(
    rf"(?<=[)\]])\s+(?-i:[A-DF])[+-]?$|[(\[]\s*{_TENTH}\s*(?:stars)?\s*[)\]]|(?:\s\*|"
    rf"(?<=\s)\*{{2,5}}){{1,5}}$|"
    rf"[{FULL}{EMPTY}](?:[\ufe0f\s]*[{FULL}{HALF}{EMPTY}]){{1,9}}\ufe0f?(?=\s*[)\]]?\s*$)|"
    r"[\s–—|:(-]\d(?:[.,]\d{1,2})? stars?(?=\s*[)\]]?\s*$)|"
    r"[\s–—|:-]\d{1,3}(?:[.,]\d{1,2})?\s*(?:/|\|\|)\s*(?:5|10|100)(?: stars)?\s*$",
    re.IGNORECASE,
)


# What a post's lists of other posts stand below: their scores are other dramas'.
_OTHER_POSTS: Final = re.compile(
    r"\W*(?:you (?:may|might|will)(?: also)? (?:like|love|enjoy)|related\b.{0,20}|also by\b.*|"
    r"more (?:by|from|reviews|posts)\b.*|(?:read|see|watch) (?:next|also|more)|"
    r"(?:my )?(?:next|previous|other|recent|latest|similar|past|older)(?: [\w-]+){0,2} "
    r"(?:reviews?|posts?|essays?|articles?)|(?:my )?other reviews|"
    r"if you (?:liked?|enjoyed|loved) (?:this|it).{0,30}|recommended (?:posts|reading|for you))\W*",
    re.IGNORECASE,
)


def is_above_other_posts(line: str) -> bool:
    """Tell a line such as "You may also like", below which other posts are listed."""
    return len(line) <= _LONGEST_LEAD and _OTHER_POSTS.fullmatch(line) is not None


def score_in_prose(sentence: str) -> Score | None:
    """Read "I give it 8 out of 10", "a solid 8/10", "(10/10)": only where somebody gives it."""
    if _GIVES.search(sentence):
        for one in _SENTENCE.split(sentence):
            score = _given_in(one)
            if score is not None:
                return score
    if not _COUNTED.search(sentence):
        return None
    if _OTHERS.search(sentence) or _OF_EPISODE.search(sentence):
        return None
    given = None if _OF_PART.match(sentence) else _GIVEN.search(sentence)
    for_me = _FOR_ME.search(sentence)
    if for_me:
        return of_match(for_me, for_me[0])
    if re.match(rf"[{FULL}]{{2,}}", sentence):
        found = score_at_start(sentence)
        return found[0] if found else None
    ahead = _AHEAD.match(sentence)
    if ahead:
        return made(ahead[0].strip(), Fraction(ahead["value"]), Fraction(100))
    match = (FRACTION.search(given[0]) or WORD_FRACTION.search(given[0])) if given else None
    return of_match(match, match[0]) if match else None


def _given_in(sentence: str) -> Score | None:
    if _OTHERS.search(sentence) or _OF_EPISODE.search(sentence):
        return None
    for giving in islice(_GIVING.finditer(sentence), _MAX_GIVING):
        at = giving.start("rest")
        for pattern in (FRACTION, WORD_FRACTION, STARS):
            match = pattern.search(sentence, at, at + 90)
            score = match and of_match(match, match[0])
            if score:
                return score
    plain = _PLAINLY.search(sentence)
    if plain:
        return of_match(plain, plain["value"])
    letter = _LETTER.search(sentence)
    if letter:
        return of_grade(letter["grade"])
    mine = _MINE.search(sentence)
    if mine is None:
        return None
    found = score_at_start(mine["rest"], percent=True)
    return found[0] if found else assumed_score(mine["rest"], own=True)


def score_in_title(line: str) -> Score | None:
    """Read a score that a title line ends in or has in brackets: "Signal (9.5/10)"."""
    found = _TITLED.search(line)
    if found and found[0].endswith("*"):
        if line.startswith("*"):  # "*** Signal ***" is only adorned
            return None
        return made(found[0].strip(), Fraction(found[0].count("*")), Fraction(5))
    if found is None:
        return None
    match = FRACTION.search(found[0]) or STARS.search(found[0])
    if match:
        return of_match(match, match[0])
    signs = score_at_start(found[0])
    return signs[0] if signs else None
