import os

import pytest
from rich.console import Console

from bot.cli.importing import load, report
from bot.cli.understood import understood_table
from bot.domain.dramas import Drama, DramaFacts
from bot.domain.errors import UserError
from bot.reading.pages.guard import MAX_BYTES
from bot.reading.reader import read_post
from bot.services.house import Outcome, TakenIn
from bot.web.getting import open_web

POST = """Review: [red]Signal[/red] :smile: \x1b]0;x\x07

Episodes: 16
Native title: 시그널

A detective finds a radio. It talks.

I loved this drama.

Overall: 4.5/5 (tense)

After episode 3 (spoilers through episode 3)

He calls again.
"""


def shown(text, width=100, **options):
    console = Console(width=width, markup=False, highlight=False, emoji=False, **options)
    with console.capture() as captured:
        console.print(understood_table(read_post(text)))
    return captured.get()


def test_every_fact_stands_beside_the_text_it_was_read_from():
    lines = shown(POST).splitlines()
    (native,) = [line for line in lines if line.startswith("Native title")]
    assert "시그널 (Korean)" in native
    assert "Native title: 시그널" in native
    (score,) = [line for line in lines if line.startswith("Score")]
    assert "4.5/5, here 9/10" in score
    assert "Overall: 4.5/5 (tense)" in score


def test_what_a_section_spoils_is_said():
    assert "spoils through episode 3" in shown(POST)


def test_what_the_post_does_not_state_is_said_to_be_absent():
    (year,) = [line for line in shown(POST).splitlines() if line.startswith("Year")]
    assert "not stated" in year


def test_a_post_cannot_draw_on_the_terminal():
    out = shown(POST, force_terminal=True)
    assert "[red]Signal[/red]" in out
    assert "\x1b]" not in out
    assert ":smile" in out


@pytest.mark.parametrize("width", [20, 40, 300])
def test_no_line_is_wider_than_the_terminal(width):
    from rich.cells import cell_len

    assert all(cell_len(line) <= width for line in shown(POST, width).splitlines())


async def refused(source):
    async with open_web(allow_private=True) as web:
        with pytest.raises(UserError) as caught:
            await load(str(source), web)
    return str(caught.value)


async def test_a_file_that_is_not_there_is_named_as_such(tmp_path):
    assert "no such file" in await refused(tmp_path / "none.txt")


async def test_a_folder_is_told_from_a_file(tmp_path):
    assert f"{tmp_path}{os.sep}*" in await refused(tmp_path)


async def test_a_file_that_is_too_large_is_not_even_read(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert "over 2 MB" in await refused(path)


@pytest.mark.parametrize("source", ["x" * 5_000, "a\x00b", "/dev/null"])
async def test_what_is_no_file_is_refused_in_a_line(source):
    assert "\n" not in await refused(source)


@pytest.mark.parametrize("source", ["ftp://blog.example/x", "http://", "HTTPS://"])
async def test_what_is_no_web_address_is_refused_in_a_line(source):
    assert "no web address" in await refused(source)


def test_the_report_says_what_was_filled_in():
    signal = Drama(1, DramaFacts("Signal", "시그널", year=2016))
    taken = TakenIn(Outcome.NEW, 1, 1, signal, "A blog", filled=("synopsis", "poster_url"))
    assert report(taken) == [
        "Stored as a new review of Signal (시그널, 2016) by A blog; the running bot announces it.",
        "The catalogue lacked these facts, which were filled in: synopsis, poster.",
    ]
