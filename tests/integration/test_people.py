import pytest

from bot.domain.actors import Actor
from bot.domain.dramas import CastMember, DramaFacts, Source
from bot.domain.errors import NotFoundError
from bot.domain.people import PersonOrder
from bot.domain.scores import Score
from bot.domain.watching import WatchStatus
from bot.services.people import PAGE_SIZE, PeopleService
from data.queries.state import CATALOGUE_ID, save_state
from tests.support.dramas import drama_id

GUILD = 50
MINA, JOON, SORA, HANA = (Actor(user, GUILD) for user in (1, 2, 3, 4))


@pytest.fixture(params=["ready", "not ready"])
async def people(services, request):
    """People, found by the index of names or by the database."""
    if request.param == "ready":
        await services.people.refresh()
    return services.people


async def catch_up(people):
    """Have the index take in who is new, where it is the index that answers."""
    if people.index.ready:
        await people.refresh()


async def add(services, title, *cast, year=None):
    """Put a drama with a cast into the catalogue; return its id."""
    facts = DramaFacts(title, year=year, cast=cast)
    drama = await services.catalogue.save(title.lower().replace(" ", "-"), facts, Source.SEED)
    return drama.id


async def person_id(people, name):
    return (await people.resolve(name)).id


@pytest.mark.parametrize(
    "typed", ["park hyung", "Park Hyung-Sik", "PARK HYUNGSIK", "박형식", "박형"]
)
async def test_somebody_is_suggested_as_their_name_is_typed(people, typed):
    [found] = [p for p in await people.suggest(typed) if p.name == "Park Hyung Sik"]
    assert found.native_name == "박형식"
    assert found.known_for.title == "Soundtrack #1"


@pytest.mark.parametrize("typed", ["hyun bin", "Hyun-Bin", "현빈"])
async def test_a_name_that_leaves_no_doubt_is_taken(people, typed):
    assert (await people.resolve(typed)).name == "Hyun Bin"


@pytest.mark.parametrize("typed", ["", " ", "zzzz", "person:", "person:99999999", "x" * 6_000, "%"])
async def test_what_is_nobodys_name_is_refused(people, typed):
    with pytest.raises(NotFoundError):
        await people.resolve(typed)


async def test_a_choice_is_whom_it_stands_for(people):
    for line in await people.suggest("park hyung"):
        assert (await people.resolve(people.choice_of(line))).id == line.id


async def test_whoever_acts_in_nothing_is_not_suggested(services, people):
    await add(services, "Short", CastMember("Gone Person", native_name="사라진"))
    await catch_up(people)
    assert [p.name for p in await people.suggest("gone per")] == ["Gone Person"]
    await add(services, "Short", CastMember("Other Person"))
    await services.catalogue.refresh()
    assert await people.suggest("gone per") == []
    assert await people.suggest("사라") == []


async def test_the_better_known_come_first_among_equals(services, people):
    cast = [CastMember(f"Kim Same {letter}") for letter in "ABC"]
    await add(services, "One", *cast)
    await add(services, "Two", cast[1], cast[2])
    await add(services, "Three", cast[2])
    if services.people.index.ready:
        services.people.index._stamp = None  # how well they are known is read when it is built
        await catch_up(people)
    assert [p.name for p in await people.suggest("kim same")] == [
        "Kim Same C",
        "Kim Same B",
        "Kim Same A",
    ]


async def test_nothing_typed_brings_the_leads_of_the_members_dramas(services, people):
    signal = drama_id(services.catalogue, "Signal")
    await services.watching.choose_status(MINA, signal, WatchStatus.WATCHING)
    names = [p.name for p in await people.suggest("", user_id=MINA.user_id)]
    assert names[:2] == ["Lee Je Hoon", "Kim Hye Soo"]
    assert len(names) == len(set(names))


async def test_their_dramas_come_newest_or_best_known_first(services, people, sessions):
    from sqlalchemy import text

    async with sessions.begin() as session:
        await session.execute(text("UPDATE dramas SET popularity = 9 WHERE title = 'Happiness'"))
    person = await person_id(people, "박형식")
    newest = await people.page(MINA, person)
    assert [line.drama.title for line in newest.lines] == ["Soundtrack #1", "Happiness"]
    assert newest.lines[0].roles == ("Han Sun Woo",)
    known = await people.page(MINA, person, order=PersonOrder.KNOWN)
    assert [line.drama.title for line in known.lines] == ["Happiness", "Soundtrack #1"]


async def test_two_hundred_dramas_are_all_shown_once(services, people):
    cast = CastMember("Busy Bee")
    ids = {await add(services, f"Hive {n}", cast, year=1900 + n % 7) for n in range(200)}
    await catch_up(people)
    person = await person_id(people, "Busy Bee")
    first = await people.page(MINA, person)
    assert (first.total, first.pages) == (200, 200 // PAGE_SIZE)
    seen = []
    for number in range(first.pages):
        page = await people.page(MINA, person, page=number)
        seen += [line.drama.id for line in page.lines]
    assert len(seen) == 200
    assert set(seen) == ids
    assert (await people.page(MINA, person, page=999)).page == first.pages - 1
    assert (await people.page(MINA, person, page=-5)).page == 0


async def test_two_roles_in_one_drama_are_one_line(services, people):
    twins = (CastMember("Two Faces", "Elder"), CastMember("Two Faces", "Younger"))
    await add(services, "Twins", *twins)
    await catch_up(people)
    page = await people.page(MINA, await person_id(people, "Two Faces"))
    assert [(line.drama.title, line.roles) for line in page.lines] == [
        ("Twins", ("Elder", "Younger"))
    ]
    assert page.total == 1


async def test_the_scores_are_the_servers_or_everyones_without_who_dropped_it(services, people):
    happiness = drama_id(services.catalogue, "Happiness")
    elsewhere = Actor(9, GUILD + 1)
    for actor, points in ((MINA, 20), (JOON, 10), (SORA, 2), (elsewhere, 18)):
        await services.ratings.rate(actor, happiness, Score(points))
    await services.watching.choose_status(SORA, happiness, WatchStatus.DROPPED)
    await services.settings.choose_counted(JOON, counted=False)
    person = await person_id(people, "박형식")
    here = (await people.page(MINA, person)).lines[1].tally
    assert (here.count, here.mean) == (1, 10.0)
    everywhere = (await people.page(Actor(MINA.user_id), person)).lines[1].tally
    assert (everywhere.count, everywhere.mean) == (3, 8.0)


async def test_who_here_has_seen_them_leaves_out_what_is_hidden_planned_or_elsewhere(
    services, people
):
    happiness, soundtrack = (
        drama_id(services.catalogue, title) for title in ("Happiness", "Soundtrack #1")
    )
    watching = services.watching
    for actor in (MINA, JOON, SORA, HANA, Actor(9, GUILD + 1)):
        await watching.choose_status(actor, happiness, WatchStatus.COMPLETED)
    await watching.choose_private(SORA, happiness, private=True)
    await watching.choose_status(JOON, soundtrack, WatchStatus.PLANNED)
    await watching.choose_status(MINA, soundtrack, WatchStatus.WATCHING)
    await services.settings.choose_counted(HANA, counted=False)
    page = await people.page(JOON, await person_id(people, "박형식"))
    assert [(v.user_id, v.dramas) for v in page.viewers] == [(1, 2), (2, 1)]
    assert page.viewers_total == 2
    await watching.choose_private(MINA, soundtrack, private=True)
    page = await people.page(JOON, page.person.id)
    assert [(v.user_id, v.dramas) for v in page.viewers] == [(1, 1), (2, 1)]


async def test_outside_a_server_nobody_is_named(services, people):
    page = await people.page(Actor(1), await person_id(people, "박형식"))
    assert page.viewers is None
    assert not page.in_server


async def test_only_the_member_sees_where_dramas_stand_on_their_list(services, people):
    happiness = drama_id(services.catalogue, "Happiness")
    await services.watching.choose_status(MINA, happiness, WatchStatus.ON_HOLD)
    person = await person_id(people, "박형식")
    assert (await people.page(MINA, person)).lines[1].status is WatchStatus.ON_HOLD
    assert (await people.page(JOON, person)).lines[1].status is None


async def test_a_merged_drama_is_left_out(services, people, sessions):
    from sqlalchemy import text

    happiness = drama_id(services.catalogue, "Happiness")
    signal = drama_id(services.catalogue, "Signal")
    person = await person_id(people, "박형식")
    async with sessions.begin() as session:
        await session.execute(
            text("UPDATE dramas SET merged_into = :into WHERE id = :id"),
            {"into": signal, "id": happiness},
        )
    page = await people.page(MINA, person)
    assert [line.drama.title for line in page.lines] == ["Soundtrack #1"]
    assert page.total == 1


class TestIndex:
    """The index in memory, and its file."""

    @pytest.fixture
    def people(self, services, sessions, clock, tmp_path):
        """Return a maker of services that keep the index in one file."""

        def make():
            path = tmp_path / "daebak.db.people"
            return PeopleService(sessions, clock, services.catalogue, index_path=path)

        return make

    async def test_who_is_new_is_taken_in(self, services, people):
        first = people()
        assert await first.refresh()
        assert not await first.refresh()
        before = len(first.index)
        await add(services, "New", CastMember("New Face"), CastMember("Hyun Bin", "", "현빈"))
        assert await first.refresh()
        assert len(first.index) == before + 1
        assert [p.name for p in await first.suggest("new fa")] == ["New Face"]

    async def test_a_start_loads_the_file_and_takes_in_who_is_new(
        self, services, people, monkeypatch
    ):
        await people().refresh()
        await add(services, "New", CastMember("New Face"))
        later = people()

        async def built(*_):
            pytest.fail("built anew")

        monkeypatch.setattr(later.index, "_build", built)
        assert await later.refresh()
        assert [p.name for p in await later.suggest("new fa")] == ["New Face"]
        assert (await later.resolve("현빈")).name == "Hyun Bin"

    @pytest.mark.parametrize("harm", ["damaged", "no stamp", "bad stamp", "other database"])
    async def test_a_file_that_does_not_fit_is_made_anew(self, people, sessions, tmp_path, harm):
        await people().refresh()
        file, stamp = (tmp_path / f"daebak.db.people{end}" for end in ("", ".stamp"))
        if harm == "damaged":
            file.write_bytes(b"\x00" * 100)
        elif harm == "no stamp":
            stamp.unlink()
        elif harm == "bad stamp":
            stamp.write_text('{"identity": 1}', encoding="utf-8")
        else:
            async with sessions.begin() as session:
                await save_state(session, CATALOGUE_ID, "another")
        later = people()
        assert await later.refresh()
        assert [p.name for p in await later.suggest("hyun bin")] == ["Hyun Bin"]

    async def test_renames_are_found_a_week_later_and_shown_at_once(
        self, services, people, sessions, clock
    ):
        from sqlalchemy import text

        service = people()
        await service.refresh()
        async with sessions.begin() as session:
            await session.execute(
                text("UPDATE people SET name = 'Kim Tae Pyung' WHERE name = 'Hyun Bin'")
            )
        await add(services, "Any", CastMember("Hyun Ju"))
        assert [p.name for p in await service.suggest("현빈")] == ["Kim Tae Pyung"]
        await service.refresh()
        assert await service.suggest("kim tae pyung") == []
        clock.advance(days=8)
        assert await service.refresh()
        assert [p.name for p in await service.suggest("kim tae pyung")] == ["Kim Tae Pyung"]
        assert not await service.refresh()

    async def test_after_many_new_people_it_is_built_anew(self, services, people, tmp_path):
        service = people()
        await service.refresh()
        stamp = tmp_path / "daebak.db.people.stamp"
        written = stamp.read_text("utf-8")
        await add(services, "Few", CastMember("Nobody Yet"))
        await service.refresh()
        assert stamp.read_text("utf-8") == written
        for part in range(12):
            await add(services, f"Crowd {part}", *(CastMember(f"P {part}x{n}") for n in range(200)))
            await service.refresh()
        assert stamp.read_text("utf-8") != written
        assert [p.name for p in await service.suggest("P 11x199")][:1] == ["P 11x199"]

    async def test_a_file_that_cannot_be_written_does_not_stop_it(
        self, services, sessions, clock, tmp_path
    ):
        path = tmp_path / "missing" / "daebak.db.people"
        service = PeopleService(sessions, clock, services.catalogue, index_path=path)
        assert await service.refresh()
        assert (await service.resolve("현빈")).name == "Hyun Bin"
