"""What a drama's card shows that changes all the time, in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, case, func, select, true

from bot.domain.scores import Distribution, Scale, Score, Standing, Tally
from bot.domain.watching import WatchEntry, WatchStatus
from data.queries.visible import seen_by
from data.tables import (
    GuildMemberRow,
    GuildSettingsRow,
    MemberSettingsRow,
    RatingRow,
    ReviewRow,
    WatchRow,
)

if TYPE_CHECKING:
    from sqlalchemy import BindParameter, ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.actors import Actor


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one member sees of a drama's standing.

    Attributes:
        house_review: Id and version of the newest house review they may see, or None.
        reviews: How many reviews they may see, by members and houses.
    """

    standing: Standing
    watch: WatchEntry | None
    scale: Scale
    house_review: tuple[int, int] | None
    reviews: int


async def find_snapshot(session: AsyncSession, actor: Actor, drama_id: int) -> Snapshot:
    """Return a drama's scores, the member's own entries and what reviews there are."""
    row = (
        await session.execute(
            _SNAPSHOT, {"d": drama_id, "u": actor.user_id, "g": actor.guild_id or 0}
        )
    ).one()
    scale = row.member_scale or row.guild_scale or Scale.TEN
    return Snapshot(
        standing=Standing(
            mine=Score(row.mine) if row.mine else None,
            server=_tally(row.here, row.here_sum) if actor.guild_id else None,
            everyone=_tally(row.everyone, row.everyone_sum),
            dropped=_tally(row.dropped, row.dropped_sum),
        ),
        watch=None
        if row.status is None
        else WatchEntry(
            drama_id,
            WatchStatus(row.status),
            row.episode,
            bool(row.private),
            row.watch_updated_at,
        ),
        scale=Scale(scale),
        house_review=(row.house_id, row.house_version) if row.house_id else None,
        reviews=row.reviews,
    )


async def find_distribution(
    session: AsyncSession, drama_id: int, *, guild_id: int | None = None
) -> Distribution:
    """Count the scores a drama got, from everyone or from a server's members."""
    query = (
        select(RatingRow.half_points, func.count())
        .where(RatingRow.drama_id == drama_id)
        .group_by(RatingRow.half_points)
    )
    if guild_id is not None:
        query = query.join(
            GuildMemberRow,
            and_(
                GuildMemberRow.user_id == RatingRow.user_id,
                GuildMemberRow.guild_id == guild_id,
                GuildMemberRow.counted,
            ),
        )
    counts = [0] * 20
    for half_points, count in await session.execute(query):
        counts[half_points - 1] = count
    return Distribution(tuple(counts))


def _tally(count: int, total: int | None) -> Tally:
    return Tally(count, total / count / 2 if count and total else None)


def _build_snapshot() -> Select[Any]:
    drama: BindParameter[int] = bindparam("d")
    user: BindParameter[int] = bindparam("u")
    guild: BindParameter[int] = bindparam("g")
    gave_up = WatchRow.user_id.is_not(None)
    stayed = WatchRow.user_id.is_(None)
    here = and_(GuildMemberRow.user_id.is_not(None), stayed)

    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    def total(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, RatingRow.half_points)))

    ratings = (
        select(
            func.max(case((RatingRow.user_id == user, RatingRow.half_points))).label("mine"),
            count(here).label("here"),
            total(here).label("here_sum"),
            count(stayed).label("everyone"),
            total(stayed).label("everyone_sum"),
            count(gave_up).label("dropped"),
            total(gave_up).label("dropped_sum"),
        )
        .select_from(RatingRow)
        .outerjoin(
            WatchRow,
            and_(
                WatchRow.drama_id == RatingRow.drama_id,
                WatchRow.user_id == RatingRow.user_id,
                WatchRow.status == WatchStatus.DROPPED.value,
            ),
        )
        .outerjoin(
            GuildMemberRow,
            and_(
                GuildMemberRow.guild_id == guild,
                GuildMemberRow.user_id == RatingRow.user_id,
                GuildMemberRow.counted,
            ),
        )
        .where(RatingRow.drama_id == drama)
        .subquery("scores")
    )
    mine = (
        select(WatchRow)
        .where(WatchRow.drama_id == drama, WatchRow.user_id == user)
        .subquery("mine")
    )
    house = (
        select(ReviewRow.id, ReviewRow.version)
        .where(
            ReviewRow.drama_id == drama,
            ReviewRow.house.is_not(None),
            ReviewRow.deleted_at.is_(None),
            seen_by(guild, user),
        )
        .order_by(ReviewRow.written_at.desc(), ReviewRow.id.desc())
        .limit(1)
        .subquery("house")
    )
    reviews = (
        select(func.count())
        .select_from(ReviewRow)
        .where(ReviewRow.drama_id == drama, ReviewRow.deleted_at.is_(None), seen_by(guild, user))
        .scalar_subquery()
    )
    return (
        select(
            ratings,
            mine.c.status,
            mine.c.episode,
            mine.c.private,
            mine.c.updated_at.label("watch_updated_at"),
            house.c.id.label("house_id"),
            house.c.version.label("house_version"),
            reviews.label("reviews"),
            select(MemberSettingsRow.scale)
            .where(MemberSettingsRow.user_id == user)
            .scalar_subquery()
            .label("member_scale"),
            select(GuildSettingsRow.scale)
            .where(GuildSettingsRow.guild_id == guild)
            .scalar_subquery()
            .label("guild_scale"),
        )
        .select_from(ratings)
        .outerjoin(mine, true())
        .outerjoin(house, true())
    )


_SNAPSHOT = _build_snapshot()
