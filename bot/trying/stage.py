"""What is open on the page right now: a channel, seen by somebody, in a language."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Any

from simcord import ChannelHandle, SetupError

from bot.trying import directory
from bot.trying.clock import catch_up
from bot.trying.command_texts import translate_catalogue
from bot.trying.locale_seam import Languages
from bot.trying.media import SharedMedia

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

    from simcord import Preview

    from bot.trying.world import World

log = logging.getLogger(__name__)

LANGUAGES = ("en-US", "ko")
# SimCord keeps every request and event of a test; a page may stay open for days.
_KEPT_EVENTS = 2_000


class Stage:
    """Holds the one Preview that SimCord allows and points it at channels.

    SimCord's operations may not overlap, so everything that acts goes through ``acting``.
    """

    def __init__(self, world: World, assets: Mapping[str, tuple[str, bytes]]) -> None:
        self.world = world
        self.languages = Languages(world.env)
        self.preview: Preview | None = None
        self._assets = {**assets, **world.avatars()}
        self._media = SharedMedia()
        self._lock = asyncio.Lock()
        self._seen_events = 0

    @property
    def capability(self) -> str:
        """The secret of the open Preview, empty when none is open."""
        return self.preview.capability if self.preview is not None else ""

    async def open(
        self, channel_id: int, viewer_id: int, *, language: str, timezone: str = "UTC"
    ) -> str:
        """Show a channel, thread or direct channel as somebody sees it; return the capability.

        Raises:
            LookupError: no such channel, person or language.
            SetupError: that person may not see the channel, or the time zone is unknown.
        """
        if language not in LANGUAGES:
            raise LookupError(language)
        person = self.world.person(viewer_id)
        env = self.world.env
        channel = env.backend.channels[channel_id]
        async with self._lock:
            if self.preview is not None:
                await self.preview.close()
                self.preview = None
            self.languages.speak(language, viewer_id)
            guild = self.world.guild if channel.guild_id is not None else None
            preview = env.preview(
                ChannelHandle(env, guild, channel),
                viewers=[person.member if guild else person.user],
                layout="channel",
                locale=language,
                timezone=timezone,
                assets=self._assets,
            )
            await preview.__aenter__()
            self._media.serve(preview)
            self.preview = preview
            self._seen_events = len(env.backend.transcript)
            return preview.capability

    @contextlib.asynccontextmanager
    async def acting(self) -> AsyncIterator[None]:
        """Keep everything else out while somebody acts, with the clock at the present."""
        async with self._lock:
            await self._catch_up()
            try:
                yield
            finally:
                # What the action itself changed is already on its page.
                self._seen_events = len(self.world.env.backend.transcript)

    async def tick(self) -> None:
        """Let time pass; show what the bot did by itself in the open channel."""
        async with self._lock:
            await self._catch_up()
            if self.preview is not None and self._changed(self.preview.channel.id):
                with _surviving("the open channel could not be shown anew"):
                    await self.preview.refresh()
            self._forget_old_events()
            self._seen_events = len(self.world.env.backend.transcript)

    def state(self, viewer_id: int) -> dict[str, Any]:
        """Describe the server as that person sees it, for the page's list of channels.

        Raises:
            LookupError: nobody here has that id.
        """
        person = self.world.person(viewer_id)
        return {
            "server": self.world.guild.name,
            "bot": self.world.env.backend.bot_user.name,
            "people": directory.people(self.world, self.languages),
            "channels": directory.channels(self.world, person),
            "viewer": str(viewer_id),
            "capability": self.capability,
        }

    def translated(self, catalogue: dict[str, Any]) -> dict[str, Any]:
        """Put Preview's list of commands into the language of whoever looks at it."""
        if self.preview is None:
            return catalogue
        by_scope = self.world.env.backend.commands.values()
        commands = [command for scope in by_scope for command in scope.values()]
        return translate_catalogue(catalogue, commands, self.preview.locale)

    async def close(self) -> None:
        """Take the Preview down."""
        async with self._lock:
            if self.preview is not None:
                await self.preview.close()
                self.preview = None
        await self._media.end()
        self.languages.remove()

    async def _catch_up(self) -> None:
        with _surviving("the simulated clock is behind"):
            await catch_up(self.world.env)

    def _changed(self, channel_id: int) -> bool:
        events = self.world.env.backend.transcript[self._seen_events :]
        return any(
            kind == "GATEWAY"
            and name != "INTERACTION_CREATE"
            and str(channel_id) in (str(payload.get("channel_id")), str(payload.get("id")))
            for kind, name, payload in events
        )

    def _forget_old_events(self) -> None:
        backend = self.world.env.backend
        del backend.transcript[:-_KEPT_EVENTS]
        del backend.http_requests[:-_KEPT_EVENTS]


@contextlib.contextmanager
def _surviving(what: str) -> Iterator[None]:
    try:
        yield
    except (SetupError, TimeoutError):
        # The bot is still at work; the next tick catches up with what is left.
        log.debug(what, exc_info=True)
    except Exception:
        # A failure of the bot's own, brought here by the simulation: the page goes on.
        log.exception(what)
