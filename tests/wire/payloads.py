"""What Discord sends, built from a few facts: ids, users, synthetic guilds, messages.

Field by field as in the API description of v10; what discord.py 2.7.1 reads is always there.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

Json = dict[str, Any]

EPOCH_MS: Final = 1_420_070_400_000
EVERYTHING: Final = str((1 << 53) - 1)
UPLOAD_LIMIT: Final = 10 * 1024 * 1024

TEXT: Final = 0
VOICE: Final = 2
CATEGORY: Final = 4
PUBLIC_THREAD: Final = 11
FORUM: Final = 15

_FIRST_GUILD: Final = 10_000_000_000
_ROLES_FROM: Final = 100_000


class Snowflakes:
    """Ids in Discord's form: milliseconds since 2015 above 22 bits that tell them apart."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        """Return an id of now, larger than any before it."""
        now = (int(time.time() * 1000) - EPOCH_MS) << 22
        self._last = max(now, self._last + 1)
        return self._last


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who uses the bot, with the language their client is set to."""

    id: int
    name: str
    locale: str = "en-US"

    def payload(self) -> Json:
        """Return the user object."""
        return {
            "id": str(self.id),
            "username": self.name,
            "global_name": self.name.title(),
            "discriminator": "0",
            "avatar": None,
            "avatar_decoration_data": None,
            "public_flags": 0,
        }

    def member(self, guild: Guild, *, permissions: str | None = None) -> Json:
        """Return the member object; ``permissions`` is only there in interactions."""
        found: Json = {
            "user": self.payload(),
            "nick": None,
            "avatar": None,
            "roles": [str(guild.role_ids[-1])],
            "joined_at": "2024-05-01T12:00:00.000000+00:00",
            "premium_since": None,
            "communication_disabled_until": None,
            "deaf": False,
            "mute": False,
            "pending": False,
            "flags": 0,
        }
        if permissions is not None:
            found["permissions"] = permissions
        return found


MINA: Final = User(80_351_110_224_678_912, "mina")


@dataclass(frozen=True, slots=True)
class Guild:
    """A synthetic guild; every id follows from its index, so thousands cost nothing to hold.

    Channel 0 is a text channel, channel 1 a forum; after them come categories, voice and text.
    """

    index: int = 0
    channels: int = 3
    roles: int = 2
    locale: str = "en-US"

    @property
    def id(self) -> int:
        """The guild's id, which is also its @everyone role's; ``id >> 22`` counts up by one."""
        return (_FIRST_GUILD + self.index) << 22

    @property
    def channel_ids(self) -> range:
        """The ids of its channels, in order."""
        return range(self.id + 1, self.id + 1 + self.channels)

    @property
    def role_ids(self) -> list[int]:
        """The ids of its roles, @everyone first."""
        return [self.id, *(self.id + _ROLES_FROM + k for k in range(1, self.roles))]

    def payload(self, bot: User) -> Json:
        """Return GUILD_CREATE's data, with the bot as the one member that is known."""
        return {
            "id": str(self.id),
            "name": f"Drama Club {self.index}",
            "icon": None,
            "owner_id": str(MINA.id),
            "features": ["COMMUNITY"],
            "preferred_locale": self.locale,
            "verification_level": 1,
            "default_message_notifications": 1,
            "explicit_content_filter": 2,
            "mfa_level": 0,
            "nsfw_level": 0,
            "premium_tier": 0,
            "afk_timeout": 300,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "emojis": [],
            "stickers": [],
            "threads": [],
            "voice_states": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
            "joined_at": "2024-05-01T12:00:00.000000+00:00",
            "large": False,
            "unavailable": False,
            "member_count": 250,
            "members": [bot.member(self)],
            "roles": [self._role(k, role_id) for k, role_id in enumerate(self.role_ids)],
            "channels": [self.channel(channel_id) for channel_id in self.channel_ids],
        }

    def channel(self, channel_id: int) -> Json:
        """Return one channel; every third one has two permission overwrites, as real ones do."""
        k = self.channel_ids.index(channel_id)
        kind = (TEXT, FORUM)[k] if k < 2 else {2: CATEGORY, 6: VOICE}.get(k % 8, TEXT)
        overwritten = self.role_ids[:2] if k % 3 == 2 else []
        found: Json = {
            "id": str(channel_id),
            "guild_id": str(self.id),
            "type": kind,
            "name": f"channel-{k}",
            "position": k,
            "flags": 0,
            "parent_id": None,
            "permission_overwrites": [
                {"id": str(role), "type": 0, "allow": "1024", "deny": "2048"}
                for role in overwritten
            ],
        }
        if kind == VOICE:
            found |= {"bitrate": 64_000, "user_limit": 0, "rtc_region": None, "nsfw": False}
        elif kind != CATEGORY:
            found |= {
                "topic": f"What we watch in channel {k}",
                "nsfw": False,
                "last_message_id": None,
                "rate_limit_per_user": 0,
            }
        if kind == FORUM:
            found |= {"available_tags": [], "default_sort_order": None, "default_forum_layout": 0}
        return found

    def _role(self, k: int, role_id: int) -> Json:
        return {
            "id": str(role_id),
            "name": f"role {k}" if k else "@everyone",
            "color": 0xC2185B if k else 0,
            "colors": {
                "primary_color": 0xC2185B if k else 0,
                "secondary_color": None,
                "tertiary_color": None,
            },
            "hoist": False,
            "icon": None,
            "unicode_emoji": None,
            "position": k,
            "permissions": EVERYTHING,
            "managed": False,
            "mentionable": False,
            "flags": 0,
        }


def now_text() -> str:
    """Return the time as Discord writes it."""
    return datetime.now(UTC).isoformat()


def thread_payload(thread_id: int, parent: int, guild_id: int, owner: User, body: Json) -> Json:
    """Return a public thread opened with the fields of ``body``."""
    return {
        "id": str(thread_id),
        "guild_id": str(guild_id),
        "parent_id": str(parent),
        "owner_id": str(owner.id),
        "type": body.get("type", PUBLIC_THREAD),
        "name": body["name"],
        "last_message_id": None,
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "rate_limit_per_user": body.get("rate_limit_per_user") or 0,
        "flags": 0,
        "applied_tags": body.get("applied_tags") or [],
        "newly_created": True,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": body.get("auto_archive_duration") or 1440,
            "archive_timestamp": now_text(),
            "create_timestamp": now_text(),
            "locked": False,
            "invitable": True,
        },
    }
