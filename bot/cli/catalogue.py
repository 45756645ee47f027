"""``daebak catalogue import`` and ``update``: the work, and what is seen of it."""

from __future__ import annotations

import asyncio
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from bot.cli.opening import listen_for_stop, open_providers, open_stock
from bot.cli.problems import StartError
from bot.providers.credits import CREDITS
from bot.reading.pages.visible import visible
from bot.services.imports import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from rich.progress import TaskID

    from bot.domain.dramas import Source
    from bot.services.show_reader import Progress as Step
    from bot.services.show_reader import Report
    from bot.settings import Settings

_EVERY_S: Final = 10.0  # between two lines where there is no terminal
_STEPS: Final = {
    "index": "Index pages",
    "shows": "Shows",
    "dramas": "Dramas",
    "schedule": "Days",
}
_MOST_LISTED: Final = 20


async def import_tvmaze(
    settings: Settings,
    countries: Collection[str],
    kinds: Collection[str] | None,
    *,
    limit: int | None,
) -> None:
    """Import TVmaze's shows of some countries, or go on with it.

    Raises:
        UserError: It cannot be done now; says why.
        typer.Exit: With 130 where it was stopped.
    """
    stop = asyncio.Event()
    async with open_providers(settings) as providers:
        async with open_stock(settings, providers) as stock:
            listen_for_stop(stop.set)
            _say(f"TVmaze’s shows of {', '.join(countries)}. Ctrl-C stops it and loses nothing.")
            with watching() as progress:
                report = await stock.imports.import_shows(
                    countries, kinds or KINDS, limit=limit, progress=progress, stop=stop
                )
        _tell(report, providers.tvmaze.source, "import tvmaze")


async def update_tvmaze(settings: Settings) -> None:
    """Take in what changed on TVmaze since the last time.

    Raises:
        UserError: It cannot be done now; says why.
        typer.Exit: With 130 where it was stopped.
    """
    stop = asyncio.Event()
    async with open_providers(settings) as providers:
        async with open_stock(settings, providers) as stock:
            listen_for_stop(stop.set)
            with watching() as progress:
                report = await stock.imports.update(progress=progress, stop=stop)
        _tell(report, providers.tvmaze.source, "update")


async def enrich(settings: Settings, source: str, *, limit: int | None) -> None:
    """Ask TMDB or Wikidata about the dramas of the catalogue.

    Raises:
        StartError: There is no key for it.
        UserError: It cannot be done now; says why.
        typer.Exit: With 130 where it was stopped.
    """
    stop = asyncio.Event()
    async with open_providers(settings) as providers:
        provider = providers.tmdb if source == "tmdb" else providers.wikidata
        if provider is None:
            msg = (
                "TMDB wants a key. Get one at themoviedb.org (Settings, API) and set TMDB_KEY in "
                ".env or in the environment."
            )
            raise StartError(msg)
        async with open_stock(settings, providers) as stock:
            listen_for_stop(stop.set)
            with watching() as progress:
                report = await stock.enriching.enrich(
                    provider.source, limit=limit, progress=progress, stop=stop
                )
        _tell(report, provider.source, f"import {source}")


@contextmanager
def watching() -> Iterator[Callable[[Step], None]]:
    """Show progress: as a bar on a terminal, else as a line now and then."""
    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        yield _Lines().note
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[title]}", markup=False),
    )
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def note(step: Step) -> None:
            if step.step not in tasks:
                tasks[step.step] = bars.add_task(_STEPS[step.step], total=None, title="")
            bars.update(
                tasks[step.step],
                completed=step.done,
                total=max(step.total, step.done) if step.total else None,
                title=visible(step.title)[:40],
            )

        yield note


class _Lines:
    """Progress in lines, for a log."""

    def __init__(self) -> None:
        self._step = ""
        self._said = 0.0

    def note(self, step: Step) -> None:
        now = time.monotonic()
        if step.step == self._step and now - self._said < _EVERY_S:
            return
        self._step, self._said = step.step, now
        of = f" of {step.total}" if step.total else ""
        _say(f"{_STEPS[step.step]}: {step.done}{of}")


def _tell(report: Report, source: Source, command: str) -> None:
    """Say what the work came to; ends the command where it was stopped."""
    parts = [
        f"{report.new:,} new dramas",
        f"{report.read:,} read in full",
        f"{report.changed:,} of them with news",
    ]
    if report.gone:
        parts.append(f"{report.gone:,} not there any more (they stay in the catalogue)")
    _say(f"{'Stopped' if report.stopped else 'Done'}: {', '.join(parts)}.")
    if report.left:
        _say(f"Still to be read: {report.left:,}. 'daebak catalogue {command}' goes on with them.")
    if report.failing:
        listed = "; ".join(f"{title} ({each})" for each, title in report.failing[:_MOST_LISTED])
        more = len(report.failing) - _MOST_LISTED
        rest = f"; and {more:,} more" if more > 0 else ""
        _say(visible(f"Given up after failing again and again: {listed}{rest}."))
        _say("They are tried again when they change, and by the next complete import.")
    credit = CREDITS[source]
    _say(f"{credit.notice} {credit.url}")
    if report.stopped:
        raise typer.Exit(130)


def _say(line: str) -> None:
    typer.echo(line)
