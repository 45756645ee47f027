"""``daebak review import``: review posts, from files and from the web, to house reviews."""

from __future__ import annotations

import asyncio
import re
import stat
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import aiohttp
import structlog
import typer

from bot.cli.console import console
from bot.cli.opening import open_services
from bot.cli.problems import explain
from bot.cli.understood import understood_table
from bot.domain.errors import InvalidInputError, NotFoundError, UnavailableError
from bot.domain.texts import t
from bot.reading.decoding import decode_post
from bot.reading.fetch import fetch_post
from bot.reading.guard import MAX_BYTES
from bot.reading.reader import read_post, refusal
from bot.reading.visible import visible
from bot.services.house import Outcome
from bot.services.house_facts import name_with_year

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import Console

    from bot.services.house import TakenIn
    from bot.services.registry import Services
    from bot.settings import Settings

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
    session: aiohttp.ClientSession
    out: Console
    complain: Callable[[str], None]

    async def take_in(self, source: str, *, url: str | None, house: str | None) -> str:
        """Report on one post; return what it came to, for the count at the end."""
        try:
            post = await load(source, self.session)
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

    async def _store(self, source: str, post: Post, house: str | None) -> TakenIn:
        read = await asyncio.to_thread(read_post, post.text, media=post.media, source_url=post.url)
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
    async with open_services(settings) as services, aiohttp.ClientSession() as session:
        importer = Importer(services, settings, session, out, _complain)
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


async def load(source: str, session: aiohttp.ClientSession) -> Post:
    """Get a post from a file or from the web.

    Raises:
        UserError: It cannot be got; says why.
    """
    if _ADDRESS.match(source):
        # Whoever runs this command may read their own network; a bot's member may not.
        fetched = await fetch_post(source, session=session, allow_private=True)
        return Post(fetched.text, fetched.media, fetched.url)
    return Post(decode_post(await asyncio.to_thread(_read_file, Path(source))))


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


def _read_file(path: Path) -> bytes:
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise InvalidInputError(
                t(
                    "That is a folder: name the files in it, such as {example}.",
                    example=str(path / "*"),
                )
            )
        if not stat.S_ISREG(found.st_mode):
            raise InvalidInputError(t("That is no file: save the post as text or HTML first."))
        if found.st_size > MAX_BYTES:
            raise InvalidInputError(
                t("This post is over 2 MB: give me the page of one review, or paste its text.")
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFoundError(t("There is no such file: check its name and folder.")) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnavailableError(t("It cannot be read: {reason}.", reason=reason)) from error


def _complain(line: str) -> None:
    typer.echo(f"daebak: {line}", err=True)
