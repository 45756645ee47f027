"""How many episodes a post tells in its sentences."""

from __future__ import annotations

import re
from typing import Final

from bot.reading.model import Fact
from bot.reading.stated.values import within
from bot.reading.words import NUMBER, number_of

_KIND: Final = (
    r"(?:k-?|c-?|j-?|korean |chinese |japanese |taiwanese |thai |mini-?|web |romance |tv |bl |"
    r"xianxia |wuxia |historical |fantasy |long |romantic )*(?:dramas?|k-?dramas?|series|show|run|"
    r"story|length|mystery|romance|fantasy|comedy|rom-?com|thriller|melodrama|journey|ride)"
)
_EPISODES: Final = re.compile(
    rf"\b(?P<a>{NUMBER})[- ](?:(?:episodes?|eps?)[- ](?:long )?(?:[\w-]+ ){{0,2}}?|"
    rf"episode[- ](?:[\w/,-]+ ){{2,4}}?){_KIND}\b|"
    rf"\b(?P<b>{NUMBER})\s+(?:(?:hour|half-hour|\d{{2}}[- ]minute)s?[- ]long)\s+episodes\b|"
    rf"\b(?P<d>{NUMBER})\s+episodes[- ]long\b|"
    rf"(?:^|(?<=[.!?]\s))(?P<f>{NUMBER})\s+episodes(?=[,.;:])|"
    rf"\b(?:expanded|extended|stretched) (?:in)?to (?P<i>{NUMBER})(?: episodes)?\b|"
    # "a 16-parter", "Netflix's ten-part courtroom drama", "it's 16 eps long"
    rf"\b(?P<j>{NUMBER})[- ]part(?:er\b|[- ](?:[\w-]+ ){{0,3}}?{_KIND}\b)|"
    rf"\b(?P<k>{NUMBER})[- ](?:episodes?|eps?)[- ]long\b|"
    rf"\b(?:clock(?:s|ed|ing)? in|com(?:es|ing) in|wrap(?:s|ped)? up) (?:at|with|in|after) "
    rf"(?:only |just )?(?P<l>{NUMBER})(?: episodes| eps)\b|"
    rf"\b(?:runs?|ran|running|lasts?|lasted|boasts?|has got|spanned|got|features?|featuring) "
    rf"(?:for |to |just |only |a total of )*(?P<m>{NUMBER}) (?:episodes|eps)\b|"
    rf"\((?P<g>{NUMBER})\s+(?:episodes|eps)\b|\b(?:a|the) total of (?P<h>{NUMBER}) episodes\b|"
    rf"\b(?P<e>{NUMBER})\s+\d{{2}}[- ]minutes?(?:[- ]long)?\s+episodes\b|"
    rf"(?:\(of|\b(?:has|have|consists? of|consisting of|composed of|made up of|"
    rf"spans?|spanning|runs? for|"
    rf"comprises|told (?:in|over)|spread over|a total of|total of|with|for|there(?:’|')?s|there is|"
    rf"there (?:are|were)|across|over|all|in|during|at|as|through|air|aired|airing|"
    rf"(?:it|this|which|drama|series|show) (?:is|was)|(?:drama|series|show|story) of|the whole|"
    rf"the entire|contains?|"
    rf"throughout (?:the|its)|only))\s+"
    rf"(?:its |only |just |a total of |a (?:mere|whopping|grand total of) |the |all )*"
    rf"(?P<c>{NUMBER})\s+"
    r"(?:(?!more|other|new|later|first|last|final|missing)[a-z-]+ )?(?:episodes|eps)\b"
    r"(?!\s+(?:left|to go|a week|per|every|in\b(?! total| this (?:drama|show)| the (?:drama|show))|"
    r"of\b(?! \d)|out|more|ago|that\b(?! can| you can| are| went| were aired| aired)|were|where|"
    r"before|"
    r"later|straight|a day|so far|already|i\b|and i\b|on \w+day|yesterday|today|tonight))",
    re.IGNORECASE,
)
_PARTLY: Final = re.compile(
    r"\b(?:first|last|next|final|past|another|other|after|until|every|within|these|those|about|"
    r"cover(?:s|ing)?|watched|left|max\.?|maximum|usually|typically|mostly)\s+"
    r"(?:(?:the|a)\s+)?(?:first\s+)?$|\b(?:after|until|once|when)(?:\s+[\w’']{1,10}){1,3}\s+$|"
    r"\b(?:max\.?|usually|typically|mostly|generally)(?:\s+[\w’']+){0,2}\s+$|"
    r"\b(?:version|remake|others?|dramas|shows)\s+"
    r"(?:is|was|are|were|had|has|have)\s+(?:(?:only|just) )?$",
    re.IGNORECASE,
)
_HINT: Final = re.compile(r"epis|\beps|-part|\bep\b", re.IGNORECASE)
_FEW: Final = 8
_SEEN: Final = re.compile(r"\b(?:seen|watched|saw|finished|out|aired)\b", re.IGNORECASE)


def episodes_told(paragraphs: tuple[str, ...]) -> Fact[int] | None:
    """Read "a 16-episode drama" or "thirteen hour-long episodes", with the words read.

    The number that is told most often is taken, the first of those that are told equally often.
    """
    found: dict[int, tuple[int, str]] = {}
    for text in paragraphs:
        if not _HINT.search(text):
            continue
        for match in _EPISODES.finditer(text):
            groups = match.groupdict()
            count = within(number_of(next(value for value in groups.values() if value)))
            if (
                count
                and count < _FEW
                and _SEEN.search(text[max(0, match.start() - 12) : match.end()])
            ):
                continue
            start = match.start("c") if match["c"] else match.start()
            before = text[max(0, start - 24) : start]
            is_short = count is not None and count < (_FEW if match["l"] or match["m"] else 2)
            if count is None or is_short or (not match["h"] and _PARTLY.search(before)):
                continue
            times, words = found.get(count, (0, match[0]))
            found[count] = (
                times + (9 if match["i"] else 1 if match["c"] or match["g"] else 2),
                words,
            )
    if not found:
        return None
    best = max(found, key=lambda count: found[count][0])
    return Fact(best, found[best][1])
