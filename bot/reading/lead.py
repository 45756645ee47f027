"""Where the title stands in a post that came as text, and what stands before it."""

from __future__ import annotations

import re
from typing import Final

from bot.reading.blocks import Role
from bot.reading.cast import member_of_heading
from bot.reading.headings import role_of
from bot.reading.labels import is_fact_line
from bot.reading.mentions import Mentions
from bot.reading.names import has_surname, is_name
from bot.reading.title_noise import is_only_noise
from bot.reading.title_words import is_headline, may_be_title, names_in_phrase
from bot.reading.titles import parse_title
from bot.reading.words import genres_of

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE: Final = re.compile(
    rf"(?:(?:posted|published|updated|written)?\s*(?:on|by|:)?\s*)?"
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}|{_MONTH}|"
    rf"\d{{1,2}}[ ./-]\d{{1,2}}),?[ ./-]\s*(?:20|19)?\d\d\b.{{0,40}}",
    re.IGNORECASE,
)
_ABOVE: Final = re.compile(
    r"top of page|search(?: this blog)?|menu|home|skip to (?:main )?content|connect with us|"
    r"web analytics|featured(?: posts?)?|back to top|log ?in|sign (?:up|in)|subscribe|follow|share|"
    r"about(?: me| us)?|contact(?: us)?|archives?|welcome to\b.*|friends|[\d,]+ (?:votes|views|"
    r"likes)|"
    r"\d+ people found\b.*|"
    r"completed|dropped|on hold|watching|plan to watch|"
    r"spread the love|(?:posted |written )?by\b(?! \w+ \w+ \w+ \w+).{0,60}|updated:.*|"
    r".{0,30}\d+ min(?:ute)?s? read.*|just another .* weblog|sorry, no results.*|blog|news|"
    r"(?:[a-z]+ ){0,2}(?:social media|community|moderator|member|donor).{0,30}|image result for.*|"
    r"(?:drama |k-?drama )?(?:reviews?|recaps?|blogging|entertainment|uncategori[sz]ed|"
    r"recommendations?)(?:\s*[/,|•&]?\s*(?:[\w-]+[ /-])?(?:reviews?|dramas?|ratings|recaps?))*|"
    r"#?\s?\w[\w-]*(?:\s+#\s?\w[\w-]*)+|\W*|\d+|[•*-]\s*\S{1,20}|https?://\S+|"
    r"review(?:ed)? by\b.*|"
    r"in\s+\w+|"
    r".{0,40}\s[»>›]\s.{0,60}|←.*|.*→|comments?(?: off| \(\d+\)|: \d+)?|leave a comment|(?:no|"
    r"\d+) comments?|.{1,20}’s blog",
    re.IGNORECASE,
)
# "20 people found this review helpful"
_DRAMAS: Final = re.compile(r"\bdramas?$", re.IGNORECASE)
_BULLETS: Final = ("•", "▪", "●")
_COUNTS: Final = re.compile(r"\d+ ")
_SENTENCE: Final = re.compile(
    r"[.!?][”\"’)]?\s+[A-Z(].*[.!?)…]$|^(?:i|i['’]\w+|hi|hey|hello|so|today|welcome|"
    r"this is)\b.*[.!…]$",
    re.IGNORECASE,
)
_CLOSING_BRACKET: Final = re.compile(r"\s*[(\[][^()\[\]]{0,40}\d{4}[)\]]$")
_QUOTATION: Final = re.compile(r"[“\"][^”\"]{40,}[”\"]")
_MAX_TITLE: Final = 160
_MAX_ABOVE: Final = 40
_MAX_LINES: Final = 14
_LONGEST_SMALL: Final = 6
_NO_TITLE: Final = -0.4
_MENTIONS_COUNTED: Final = 3


def is_above_post(line: str) -> bool:
    """Tell a date, a menu's word or a byline, as pages have them above their posts."""
    line = line.strip()
    return bool(_ABOVE.fullmatch(line) or _DATE.fullmatch(line))


def is_sentence(line: str) -> bool:
    """Tell whether a line is a sentence of the post and no title."""
    if len(line) > _MAX_TITLE or (line.endswith((".", ":")) and len(line.split()) > 8):
        return True
    said = _CLOSING_BRACKET.sub("", line)
    return len(said.split()) > 5 and bool(_SENTENCE.search(said) or _QUOTATION.match(said))


def find_title(lines: list[str]) -> int | None:
    """Return which of a post's lines is its title; None where there is none.

    It is the first one, as a rule. A later one before the first sentence is better where the
    first says nothing of a drama and the later one calls itself a review, carries a year or is
    what the post goes on to speak of.

    Args:
        lines: All the post's lines, those without a word left out.
    """
    candidates: list[int] = []
    at = 0
    for at, line in enumerate(lines[:_MAX_ABOVE]):
        if len(candidates) >= _MAX_LINES or (is_sentence(line) and not _is_before_title(lines, at)):
            break
        if is_fact_line(line):
            if candidates or not line.casefold().startswith(("joined", "by ", "tags")):
                break
            continue
        if not (
            is_sentence(line)
            or line.startswith(_BULLETS)
            or is_above_post(line)
            or is_only_noise(line)
            or _is_label(line)
            or member_of_heading(line) is not None
            or role_of(line) is not Role.NONE
        ):
            candidates.append(at)
    else:
        at = min(len(lines), _MAX_ABOVE)
    if not candidates:
        return None
    body = Mentions("\n".join(lines[at:]))
    weights = [
        (_weight(lines[i], body) - rank / _MAX_LINES, i) for rank, i in enumerate(candidates)
    ]
    weights = [(w + _above_date(lines, i) if w > _NO_TITLE else w, i) for w, i in weights]
    weight, best = max(weights, key=lambda pair: (pair[0], -pair[1]))
    if weight <= _NO_TITLE and lines[best][:1].islower() and not body.of(lines[best]):
        return None
    return best


def _is_before_title(lines: list[str], at: int) -> bool:
    """Tell a sentence with a date, a review's title, or a line and the drama's facts below it."""
    below = lines[at + 1 : at + 3]
    if len(below) < 2:
        return False
    if _DATE.fullmatch(below[0].strip()):
        return True
    is_review = parse_title(below[0]).says_review or is_fact_line(below[1])
    return is_review and not is_sentence(below[0])


def _weight(line: str, body: Mentions) -> float:
    parts = parse_title(line)
    if parts.title is None or not may_be_title(parts.title):
        return -1.0
    names = filter(may_be_title, names_in_phrase(parts.title))
    is_about_told = any(map(body.of, names))
    told = min(_MENTIONS_COUNTED, body.of(parts.title)) or is_about_told
    is_sentence_like = line[:1].islower() and len(parts.title.split()) > _LONGEST_SMALL
    if is_sentence_like or (is_headline(parts.title) and not parts.says_review):
        return 0.5 if is_about_told else -0.5
    if is_name(parts.title) and has_surname(parts.title):
        # An actor in a list without a heading.
        return -0.3
    is_native = parts.native is not None and parts.native != parts.title
    marks = 2.0 * parts.says_review + bool(parts.year) + is_native
    # A tag or a short caption such as "Netflix" is told of as well.
    return marks + (told if len(parts.title) > 2 else 0)


def _above_date(lines: list[str], at: int) -> float:
    """Tell a line that has the post's date or author below it, as titles have."""
    rest = [line.strip() for line in lines[at + 1 : at + 3]]
    dated = any(_DATE.fullmatch(line) for line in rest[: 1 + bool(rest and _COUNTS.match(rest[0]))])
    if is_name(lines[at].strip()):
        return 0.0
    return 1.5 if dated or (rest and re.match(r"(?i)(?:posted )?by\b", rest[0])) else 0.0


def _is_label(line: str) -> bool:
    parts = [part for part in re.split(r"\s*[/|,•]\s*", line) if part]
    categories = all(is_only_noise(part) or _DRAMAS.search(part) for part in parts)
    is_genre = "(" not in line and bool(genres_of(line))
    return is_genre or line.endswith(":") or (len(parts) > 1 and categories)
