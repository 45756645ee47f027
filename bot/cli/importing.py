"""``daebak review import``: review posts, from files and from the web, to house reviews."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import structlog
import typer

from bot.cli.console import console
from bot.cli.opening import open_services
from bot.cli.post_files import read_file
from bot.cli.problems import explain
from bot.cli.site_importing import import_export, is_export, show_counts
from bot.cli.understood import understood_table
from bot.domain.errors import InvalidInputError
from bot.reading.pages.decoding import decode_post
from bot.reading.pages.visible import visible
from bot.reading.reader import read_post, refusal
from bot.services.house import Outcome
from bot.services.house_facts import name_with_year
from bot.web.getting import open_web
from bot.web.posts import fetch_post

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import Console

    from bot.services.house import TakenIn
    from bot.services.registry import Services
    from bot.settings import Settings
    from bot.web.getting import Web

log = structlog.get_logger(__name__)

_FAILED: Final = "failed"
_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_FACTS: Final = {
    "native_title": "native title",
    "poster_url": "poster",
    "cast": "roles",
}


@dataclass(frozen=True, slots=True)
class Post:
    """A post that was got hold of; ``media`` is None where the text itself has to tell."""

    text: str
    media: Literal["text", "html"] | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Importer:
    """Reads, shows and stores posts, one by one."""

    services: Services
    settings: Settings
    web: Web
    out: Console
    complain: Callable[[str], None]

    async def take_in(self, source: str, *, url: str | None, house: str | None) -> str:
        """Report on one post; return what it came to, for the count at the end."""
        try:
            if not _ADDRESS.match(source) and await asyncio.to_thread(is_export, Path(source)):
                return await self._take_export(Path(source), house)
            post = await load(source, self.web)
            taken = await self._store(source, replace(post, url=url or post.url), house)
        except Exception as error:  # one post that fails does not stop the others
            line = explain(error, self.settings)
            if line is None:
                log.exception("post not imported", source=source)
                line = "this is a fault of Daebak’s, see the log: please report it."
            self.complain(visible(f"{source}: {line}"))
            return _FAILED
        for line in report(taken):
            self.out.print(visible(line), soft_wrap=True)
        return taken.outcome.value.replace("-", " ")

    async def _take_export(self, path: Path, house: str | None) -> str:
        counts = await import_export(self.services, self.web, path, house=house, out=self.out)
        show_counts(counts, self.out)
        return "export"

    async def _store(self, source: str, post: Post, house: str | None) -> TakenIn:
        read = await asyncio.to_thread(
            read_post, post.text, media=post.media, source_url=post.url, known=self.services.known
        )
        why = refusal(read)
        if why is not None:
            raise InvalidInputError(why)
        self.out.print(visible(source), style="bold", soft_wrap=True)
        self.out.print(understood_table(read))
        return await self.services.house.take_in(read, house=house)


async def import_posts(
    settings: Settings, sources: Sequence[str], *, url: str | None, house: str | None
) -> None:
    """Import posts into the configured database, and report on each.

    Args:
        settings: Of which the database is used.
        sources: Files and web addresses.
        url: Where the post of a single file was published.
        house: Whom the reviews are by, whatever the posts say.

    Raises:
        typer.Exit: With 1 where a post failed or was refused.
    """
    out = console()
    counts: Counter[str] = Counter()
    # Whoever runs this command may read their own network; a bot's member may not.
    async with (
        open_services(settings) as services,
        open_web(contact=settings.provider_contact, allow_private=True) as web,
    ):
        importer = Importer(services, settings, web, out, _complain)
        for source in sources:
            came_to = await importer.take_in(source, url=url, house=house)
            counts[came_to] += 1
            if len(sources) > 1 and came_to != _FAILED:
                out.print()
    if len(sources) > 1:
        parts = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
        out.print(f"{len(sources)} posts: {parts}.")
    if counts[_FAILED]:
        raise typer.Exit(1)


async def load(source: str, web: Web) -> Post:
    """Get a post from a file or from the web.

    Raises:
        UserError: It cannot be got; says why.
    """
    if _ADDRESS.match(source):
        fetched = await fetch_post(web, source)
        return Post(fetched.text, fetched.media, fetched.url)
    return Post(decode_post(await asyncio.to_thread(read_file, Path(source))))


def report(taken: TakenIn) -> list[str]:
    """Say in a line or two what taking a post in came to."""
    review = f"review of {name_with_year(taken.drama.facts)} by {taken.house}"
    if taken.outcome is Outcome.UNCHANGED:
        return [f"Unchanged: this {review} is here already, in version {taken.version}."]
    if taken.outcome is Outcome.NEW_VERSION:
        lines = [f"Stored as new version {taken.version} of the {review}."]
    else:
        lines = [f"Stored as a new {review}; the running bot announces it."]
    if taken.new_drama:
        lines.append("The catalogue did not have this drama: it was added from the post’s facts.")
    elif taken.filled:
        names = ", ".join(_FACTS.get(name, name) for name in taken.filled)
        lines.append(f"The catalogue lacked these facts, which were filled in: {names}.")
    return lines


def _complain(line: str) -> None:
    typer.echo(f"daebak: {line}", err=True)
