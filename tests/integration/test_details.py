from decimal import Decimal

import pytest
from sqlalchemy import select

from bot.domain.actors import Actor
from bot.domain.claims import claimed
from bot.domain.details import DetailPart, Origin
from bot.domain.dramas import DramaFacts, Source
from bot.domain.errors import NotFoundError
from bot.domain.shows import Relation, WatchKind
from bot.domain.watching import WatchStatus
from data.queries import saving
from data.queries.catalogue import save_revision
from data.tables import DramaRow, PersonRow
from tests.support.details import FULL, NOW, PAGE, stock_full
from tests.support.dramas import drama_id

MINA = Actor(1, 10)


@pytest.fixture
async def fairy(services, sessions):
    return await stock_full(services, sessions)


async def read(services, drama, part, **more):
    return await services.details.details(MINA, drama, DetailPart(part), **more)


async def test_every_part_is_offered_of_which_something_is_known(services, fairy):
    details = await read(services, fairy, "overview")
    assert details.parts == tuple(DetailPart)
    assert (details.page, details.pages) == (0, 1)


async def test_parts_of_which_nothing_is_known_are_not_offered(services):
    bare = await services.catalogue.save("bare", DramaFacts("Bare"), Source.SEED)
    details = await read(services, bare.id, "overview")
    assert details.parts == (DetailPart.OVERVIEW, DetailPart.WATCH, DetailPart.SOURCES)
    for part in DetailPart:
        shown = await read(services, bare.id, part, page=3)
        assert part in shown.parts
        assert shown.page == 0


async def test_the_pages_of_the_cast_hold_everybody_once_and_in_order(services, sessions, fairy):
    names, people = [], []
    first = await read(services, fairy, "cast")
    for page in range(first.pages):
        shown = await read(services, fairy, "cast", page=page)
        names += [player.member.actor for player in shown.content.players]
        people += [player.person_id for player in shown.content.players]
    assert names == [f"Actor {n:03}" for n in range(200)]
    async with sessions() as session:
        found = dict((await session.execute(select(PersonRow.id, PersonRow.name))).all())
    assert [found[person] for person in people] == names


async def test_a_page_that_is_not_there_is_the_nearest_one(services, fairy):
    last = await read(services, fairy, "cast", page=999)
    assert last.page == last.pages - 1 == 39
    assert (await read(services, fairy, "cast", page=-5)).page == 0


async def test_the_country_is_the_one_that_was_chosen_or_the_languages(services, fairy):
    korean = await read(services, fairy, "watch", locale="ko")
    assert (korean.region, korean.content.chosen) == ("KR", False)
    assert [(offer.kind, offer.service) for offer in korean.content.offers] == [
        (WatchKind.STREAM, "Kocowa"),
        (WatchKind.STREAM, "Wavve"),
        (WatchKind.STREAM, "Netflix"),
        (WatchKind.BUY, "Naver"),
    ]
    assert korean.content.elsewhere == ("BR", "US")
    await services.settings.choose_region(MINA, "BR")
    chosen = await read(services, fairy, "watch", locale="ko")
    assert (chosen.region, chosen.content.chosen) == ("BR", True)
    assert [offer.service for offer in chosen.content.offers] == ["Kocowa", "Netflix"]
    await services.settings.choose_region(MINA, None)
    assert (await read(services, fairy, "watch", locale="en-GB")).region == "GB"


async def test_a_country_is_kept_beside_the_scale_and_forgotten_with_it(services):
    await services.settings.choose_region(MINA, "SE")
    assert (await services.settings.preferences(MINA)).region == "SE"
    assert (await services.settings.preferences(Actor(1))).region == "SE"
    assert (await services.settings.preferences(Actor(2))).region is None
    await services.settings.forget(1)
    assert (await services.settings.preferences(MINA)).region is None


async def test_titles_of_episodes_that_a_member_has_not_seen_are_hidden(services, fairy):
    async def hidden(**more):
        shown = await read(services, fairy, "episodes", **more)
        return [(line.number, line.hidden) for line in shown.content.lines]

    assert all(is_hidden for _, is_hidden in await hidden())
    await services.watching.reach(MINA, fairy, 3)
    assert [number for number, is_hidden in await hidden(page=0) if not is_hidden] == [1, 2, 3]
    assert all(is_hidden for _, is_hidden in await hidden(page=1))
    await services.watching.choose_status(MINA, fairy, WatchStatus.COMPLETED)
    assert not any(is_hidden for _, is_hidden in await hidden(page=2))
    other = await services.details.details(Actor(2), fairy, DetailPart.EPISODES)
    assert all(line.hidden for line in other.content.lines)


async def test_the_episodes_open_where_the_member_is(services, fairy):
    assert (await read(services, fairy, "episodes")).page == 0
    await services.watching.reach(MINA, fairy, 12)
    shown = await read(services, fairy, "episodes")
    assert (shown.page, shown.pages) == (1, 3)
    assert shown.content.lines[6].number == Decimal("16.5")
    assert shown.content.lines[6].special


async def test_the_pages_of_the_trailers_hold_each_once(services, fairy):
    pages = [await read(services, fairy, "trailers", page=page) for page in (0, 1)]
    assert [page.pages for page in pages] == [2, 2]
    assert [link for page in pages for link in page.content.links] == list(FULL.trailers)


async def test_related_dramas_lead_to_their_cards_where_there_are_any(services, fairy):
    shown = (await read(services, fairy, "related")).content
    remake = drama_id(services.catalogue, "Lifting Girl")
    assert [(each.relation, each.title, each.drama and each.drama.id) for each in shown.dramas] == [
        (Relation.REMAKE, "Lifting Girl", remake),
        (Relation.SEQUEL, "Fairy 2", None),
    ]
    assert [(s.number, s.episodes, s.first.year) for s in shown.seasons] == [
        (1, 16, 2016),
        (2, 8, 2018),
    ]


async def test_what_one_drama_says_of_another_holds_the_other_way_round(services, fairy):
    remake = drama_id(services.catalogue, "Lifting Girl")
    details = await read(services, remake, "related")
    [original] = details.content.dramas
    assert (original.relation, original.drama.id) == (Relation.ORIGINAL, fairy)
    assert DetailPart.RELATED in (await read(services, remake, "overview")).parts


async def test_a_related_drama_that_was_merged_is_the_one_it_became(services, sessions, fairy):
    became = drama_id(services.catalogue, "Signal")
    remake = drama_id(services.catalogue, "Lifting Girl")
    async with sessions.begin() as session:
        row = await session.get(DramaRow, remake)
        row.merged_into = became
        row.changed = await save_revision(session)
    await services.catalogue.refresh()
    shown = (await read(services, fairy, "related")).content
    assert [each.drama and each.drama.id for each in shown.dramas] == [became, None]
    # Whoever asks by the old id gets the one it became as well.
    assert (await read(services, remake, "sources")).drama.id == became
    page = await services.pages.drama_page(MINA, remake)
    assert page.drama.id == became


async def test_sources_say_what_they_told_and_where_they_disagree(services, fairy):
    details = await read(services, fairy, "sources")
    told = {
        each.source: [f for _, fields in each.fields for f in fields]
        for each in details.content.told
    }
    assert "year" in told[Source.TVMAZE]
    assert "cast" in told[Source.TVMAZE]
    assert Source.TMDB not in told  # TVmaze is believed in all that it says
    disagreed = {conflict.field: conflict.claims for conflict in details.content.conflicts}
    assert set(disagreed) == {"year", "episodes"}
    assert [claim.value for _, claim in disagreed["year"]] == [2016, 2017]


async def test_what_people_set_is_told_by_them(services, sessions, fairy):
    async with sessions.begin() as session:
        revision = await save_revision(session)
        said = claimed(DramaFacts("Fairy"), NOW, 99)
        await saving.record_claims(
            session, fairy, Source.PEOPLE, said, now=NOW, revision=revision, whole=False
        )
    await services.catalogue.refresh()
    details = await read(services, fairy, "sources")
    first = details.content.told[0]
    assert (first.source, first.fields) == (Source.PEOPLE, ((NOW.date(), ("title",)),))


async def test_whom_to_credit_is_told_with_their_own_pages(services, fairy):
    page = await services.pages.drama_page(MINA, fairy)
    assert page.origins == (Origin(Source.TVMAZE, PAGE), Origin(Source.TMDB))
    details = await read(services, fairy, "overview")
    assert details.origins == (*page.origins, Origin(Source.WIKIDATA))
    seeded = await services.pages.drama_page(MINA, drama_id(services.catalogue, "Signal"))
    assert seeded.origins == (Origin(Source.SEED),)


async def test_a_source_that_tells_later_is_credited_from_then_on(services, sessions):
    signal = drama_id(services.catalogue, "Signal")
    before = await services.pages.drama_page(MINA, signal)
    assert [origin.source for origin in before.origins] == [Source.SEED]
    async with sessions.begin() as session:
        revision = await save_revision(session)
        said = claimed(DramaFacts("Signal", runtime=70), NOW)
        await saving.record_claims(session, signal, Source.TVMAZE, said, now=NOW, revision=revision)
    await services.catalogue.refresh()
    after = await services.pages.drama_page(MINA, signal)
    assert [origin.source for origin in after.origins] == [Source.SEED, Source.TVMAZE]


async def test_there_are_no_details_of_a_drama_that_is_not_there(services):
    with pytest.raises(NotFoundError):
        await read(services, 999_999, "cast")
