"""Which channels of a server have new reviews announced, and which reviews."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.announcing import MAX_SUBSCRIPTIONS, Subscription
from bot.domain.errors import ConflictError, NotFoundError
from bot.domain.texts import t, tn
from data.queries import announcements as queries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.actors import Actor
    from bot.domain.scores import Score
    from data.engine import Sessions


@dataclass(frozen=True, slots=True)
class AnnouncementService:
    """Everything a server's managers can do with its subscriptions.

    Whether somebody is a manager is for the caller to check; that a subscription is of
    the server they act in is checked here.
    """

    sessions: Sessions
    now: Callable[[], datetime]

    async def subscribe(
        self,
        actor: Actor,
        channel_id: int,
        *,
        genre: str | None = None,
        network: str | None = None,
        least: Score | None = None,
    ) -> Subscription:
        """Announce reviews in a channel, or change its filters where they already are.

        A filter that is given replaces the one there was; one that is not stays as it was.
        A subscription that was switched off works again.

        Raises:
            ConflictError: The server has as many subscriptions as it may.
        """
        guild_id = actor.guild_id or 0
        async with self.sessions.begin() as session:
            found = await queries.find_in_channel(session, guild_id, channel_id)
            if found is None:
                if await queries.count_subscriptions(session, guild_id) >= MAX_SUBSCRIPTIONS:
                    raise ConflictError(
                        tn(
                            "Reviews are already announced in {count} channel here, which is the "
                            "most I do. Remove one with /announce list first.",
                            "Reviews are already announced in {count} channels here, which is "
                            "the most I do. Remove one with /announce list first.",
                            MAX_SUBSCRIPTIONS,
                        )
                    )
                await queries.save_subscription(
                    session, guild_id, channel_id, created_by=actor.user_id, now=self.now()
                )
                found = await queries.find_in_channel(session, guild_id, channel_id)
                assert found is not None, "it was just saved"  # noqa: S101
            before = found.filters
            await queries.save_filters(
                session,
                found.id,
                replace(
                    before,
                    genres=(genre,) if genre else before.genres,
                    networks=(network,) if network else before.networks,
                    least=least or before.least,
                ),
            )
            await queries.save_enabled(session, found.id)
            return await _own(session, actor, found.id)

    async def of_server(self, actor: Actor) -> list[Subscription]:
        """Return a server's subscriptions, the oldest first."""
        async with self.sessions() as session:
            return await queries.list_subscriptions(session, actor.guild_id or 0)

    async def get(self, actor: Actor, subscription_id: int) -> Subscription:
        """Return a subscription of the server somebody acts in.

        Raises:
            NotFoundError: It was removed, or is another server's.
        """
        async with self.sessions() as session:
            return await _own(session, actor, subscription_id)

    async def in_channel(self, actor: Actor, channel_id: int) -> Subscription:
        """Return the subscription of a channel.

        Raises:
            NotFoundError: Nothing is announced there.
        """
        async with self.sessions() as session:
            found = await queries.find_in_channel(session, actor.guild_id or 0, channel_id)
        if found is None:
            raise NotFoundError(
                t(
                    "No reviews are announced in that channel. See where they are with "
                    "/announce list, or start with /announce here."
                )
            )
        return found

    async def change(
        self,
        actor: Actor,
        subscription_id: int,
        *,
        genres: tuple[str, ...] | None = None,
        networks: tuple[str, ...] | None = None,
    ) -> Subscription:
        """Replace the filters that are given.

        Raises:
            NotFoundError: It was removed, or is another server's.
        """
        async with self.sessions.begin() as session:
            filters = (await _own(session, actor, subscription_id)).filters
            if genres is not None:
                filters = replace(filters, genres=genres)
            if networks is not None:
                filters = replace(filters, networks=networks)
            await queries.save_filters(session, subscription_id, filters)
            return await _own(session, actor, subscription_id)

    async def change_least(
        self, actor: Actor, subscription_id: int, least: Score | None
    ) -> Subscription:
        """Replace the least score; None announces reviews without a score too.

        Raises:
            NotFoundError: It was removed, or is another server's.
        """
        async with self.sessions.begin() as session:
            filters = (await _own(session, actor, subscription_id)).filters
            await queries.save_filters(session, subscription_id, replace(filters, least=least))
            return await _own(session, actor, subscription_id)

    async def switch_on(self, actor: Actor, subscription_id: int) -> Subscription:
        """Switch a subscription on again; what came meanwhile is not announced any more.

        Raises:
            NotFoundError: It was removed, or is another server's.
        """
        async with self.sessions.begin() as session:
            await _own(session, actor, subscription_id)
            await queries.save_enabled(session, subscription_id)
            return await _own(session, actor, subscription_id)

    async def remove(self, actor: Actor, subscription_id: int) -> Subscription:
        """Stop announcing in a channel; return what there was.

        Raises:
            NotFoundError: It was removed before, or is another server's.
        """
        async with self.sessions.begin() as session:
            found = await _own(session, actor, subscription_id)
            await queries.delete_subscription(session, subscription_id)
        return found


async def _own(session: AsyncSession, actor: Actor, subscription_id: int) -> Subscription:
    found = await queries.find_subscription(session, subscription_id)
    if found is None or found.guild_id != actor.guild_id:
        raise NotFoundError(
            t("Those announcements were removed. See what there is with /announce list.")
        )
    return found
