"""Where the title stands in a post that came as text, and what stands before it."""

from __future__ import annotations

import re
from typing import Final

from bot.reading.casts.cast import member_of_heading
from bot.reading.casts.names import has_surname, is_name
from bot.reading.drama_names.title_noise import is_only_noise
from bot.reading.drama_names.title_words import is_headline, may_be_title, names_in_phrase
from bot.reading.drama_names.titles import parse_title
from bot.reading.headings import role_of
from bot.reading.mentions import Mentions, loose
from bot.reading.pages.blocks import Role
from bot.reading.stated.atoms import atoms_of
from bot.reading.stated.genre_names import genres_of
from bot.reading.stated.labels import Key, is_fact_line, label_alone, labels_in
from bot.reading.words import has_native

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
# A blog's name, author or count of comments beside the date: "By Odette on 12 May 2019 • ( 3 )".
_DATED_LINE: Final = re.compile(
    rf"(?=.{{1,90}}$)(?:(?:by|por|oleh|ditulis oleh|written by)\b.*\W|.*\s[·•|/–-]\s|.* on )"
    rf"(?:\d{{1,2}} (?:de )?\w+|{_MONTH} \d{{1,2}}),? (?:de )?(?:20|19)\d\d\b.*|"
    rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH}),? (?:20|19)\d\d\s[·•|/–-]\s.{{0,60}}",
    re.IGNORECASE,
)
_ABOVE: Final = re.compile(
    r"top of page|search(?: this blog)?|menu|home|skip to (?:main )?content|connect with us|"
    r"web analytics|featured(?: posts?)?|back to top|log ?in|sign (?:up|in)|subscribe|follow|share|"
    r"about(?: me| us)?|contact(?: us)?|archives?|welcome to\b.*|friends|[\d,]+ (?:votes|views|"
    r"likes)|"
    r"\d+ people found\b.*|"
    r"completed|dropped|on hold|watching|plan to watch|"
    r"(?:category|categories|reading time|filed (?:in|under)|labels?|topics?|section)\s?:.*|"
    r"spread the love|(?:posted |written )?by\b(?! \w+ \w+ \w+ \w+).{0,60}|"
    r"(?:last )?(?:updated|modified|edited|posted|published)(?: on| at)?(?:\s?:.*| \w+ \d+.*)|"
    r"skip to .*|본문 바로가기|URL 복사.*|전체보기.*|이웃추가|공감.*|댓글.*|"
    r".{0,30}\d+ min(?:ute)?s? read.*|just another .* weblog|sorry, no results.*|blog|news|"
    r"(?:[a-z]+ ){0,2}(?:social media|community|moderator|member|donor).{0,30}|image result for.*|"
    r"(?:drama |[kcj]-?drama )?(?:reviews?|recaps?|blogging|entertainment|uncategori[sz]ed|"
    r"recommendations?)(?:\s*[/,|•·&]?\s*(?:[\w-]+[ /-])?(?:reviews?|dramas?|ratings|recaps?))*|"
    r"(?:[kcj]-?)?dramas?(?:\s*[/,|•·&]\s*\w+){0,3}|드라마|리뷰|일상|영화|"
    r"#?\s?\w[\w-]*(?:\s+#\s?\w[\w-]*)+|\W*|\d+|[•*-]\s*\S{1,20}|https?://\S+|"
    r"(?:(?:[kcj]-?|korean |chinese |japanese |thai |asian )?drama )?review(?:ed)? by\b.*|"
    r"posted in\b.*|all credits? to\b.*|"
    r"in\s+\w+|advertisement|title \d+|(?:drama ?)?wiki|"
    r".{0,40}\s[»>›]\s.{0,60}|←.*|.*→|comments?(?: off| \(\d+\)|: \d+)?|leave a comment|(?:no|"
    r"\d+) comments?|.{1,20}’s blog",
    re.IGNORECASE,
)
# What stands beside other such words in a line: bylines, the kind of text, when it was.
_AROUND: Final = re.compile(
    rf"(?:written |posted |reviewed )?by \S.{{0,40}}|essays?|columns?|opinions?|features?|"
    rf"(?:{_MONTH} )?(?:19|20)\d\d|[\d,]+ (?:\w+ )?(?:views?|likes?|shares?|comments?)",
    re.IGNORECASE,
)
_MENU: Final = re.compile(
    r"home|about(?: me| us)?|contact(?: me| us)?|archives?|faq|search|menu|share|tweet|pin(?: it)?|"
    r"e-?mail|print|copy link|save|like|facebook|twitter|whatsapp|pinterest|reddit|tumblr|rss|"
    r"log ?in|sign (?:in|up)|subscribe",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(r"\s*[/|•·—»►]\s*|\s+[–-]\s+")
_OF_MENU: Final = re.compile(r"\s*[/|•·—★☆♥❤»►~✿]+\s*|\s{2,}")
_STARS: Final = re.compile(
    r"[\s★☆⭐✩✪❤♥♡\ufe0f½¼¾/\d.,()]*[★☆⭐✩✪❤♥♡][\s★☆⭐✩✪❤♥♡\ufe0f½¼¾/\d.,()]*"
)
# As in "❤ 231 💬 19" and "0 179"; "1988" may be a title.
_COUNTERS: Final = re.compile(r"(?=[\W\d]*\d[\W]+\d|[^\w\s])[\W\d]+")
_LONGEST_ABOVE: Final = 120
# "20 people found this review helpful"
_DRAMAS: Final = re.compile(r"\bdramas?$", re.IGNORECASE)
_BULLETS: Final = ("•", "▪", "●", "- ", "* ")
_COUNTS: Final = re.compile(r"\d+ ")
_SENTENCE: Final = re.compile(
    r"[.!?][”\"’)]?\s+[A-Z(].*[.!?)…]$|^(?:i|i['’]\w+|hi|hey|hello|so|today|welcome|"
    r"this is)\b.*[.!…]$",
    re.IGNORECASE,
)
# "Yet again, another drama review." has no name in it.
_SMALL_SENTENCE: Final = re.compile(r"[A-Z][\w’']*,?(?: [a-z][\w’'-]*,?)+\.")
# What warns of the review that follows, above its title.
_NOTICE: Final = re.compile(r"\W*(?:disclaimer|warning|notice|note|heads[- ]up)\b", re.IGNORECASE)
_CLOSING_BRACKET: Final = re.compile(r"\s*[(\[][^()\[\]]{0,40}\d{4}[)\]]$")
_NAME_AND_FACTS: Final = re.compile(r"([A-Z0-9][^()]{0,60}?)\s*\(([^()]{4,60})\)")
# "Master's Sun" is nobody's name.
_OWNED: Final = re.compile(r"['’]s\s")
_NAME_IN_QUOTES: Final = re.compile(r"[“\"‘«《「『]([^“”\"‘«»《》「」『』]{2,60})[”\"’»》」』]")
_QUOTATION: Final = re.compile(r"[“\"][^”\"]{40,}[”\"]")
_PARTED: Final = re.compile(r"\s[–—|-]\s|:\s")
_MAX_TITLE: Final = 160
_MAX_ABOVE: Final = 40
_MAX_LINES: Final = 14
_LONGEST_SMALL: Final = 6
_NO_TITLE: Final = -0.4
# Of an actor in native script.
_LONGEST_NAME: Final = 4
_MENTIONS_COUNTED: Final = 3


def is_above_post(line: str) -> bool:
    """Tell a date, a menu's word or a byline, as pages have them above their posts."""
    line = line.strip()
    if _ABOVE.fullmatch(line) or _DATE.fullmatch(line) or _DATED_LINE.fullmatch(line):
        return True
    if len(line) > _LONGEST_ABOVE:
        return False
    # "Essay / Review — by Jonas — November 2018", "★ Home ★ Reviews A-Z ★", "Share | Tweet".
    parts = [part for part in _BESIDE.split(line) if part]
    items = [part for part in _OF_MENU.split(line) if part]
    return (len(parts) > 1 and all(map(_is_around_post, parts))) or (
        len(items) > 2 and any(map(_MENU.fullmatch, items))
    )


def _is_around_post(words: str) -> bool:
    return bool(
        is_only_noise(words)
        or _ABOVE.fullmatch(words)
        or _DATE.fullmatch(words)
        or _MENU.fullmatch(words)
        or _AROUND.fullmatch(words)
    )


def is_sentence(line: str) -> bool:
    """Tell whether a line is a sentence of the post and no title."""
    if len(line) > _MAX_TITLE or (line.endswith((".", ":")) and len(line.split()) > 8):
        return True
    said = _CLOSING_BRACKET.sub("", line)
    if _SMALL_SENTENCE.fullmatch(said) and len(said.split()) > 3:
        return True
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
        if is_fact_line(line) and not (at == 0 and _is_dated_name(line)):
            if candidates or not line.casefold().startswith(("joined", "by ", "tags")):
                break
            continue
        if not (
            is_sentence(line)
            or line.startswith(_BULLETS)
            or is_above_post(line)
            or _STARS.fullmatch(line)
            or _COUNTERS.fullmatch(line)
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
    labelled = _labelled_title(lines)
    weights = [(w + _repeated(lines, i, labelled), i) for w, i in weights]
    weights = [(w + _above_date(lines, i) if w > _NO_TITLE else w, i) for w, i in weights]
    weight, best = max(weights, key=lambda pair: (pair[0], -pair[1]))
    if weight <= _NO_TITLE and lines[best][:1].islower() and not body.of(lines[best]):
        return None
    return best


def _is_dated_name(line: str) -> bool:
    """Tell "Life (JTBC, 2018)": a name that is a genre's as well, and facts in brackets."""
    named = _NAME_AND_FACTS.fullmatch(line)
    return bool(named and may_be_title(named[1]) and atoms_of(named[2], least=1))


def _is_before_title(lines: list[str], at: int) -> bool:
    """Tell a sentence with a date, a review's title, or a line and the drama's facts below it."""
    below = lines[at + 1 : at + 3]
    if len(below) < 2:
        return False
    if _DATE.fullmatch(below[0].strip()) or _NOTICE.match(lines[at]):
        return True
    is_review = parse_title(below[0]).says_review or is_fact_line(below[1])
    return is_review and not is_sentence(below[0])


def _labelled_title(lines: list[str]) -> str:
    """Return the title that a label states near the beginning."""
    for line in lines[:_MAX_ABOVE]:
        for one in labels_in(line):
            if one.key is Key.TITLE:
                return loose(parse_title(one.value).title or "")
    return ""


def _repeated(lines: list[str], at: int, labelled: str) -> float:
    """Weigh a line that stands there twice, or holds the title that a label states."""
    is_twice = lines[at] in lines[at + 1 : at + _MAX_ABOVE]
    return is_twice + 2.0 * bool(labelled and labelled in loose(lines[at]))


def _weight(line: str, body: Mentions) -> float:
    parts = parse_title(line)
    if parts.title is None or not may_be_title(parts.title):
        return -1.0
    told_at_all = body.of(parts.title)
    if parts.title[:1].islower() and not told_at_all:
        # A blog's motto, as "reviews of dramas, mostly from under a blanket".
        return -1.0
    names = (
        *names_in_phrase(parts.title),
        *_PARTED.split(parts.title)[:-1],
        *(match[1] for match in _NAME_IN_QUOTES.finditer(line)),
    )
    is_about_told = any(body.of(name) for name in names if may_be_title(name))
    told = min(_MENTIONS_COUNTED, told_at_all) or is_about_told
    is_sentence_like = line[:1].islower() and len(parts.title.split()) > _LONGEST_SMALL
    if is_sentence_like or (is_headline(parts.title) and not parts.says_review):
        return 0.5 if is_about_told else -0.5
    if is_name(parts.title) and has_surname(parts.title) and not _OWNED.search(parts.title):
        # An actor in a list without a heading.
        return -0.3
    is_native = parts.native is not None and parts.native != parts.title
    if parts.says_review and line[:1].islower() and not told:
        # A blog's motto, as "drama thoughts, written slowly".
        return -1.0
    marks = 2.0 * parts.says_review + bool(parts.year) + is_native
    # A tag or a short caption such as "Netflix" is told of as well.
    return marks + (told if len(parts.title) > 2 else 0)


def _above_date(lines: list[str], at: int) -> float:
    """Tell a line that has the date, the author or the native title below it, as titles have."""
    rest = [line.strip() for line in lines[at + 1 : at + 3]]
    dated = any(_DATE.fullmatch(line) for line in rest[: 1 + bool(rest and _COUNTS.match(rest[0]))])
    native = rest[0] if rest and not re.search(r"[A-Za-z]", rest[0]) else ""
    is_pair = has_native(native) and not has_native(lines[at]) and len(native) > _LONGEST_NAME
    if is_pair and label_alone(lines[at]) is None:
        return 1.5
    if is_name(lines[at].strip()):
        return 0.0
    return 1.5 if dated or (rest and re.match(r"(?i)(?:posted )?by\b", rest[0])) else 0.0


def _is_label(line: str) -> bool:
    parts = [part for part in re.split(r"\s*[/|,•]\s*", line) if part]
    categories = all(is_only_noise(part) or _DRAMAS.search(part) for part in parts)
    is_menu = ":" not in line and len(parts) > 2 and all(len(p.split()) < 3 for p in parts)
    categories |= is_menu and any(map(is_only_noise, parts))
    is_genre = "(" not in line and bool(genres_of(line))
    return is_genre or line.endswith(":") or (len(parts) > 1 and categories)
