"""Reads of what airs in a stretch of days."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, or_, select

from bot.domain.airing import AiringEpisode
from bot.domain.dramas import DramaLine
from bot.domain.shows import WatchKind
from data.tables import DramaNetworkRow, DramaRow, EpisodeRow, WatchOptionRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncSession

_MOST: Final = 5_000  # episodes: a week has some hundreds
_APART: Final = timedelta(hours=14)  # no zone is farther from UTC


async def list_episodes(session: AsyncSession, first: date, last: date) -> list[AiringEpisode]:
    """Return the episodes that air on these days, wherever they air, by drama."""
    since = datetime.combine(first, time(), UTC) - _APART
    until = datetime.combine(last, time(), UTC) + timedelta(days=1) + _APART
    rows = await session.execute(
        select(
            EpisodeRow.number,
            EpisodeRow.special,
            EpisodeRow.aired_on,
            EpisodeRow.airs_at,
            DramaRow.popularity,
            DramaRow.id,
            DramaRow.title,
            DramaRow.native_title,
            DramaRow.language,
            DramaRow.year,
            DramaRow.country,
        )
        .join(DramaRow, DramaRow.id == EpisodeRow.drama_id)
        .where(
            or_(
                and_(EpisodeRow.aired_on >= first, EpisodeRow.aired_on <= last),
                and_(
                    EpisodeRow.aired_on.is_(None),
                    EpisodeRow.airs_at >= since,
                    EpisodeRow.airs_at < until,
                ),
            ),
            DramaRow.merged_into.is_(None),
        )
        .order_by(EpisodeRow.drama_id, EpisodeRow.number)
        .limit(_MOST)
    )
    lines: dict[int, DramaLine] = {}
    return [
        AiringEpisode(
            lines.setdefault(
                row.id,
                DramaLine(row.id, row.title, row.native_title, row.language, row.year, row.country),
            ),
            row.number,
            row.special,
            row.aired_on,
            row.airs_at,
            row.popularity,
        )
        for row in rows
    ]


async def list_networks(session: AsyncSession, drama_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the original networks of dramas."""
    rows = await session.execute(
        select(DramaNetworkRow.drama_id, DramaNetworkRow.network)
        .where(DramaNetworkRow.drama_id.in_(drama_ids))
        .order_by(DramaNetworkRow.drama_id, DramaNetworkRow.position)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for drama, network in rows:
        found[drama].append(network)
    return found


async def list_services(
    session: AsyncSession, drama_ids: Sequence[int], region: str | None
) -> dict[int, list[str]]:
    """Return where dramas are streamed everywhere and in a region; each service once."""
    option = WatchOptionRow
    rows = await session.execute(
        select(option.drama_id, option.service)
        .where(
            option.drama_id.in_(drama_ids),
            option.region.in_(("", region) if region else ("",)),
            option.kind.in_((WatchKind.STREAM.value, WatchKind.FREE.value, WatchKind.ADS.value)),
        )
        .order_by(option.drama_id, option.region.desc(), option.source, option.position)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for drama, service in rows:
        if service not in found[drama]:
            found[drama].append(service)
    return found
