"""What is said to a name that was typed and leaves in doubt whom it means."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from bot.domain.texts import t
from bot.services.near import cut

if TYPE_CHECKING:
    from bot.domain.people import PersonLine
    from bot.domain.texts import Text

_LONGEST_TYPED: Final = 60
_LONGEST_NEAR: Final = 100


def who_is_it(typed: str, near: list[PersonLine]) -> Text:
    """Ask who was meant by a typed name.

    Args:
        typed: As typed; shown cut.
        near: Up to three people who may be meant, the likeliest first.
    """
    # Whole sentences for each count: what joins a list differs by language.
    shown = cut(typed, _LONGEST_TYPED)
    match [cut(name, _LONGEST_NEAR) for name in _told_apart(near)]:
        case [first, second, third]:
            return t(
                "I’m not sure who “{typed}” is. Did you mean {first}, {second} or {third}? "
                "Pick one from the list as you type.",
                typed=shown,
                first=first,
                second=second,
                third=third,
            )
        case [first, second]:
            return t(
                "I’m not sure who “{typed}” is. Did you mean {first} or {second}? "
                "Pick one from the list as you type.",
                typed=shown,
                first=first,
                second=second,
            )
        case [first]:
            return t(
                "I’m not sure who “{typed}” is. Did you mean {first}? "
                "Pick them from the list as you type.",
                typed=shown,
                first=first,
            )
        case _:
            return t(
                "I don’t know anybody called “{typed}”. Pick a name from the list as you type.",
                typed=shown,
            )


def _told_apart(people: list[PersonLine]) -> list[str]:
    """Name people, namesakes among them by a drama they are known for."""
    taken = Counter(person.name for person in people)
    names = []
    for person in people:
        other = person.known_for.title if person.known_for else person.native_name
        names.append(
            f"{person.name} ({other})" if taken[person.name] > 1 and other else person.name
        )
    return names
