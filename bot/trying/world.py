"""The server on the try-it page: Drama Night, its channels and its people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import discord
from simcord import MemberActor

from bot.trying import faces
from bot.trying.clock import standing_at

if TYPE_CHECKING:
    from simcord import ChannelHandle, Env, GuildHandle, RoleHandle, UserHandle

SERVER_NAME = "Drama Night"
BOT_NAME = "Daebak"
_FOUNDED = datetime(2025, 1, 3, 19, 30, tzinfo=UTC)
_DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
_GUILD, _OWNER, _ROLE, _MINA, _JOON, _SORA = range(6)
_PEOPLE = (_MINA, _JOON, _SORA, _OWNER)
_TALK, _REVIEWS, _FORUM = range(20, 23)
_DIRECT = 40
_SPACING = timedelta(hours=7)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to act as.

    Attributes:
        owner: The bot and the server are theirs.
    """

    member: MemberActor
    user: UserHandle
    name: str
    moderator: bool
    colour: str
    owner: bool = False


@dataclass(frozen=True, slots=True)
class World:
    """What the page shows: its ids are the same in every run.

    A database that outlives a run therefore still knows these people and channels. Messages and
    threads are made at the real time and never meet those of an earlier run.
    """

    env: Env
    guild: GuildHandle
    talk: ChannelHandle
    new_reviews: ChannelHandle
    forum: ChannelHandle
    people: tuple[Person, ...]

    def person(self, user_id: int) -> Person:
        """Return one of the people.

        Raises:
            KeyError: nobody here has that id.
        """
        for person in self.people:
            if person.member.id == user_id:
                return person
        raise KeyError(user_id)

    @property
    def owner(self) -> Person:
        """Whoever owns the bot."""
        return next(person for person in self.people if person.owner)

    def avatars(self) -> dict[str, tuple[str, bytes]]:
        """Draw everybody's avatar, by the address SimCord looks for it."""
        drawn = {
            faces.address(person.member.id): faces.initial(person.name, person.colour)
            for person in self.people
        }
        return drawn | {faces.address(self.env.backend.bot_user.id): faces.triangle()}


def build_world(env: Env) -> World:
    """Found the server in a world that has none, before the bot arrives."""
    env.backend.edit_bot_profile(BOT_NAME)
    env.backend.bot_user.avatar = faces.HASH
    with standing_at(env, _moment(_OWNER)):
        owner = env.create_user("hana", global_name="Hana", avatar=faces.HASH)
    with standing_at(env, _moment(_GUILD)):
        guild = env.create_guild(SERVER_NAME, id=_snowflake(_GUILD), owner=owner)
    with standing_at(env, _moment(_ROLE)):
        moderators = guild.create_role("moderator", permissions=_moderating())
    with standing_at(env, _moment(_TALK)):
        talk = guild.create_text_channel("drama-talk", topic="What are you watching tonight?")
    with standing_at(env, _moment(_REVIEWS)):
        new_reviews = guild.create_text_channel(
            "new-reviews", topic="Daebak posts new reviews here."
        )
    with standing_at(env, _moment(_FORUM)):
        forum = guild.create_forum_channel("discussions")
    people = (
        _join(env, guild, _MINA, "Mina"),
        _join(env, guild, _JOON, "Joon"),
        _join(env, guild, _SORA, "Sora", moderators),
        _person(env, MemberActor(env, guild, owner), owner, _OWNER, "Hana", owner=True),
    )
    return World(env, guild, talk, new_reviews, forum, people)


def _join(
    env: Env, guild: GuildHandle, number: int, name: str, role: RoleHandle | None = None
) -> Person:
    with standing_at(env, _moment(number)):
        user = env.create_user(name.lower(), global_name=name, avatar=faces.HASH)
        member = guild.add_member(user, roles=[role] if role else [])
    return _person(env, member, user, number, name, moderator=role is not None)


def _person(
    env: Env,
    member: MemberActor,
    user: UserHandle,
    number: int,
    name: str,
    *,
    moderator: bool = False,
    owner: bool = False,
) -> Person:
    with standing_at(env, _moment(_DIRECT + number)):
        # Opened now, so that the direct channel's id is one of the fixed ones too.
        env.backend.get_dm_channel(user.id)
    colour = faces.COLOURS[_PEOPLE.index(number)]
    return Person(member, user, name, moderator=moderator, colour=colour, owner=owner)


def _moderating() -> discord.Permissions:
    return discord.Permissions(
        manage_guild=True,
        manage_channels=True,
        manage_messages=True,
        manage_threads=True,
        manage_events=True,
        moderate_members=True,
        pin_messages=True,
    )


def _moment(number: int) -> datetime:
    return _FOUNDED + number * _SPACING


def _snowflake(number: int) -> int:
    # SimCord counts up from the lowest bits of a millisecond; this is the highest.
    milliseconds = int((_moment(number) - _DISCORD_EPOCH).total_seconds() * 1000)
    return (milliseconds << 22) | 0x3F_FFFF
