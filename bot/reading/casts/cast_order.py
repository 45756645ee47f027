"""A post's cast as a whole: who of two names acts, and one entry for each part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.reading.casts.names import has_surname, is_mononym, is_role
from bot.reading.mentions import loose
from bot.reading.model import CastMember, Fact

if TYPE_CHECKING:
    from bot.reading.mentions import Mentions
    from bot.reading.model import Known

MAX_CAST: Final = 40

# What parts the names of a list either of which may stand first.
_EITHER_FIRST: Final = re.compile(r":|\s(?:[–—/=→-]|is)\s")


def in_order(
    cast: list[Fact[CastMember]], told: Mentions, known: Known | None = None
) -> list[Fact[CastMember]]:
    """Turn a list of "Role: Actor" round, where the post calls those in front by their names.

    A list has one order: all its pairs are asked who is known to act, and whom the post speaks of
    by a part of the name, as plots do of their people.

    Args:
        cast: As read from the post's list, actors first.
        told: What the rest of the post says.
        known: The catalogue's names.
    """
    pairs = [fact.value for fact in cast if fact.value.role and _EITHER_FIRST.search(fact.source)]
    # A plot names its people in full too, and whoever is named so is not turned.
    turned = sum(
        _is_called(one.actor, told) - (told.by_part(one.role) > 0 or told.of(one.role) > 0)
        for one in pairs
    )
    if known is not None:
        acting = [[bool(known.actor(name)) for name in (one.actor, one.role)] for one in pairs]
        turned += 2 * sum(role - actor for actor, role in acting)
    else:
        turned += sum(has_surname(one.role) - has_surname(one.actor) for one in pairs)
    # "Teh is Billkin Putthipong": who acts is named in full.
    turned += sum(_is_nickname(one.actor) - _is_nickname(one.role) for one in pairs)
    if turned < 2:
        return cast
    return [
        Fact(CastMember(fact.value.role, fact.value.actor), fact.source)
        if fact.value in pairs
        else fact
        for fact in cast
    ]


def _is_called(name: str, told: Mentions) -> bool:
    if " " not in loose(name):
        return told.of(name) > 0
    return told.by_part(name) > 0 and not told.of(name)


def _is_nickname(name: str) -> bool:
    return " " not in name and not is_mononym(name)


def without_repeats(cast: list[Fact[CastMember]]) -> tuple[Fact[CastMember], ...]:
    """Keep one entry for each actor, the first one that names a role."""
    kept: dict[tuple[str, str], Fact[CastMember]] = {}
    parts: dict[str, list[Fact[CastMember]]] = {}
    for fact in cast:
        key = re.sub(r"\W", "", fact.value.actor).casefold()
        told = parts.setdefault(key, [])
        role = fact.value.role
        if told and role and (not told[0].value.role or _is_real_name(told[0])):
            # "Starring: Rain (Jung Ji Hoon)", whose role the plot names.
            kept.pop((key, told.pop().value.role))
        is_other = all(_are_two_roles(one.value.role, role) for one in told)
        if not told or (role and is_other and "(" in fact.source):
            kept[key, role] = fact
            told.append(fact)
    played: dict[str, str] = {}
    members = []
    for fact in kept.values():
        actor, role = loose(fact.value.actor), loose(fact.value.role)
        # "A (B)" and "B (A)" in one post: the first one told which is which.
        if role and played.get(actor) == role:
            continue
        played.setdefault(role, actor)
        members.append(fact)
    roles = {loose(fact.value.role) for fact in members}
    return tuple(
        fact for fact in members if fact.value.role or loose(fact.value.actor) not in roles
    )[:MAX_CAST]


def _is_real_name(fact: Fact[CastMember]) -> bool:
    actor = fact.value.actor
    return is_mononym(actor) and has_surname(fact.value.role) and fact.source.startswith(actor)


def _are_two_roles(role: str, other: str) -> bool:
    """Tell whether these are no spellings of one name: nothing but a family name is the same."""
    a, b = loose(role).split(), loose(other).split()
    if not (is_role(role) and is_role(other)) or a[-1] == b[-1]:
        return False
    return not set(a[1:]) & set(b) and not set(a) & set(b[1:])
