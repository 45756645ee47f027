"""What every command begins and ends with: its settings, and one line where it fails."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from bot.cli.problems import explain
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine


def read_settings(*, log_json: bool = False) -> Settings:
    """Return the settings, and log as they say; ends the command where one is wrong."""
    from bot.cli.logs import set_up_logs

    try:
        settings = Settings()
    except ValueError as error:
        fail(explain(error) or str(error), code=2)
    set_up_logs(settings.log_level, as_json=log_json or settings.log_json)
    return settings


def go(
    work: Coroutine[Any, Any, None],
    settings: Settings,
    *,
    runner: Callable[[Coroutine[Any, Any, None]], None] = asyncio.run,
) -> None:
    """Run a command to its end; what an operator can mend ends in one line, not a traceback."""
    try:
        runner(work)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except Exception as error:
        line = explain(error, settings)
        if line is None:
            raise
        fail(line)


def fastest_runner() -> Callable[[Coroutine[Any, Any, None]], None]:
    """Return what runs a coroutine: uvloop where it is installed."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run
    return uvloop.run


def fail(line: str, *, code: int = 1) -> NoReturn:
    """End the command with a line that says what to change."""
    typer.echo(f"daebak: {line}", err=True)
    raise typer.Exit(code)
