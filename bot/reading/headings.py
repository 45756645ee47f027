"""What headings say: what follows them, and how far it spoils."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from bot.domain.spoilers import SpoilerBoundary
from bot.reading.pages.blocks import Role

_ROLES: Final = {
    Role.SYNOPSIS: re.compile(
        r"(?:(?:the|short|brief|official|drama|quick|plot|story|my|overall)\s+)*(?:synopsis|plot|"
        r"summary|"
        r"story(?:line)?|premise|overview|run-?down|what(?:'|’)?s it about|argumento|sinops[ie]s?|"
        r"trama|résumé|l['’]histoire|"
        r"what it(?:'|’)?s about|(?:[\w'’]+ ){1,4}synopsis)"
        r"(?: summary)?(?: \(?(?:no spoilers|no (?:major )?spoilers|"
        r"spoiler[- ]free)[^)]{0,20}\)?)?",
        re.IGNORECASE,
    ),
    Role.OPINION: re.compile(
        r"(?:(?:my|our|the|final|overall|some|closing|general|personal|short|drama|own)\s+)*"
        r"(?:thoughts?|review|opinions?|impressions?|verdict|conclusion|overall|final words?|"
        r"opinión(?: personal)?|mi opinión|(?:mon )?avis|conclusión|"
        r"take|comments?|what (?:i|we) (?:think|thought)|"
        r"likes (?:and|&) dislikes)(?: \(?(?:no spoilers|spoiler[- ]free)\)?)?",
        re.IGNORECASE,
    ),
    Role.CAST: re.compile(
        r"(?:(?:the|main|lead|leading|supporting|full)\s+)*(?:casts?|starring|actors|"
        r"cast (?:and|&) (?:characters|crew)|characters (?:and|&) cast|cast members|cast list|"
        r"starring \((?:main )?cast\)|main (?:characters|roles?)|support(?:ing)? roles?|"
        r"reparto|elenco|pemain|distribution|"
        r"(?:(?!and\b)[\w'’]+ ){1,4}cast(?: list| members)?|casts? of .{2,60}|"
        r"who(?:'|’)s (?:in it|who)(?: in .{2,40})?\??|dramatis personae)",
        re.IGNORECASE,
    ),
    Role.FACTS: re.compile(
        r"(?:(?:the|drama|show|series|basic|quick|general|production)\s+)*(?:details?|info|"
        r"information|facts|profile|at a glance)|where (?:to|can (?:i|you|we)) watch(?: it)?\??|"
        r"places? to watch|fich[ae](?: técnica| technique)?",
        re.IGNORECASE,
    ),
}
_EPISODE: Final = r"(?:episodes?|eps?\.?)\s*#?"
_NUMBERS: Final = r"(?P<a>\d{1,4}(?:\.5)?)(?:\s*(?:-|–|—|&|and|to|,)\s*(?P<b>\d{1,4}(?:\.5)?))?"
_THROUGH: Final = re.compile(
    rf"spoil\w*[^.\n]{{0,30}}?\b(?:through|thru|up to|until|till?|to|for|of|from)\s+"
    rf"(?:and including )?(?:the )?{_EPISODE}\s*{_NUMBERS}",
    re.IGNORECASE,
)
_AT_EPISODE: Final = re.compile(
    rf"^\W*(?:(?:through|thru|up to|until|till?|after) )?{_EPISODE}\s*{_NUMBERS}"
    r"(?!\s*(?:/|%|out of))",
    re.IGNORECASE,
)
_BRACKETED_EPISODES: Final = re.compile(rf"[(\[]\s*{_EPISODE}\s*{_NUMBERS}\s*[)\]]", re.IGNORECASE)
_IN_TITLE: Final = re.compile(rf"\b{_EPISODE}\s*{_NUMBERS}", re.IGNORECASE)
_SAFE: Final = re.compile(
    r"\b(?:spoiler[- ]?free|non[- ]?spoilers?|no[- ]?spoilers?|without (?:any )?spoilers?|"
    r"zero spoilers|spoilerfree)\b",
    re.IGNORECASE,
)
_ENDING: Final = re.compile(
    r"\bending\b|\bfinale\b|\b(?:final|last) episodes?\b|\bhow it ends\b|\bepilogue\b",
    re.IGNORECASE,
)
_SPOILER: Final = re.compile(r"\bspoil(?:er|ers|ery)\b", re.IGNORECASE)
_NEGATED: Final = re.compile(
    r"\b(?:not?|avoid|won(?:'|’)t|never|minor)\b.{0,25}\bspoil", re.IGNORECASE
)
_WARNING: Final = re.compile(
    r"\W*(?:\w+\W+){0,3}spoilers?\b(?:\W+\w+){0,4}\W*|\W*(?:warning|beware)\b.*\bspoilers?\b.*",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(
    rf"\W*{_EPISODE}\s*\d+\s*(?:-|–|—|&|and|to)\s*\d+\b\W+(?!min|hour)[a-z].*", re.IGNORECASE
)
# "Full review [Spoilers]" heads what follows; a bare "Spoilers ahead!" only warns of it.
_MARKED_PART: Final = re.compile(
    r"(?!\W*(?:spoil|warning|beware|caution|note|alert))\W*(?:[\w’'&]+\W+){1,7}?"
    r"(?:[(\[]|[–—]\s|-\s)[^\w]*(?:[\w-]+\s){0,3}spoilers?\b[^()\[\]]{0,30}[)\]!]*\W*",
    re.IGNORECASE,
)
# As in "Synopsis (from elsewhere)".
_BRACKETED: Final = re.compile(r"\s*\([^()]*\)$")
_SHORT: Final = 90
_LONGEST_WARNING: Final = 80


def role_of(heading: str) -> Role:
    """Tell what a heading announces, if it announces nothing else."""
    words = heading.strip(' :–—-*~•.!?“”"')
    bare = _BRACKETED.sub("", words)
    return next(
        (role for role, known in _ROLES.items() if known.fullmatch(words) or known.fullmatch(bare)),
        Role.NONE,
    )


def is_episode_heading(heading: str) -> bool:
    """Tell whether a heading is one of an episode's own ("Episode 3 – The letter")."""
    return bool(_AT_EPISODE.match(heading))


def tells_episodes(line: str) -> bool:
    """Tell "Episodes 17 to 24, and the ledger" from how many episodes there are."""
    return bool(_RANGE.fullmatch(line))


def stated_boundary(line: str, *, heading: bool) -> SpoilerBoundary | None:
    """Read how far a heading, or a text's first line, says that it spoils.

    A plain first line counts only if it is short or speaks of spoilers itself: an episode or an
    ending that a sentence mentions is not a statement.
    """
    if _SAFE.search(line):
        return SpoilerBoundary.nothing()
    through = _THROUGH.search(line)
    if through is None and (heading or len(line) <= _SHORT):
        through = _AT_EPISODE.match(line)
    if through is None and heading:
        through = _BRACKETED_EPISODES.search(line)
    if through:
        return _through(through)
    if _SPOILER.search(line) and not _NEGATED.search(line) and (heading or len(line) <= _SHORT):
        return SpoilerBoundary.everything()
    if heading and _ENDING.search(line):
        return SpoilerBoundary.everything()
    return None


def title_boundary(title: str) -> SpoilerBoundary | None:
    """Read how far a post's title says that it spoils ("Episodes 1–2 first impressions")."""
    if _SAFE.search(title):
        return SpoilerBoundary.nothing()
    match = _THROUGH.search(title) or _IN_TITLE.search(title)
    return _through(match) if match else None


def _through(match: re.Match[str]) -> SpoilerBoundary:
    numbers = [Decimal(number) for number in (match["a"], match["b"]) if number]
    return SpoilerBoundary.through(max(numbers))


def is_warning(text: str) -> bool:
    """Tell whether a paragraph is only a warning that spoilers follow."""
    if len(text) > _LONGEST_WARNING or "\n" in text or _MARKED_PART.fullmatch(text):
        return False
    return bool(_WARNING.fullmatch(text))


def marks_part(line: str) -> bool:
    """Tell a heading that says of its own part what it spoils: "Full review [Spoilers]"."""
    return len(line) <= _LONGEST_WARNING and bool(_MARKED_PART.fullmatch(line))


def is_long_warning(line: str) -> bool:
    """Tell a warning that is a sentence; "[Spoilers]" and "Spoilers ahead!" head what follows."""
    return (
        is_warning(line)
        and (len(line.split()) > 2 or re.match(r"\W*warning", line, re.IGNORECASE) is not None)
        and not re.search(r"^\W*spoil", line, re.IGNORECASE)
    )
