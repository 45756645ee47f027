"""What is said to a title that was typed and leaves in doubt which drama it means."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from bot.domain.errors import NotFoundError
from bot.domain.texts import t

if TYPE_CHECKING:
    from bot.domain.dramas import DramaLine
    from bot.domain.texts import Text

_LONGEST_TYPED: Final = 60
_LONGEST_NEAR: Final = 100


class UnclearTitleError(NotFoundError):
    """A title that was typed and means no drama for sure.

    Attributes:
        typed: As it was typed.
    """

    def __init__(self, typed: str, near: list[DramaLine]) -> None:
        super().__init__(which_drama(typed, near))
        self.typed = typed


def which_drama(typed: str, near: list[DramaLine]) -> Text:
    """Ask which drama was meant by a typed title.

    Args:
        typed: As typed; shown cut.
        near: Up to three dramas that may be meant, the likeliest first.
    """
    # Whole sentences for each count: what joins a list differs by language.
    shown = cut(typed, _LONGEST_TYPED)
    match [cut(name, _LONGEST_NEAR) for name in _told_apart(near)]:
        case [first, second, third]:
            return t(
                "I’m not sure which drama “{typed}” is. Did you mean {first}, {second} or "
                "{third}? Pick one from the list as you type.",
                typed=shown,
                first=first,
                second=second,
                third=third,
            )
        case [first, second]:
            return t(
                "I’m not sure which drama “{typed}” is. Did you mean {first} or {second}? "
                "Pick one from the list as you type.",
                typed=shown,
                first=first,
                second=second,
            )
        case [first]:
            return t(
                "I’m not sure which drama “{typed}” is. Did you mean {first}? "
                "Pick it from the list as you type.",
                typed=shown,
                first=first,
            )
        case _:
            return t(
                "I don’t know “{typed}”. Pick a title from the list as you type, or look for it "
                "elsewhere with /drama.",
                typed=shown,
            )


def _told_apart(dramas: list[DramaLine]) -> list[str]:
    """Name dramas, namesakes among them by their year or native title."""
    taken = Counter(drama.title for drama in dramas)
    names = []
    for drama in dramas:
        other = drama.year or drama.native_title
        names.append(
            f"{drama.title} ({other})" if taken[drama.title] > 1 and other else drama.title
        )
    return names


def cut(text: str, limit: int) -> str:
    """Shorten a text that is named within a sentence."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
