"""Which channels of a server have new reviews announced, and which reviews."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from bot.domain.announcing import MAX_CHOSEN, Filters, Subscription
from bot.domain.errors import ConflictError, NotFoundError
from bot.domain.hours import next_digest
from bot.domain.texts import t
from bot.services.announcement_views import Names, names_of
from bot.services.fates import find_fate
from bot.services.subscribing import deliver_now, require_room, save_rhythm
from data.queries import announcements as queries
from data.queries import hours

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.domain.actors import Actor
    from bot.domain.announcing import Digest
    from bot.domain.fates import Fate
    from bot.domain.scores import Score
    from bot.services.catalogue import CatalogueService
    from data.engine import Sessions

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a command asks to be announced; what it does not name stays as it was.

    A country, drama, blog or reviewer comes to those that are chosen already; a genre or network
    takes their place, since there are selects for more of them.
    """

    genre: str | None = None
    network: str | None = None
    country: str | None = None
    drama: int | None = None
    feed: int | None = None
    reviewer: int | None = None
    least: Score | None = None
    role_id: int | None = None

    def added_to(self, before: Filters) -> Filters:
        """Return filters with what is asked for.

        Raises:
            ConflictError: More is chosen than there may be.
        """
        filters = replace(
            before,
            genres=(self.genre,) if self.genre else before.genres,
            networks=(self.network,) if self.network else before.networks,
            countries=_with(before.countries, self.country),
            dramas=_with(before.dramas, self.drama),
            feeds=_with(before.feeds, self.feed),
            reviewers=_with(before.reviewers, self.reviewer),
            least=self.least or before.least,
        )
        chosen = (filters.countries, filters.dramas, filters.feeds, filters.reviewers)
        if sum(map(len, chosen)) > MAX_CHOSEN:
            raise ConflictError(
                t(
                    "A channel takes up to {limit} countries, dramas, blogs and reviewers "
                    "together. Take one away first: Change in /announce list.",
                    limit=MAX_CHOSEN,
                )
            )
        return filters


@dataclass(frozen=True, slots=True)
class AnnouncementService:
    """Everything a server's managers can do with its subscriptions.

    Whether somebody is a manager is for the caller to check; that a subscription is of
    the server they act in is checked here.
    """

    sessions: Sessions
    catalogue: CatalogueService
    now: Callable[[], datetime]

    async def subscribe(
        self, actor: Actor, channel_id: int, wish: Wish | None = None
    ) -> Subscription:
        """Announce reviews in a channel, or change what it is told of where it is already.

        A subscription that was switched off works again.

        Raises:
            ConflictError: The server has as many subscriptions as it may, or too much is chosen.
        """
        wish, guild_id, now = wish or Wish(), actor.guild_id or 0, self.now()
        async with self.sessions.begin() as session:
            found = await queries.find_in_channel(session, guild_id, channel_id)
            filters = wish.added_to(found.filters if found else Filters())
            if found is None:
                await require_room(session, guild_id)
                await queries.save_subscription(
                    session, guild_id, channel_id, created_by=actor.user_id, now=now
                )
                found = await queries.find_in_channel(session, guild_id, channel_id)
                assert found is not None, "it was just saved"  # noqa: S101
            await queries.save_filters(session, found.id, filters)
            if wish.role_id is not None:
                await queries.save_role(session, found.id, wish.role_id)
            await self._enable(session, found)
            return await _own(session, actor, found.id)

    async def of_server(self, actor: Actor) -> list[Subscription]:
        """Return a server's subscriptions, the oldest first."""
        async with self.sessions() as session:
            return await queries.list_subscriptions(session, actor.guild_id or 0)

    async def names(self, subscriptions: Sequence[Subscription]) -> Names:
        """Return what is called how of all that filters of subscriptions name by their ids."""
        return await names_of(
            self.sessions, self.catalogue, [each.filters for each in subscriptions]
        )

    async def get(self, actor: Actor, subscription_id: int) -> Subscription:
        """Return a subscription of the server somebody acts in.

        Raises:
            NotFoundError: It was removed, or is another server's.
        """
        async with self.sessions() as session:
            return await _own(session, actor, subscription_id)

    async def in_channel(self, actor: Actor, channel_id: int) -> list[Subscription]:
        """Return the subscriptions of a channel, the one to everybody's reviews first.

        Raises:
            NotFoundError: Nothing is announced there.
        """
        async with self.sessions() as session:
            every = await queries.list_subscriptions(session, actor.guild_id or 0)
        found = sorted(
            (each for each in every if each.channel_id == channel_id),
            key=lambda each: each.kind,
            reverse=True,
        )
        if not found:
            raise NotFoundError(
                t(
                    "No reviews are announced in that channel. See where they are with "
                    "/announce list, or start with /announce here."
                )
            )
        return found

    async def change(
        self, actor: Actor, subscription_id: int, change: Callable[[Filters], Filters]
    ) -> Subscription:
        """Change which reviews are announced.

        Raises:
            NotFoundError: It was removed, or is another server's.
        """
        async with self.sessions.begin() as session:
            filters = (await _own(session, actor, subscription_id)).filters
            await queries.save_filters(session, subscription_id, change(filters))
            return await _own(session, actor, subscription_id)

    async def change_role(
        self, actor: Actor, subscription_id: int, role_id: int | None
    ) -> Subscription:
        """Set the role that is mentioned, or (None) mention none.

        Raises:
            NotFoundError: It was removed, or is another server's.
        """
        async with self.sessions.begin() as session:
            await _own(session, actor, subscription_id)
            await queries.save_role(session, subscription_id, role_id)
            return await _own(session, actor, subscription_id)

    async def change_rhythm(
        self, actor: Actor, subscription_id: int, digest: Digest | None
    ) -> Subscription:
        """Set how often reviews come together, or (None) that they come one by one.

        Raises:
            NotFoundError: It was removed, or is another server's.
        """
        async with self.sessions.begin() as session:
            found = await _own(session, actor, subscription_id)
            if found.digest is not digest:
                await save_rhythm(session, found, digest, now=self.now())
            return await _own(session, actor, subscription_id)

    async def switch_on(self, actor: Actor, subscription_id: int) -> Subscription:
        """Switch a subscription on again; what came meanwhile is not announced any more.

        Raises:
            NotFoundError: It was removed, or is another server's.
        """
        async with self.sessions.begin() as session:
            await self._enable(session, await _own(session, actor, subscription_id))
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

    async def deliver_now(
        self, actor: Actor, subscription_id: int, review_id: int, *, feed_id: int | None = None
    ) -> bool:
        """Announce a review in a channel because somebody asks for it; False if it was before.

        Raises:
            NotFoundError: The subscription was removed, or is another server's.
        """
        async with self.sessions.begin() as session:
            found = await _own(session, actor, subscription_id)
            return await deliver_now(session, found, review_id, now=self.now(), feed_id=feed_id)

    async def fate(self, guild_id: int, review_id: int, feed_id: int | None = None) -> Fate:
        """Return what became of a review's announcement in a server."""
        async with self.sessions() as session:
            return await find_fate(session, guild_id, review_id, feed_id, now=self.now())

    async def _enable(self, session: AsyncSession, found: Subscription) -> None:
        if found.trouble is None:
            return
        now = self.now()
        await queries.save_enabled(session, found.id, now=now)
        if found.digest is not None:
            zone = await hours.find_zone(session, found.guild_id)
            next_at = next_digest(found.digest, zone, now)
            await queries.save_rhythm(session, found.id, found.digest, next_at)


def _with(chosen: tuple[Value, ...], more: Value | None) -> tuple[Value, ...]:
    return chosen if more is None else tuple(dict.fromkeys((*chosen, more)))


async def _own(session: AsyncSession, actor: Actor, subscription_id: int) -> Subscription:
    found = await queries.find_subscription(session, subscription_id)
    if found is None or found.user_id is not None or found.guild_id != actor.guild_id:
        raise NotFoundError(
            t("Those announcements were removed. See what there is with /announce list.")
        )
    return found
