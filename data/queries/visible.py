"""Which reviews a server, or a member outside servers, may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, literal, or_, select

from data.tables import FeedPostRow, FollowRow, GuildMemberRow, ReviewRow

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement


def seen_by(guild_id: Any, user_id: Any) -> ColumnElement[bool]:  # noqa: ANN401 - or a parameter
    """Return the condition on ``ReviewRow`` that it is shown to somebody.

    A review that only blogs' feeds brought is shown where one of these feeds is followed.

    Args:
        guild_id: The server it is read in, or 0 in a direct message.
        user_id: Who reads it; in a direct message, what their servers follow counts.
    """
    theirs = select(GuildMemberRow.guild_id).where(GuildMemberRow.user_id == user_id)
    outside = (literal(guild_id) if isinstance(guild_id, int) else guild_id) == 0
    followed = (
        exists()
        .where(
            FeedPostRow.review_id == ReviewRow.id,
            FollowRow.feed_id == FeedPostRow.feed_id,
            or_(FollowRow.guild_id == guild_id, and_(outside, FollowRow.guild_id.in_(theirs))),
        )
        .correlate(ReviewRow)
    )
    return or_(ReviewRow.shared, followed)
