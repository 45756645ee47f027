"""``daebak catalogue stats``, ``conflicts`` and ``export``: what is in the catalogue."""

from __future__ import annotations

import csv
import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typer
from rich.table import Table

from bot.cli.console import console
from bot.cli.going import fail
from bot.cli.opening import open_stock
from bot.providers.credits import CREDITS, JUSTWATCH
from bot.reading.pages.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from typing import TextIO

    from bot.domain.claims import Claim
    from bot.services.census import Census
    from bot.settings import Settings
    from data.queries.census import Counted

_NEVER: Final = "never"
_LONGEST: Final = 60
_COLUMNS: Final = (
    "id",
    "key",
    "title",
    "native_title",
    "language",
    "year",
    "country",
    "episodes",
    "status",
    "first_aired",
    "last_aired",
    "runtime",
    "genres",
    "tags",
    "networks",
    "aliases",
    "cast",
    "warnings",
    "age_ratings",
    "trailers",
    "poster_url",
    "synopsis",
    "elsewhere",
    "told_by",
)


async def show_stats(settings: Settings) -> None:
    """Print what is in the catalogue, counted."""
    async with open_stock(settings) as stock:
        census = await stock.census.count()
    out = console()
    out.print(_counts("Country", census.countries))
    out.print(_counts("Source", census.sources))
    if census.registers:
        table = Table("Register", "Dramas", "Read in full", "To be read", "Gone")
        for each in census.registers:
            own = each.register in {source.value for source in CREDITS}
            progress = [f"{each.read:,}", f"{each.unread:,}"] if own else ["", ""]
            table.add_row(each.register, f"{each.entries:,}", *progress, f"{each.gone:,}")
        out.print(table)
    for line in _reached(census):
        out.print(line, soft_wrap=True)


async def show_conflicts(settings: Settings, limit: int) -> None:
    """Print what sources disagree on."""
    out = console()
    shown = 0
    async with open_stock(settings) as stock:
        async for each in stock.census.disputes():
            if shown == limit:
                out.print(f"There are more: --limit {limit * 10} shows them.")
                return
            shown += 1
            year = f" ({each.year})" if each.year else ""
            out.print(visible(f"{each.title}{year}, {each.conflict.field}:"), soft_wrap=True)
            for at, (source, claim) in enumerate(each.conflict.claims):
                believed = "believed" if at == 0 else "        "
                line = f"  {believed}  {source.value:8}  since {claim.at:%Y-%m-%d}  {_value(claim)}"
                out.print(visible(line), soft_wrap=True)
    if not shown:
        out.print("The sources do not disagree on anything.")
    else:
        out.print("'/catalogue edit' in Discord settles one: what people say is always believed.")


async def export_catalogue(settings: Settings, file: str, form: str) -> None:
    """Write everything out, with its sources and how they are to be credited."""
    count = 0
    with _output(file) as out:
        writer = _Jsonl(out) if form == "jsonl" else _Csv(out)
        async with open_stock(settings) as stock:
            async for drama in stock.census.everything():
                writer.write(drama)
                count += 1
    beside = _credits()
    if form == "csv" and file != "-":
        with _output(f"{file}.credits.txt") as out:
            out.write("\n".join(beside) + "\n")
        beside = [f"How its sources are to be credited is in {file}.credits.txt."]
    typer.echo(f"{count:,} dramas written.", err=True)
    for line in beside:
        typer.echo(line, err=True)


class _Jsonl:
    """A line for each drama, after one that says what this is."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self.write({"about": "Daebak’s catalogue of dramas", "credits": _credits()})

    def write(self, entry: dict[str, Any]) -> None:
        self._out.write(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n")


class _Csv:
    """A row for each drama; what is a list is joined by semicolons."""

    def __init__(self, out: TextIO) -> None:
        self._rows = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
        self._rows.writeheader()

    def write(self, entry: dict[str, Any]) -> None:
        facts: dict[str, Any] = entry["facts"]
        row = {name: _cell(value) for name, value in facts.items()}
        row |= {"id": entry["id"], "key": entry["key"]}
        row["elsewhere"] = "; ".join(f"{e['register']}:{e['id']}" for e in entry["elsewhere"])
        row["told_by"] = "; ".join(
            f"{name}: {'+'.join(sources)}" for name, sources in entry["told_by"].items()
        )
        self._rows.writerow(row)


def _cell(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if not isinstance(value, list):
        return value
    return "; ".join(
        part if isinstance(part, str) else " – ".join(str(p) for p in part[:2] if p)
        for part in value
    )


@contextmanager
def _output(file: str) -> Iterator[TextIO]:
    if file == "-":
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8")
        yield sys.stdout
        return
    try:
        with Path(file).open("w", encoding="utf-8", newline="") as out:
            yield out
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}. Name a file in a folder that exists.")


def _credits() -> list[str]:
    lines = [
        f"{credit.notice} {credit.url} ({credit.licence}: {credit.licence_url})"
        for credit in (*CREDITS.values(), JUSTWATCH)
    ]
    return ["Each fact names its source (told_by).", *lines]


def _counts(heading: str, counted: list[Counted]) -> Table:
    table = Table(heading, "Dramas", "Native title", "Poster", "Cast", "Episodes")
    for each in counted:
        table.add_row(
            each.group or "not known",
            *(f"{n:,}" for n in (each.dramas, each.native, each.poster, each.cast, each.episodes)),
        )
    total = [
        sum(column)
        for column in zip(
            *((c.dramas, c.native, c.poster, c.cast, c.episodes) for c in counted), strict=True
        )
    ]
    if len(counted) > 1:
        table.add_row("all", *(f"{n:,}" for n in total), end_section=True)
    return table


def _reached(census: Census) -> list[str]:
    reached = census.reached
    lines = [
        f"TVmaze was asked what changed: {_day(reached.updated_at)}. "
        f"This week’s schedule was read: {_day(reached.schedule_at)}."
    ]
    lines += [
        f"TVmaze’s {', '.join(scope.kinds)} shows of {', '.join(scope.countries)}: "
        + ("all taken in." if how.complete else "not complete: run the import again to go on.")
        for scope, how in reached.scopes.items()
    ]
    if census.conflicts:
        parts = ", ".join(f"{count:,} {name}" for name, count in census.conflicts.most_common())
        lines.append(f"Sources disagree on: {parts} ('daebak catalogue conflicts' lists them).")
    return lines


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else _NEVER


def _value(claim: Claim) -> str:
    value = ", ".join(map(str, claim.value)) if isinstance(claim.value, tuple) else claim.value
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
