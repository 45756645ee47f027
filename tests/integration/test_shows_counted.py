"""What is in the catalogue: counted, compared, exported."""

import csv
import json
from dataclasses import replace

import pytest
import typer

from bot.cli.catalogue_contents import export_catalogue, show_conflicts, show_stats
from bot.domain.claims import Claim
from bot.domain.dramas import Source
from bot.services.census import CensusService
from bot.settings import Settings
from data.queries import catalogue as catalogue_queries
from data.queries import saving
from tests.support.dramas import SIGNAL, drama_id
from tests.support.shows import airing, show_of

AUTHOR = 777_123_456_789


@pytest.fixture
async def census(services, sessions, clock):
    """Two dramas of TVmaze's, of which one is Signal, and a person's word on it."""
    await services.shows.take_in(show_of(airings=(airing("1"),)))
    other = replace(SIGNAL, cast=(), episodes=17, networks=("tvN Asia",))
    signal = (await services.shows.take_in(show_of(other, "600"))).drama_id
    async with sessions.begin() as session:
        revision = await catalogue_queries.save_revision(session)
        said = {"year": Claim(2017, clock(), by=AUTHOR)}
        await saving.record_claims(
            session, signal, Source.PEOPLE, said, now=clock(), revision=revision, whole=False
        )
    return CensusService(sessions)


async def test_dramas_are_counted_with_what_they_have(census):
    found = await census.count()
    korea = next(each for each in found.countries if each.group == "KR")
    assert (korea.dramas, korea.native, korea.poster, korea.episodes) == (5, 5, 1, 1)
    assert {each.group: each.dramas for each in found.sources} == {
        "seed": 5,
        "tvmaze": 1,
        "people": 1,
    }
    [tvmaze] = found.registers
    assert (tvmaze.entries, tvmaze.read, tvmaze.unread, tvmaze.gone) == (2, 2, 0, 0)
    assert dict(found.conflicts) == {"year": 1, "episodes": 1, "networks": 1}


async def test_what_sources_disagree_on_is_listed_with_the_believed_first(census):
    found = {each.conflict.field: each async for each in census.disputes()}
    assert [(s.value, c.value) for s, c in found["year"].conflict.claims] == [
        ("people", 2017),
        ("seed", 2016),
        ("tvmaze", 2016),
    ]
    assert found["episodes"].title == "Signal"


async def test_everything_is_exported_with_its_sources_and_no_members(census, services):
    entries = {entry["facts"]["title"]: entry async for entry in census.everything()}
    assert len(entries) == len(services.catalogue)
    signal = entries["Signal"]
    assert signal["id"] == drama_id(services.catalogue, "Signal")
    assert signal["facts"]["year"] == 2017
    assert signal["told_by"]["year"] == ["people", "seed", "tvmaze"]
    assert signal["claims"]["tvmaze"]["episodes"]["value"] == 17
    assert signal["elsewhere"][0]["register"] == "tvmaze"
    beyond = entries["Beyond Evil"]
    assert set(map(tuple, beyond["told_by"].values())) == {("tvmaze",)}
    assert str(AUTHOR) not in json.dumps(list(entries.values()))


# The commands


@pytest.fixture
def settings(sqlite_url):
    return Settings(_env_file=None, database_url=sqlite_url)


async def test_an_export_says_how_its_sources_are_to_be_credited(settings, tmp_path, capsys):
    await export_catalogue(settings, str(tmp_path / "all.jsonl"), "jsonl")
    first, *rest = (tmp_path / "all.jsonl").read_text("utf-8").splitlines()
    assert "CC BY-SA 4.0" in str(json.loads(first)["credits"])
    assert len(rest) > 400
    assert "시그널" in "".join(rest)
    await export_catalogue(settings, str(tmp_path / "all.csv"), "csv")
    rows = list(csv.DictReader((tmp_path / "all.csv").read_text("utf-8").splitlines()))
    assert [row["native_title"] for row in rows if row["title"] == "Signal"] == ["시그널"]
    assert "TMDB" in (tmp_path / "all.csv.credits.txt").read_text("utf-8")
    assert "dramas written" in capsys.readouterr().err


async def test_where_it_cannot_be_written_is_said(settings, tmp_path, capsys):
    with pytest.raises(typer.Exit):
        await export_catalogue(settings, str(tmp_path / "no" / "all.csv"), "csv")
    assert "in a folder that exists" in capsys.readouterr().err


async def test_stats_and_conflicts_are_printed(settings, capsys):
    await show_stats(settings)
    said = capsys.readouterr().out
    assert "KR" in said
    assert "asked what changed: never" in said
    await show_conflicts(settings, 5)
    assert "do not disagree" in capsys.readouterr().out
