"""The command line: ``daebak``, ``daebak try``, ``daebak review``, ``daebak catalogue``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import __version__
from bot.cli.catalogue_commands import catalogue
from bot.cli.going import fail, fastest_runner, go, read_settings

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(
    help="Daebak: a Discord bot for communities that watch dramas together.",
    add_completion=False,
    pretty_exceptions_enable=False,
)
review = typer.Typer(help="House reviews, from review posts.")
app.add_typer(review, name="review")
app.add_typer(catalogue, name="catalogue")

LogJson = Annotated[bool, typer.Option("--log-json", help="Log as JSON, a line an event.")]
Data = Annotated[
    Path | None, typer.Option("--data", help="Keep the data in this file between runs.")
]
Port = Annotated[int, typer.Option(min=0, max=65_535, help="Port of the page; 0: any free one.")]
Posts = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FILE_OR_URL",
        help="Posts: text or HTML, or addresses; or a blog’s export from WordPress.",
    ),
]
Site = Annotated[
    str | None, typer.Option("--site", help="A blog’s address, to import all of its posts.")
]
Files = Annotated[
    list[str], typer.Argument(metavar="FILE", help="Posts: text or HTML; - is standard input.")
]
PostUrl = Annotated[str | None, typer.Option("--url", help="Where a file’s post was published.")]
House = Annotated[
    str | None, typer.Option("--house", help="Whom the reviews are by; else the post tells.")
]
Browser = Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page.")]


def main() -> None:
    """Run the command line; what an operator can mend ends in one line, not a traceback."""
    app()


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    log_json: LogJson = False,
    version: Annotated[bool, typer.Option("--version", help="Say which version this is.")] = False,
) -> None:
    """Run the bot; without a token in DISCORD_TOKEN, open the try-it page."""
    if version:
        typer.echo(f"daebak {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        settings = read_settings(log_json=log_json)
        if settings.discord_token is None:
            typer.echo("There is no DISCORD_TOKEN, so this is the try-it page.", err=True)
            _try(settings, data=None, port=None, browser=True)
        else:
            _run(settings)


@app.command()
def run(log_json: LogJson = False) -> None:
    """Run the bot on Discord."""
    settings = read_settings(log_json=log_json)
    if settings.discord_token is None:
        fail("DISCORD_TOKEN is not set. Put it into .env (see .env.example), or use 'daebak try'.")
    _run(settings)


@app.command(name="try")
def try_(
    data: Data = None, port: Port | None = None, browser: Browser = True, log_json: LogJson = False
) -> None:
    """Use the bot in the browser, with no Discord and no token."""
    _try(read_settings(log_json=log_json), data=data, port=port, browser=browser)


@review.command("import")
def import_(
    posts: Posts = None,
    url: PostUrl = None,
    house: House = None,
    site: Site = None,
    log_json: LogJson = False,
) -> None:
    """Read review posts, or a whole blog, and store them as house reviews."""
    from bot.cli.importing import import_posts
    from bot.cli.site_importing import import_site
    from bot.services.house_posts import web_address

    if site is not None:
        if posts or url is not None:
            fail("--site imports a whole blog: give it no files, and no --url.", code=2)
        if web_address(site) is None:
            fail("--site is no web address: it has to begin with http:// or https://.", code=2)
        settings = read_settings(log_json=log_json)
        go(import_site(settings, site, house=house), settings)
        return
    if not posts:
        fail("Name files or addresses of posts, or a blog with --site.", code=2)
    if url is not None and len(posts) > 1:
        fail("--url is the address of one post, but several are given.", code=2)
    if url is not None and web_address(url) is None:
        fail("--url is no web address: it has to begin with http:// or https://.", code=2)
    settings = read_settings(log_json=log_json)
    go(import_posts(settings, posts, url=url, house=house), settings)


@review.command("read")
def read(
    files: Files,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object a line, for programs.")
    ] = False,
    why: Annotated[
        bool, typer.Option("--why", help="With --json, also say where each fact was read.")
    ] = False,
) -> None:
    """Read posts and print what was understood; nothing is stored, no database is needed."""
    from bot.cli.reading import read_posts

    read_posts(files, as_json=as_json, why=why)


def _run(settings: Settings) -> None:
    from bot.cli.run import run_bot

    go(run_bot(settings), settings, runner=fastest_runner())


def _try(settings: Settings, *, data: Path | None, port: int | None, browser: bool) -> None:
    from bot.cli.trying import DEFAULT_PORT, run_try

    chosen = DEFAULT_PORT if port is None else port
    # SimCord puts its clock into the loop, which uvloop's does not allow.
    go(run_try(settings, data=data, port=chosen, open_browser=browser, say=typer.echo), settings)


if __name__ == "__main__":
    main()
