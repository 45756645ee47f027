"""What members follow, and the direct messages they get of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.announcing import MAX_FOLLOWS
from bot.domain.errors import ConflictError, InvalidInputError, NotFoundError
from bot.domain.follows import Followed, Kind
from bot.domain.texts import t, tn
from bot.services.announcement_views import Names, names_of
from data.queries import announcements as queries
from data.queries import houses, members, reviews

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.domain.actors import Actor
    from bot.domain.announcing import Subscription
    from bot.services.catalogue import CatalogueService
    from data.engine import Sessions


@dataclass(frozen=True, slots=True)
class FollowService:
    """Everything a member can do with what they follow."""

    sessions: Sessions
    catalogue: CatalogueService
    now: Callable[[], datetime]

    async def follow(self, actor: Actor, followed: Followed, language: str) -> bool:
        """Send a member new reviews of something; False where that is so already.

        One that was switched off works again.

        Args:
            actor: Who follows.
            followed: What.
            language: The code of the language they read.

        Raises:
            ConflictError: They follow as much as they may.
            InvalidInputError: They would follow themselves.
        """
        if followed == Followed(Kind.REVIEWER, actor.user_id):
            raise InvalidInputError(t("You need not follow yourself: you know what you write."))
        now = self.now()
        async with self.sessions.begin() as session:
            await members.save_presence(session, actor, now=now)
            await queries.save_language(session, actor.user_id, language)
            found = await queries.find_follow(session, actor.user_id, followed.key)
            if found is not None:
                await queries.save_enabled(session, found.id, now=now)
                return found.trouble is not None
            if await queries.count_subscriptions(session, 0, user_id=actor.user_id) >= MAX_FOLLOWS:
                raise ConflictError(
                    tn(
                        "You follow {count} thing, which is the most I keep track of for one "
                        "member. Stop one in /follow list first.",
                        "You follow {count} things, which is the most I keep track of for one "
                        "member. Stop some in /follow list first.",
                        MAX_FOLLOWS,
                    )
                )
            await queries.save_subscription(
                session,
                0,
                0,
                created_by=actor.user_id,
                now=now,
                user_id=actor.user_id,
                kind=followed.key,
                filters=followed.filters,
                language=language,
            )
        return True

    async def unfollow(self, user_id: int, followed: Followed) -> bool:
        """Stop sending a member reviews of something; False where they did not follow it."""
        async with self.sessions.begin() as session:
            found = await queries.find_follow(session, user_id, followed.key)
            if found is not None:
                await queries.delete_subscription(session, found.id)
        return found is not None

    async def list_all(self, user_id: int) -> list[Subscription]:
        """Return what a member follows, the newest first."""
        async with self.sessions() as session:
            return await queries.list_follows(session, user_id)

    async def names(self, followed: Sequence[Followed]) -> Names:
        """Return what things are called that are or were followed."""
        return await names_of(self.sessions, self.catalogue, [each.filters for each in followed])

    async def of_message(self, user_id: int, message_id: int) -> Followed | None:
        """Return for what a direct message was sent, or None where it is not followed any more."""
        async with self.sessions() as session:
            found = await queries.find_by_message(session, message_id)
        return Followed.parse(found.kind) if found and found.user_id == user_id else None

    async def author_of(self, actor: Actor, review_id: int) -> Followed:
        """Return what to follow for more from who wrote a review: a member, or a blog.

        Raises:
            NotFoundError: The review is gone, or no feed brings more of that blog.
        """
        async with self.sessions() as session:
            review = await reviews.find_review(session, review_id)
            if review is not None and review.author.user_id is not None:
                return Followed(Kind.REVIEWER, review.author.user_id)
            feed = await houses.find_feed(session, actor, review_id) if review else None
        if feed is None:
            raise NotFoundError(
                t(
                    "I cannot tell you of new posts of that blog: no server you share with me "
                    "follows it. A server’s managers can add it with /feed add."
                )
            )
        return Followed(Kind.HOUSE, feed)

    async def houses(self, actor: Actor) -> list[tuple[int, str]]:
        """Return (feed, name) of the blogs that somebody may follow where they are."""
        async with self.sessions() as session:
            return await houses.list_houses(session, actor)

    async def switch_on(self, actor: Actor, language: str) -> int:
        """Switch everything on again that was switched off; return how much it was."""
        now = self.now()
        async with self.sessions.begin() as session:
            await queries.save_language(session, actor.user_id, language)
            off = [
                each for each in await queries.list_follows(session, actor.user_id) if each.trouble
            ]
            for each in off:
                await queries.save_enabled(session, each.id, now=now)
        return len(off)

    async def note_left(self, user_id: int, guild_id: int) -> None:
        """Forget that somebody is in a server."""
        async with self.sessions.begin() as session:
            await members.delete_presence(session, user_id, guild_id)
