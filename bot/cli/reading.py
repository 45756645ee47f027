"""``daebak review read``: what is understood of posts, without a database or a token."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import typer

from bot.cli.post_files import read_file
from bot.cli.starter_names import StarterNames
from bot.domain.errors import UserError
from bot.domain.spoilers import Spoils
from bot.reading.model import PostKind
from bot.reading.pages.decoding import decode_post
from bot.reading.pages.visible import visible
from bot.reading.reader import read_post

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.spoilers import SpoilerBoundary
    from bot.reading.model import Fact, ReadReview

T = TypeVar("T")

_REVIEWS: Final = frozenset({PostKind.REVIEW, PostKind.FIRST_IMPRESSION})


def read_posts(files: Sequence[str], *, as_json: bool, why: bool) -> None:
    """Read posts and print what was understood of each, in the files' order.

    Args:
        files: Text or HTML; ``-`` is standard input.
        as_json: One JSON object a line instead of a table for people.
        why: With JSON, also the piece of text that each fact was read from.

    Raises:
        typer.Exit: With 1 where a file could not be read.
    """
    failed, known = False, StarterNames()
    for name in files:
        try:
            read = read_post(decode_post(read_file(Path(name))), known=known)
        except UserError as error:
            failed = True
            _show_failure(name, str(error), as_json=as_json)
            continue
        if as_json:
            _print_json(as_object(read, why=why))
        else:
            _print_table(name, read)
    if failed:
        raise typer.Exit(1)


def as_object(read: ReadReview, *, why: bool = False) -> dict[str, Any]:
    """Return what was read as the JSON object that the command prints.

    ``spoils_through`` is null for a section that spoils nothing, the number of the last episode
    it spoils, or "all"; ``network`` names them all where there are several.
    """
    found: dict[str, Any] = {
        "is_review": read.kind in _REVIEWS,
        "kind": read.kind.value,
        "titles": [fact.value for fact in (read.title, *read.alternatives) if fact],
        "native_title": _value(read.native_title),
        "episodes": _value(read.episodes),
        "genres": [fact.value for fact in read.genres],
        "original_genres": list(read.original_genres),
        "network": ", ".join(fact.value for fact in read.networks) or None,
        "year": _value(read.year),
        "country": _value(read.country),
        "score": _score(read),
        "verdict": _value(read.verdict),
        "cast": [{"actor": f.value.actor, "role": f.value.role} for f in read.cast],
        "sections": [
            {"heading": section.heading, "spoils_through": _spoils(section.boundary)}
            for section in read.sections
        ],
    }
    return found | {"why": _sources(read)} if why else found


def _value(fact: Fact[T] | None) -> T | None:
    return fact.value if fact else None


def _score(read: ReadReview) -> dict[str, Any] | None:
    if read.score is None:
        return None
    score = read.score.value
    return {"value": _number(score.value), "scale": _number(score.scale), "raw": score.raw}


def _spoils(boundary: SpoilerBoundary) -> float | str | None:
    if boundary.spoils is Spoils.NOTHING:
        return None
    return "all" if boundary.episode is None else _number(float(boundary.episode))


def _number(value: float) -> float:
    return int(value) if value == int(value) else value


def _sources(read: ReadReview) -> dict[str, Any]:
    single = {
        "titles": read.title,
        "native_title": read.native_title,
        "episodes": read.episodes,
        "year": read.year,
        "country": read.country,
        "score": read.score,
        "verdict": read.verdict,
    }
    several = {"genres": read.genres, "network": read.networks, "cast": read.cast}
    return {name: fact.source for name, fact in single.items() if fact} | {
        name: list(dict.fromkeys(fact.source for fact in facts))
        for name, facts in several.items()
        if facts
    }


def _show_failure(name: str, error: str, *, as_json: bool) -> None:
    if as_json:
        _print_json({"file": name, "error": error})
    else:
        typer.echo(visible(f"daebak: {name}: {error}"), err=True)


def _print_json(found: dict[str, Any]) -> None:
    # Read by programs: UTF-8, whatever the terminal's character set is.
    line = json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def _print_table(name: str, read: ReadReview) -> None:
    # The table needs languages and a terminal's width, which take their time to load.
    from bot.cli.console import console
    from bot.cli.understood import understood_table

    out = console()
    out.print(visible(name), style="bold", soft_wrap=True)
    out.print(understood_table(read))
