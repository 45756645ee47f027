"""Adding, editing, suggesting and deciding, through Discord."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.dramas import CastMember, Source
from bot.domain.editing import Editor
from bot.domain.errors import ConflictError
from bot.trying.locale_seam import speaking
from data.queries import saving
from data.queries.catalogue import save_revision
from tests.conftest import new_bot
from tests.e2e.conftest import texts
from tests.e2e.test_reviews import labels
from tests.support.dramas import drama_id


@pytest.fixture
def owner(place):
    """Joon runs the bot."""
    place.env.bot.owner_id = place.joon.id
    return place.joon


@pytest.fixture
async def trusted(place, owner):
    """Sora moderates a server that the owner trusts."""
    await owner.slash(place.channel, "catalogue trust")
    return place.sora


def facts(services, title):
    async def read():
        return (await services.catalogue.get(drama_id(services.catalogue, title))).facts

    return read()


async def edit(place, who, drama, page=None, **typed):
    form = await who.slash(
        place.channel, "catalogue edit", drama=drama, **({"page": page} if page else {})
    )
    return await who.submit_modal(form, as_shown(form) | typed)


def as_shown(form):
    """Return a form's values as it opened."""
    shown = {}
    for label in form.modal["components"]:
        field = label["component"]
        if field["type"] == 3:
            shown[field["custom_id"]] = [o["value"] for o in field["options"] if o.get("default")]
        else:
            shown[field["custom_id"]] = field.get("value") or ""
    return shown


async def test_the_owner_edits_at_once_and_page_by_page(place, owner, bot_services):
    saved = await edit(place, owner, "Signal", title="Signal!", made="2017, Japan", episodes="20")
    said = texts(saved.response)
    assert saved.ephemeral
    assert "Signal → Signal!" in said
    assert "**Country**: South Korea → Japan" in said
    assert "**Number of episodes**: 16 → 20" in said
    form = await owner.click(saved.response, label="Genres, cast, trailers")
    shown = as_shown(form)
    assert shown["genres-1"] + shown["genres-2"] != []
    typed = shown | {"cast": "Cho Jin-woong (조진웅) – Lee Jae Han", "warnings-1": ["violence"]}
    await owner.submit_modal(form, typed)
    told = await facts(bot_services, "Signal!")
    assert told.cast == (CastMember("Cho Jin-woong", "Lee Jae Han", "조진웅"),)
    assert told.warnings == ("violence",)
    assert (told.title, told.year, told.country, told.episodes) == ("Signal!", 2017, "JP", 20)
    assert set(told.genres) == {"thriller", "crime", "mystery"}


async def test_what_people_set_no_import_overwrites_until_they_empty_it(
    place, owner, bot_services, clock
):
    await edit(place, owner, "Signal", episodes="20", made="2016, KR")
    signal = drama_id(bot_services.catalogue, "Signal")
    async with bot_services.catalogue._sessions.begin() as session:
        said = (await saving.find_claims(session, signal))[Source.SEED]
        revision = await save_revision(session)
        await saving.record_claims(
            session, signal, Source.TVMAZE, said, now=clock(), revision=revision
        )
    await bot_services.catalogue.refresh()
    assert (await facts(bot_services, "Signal")).episodes == 20
    emptied = await edit(place, owner, "Signal", episodes="")
    assert "what sources say counts again: 16" in texts(emptied.response)
    assert (await facts(bot_services, "Signal")).episodes == 16


async def test_every_wrong_field_is_refused_by_name_and_nothing_is_lost(place, owner):
    sent = await edit(
        place, owner, "Signal", made="2016, Narnia", episodes="many", aliases="Sigeuneol"
    )
    said = texts(sent.response)
    assert "**Year and country**: write a year and a country" in said
    assert "**Number of episodes**: write a whole number from 1 to 9999" in said
    form = await owner.click(sent.response, label="Edit and try again")
    assert as_shown(form)["made"] == "2016, Narnia"
    assert as_shown(form)["aliases"] == "Sigeuneol"
    saved = await owner.submit_modal(form, as_shown(form) | {"made": "2015", "episodes": "16"})
    assert "**Year**: 2016 → 2015" in texts(saved.response)
    assert "Sigeuneol" in texts(saved.response)


async def test_a_poster_must_be_an_address_of_the_web(place, owner):
    sent = await edit(place, owner, "Signal", "about", **{"poster-url": "http://a.example/b.png"})
    assert "**Poster**: write an address that begins with https" in texts(sent.response)


async def test_an_edit_that_changes_nothing_says_so(place, owner):
    sent = await edit(place, owner, "Signal")
    assert "You changed nothing" in texts(sent.response)


async def test_a_member_suggests_and_the_owner_approves(place, owner, bot_services):
    sent = await edit(place, place.mina, "Signal", episodes="20")
    assert sent.ephemeral
    assert "your suggestion waits" in texts(sent.response)
    assert (await facts(bot_services, "Signal")).episodes == 16
    form = await place.mina.click(sent.response, label="What it is about")
    await place.mina.submit_modal(form, as_shown(form) | {"synopsis": "A radio calls the past."})
    tray = await owner.slash(place.channel, "catalogue suggestions")
    said = texts(tray.response)
    assert "Suggestion 1 of 1" in said
    assert "**Number of episodes**: 16 → 20" in said
    assert "A radio calls the past." in said
    assert f"<@{place.mina.id}>" in said
    done = await owner.click(tray.response, label="Approve")
    assert "Approved." in texts(done.response or tray.response)
    assert (await facts(bot_services, "Signal")).episodes == 20
    told = place.mina.user.dm_channel.last_message
    assert "Your suggestion for **Signal** was approved" in texts(told)
    mine = await place.mina.slash(place.channel, "catalogue suggestions")
    assert "Approved" in texts(mine.response)


async def test_a_suggestion_is_refused_with_a_reason(place, owner, bot_services):
    await edit(place, place.mina, "Signal", episodes="20")
    tray = await owner.slash(place.channel, "catalogue suggestions")
    form = await owner.click(tray.response, label="Refuse")
    await owner.submit_modal(form, {"reason": "It has **16**."})
    assert (await facts(bot_services, "Signal")).episodes == 16
    told = texts(place.mina.user.dm_channel.last_message)
    assert "was not taken over" in told
    assert "It has \\*\\*16\\*\\*." in told
    mine = await place.mina.slash(place.channel, "catalogue suggestions")
    assert "Refused" in texts(mine.response)
    assert "It has" in texts(mine.response)


async def test_a_suggestion_is_taken_back(place, owner):
    sent = await edit(place, place.mina, "Signal", episodes="20")
    await place.mina.click(sent.response, label="Take it back")
    tray = await owner.slash(place.channel, "catalogue suggestions")
    assert "Nothing waits" in texts(tray.response)
    mine = await place.mina.slash(place.channel, "catalogue suggestions")
    assert "You have not suggested anything" in texts(mine.response)


async def test_a_suggestion_overtaken_by_an_edit_is_looked_at_again(place, owner, bot_services):
    await edit(place, place.mina, "Signal", episodes="20")
    tray = await owner.slash(place.channel, "catalogue suggestions")
    await edit(place, owner, "Signal", episodes="18")
    again = await owner.click(tray.response, label="Approve")
    said = texts(again.response or tray.response)
    assert "changed since you opened it" in said
    assert "Changed meanwhile; now: 18" in said
    assert (await facts(bot_services, "Signal")).episodes == 18
    shown = again.response or tray.response
    await owner.click(shown, label="Approve")
    assert (await facts(bot_services, "Signal")).episodes == 20


async def test_a_suggestion_is_decided_on_once(place, owner, trusted, bot_services):
    await edit(place, place.mina, "Signal", episodes="20")
    first = await owner.slash(place.channel, "catalogue suggestions")
    second = await trusted.slash(place.channel, "catalogue suggestions")
    await owner.click(first.response, label="Approve")
    late = await trusted.click(second.response, label="Approve")
    assert "decided on already" in texts(late.response or second.response)


async def test_trusted_moderators_edit_until_they_are_trusted_no_more(
    place, owner, trusted, bot_services
):
    saved = await edit(place, trusted, "Signal", episodes="20")
    assert "is changed" in texts(saved.response)
    off = await owner.slash(place.channel, "catalogue trust", off=True)
    assert "suggest changes from now on" in texts(off.response)
    sent = await edit(place, trusted, "Signal", episodes="21")
    assert "waits to be decided on" in texts(sent.response)
    assert (await facts(bot_services, "Signal")).episodes == 20


async def test_a_number_that_is_no_servers_id_is_refused(place, owner):
    refused = await owner.slash(place.channel, "catalogue trust", server="9" * 20)
    assert "17 to 20 digits" in texts(refused.response)
    assert len(place.env.errors) == 1


async def test_who_has_no_right_is_told_so(place):
    for name, options in (
        ("catalogue trust", {}),
        ("catalogue conflicts", {}),
        ("catalogue unmerge", {}),
        ("catalogue merge", {"from": "Signal", "into": "Happiness"}),
    ):
        refused = await place.sora.slash(place.channel, name, **options)
        assert refused.ephemeral
        assert "owner" in texts(refused.response) or "who runs me" in texts(refused.response)
    assert len(place.env.errors) == 4


async def test_a_button_of_somebody_who_lost_the_right_does_nothing(place, owner, trusted):
    await edit(place, place.mina, "Signal", episodes="20")
    tray = await trusted.slash(place.channel, "catalogue suggestions")
    await owner.slash(place.channel, "catalogue trust", off=True)
    refused = await trusted.click(tray.response, label="Approve")
    assert "can decide on that" in texts(refused.response)


async def test_a_drama_is_added_and_found_at_once(place, owner, bot_services):
    form = await owner.slash(place.channel, "catalogue add", title="Misaeng")
    assert as_shown(form)["title"] == "Misaeng"
    saved = await owner.submit_modal(
        form, as_shown(form) | {"native-title": "미생", "made": "2014, KR", "episodes": "20"}
    )
    assert "Misaeng is in the catalogue" in texts(saved.response)
    shown = await place.mina.slash(place.channel, "drama", title="미생")
    assert "Misaeng" in texts(shown.response)


async def test_a_namesake_is_asked_about_first(place, owner, bot_services):
    form = await owner.slash(place.channel, "catalogue add", title="signal")
    asked = await owner.submit_modal(form, as_shown(form))
    assert "Is it one of these?" in texts(asked.response)
    opened = await owner.select(asked.response, [str(drama_id(bot_services.catalogue, "Signal"))])
    assert "시그널" in texts(opened.response)
    await place.env.restart_bot(new_bot(bot_services))
    place.env.bot.owner_id = owner.id
    await owner.click(asked.response, label="No: add it")
    assert len(bot_services.catalogue.titles.named("Signal")) == 2


async def test_a_remake_of_another_year_is_no_namesake(place, owner, bot_services):
    form = await owner.slash(place.channel, "catalogue add", title="Signal")
    saved = await owner.submit_modal(form, as_shown(form) | {"made": "2018, JP"})
    assert "Signal is in the catalogue" in texts(saved.response)


async def test_two_who_add_the_same_at_once_add_it_once(place, owner, trusted, bot_services):
    forms = [
        await who.slash(place.channel, "catalogue add", title="Misaeng") for who in (owner, trusted)
    ]
    for who, form in zip((owner, trusted), forms, strict=True):
        last = await who.submit_modal(form, as_shown(form) | {"made": "2014"})
    assert "Is it one of these?" in texts(last.response)
    assert len(bot_services.catalogue.titles.named("Misaeng")) == 1


async def test_a_new_drama_is_suggested_and_approved(place, owner, bot_services):
    form = await place.mina.slash(place.channel, "catalogue add", title="Misaeng")
    await place.mina.submit_modal(form, as_shown(form) | {"made": "2014, KR"})
    assert bot_services.catalogue.titles.named("Misaeng") == []
    tray = await owner.slash(place.channel, "catalogue suggestions")
    assert "New drama: Misaeng" in texts(tray.response)
    await place.env.restart_bot(new_bot(bot_services))
    place.env.bot.owner_id = owner.id
    await owner.click(tray.response, label="Approve")
    assert len(bot_services.catalogue.titles.named("Misaeng")) == 1


async def test_all_works_in_direct_messages(place, owner, bot_services):
    mina = place.mina.user
    form = await mina.slash("catalogue edit", drama="Signal")
    sent = await mina.submit_modal(form, as_shown(form) | {"episodes": "20"})
    assert "My owner decides on it" in texts(sent.response)
    joon = owner.user
    tray = await joon.slash("catalogue suggestions")
    await joon.click(tray.response, label="Approve")
    assert (await facts(bot_services, "Signal")).episodes == 20


async def test_koreans_edit_in_korean(place, owner):
    with speaking(place.env, "ko"):
        form = await owner.slash(place.channel, "catalogue edit", drama="시그널")
        saved = await owner.submit_modal(form, as_shown(form) | {"made": "2017, 일본"})
    assert "시그널" in form.modal["title"]
    assert "일본" in texts(saved.response)


@pytest.fixture
async def disputed(bot_services, clock):
    """TVmaze says other things of Signal than the starter catalogue."""
    signal = drama_id(bot_services.catalogue, "Signal")
    async with bot_services.catalogue._sessions.begin() as session:
        said = dict((await saving.find_claims(session, signal))[Source.SEED])
        for field, value in (("episodes", 17), ("year", 2017), ("native_title", "씨그널")):
            said[field] = type(said[field])(value, clock())
        revision = await save_revision(session)
        await saving.record_claims(
            session, signal, Source.TVMAZE, said, now=clock(), revision=revision
        )
    await bot_services.catalogue.refresh()
    return signal


async def test_a_conflict_is_settled_by_what_one_source_says(place, owner, disputed, bot_services):
    listed = await owner.slash(place.channel, "catalogue conflicts")
    assert "Signal" in texts(listed.response)
    opened = await owner.select(listed.response, [str(disputed)])
    said = texts(opened.response)
    assert "TVmaze, Jan 2, 2026: 17" in said
    assert "Starter catalogue, Jan 2, 2026: 16" in said
    await place.env.restart_bot(new_bot(bot_services))
    place.env.bot.owner_id = owner.id
    settled = await owner.click(opened.response, label="Keep: 17")
    assert "Settled" in texts(settled.response or opened.response)
    assert (await facts(bot_services, "Signal")).episodes == 17
    one = await owner.slash(place.channel, "catalogue conflicts", drama="Signal")
    assert "Keep: 17" not in labels(one.response)
    assert "Keep: 2017" in labels(one.response)


async def test_dramas_are_merged_and_unmerged(place, owner, bot_services):
    await place.mina.slash(place.channel, "rate", drama="Signal", score=9)
    old = await place.mina.slash(place.channel, "drama", title="Signal")
    asked = await owner.slash(
        place.channel, "catalogue merge", **{"from": "Signal", "into": "Happiness"}
    )
    assert "1 rating" in texts(asked.response)
    merged = await owner.click(asked.response, label="Merge")
    assert "is part of" in texts(merged.response or asked.response)
    # An old card's buttons lead to what the drama became.
    form = await place.sora.click(old.response, label="Rate")
    await place.sora.submit_modal(form, {"score": ["14"]})
    watch = await place.sora.click(old.response, label="Watchlist")
    assert "Happiness" in texts(watch.response)
    await place.sora.select(watch.response, ["watching"])
    card = await place.mina.slash(place.channel, "drama", title="시그널", private=True)
    assert "from 2 ratings" in texts(card.response)
    assert "You gave it **9/10**" in texts(card.response)
    await place.env.restart_bot(new_bot(bot_services))
    place.env.bot.owner_id = owner.id
    listed = await owner.slash(place.channel, "catalogue unmerge")
    second = await owner.slash(place.channel, "catalogue unmerge")
    (merge,) = (await bot_services.merging.list(Editor(1, owner=True)))[0]
    await owner.select(listed.response, [str(merge.id)])
    card = await place.mina.slash(place.channel, "drama", title="Signal", private=True)
    assert "from 1 rating" in texts(card.response)
    again = await owner.select(second.response, [str(merge.id)])
    assert "undone already" in texts(again.followups[-1])


async def test_never_minding_a_merge_changes_nothing(place, owner, bot_services):
    asked = await owner.slash(
        place.channel, "catalogue merge", **{"from": "Signal", "into": "Happiness"}
    )
    kept = await owner.click(asked.response, label="Never mind")
    assert "Nothing is changed" in texts(kept.response or asked.response)
    assert len(bot_services.catalogue.titles.named("Signal")) == 1


async def test_a_server_is_trusted_by_its_id(place, owner):
    done = await owner.user.slash("catalogue trust", server=str(place.guild.id))
    assert "Drama Night" in texts(done.response)
    saved = await edit(place, place.sora, "Signal", episodes="20")
    assert "is changed" in texts(saved.response)
    wrong = await owner.user.slash("catalogue trust", server="not-a-number-at-all")
    assert "is a number" in texts(wrong.response)
    assert place.env.errors


async def test_approving_twice_at_once_decides_once(place, owner, bot_services):
    await edit(place, place.mina, "Signal", episodes="20")
    editors = [Editor(1, owner=True), Editor(2, owner=True)]
    tray = await bot_services.suggestions.tray(editors[0], 0, mine=False)
    found = tray.suggestion
    done = await asyncio.gather(
        *(bot_services.suggestions.approve(e, found.id, found.seen) for e in editors),
        return_exceptions=True,
    )
    assert sum(isinstance(each, ConflictError) for each in done) == 1
