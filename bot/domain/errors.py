"""Failures a member can act on.

Each carries a ``Text`` that names what was wrong and the way out, shown ephemerally in
the member's language. Anything that is not a ``UserError`` is a bug or an outage: it is
logged once with a reference, and the member sees only that reference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.texts import Text


class UserError(Exception):
    """A request we understood and refuse."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


class NotFoundError(UserError):
    """The thing named does not exist, or is not visible here."""


class InvalidInputError(UserError):
    """A value is out of range or badly formed."""


class ConflictError(UserError):
    """The request clashes with what is already stored."""


class ForbiddenError(UserError):
    """The member, or the bot, may not do this."""


class UnavailableError(UserError):
    """A dependency is down or busy; trying again later may work."""
