"""Which dramas a post covers that covers several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.reading.casts.cast import member_of_heading
from bot.reading.drama_names.titles import parse_title
from bot.reading.headings import is_episode_heading, role_of
from bot.reading.mentions import loose
from bot.reading.stated.labels import Key
from bot.reading.words import has_native

if TYPE_CHECKING:
    from bot.reading.stated.gathered import Gathered, Region

_SEASON: Final = re.compile(r"^\W*(?:seasons?|parts?|volume|version)\b", re.IGNORECASE)
_DATED: Final = re.compile(r"\((?:[^()]*,\s*)?(?:19|20)\d\d(?:\s*[-–]\s*\d{0,4})?\)")
_FACTS: Final = frozenset({Key.EPISODES, Key.NATIVE, Key.NETWORK, Key.GENRE})
_TELLING: Final = _FACTS | {Key.SCORE}
# As in "Titles: IRIS / Chuno / Pasta / God of Study".
_TITLES: Final = re.compile(
    r"\W*(?:drama |the )*(?:titles|dramas)\s*[:–—-]\s*(?P<names>.+)", re.IGNORECASE
)
_MANY_TITLES: Final = 4
_ENOUGH_PROSE: Final = 80
MAX_COVERED: Final = 20


def covered_titles(
    found: Gathered, title: str | None = None, line: str | None = None
) -> tuple[str, ...]:
    """Return the dramas' titles where the post has facts or scores of several, else nothing.

    A heading is a drama's if facts of its own follow it, or if it carries a year; or the labels
    themselves are repeated with other values.

    Args:
        found: The post's facts.
        title: The drama's, if it is of one.
        line: The title line.
    """
    own = loose(title or "")
    regions = [
        region
        for region in found.regions
        if _may_be_drama(region) and not (own and own in loose(region.heading))
    ]
    with_facts = [region for region in regions if region.keys & _FACTS]
    with_scores = [region for region in regions if Key.SCORE in region.keys]
    dated = [
        region
        for region in regions
        if _DATED.search(region.heading) and region.prose >= _ENOUGH_PROSE
    ]
    named = list(dict.fromkeys(fact.value for fact in found.titles))
    for fact in found.titles:
        listed = _TITLES.fullmatch(fact.source)
        names = listed["names"].split(" / ") if listed else []
        if len(names) >= _MANY_TITLES and not any(map(has_native, names)):
            return tuple(name.strip() for name in names)[:MAX_COVERED]
    natives = {fact.value for fact in found.natives}
    several = [region for region in with_facts if len(region.keys & _TELLING) > 1]
    if len({_name(region) for region in several}) > 1 or (
        len({_name(region) for region in with_facts}) > 2
    ):
        chosen = [_name(region) for region in with_facts]
    elif len({_name(region) for region in with_scores}) > 1:
        chosen = [_name(region) for region in with_scores]
    elif title and with_scores and _scored_alike(found):
        chosen = [title, *map(_name, with_scores)]
    elif len(dated) > 1:
        chosen = [_name(region) for region in dated]
    elif title and line and _DATED.search(line) and any(region.keys for region in dated):
        chosen = [title, *map(_name, dated)]
    elif len(named) > 1 and len(found.episodes) > 1:
        chosen = named
    elif len(natives) > 2 and len(found.episodes) > 2:
        chosen = [fact.value for fact in found.natives]
    else:
        return ()
    return tuple(dict.fromkeys(chosen))[:MAX_COVERED]


def _scored_alike(found: Gathered) -> bool:
    """Tell a post that gives one label two scores, the first of them below its title."""
    labels = [scored.score.source.partition(":")[0] for scored in found.scores if scored.claim]
    values = {(scored.score.value.value, scored.score.value.scale) for scored in found.scores}
    return Key.SCORE in found.regions[0].keys and len(values) > 1 and len(set(labels)) == 1


def repeats_labels(found: Gathered) -> bool:
    """Tell a post that has its facts several times over, each for another drama."""
    if len(found.episodes) > 2 and len({fact.source for fact in found.genre_words}) > 2:
        return True
    told = (
        len({fact.value for fact in found.natives}),
        len({fact.value for fact in found.episodes}),
        len({fact.source for fact in found.genre_words}),
        len({fact.source for fact in found.networks}),
        len({scored.score.source for scored in found.scores if scored.claim > 1}),
    )
    return sum(count > 1 for count in told) > 2


def _may_be_drama(region: Region) -> bool:
    heading = region.heading
    return bool(
        heading
        and not role_of(heading)
        and member_of_heading(heading) is None
        and not is_episode_heading(heading)
        and not _SEASON.match(heading)
        and not _is_category(heading)
    )


def _is_category(heading: str) -> bool:
    return bool(
        re.fullmatch(
            r"\W*(?:the )?(?:story|plot|acting|cast|characters?|music|ost|soundtrack|chemistry|"
            r"romance|cinematography|visuals|production|directing|writing|script|pacing|ending|"
            r"rating|"
            r"score|scores|overall|rewatch(?: value)?|final.*|my .*|conclusion|leads?|couples?|"
            r"details|about.*|overview|.*\b(?:thoughts|review|verdict|rating|opinion|take)\b.*)"
            r"(?:\W+(?:and|&)?\W*\w+)?\W*",
            heading,
            re.IGNORECASE,
        )
    )


def _name(region: Region) -> str:
    heading = re.sub(r"^\W*(?:#|no\.?\s*)?\d{1,2}\s*[.):–-]\s+", "", region.heading)
    return parse_title(heading).title or heading
