"""Who may look after members' reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors import ForbiddenError
from bot.domain.texts import t

if TYPE_CHECKING:
    from bot.domain.actors import Actor
    from bot.domain.reviews import Review


def may_oversee(review: Review, actor: Actor, *, moderator: bool) -> bool:
    """Tell whether somebody may delete a member's review and see its earlier versions."""
    if review.author.user_id is None:
        return False
    moderated = moderator and actor.guild_id is not None and review.guild_id == actor.guild_id
    return review.author.user_id == actor.user_id or moderated


def check_oversight(review: Review, actor: Actor, *, moderator: bool) -> None:
    """Check that somebody may delete a member's review and see its earlier versions.

    Raises:
        ForbiddenError: Neither theirs, nor written in a server they moderate.
    """
    if not may_oversee(review, actor, moderator=moderator):
        raise ForbiddenError(
            t(
                "Only its author can do that, or somebody with the permission Manage Messages "
                "in the server where it was written."
            )
        )
