"""``daebak review import --site``, and a blog's export: everything that a blog ever posted."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.cli.console import console
from bot.cli.opening import open_services
from bot.reading.feeds.wxr import open_wxr
from bot.reading.pages.visible import visible
from bot.services.back_catalogue import BackCatalogue
from bot.web.getting import open_web

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from bot.services.back_catalogue import Counts
    from bot.services.registry import Services
    from bot.settings import Settings
    from bot.web.getting import Web

_HEAD: Final = 4_096
_EXPORT: Final = b"wordpress.org/export/"
_REFUSED_SHOWN: Final = 50


async def import_site(settings: Settings, url: str, *, house: str | None) -> None:
    """Import a whole blog into the configured database; what was stopped before goes on.

    Args:
        settings: Of which the database is used.
        url: Of the blog.
        house: Whom the reviews are by; by default the blog's name.

    Raises:
        UserError: The blog cannot be read; says why.
    """
    out = console()
    # Whoever runs this command may read their own network; a bot's member may not.
    async with (
        open_services(settings) as services,
        open_web(contact=settings.provider_contact, allow_private=True) as web,
    ):
        blog = _back_catalogue(services, web)
        with _bar(out) as bar:
            task = bar.add_task("Pages", total=None)

            def tell(done: int, total: int) -> None:
                bar.update(task, completed=done, total=total)

            try:
                progress = await blog.import_site(url, house=house, tell=tell)
            except asyncio.CancelledError:
                out.print("Stopped. The same command goes on from here.")
                raise
    if progress.since:
        out.print(f"Only posts that were changed since {progress.since[:10]} were read.")
    show_counts(progress.counts, out)


async def import_export(
    services: Services, web: Web, path: Path, *, house: str | None, out: Console
) -> Counts:
    """Import a blog's export.

    Raises:
        InvalidInputError: It is none.
    """
    with path.open("rb") as file:
        export = await asyncio.to_thread(open_wxr, file)
        name = house or export.title or None
        with _bar(out) as bar:
            task = bar.add_task("Posts", total=export.count)
            counts = await _back_catalogue(services, web).take_all(
                export.posts(), name, tell=lambda done: bar.update(task, completed=done)
            )
    counts.protected += export.protected
    return counts


def is_export(path: Path) -> bool:
    """Tell whether a file is a blog's export (WXR)."""
    try:
        with path.open("rb") as file:
            return _EXPORT in file.read(_HEAD)
    except (OSError, ValueError):
        return False


def show_counts(counts: Counts, out: Console) -> None:
    """Say what an import came to, and why what was refused was refused."""
    others = sum(counts.not_reviews.values())
    out.print(
        f"{counts.posts} posts: {counts.new} new reviews, {counts.newer} new versions of reviews, "
        f"{counts.unchanged} unchanged, {others} no reviews of one drama, "
        f"{len(counts.refused)} refused."
    )
    for kind, count in sorted(counts.not_reviews.items()):
        out.print(f"  {kind}: {count}")
    if counts.protected:
        out.print(f"  behind a password, and left alone: {counts.protected}")
    for what, reason in counts.refused[:_REFUSED_SHOWN]:
        out.print(visible(f"  refused: {what}: {reason}"), soft_wrap=True)
    if len(counts.refused) > _REFUSED_SHOWN:
        out.print(f"  … and {len(counts.refused) - _REFUSED_SHOWN} more refused.")


def _back_catalogue(services: Services, web: Web) -> BackCatalogue:
    return BackCatalogue(services.house.sessions, services.now, services.house, web, services.known)


def _bar(out: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=out,
    )
