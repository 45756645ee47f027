"""Which drama of the catalogue a provider's show is: pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.search.normalise import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.shows import Show, ShowId
    from data.queries.shows import Candidate


def names_of(show: Show) -> list[str]:
    """Return all names a show goes by, the ones it is known best by first."""
    facts = show.facts
    native = (facts.native_title,) if facts.native_title else ()
    return list(dict.fromkeys((facts.title, *native, *(name.text for name in facts.aliases))))


def the_one(show: Show, candidates: Iterable[Candidate]) -> Candidate | None:
    """Return the only drama that a show can be; None where none fits, or several do.

    A remake or a namesake is of another year or country. A drama that the show's provider
    knows under another id is another drama.
    """
    fitting = [each for each in candidates if fits(show, each)]
    return fitting[0] if len(fitting) == 1 else None


def fits(show: Show, candidate: Candidate) -> bool:
    """Tell whether a show can be a drama: by a title both have, and year and country."""
    facts = show.facts
    if show.source.value in candidate.registers:
        return False
    if facts.country and candidate.country and facts.country != candidate.country:
        return False
    same_native = _same(facts.native_title, candidate.native_title)
    if not (same_native or _share_a_title(show, candidate)):
        return False
    if facts.year is None or candidate.year is None:
        # A title alone is too little to go by where a year is not known.
        return same_native
    return abs(facts.year - candidate.year) <= 1


def contradict(ids: Iterable[ShowId], others: Iterable[ShowId]) -> bool:
    """Tell whether two shows have other ids in a register that knows both."""
    one, other = _by_register(ids), _by_register(others)
    return any(not (one[each] & other[each]) for each in one.keys() & other.keys())


def _by_register(ids: Iterable[ShowId]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in ids:
        found.setdefault(each.register, set()).add(each.id)
    return found


def _share_a_title(show: Show, candidate: Candidate) -> bool:
    """Tell whether what one is called above all is any name of the other's."""
    main = _folded([show.facts.title, show.facts.native_title])
    their_main = _folded([candidate.title, candidate.native_title])
    others = _folded(name.text for name in show.facts.aliases)
    return bool(main & (their_main | _folded(candidate.names)) or others & their_main)


def _same(one: str | None, other: str | None) -> bool:
    return bool(one and other and words_of(one) and words_of(one) == words_of(other))


def _folded(names: Iterable[str | None]) -> set[str]:
    return {words_of(name) for name in names if name} - {""}
