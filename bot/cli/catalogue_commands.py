"""``daebak catalogue``: taking dramas in, and what is in the catalogue."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from bot.cli.going import fail, go, read_settings
from bot.settings import countries_of

catalogue = typer.Typer(
    help="The catalogue: taking dramas in, and what is in it.", no_args_is_help=True
)


class From(StrEnum):
    """Whom dramas are taken in from."""

    TVMAZE = "tvmaze"
    TMDB = "tmdb"
    WIKIDATA = "wikidata"


class Format(StrEnum):
    """How an export is written."""

    JSONL = "jsonl"
    CSV = "csv"


Country = Annotated[
    str | None,
    typer.Option(
        "--country",
        metavar="KR,JP,…",
        help="Only TVmaze's shows of these countries; by default those of CATALOGUE_COUNTRIES.",
    ),
]
Kind = Annotated[
    list[str] | None,
    typer.Option(
        "--kind", help="Only TVmaze's shows of this type, such as Scripted (the default); repeat."
    ),
]
Limit = Annotated[
    int | None, typer.Option("--limit", min=1, help="Read so many shows in full and stop.")
]
LogJson = Annotated[bool, typer.Option("--log-json", help="Log as JSON, a line an event.")]


@catalogue.command("import")
def import_(
    source: Annotated[From, typer.Argument(metavar="tvmaze|tmdb|wikidata", help="Whom to ask.")],
    country: Country = None,
    kind: Kind = None,
    limit: Limit = None,
    log_json: LogJson = False,
) -> None:
    """Take in all that TVmaze has of some countries, or what TMDB and Wikidata add to it.

    It may be stopped and even killed at any moment: run again, it goes on where it was. TMDB
    (with TMDB_KEY) and Wikidata are asked about the dramas that are in the catalogue.
    """
    from bot.cli.catalogue import enrich, import_tvmaze

    if source is not From.TVMAZE and (country or kind):
        fail("--country and --kind are for TVmaze: the others are asked about every drama.", code=2)
    try:
        countries = countries_of(country) if country is not None else None
    except ValueError as error:
        fail(f"--country {country!r}: {error}.", code=2)
    settings = read_settings(log_json=log_json)
    if source is From.TVMAZE:
        chosen = countries or settings.catalogue_countries
        go(import_tvmaze(settings, chosen, kind or None, limit=limit), settings)
    else:
        go(enrich(settings, source.value, limit=limit), settings)


@catalogue.command()
def update(log_json: LogJson = False) -> None:
    """Take in what changed on TVmaze since the last time, and the shows that are new there."""
    from bot.cli.catalogue import update_tvmaze

    settings = read_settings(log_json=log_json)
    go(update_tvmaze(settings), settings)


@catalogue.command()
def stats() -> None:
    """Count what is in the catalogue, and say how up to date it is."""
    from bot.cli.catalogue_contents import show_stats

    settings = read_settings()
    go(show_stats(settings), settings)


@catalogue.command()
def conflicts(
    limit: Annotated[int, typer.Option("--limit", min=1, help="So many at most.")] = 100,
) -> None:
    """List what sources disagree on: who says what since when, the believed one first."""
    from bot.cli.catalogue_contents import show_conflicts

    settings = read_settings()
    go(show_conflicts(settings, limit), settings)


@catalogue.command()
def export(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="Where to; - is standard output.")],
    format_: Annotated[
        Format, typer.Option("--format", help="A JSON object or a table's row for each drama.")
    ] = Format.JSONL,
) -> None:
    """Write every drama with all facts, the source of each, and how sources are to be credited."""
    from bot.cli.catalogue_contents import export_catalogue

    settings = read_settings()
    go(export_catalogue(settings, file, format_.value), settings)
