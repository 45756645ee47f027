"""Which words make a drama's title, and which a headline about one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.reading.mentions import loose

if TYPE_CHECKING:
    from collections.abc import Iterator

_CAPITALISED: Final = r"(?:[A-Z0-9#][\w'’#!&-]*)"
CAPITALISED_RUN: Final = (
    rf"(?:(?:Mr|Mrs|Ms|Dr|St)\.\s)?{_CAPITALISED}"
    rf"(?:(?:\s(?:of|the|and|in|to|a|an|on|for|with|from|is|my|at|that|no|ni|your|you|&)"
    rf"){{0,2}}\s{_CAPITALISED}){{0,8}}"
)
_IN_PHRASE: Final = re.compile(
    r"\b(?i:in|of|on|about|from|for|watch|watching|finished|watched|love|(?:[kcj]-?)?drama)\s+"
    r"(?=[A-Z0-9“‘])"
)
_RUN: Final = re.compile(CAPITALISED_RUN)
_TAGLINE: Final = re.compile(
    r"\b(?:that|this|is|was|are|why|how|should|you|your|we|best|worst|ever|drama|k-?drama|show|"
    r"rom-?com|series|worth|watch(?:ing)?|first time|must|not|my|our|reasons?|redefined|korean|"
    r"chinese|japanese|thai|story|tale|year['’]?s|hit|gem|masterpiece|i|it['’]s|what|when|where|"
    r"who|perfect|beautiful|journey|look|take|characters?|phenomenon|impressions?|part|plain|"
    r"just)\b|[!?]$",
    re.IGNORECASE,
)
_SMALL_TEXT: Final = """
a an and as at but by for from in into is of on or the to with no ni wa ga wo de ya e x vs
"""
_COMMON_TEXT: Final = """
i it this that he she they we you s d m re ll ve t review reviews drama dramas kdrama korean korea
series show netflix episode episodes the first one all my part so but and then now here there what
when how why let today welcome hello hi story plot film movie synopsis
spoiler spoilers warning note update updated
"""
_SMALL: Final = frozenset(_SMALL_TEXT.split())
_COMMON: Final = frozenset(_COMMON_TEXT.split())
_LONGEST_SMALL: Final = 3
_LONGEST: Final = 16
_MAX_WORDS: Final = 24


def names_in_phrase(phrase: str) -> Iterator[str]:
    """Yield what a headline may speak of: "Reasons to watch Go Ahead now" of "Go Ahead"."""
    for match in _IN_PHRASE.finditer(phrase):
        yield phrase[match.end() :]
        run = _RUN.match(phrase, match.end())
        if run and " " in run[0]:
            yield run[0]


def runs_in(headline: str) -> Iterator[str]:
    """Yield every two or more words of a headline that begin and end as titles do."""
    words = headline.split()[:_MAX_WORDS]
    for start, first in enumerate(words):
        start_of = first.strip("“‘\"'(#")[:1]
        if start_of.islower() or not start_of.isalnum():
            continue
        for end in range(start + 2, min(len(words), start + _LONGEST) + 1):
            if not words[end - 1][:1].islower():
                yield " ".join(words[start:end]).strip("“”‘\"'(),.:;!?…–—|")


def may_be_title(text: str) -> bool:
    """Tell whether words can be a drama's title: some of them, and not only common ones."""
    words = loose(text).split()
    # "½" is a part of a score.
    if not any(character.isalpha() or character.isdecimal() for character in text):
        return False
    return 0 < len(words) <= _LONGEST and not all(w in _SMALL or w in _COMMON for w in words)


def is_tagline(tail: str) -> bool:
    """Tell what a headline adds to a title: "A K-drama that raised the bar"."""
    return len(loose(tail).split()) > 2 and (bool(_TAGLINE.search(tail)) or is_headline(tail))


def is_sentence_case(text: str) -> bool:
    """Tell words of which some begin small that titles begin with a capital."""
    return any(
        word[0].islower() and len(word) > _LONGEST_SMALL and word not in _SMALL
        for word in re.findall(r"[^\W\d_][\w'’-]*", text)
    )


def is_headline(text: str) -> bool:
    """Tell whether words that titles write with capitals are written without."""
    words = [word for word in re.findall(r"[A-Za-z][\w'’-]*", text) if word.lower() not in _SMALL]
    small = [word for word in words[1:] if word[0].islower()]
    return (len(words) > 4 or text[:1].islower()) and len(small) > len(words) / 3
