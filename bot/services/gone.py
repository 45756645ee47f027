"""Reviews that are no more, asked for by messages that still name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors import NotFoundError
from bot.domain.texts import t

if TYPE_CHECKING:
    from bot.domain.published import Withdrawn


class ReviewGoneError(NotFoundError):
    """A review that was deleted."""

    def __init__(self) -> None:
        super().__init__(t("That review was deleted by its author or by a moderator."))


class ReviewWithdrawnError(ReviewGoneError):
    """A review whose blog took the post down; it may return."""

    def __init__(self, withdrawn: Withdrawn) -> None:
        super().__init__()
        self.withdrawn = withdrawn
        self.text = t("{house} took that post down.", house=withdrawn.house)
