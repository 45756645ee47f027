"""What a lone short line is likely to be, where no markup says so."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

from bot.reading.drama_names.title_noise import is_only_noise

MAX_HEADING: Final = 90
MAX_HEADING_WORDS: Final = 14

_SENTENCE_END: Final = re.compile(r"[.。;,:]$")
_SMILEY: Final = re.compile(
    r"(?:\s*(?:[:;]-?[()DPp]|[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?))+$"
)
_ASKS: Final = re.compile(r"\W*(?:what|why|how|who|where|when|things?|reasons?)\b", re.IGNORECASE)
_ANNOUNCES: Final = re.compile(r"[A-Z][^.;:|]*:")
_NO_HEADING: Final = re.compile(
    # Credits, bylines and categories; greetings and notes.
    r"\W*(?:published|posted|filed (?:in|under)|(?:written|reviewed|translated) by|source|via|"
    r"credits?|courtesy|note|joined|hi|hello|hey|welcome)\b.*|\*from\b.*|"
    # Labels that are no fact of the drama.
    r"(?:\w+ ){0,2}(?:title|languages?|episode)\s?(?:\([^()]*\))?:.*|"
    r"(?:opening|ending|theme(?: song)?|insert song|song|ost)\s?:\s.*|"
    r"[^:?]{2,30}[:?] .*\b(?:19|20)\d\d|"
    # List items, parts of tables, exclamations, links cut off, figures.
    r"[•▪●].*|[-–*]\s.*[^-–*]|.*\||.*!!|"
    r".*\s(?:from|by|via|is|are|was|were|the|an?|and|or)|"
    # Links, credits, readers' names and places, hashtags, scores of parts.
    r".*\bclick here\b.*|(?:directed|written|produced|screenplay|edited|reviewed) by\b.*|"
    r"(?:.* )?review by \w.*|.*\s#\s?[a-z].*|[^:]{2,24}:\s*\d{1,2}|"
    r"(?:my|the|an?|i|it|this|that|so|of|in)|"
    # What closes a post, or leads out of it.
    r"←.*|.*→|[\d,]+ (?:likes?|views?|shares?|votes?|claps?)|reading time\b.*|"
    r"thanks?(?: you)?(?: so much| all)? for (?:reading|stopping)\b.*|(?:see|catch) you\b.*|"
    r"watch the (?:trailer|teaser|video)\b.*|"
    r"(?:follow|subscribe|join)\b(?: (?:me|us|to|my|our)\b.*)?|"
    # Sign-offs, credits by a letter, scores without their number, grades.
    r"[-–—~]\s?[A-Z][\w.]{0,20}|[a-z]{1,2}:\s.*|.*\b(?:rating|score|grade)s?\s?:|[A-F][+-]?|"
    r"\d[\d\W]*\([^()]*\)\W*|"
    # Asides, and words that only lead on.
    r"(?!\W*(?:\w+\W+){0,2}spoilers?(?:\W+\w+){0,3}\W*$)[(\[][^()\[\]]*[)\]]\W*|(?:so|and|but|well|okay|anyway|now)\b.*(?:…|\.\.\.)|"
    # Sayings.
    r"[^“\"]{2,40}[;:,–—-]\s*[“\"][^“”\"]*[.!?…][”\"]|"
    r"[“\"][^“”\"]*(?:[.!?…]|(?:\s[^“”\"\s]+){8,})[”\"]\W*|[“\"][^“”\"]+[”\"]\s*[–—-].*",
    re.IGNORECASE,
)
_SHORT: Final = 6
# "still3.jpg", "vlcsnap-00012", "signal-poster-main"
_FILE: Final = re.compile(
    r"\.(?:jpe?g|png|gif|webp)$|^(?=\S*\d{2})(?=\S*[_a-z]{3})[\w-]{8,}$|"
    r"^[a-z0-9]+(?:[_-][a-z0-9]+){2,}$",
    re.IGNORECASE,
)
_PICTURE_WORD: Final = re.compile(
    r"\b(?:poster|screenshot|screen ?cap|still ?cut|stills?|image|photo|gif)s?\b(?:\s*#?\d+)?$",
    re.IGNORECASE,
)
# What says anywhere in a line that there was a picture: the kind of it, who is seen or whose it is.
_OF_PICTURE: Final = re.compile(
    r"\bscreen ?(?:shots?|caps?)\b|\bgifs?\b|\bDVD\b|\bblu-?ray\b|\bimage hosting\b|"
    r"\bcourtesy of\b|\(?\b(?:photos?|images?|pictures?|pics?|gifs?)\s*(?::|by|from|via|credit|©)|"
    r"^\W*(?:from )?left(?: to right|:)|^\W*l(?:-|–| to )r\b|from left\b|^\^|©|\s@\s",
    re.IGNORECASE,
)
# "Ryu and Min-wooNoodle dishes": two captions that the text has glued.
_GLUED: Final = re.compile(r"[a-z]{3}[A-Z][a-z]{3}")
_HEADING_WORD: Final = re.compile(
    r"\b(?:review|recap|synopsis|plot|story|cast|characters?|episodes?|ending|explained|overall|"
    r"thoughts|verdict|spoilers?|music|ost|cinematography|acting|soundtrack list|rating|why|what|"
    r"how)\b",
    re.IGNORECASE,
)
# Words of headings that are typed without capitals.
_SMALL_HEADING: Final = re.compile(
    r"\b(?:good|bad|ugly|pros?|cons?|(?:dis)?lik\w+|lov\w+|hat\w+|romance|chemistry|themes?|pacing|"
    r"production|conclusion|summary|final|opinions?|favou?rites?|reasons?|things?|stuff|notes?|"
    r"impressions?|words|score|couples?|leads?|relationships?|moments?|scenes?|part|more|watch)\b",
    re.IGNORECASE,
)
# As in "somebody famous korean drama review".
_ALT: Final = re.compile(r"^(?:\S+ ){2,}(?:korean |chinese |japanese |k-?)?drama(?: review)?$")
_LONG_SENTENCE: Final = 9
# As in "So good!" and "Enjoy!".
_CRY: Final = 2


def is_title_like(line: str) -> bool:
    """Tell whether a line may be a heading: short, and not a sentence, list or label."""
    if not line or "\n" in line or len(line) > MAX_HEADING:
        return False
    if len(line.split()) > MAX_HEADING_WORDS or not re.search(r"[^\W\d_]", line):
        return False
    if _NO_HEADING.fullmatch(line) and not (line.endswith("!!") and _HEADING_WORD.search(line)):
        return False
    if line.endswith(":"):
        return len(line.split()) <= _SHORT and bool(_ANNOUNCES.fullmatch(line))
    if _is_told(line):
        return False
    if line.endswith("!") and len(line.split()) <= _CRY and not _is_heading_like(line):
        return False
    said = _SMILEY.sub("", line)
    if said != line and "," in said:
        return False
    return not _SENTENCE_END.search(said) or line.endswith("...")


def _is_heading_like(line: str) -> bool:
    return bool(_HEADING_WORD.search(line) or _SMALL_HEADING.search(line))


def _is_told(line: str) -> bool:
    """Tell a sentence without its full stop: long, in small letters, and no question."""
    words = re.findall(r"[^\W\d_][\w’'-]*", line)
    small = [word for word in words[1:] if word[0].islower()]
    return (
        len(words) > _LONG_SENTENCE
        and len(small) > 2 * len(words) / 3
        and not re.match(r"\W*\d", line)
        and not _ASKS.match(line)
    )


def is_caption_like(line: str, title: str | None = None) -> bool:
    """Tell whether a lone line is what is left of a picture: its caption or alternative text.

    Such lines begin with the drama's title, spelt loosely ("Soundtrack No1 Separation"), or end
    in a file name or a word for a picture.
    """
    if _FILE.search(line) or _OF_PICTURE.search(line) or _GLUED.search(line):
        return True
    if _PICTURE_WORD.search(line) and len(line.split()) <= 8:
        return True
    rest = _rest_after(line, title) if title else None
    if title and _is_title_with_noise(line, title):
        return True
    if line[:1].isalpha() and line.islower() and " " in line:
        is_named = bool(title) and rest is not None and not (title or "").islower()
        if is_named or _ALT.search(line):
            return True
        return not _is_heading_like(line)
    return bool(rest) and not _HEADING_WORD.search(rest or "") and is_title_like(line)


def begins_with_title(line: str, title: str) -> bool:
    """Tell whether a line begins with the drama's title and goes on."""
    return bool(_rest_after(line, title))


def names_picture(words: str) -> bool:
    """Tell words that say what kind of picture was there ("Youtube screenshot")."""
    return bool(_OF_PICTURE.search(words))


def _is_title_with_noise(line: str, title: str) -> bool:
    """Tell "First Impression He Is Psychometric", as pictures of a post are often called."""
    words, wanted = _loose(line), _loose(title)
    before = words[: -len(wanted)] if wanted else []
    return bool(before) and words[len(before) :] == wanted and is_only_noise(" ".join(before))


def _rest_after(line: str, title: str) -> str | None:
    """Return what follows the title at the start of the line, or None where it is not there.

    Of a longer title the first two words are enough: captions shorten it ("Yumis Cells S2 Babi").
    """
    words, wanted = _without_article(_loose(line)), _without_article(_loose(title))
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(words, wanted, strict=False))))
    if not wanted or same < min(len(wanted), 2):
        return None
    return " ".join(words[same:])


def _without_article(words: list[str]) -> list[str]:
    return words[1:] if len(words) > 1 and words[0] in {"a", "an", "the"} else words


def _loose(text: str) -> list[str]:
    text = re.sub(r"(?:#|\bno\.?|\bnumber)\s*(?=\d)", " ", text.casefold())
    return re.findall(r"[^\W_]+", text.replace("’", "").replace("'", ""))
