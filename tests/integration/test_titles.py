"""The title index in memory, kept in step with the database and with its file."""

import pytest

from bot.domain.dramas import DramaFacts, Source
from bot.services.catalogue import CatalogueService
from data.queries import catalogue as queries
from data.tables import DramaRow
from tests.support.dramas import drama_id, stock


@pytest.fixture
async def kept(sessions, clock, tmp_path):
    catalogue = CatalogueService(sessions, clock, index_path=tmp_path / "daebak.titles")
    await stock(catalogue)
    assert await catalogue.titles.save()
    return catalogue


def again(sessions, clock, tmp_path):
    return CatalogueService(sessions, clock, index_path=tmp_path / "daebak.titles")


async def test_a_start_finds_what_was_added_since_the_index_was_kept(
    kept, sessions, clock, tmp_path
):
    await kept.save("voice-2017", DramaFacts("Voice", "보이스", year=2017), Source.SEED)
    later = again(sessions, clock, tmp_path)
    await later.refresh()
    assert len(later) == len(kept)
    assert [line.title for line in await later.titles.search("보이스", 5)] == ["Voice"]
    assert [line.title for line in await later.titles.search("시그널", 5)] == ["Signal"]


async def test_an_index_that_did_not_change_is_not_written_again(kept):
    assert not await kept.titles.save()


@pytest.mark.parametrize("content", [b"", b"not an index", b"\x00" * 5_000])
async def test_a_damaged_file_is_built_anew(kept, sessions, clock, tmp_path, content):
    (tmp_path / "daebak.titles").write_bytes(content)
    later = again(sessions, clock, tmp_path)
    await later.refresh()
    assert len(later) == len(kept)
    assert drama_id(later, "Signal") == drama_id(kept, "Signal")


async def test_another_databases_file_is_not_believed(kept, sessions, clock, tmp_path):
    async with sessions.begin() as session:
        from data.queries.state import save_state

        await save_state(session, "catalogue_id", "somebody else's")
    later = again(sessions, clock, tmp_path)
    await later.refresh()
    assert len(later) == len(kept)


async def test_a_changed_title_is_found_by_its_new_name_alone(kept, sessions, clock):
    elsewhere = CatalogueService(sessions, clock)
    await elsewhere.refresh()
    await kept.save("signal-2016", DramaFacts("The Radio", "라디오"), Source.SEED)
    assert await elsewhere.refresh()
    assert elsewhere.titles.named("Signal") == []
    assert elsewhere.titles.named("the radio") == [drama_id(kept, "The Radio")]


async def test_a_merged_drama_is_the_one_it_became(kept, sessions, clock):
    old, new = drama_id(kept, "Happiness"), drama_id(kept, "Signal")
    assert (await kept.get(old)).id == old
    async with sessions.begin() as session:
        revision = await queries.save_revision(session)
        row = await session.get(DramaRow, old)
        row.merged_into, row.changed = new, revision
    await kept.refresh()
    assert (await kept.get(old)).id == new
    assert kept.titles.named("Happiness") == []
    assert kept.titles.line(old) is None


async def test_nothing_typed_brings_ones_own_list_before_look_ups(services):
    from bot.domain.actors import Actor
    from bot.domain.watching import WatchStatus

    catalogue, mina = services.catalogue, Actor(1, None)
    signal, happiness = drama_id(catalogue, "Signal"), drama_id(catalogue, "Happiness")
    catalogue.lookups.note(1, signal)
    assert [line.id for line in await catalogue.suggest(1, "")][:1] == [signal]
    await services.watching.choose_status(mina, happiness, WatchStatus.PLANNED)
    assert [line.id for line in await catalogue.suggest(1, "")][:2] == [happiness, signal]
    assert len({line.id for line in await catalogue.suggest(1, "")}) == len(catalogue)


async def test_ones_own_drama_comes_first_among_namesakes(services):
    from bot.domain.actors import Actor

    catalogue = services.catalogue
    remake = await catalogue.save("signal-2018", DramaFacts("Signal", year=2018), Source.SEED)
    await services.watching.reach(Actor(1, None), remake.id, 1)
    assert [line.id for line in await catalogue.suggest(1, "signal")][:1] == [remake.id]
