"""Cards of reviews: at their largest, with hostile texts, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from discord import ui

from bot.domain.dramas import Drama
from bot.domain.reviews import Author, Picture, Review, ReviewText, Section, Upload
from bot.domain.scores import Scale, Score
from bot.domain.spoilers import Progress, SpoilerBoundary
from bot.i18n import lang_for
from bot.services.review_views import OldVersion, Reading, Shelf
from bot.ui.cards import review_reading, reviews
from bot.ui.cards.announcing import announcement_card
from tests.support.discord_rules import check_message
from tests.support.dramas import GO_AHEAD, HOSTILE, SOUNDTRACK
from tests.support.wiretext import texts_of

EN, KO = lang_for("en"), lang_for("ko")
DAY = datetime(2026, 1, 2, tzinfo=UTC)
NASTY = "||**@everyone** <@1> `x` \u202e[a](b)|| "
SAFE, ALL = SpoilerBoundary.nothing(), SpoilerBoundary.everything()
NOWHERE = Progress()
LARGEST = {1: Upload("image/png", 1, 1, b"x"), 2: Upload("image/webp", 1, 1, b"x")}


def review(*sections, verdict="", house=None, version=1, guild=10, **told):
    author = Author(None, house) if house else Author(20)
    edited = DAY if version > 1 else None
    text = ReviewText(Score(18), verdict, tuple(sections))
    return Review(5, 7, author, text, version, DAY, edited, guild_id=guild, **told)


def reading(written, *, facts=SOUNDTRACK, progress=NOWHERE, own=False, scale=Scale.TEN):
    return Reading(Drama(7, facts), written, scale, progress, LARGEST, own)


def member_review(body="Fine.", part="Secret.", pictures=(), **told):
    return review(Section("", body, SAFE, pictures), Section("", part, ALL), **told)


def house_review(sections=12, **told):
    return review(
        *(
            Section(
                f"{NASTY} heading {i} " * 12,
                f"Paragraph {i}. {NASTY}\n\n" * 60,
                ALL if i % 3 else SAFE,
                tuple(Picture(f"https://pictures.test/{i}/{n}.jpg", caption=NASTY) for n in "abc"),
            )
            for i in range(sections)
        ),
        verdict=NASTY * 7,
        house=NASTY * 4,
        version=3,
        source_url="https://blog.test/post",
        first_impression=True,
        guild=None,
        **told,
    )


def checked(view):
    """Return everything a card says, after checking it against Discord's rules."""
    payload = {
        "components": view.to_components(),
        "flags": 1 << 15,
        "allowed_mentions": {"parse": []},
    }
    assert check_message(payload) == []
    assert view.content_length() <= 4_000
    assert view.total_children_count <= 40
    return "\n".join(texts_of(payload))


def buttons(view):
    return {i.label: i for i in view.walk_children() if isinstance(i, ui.Button)}


def hard(facts, body, part):
    return reading(
        member_review(body, part, (Picture(upload_id=1),), verdict=NASTY * 3, version=9),
        facts=facts,
    )


@pytest.mark.parametrize("lang", [EN, KO], ids=["en", "ko"])
@pytest.mark.parametrize("facts", [SOUNDTRACK, HOSTILE], ids=["usual", "hostile"])
def test_the_published_card_stays_within_limits(facts, lang):
    largest = hard(facts, ("*" * 90 + "\n\n") * 19, "|" * 1_200)
    view = reviews.published_card(largest, 10, lang)
    assert "|||" not in checked(view)
    assert len(view.files) == 1


def test_the_published_card_says_nothing_that_spoils():
    hidden = Section("", "Secret.", SpoilerBoundary.through(3), (Picture(upload_id=1),))
    shown = reading(review(Section("", "Fine.", SAFE), hidden, verdict="Lovely"))
    view = reviews.published_card(shown, 10, EN)
    said = checked(view)
    assert "9/10 — Lovely" in said
    assert "Secret" not in said
    assert view.files == []
    assert "Read the spoiler part (through episode 3)" in buttons(view)


def test_a_published_review_that_is_cut_offers_the_rest():
    cut = reviews.published_card(hard(HOSTILE, "*" * 1_800, ""), 10, EN)
    whole = reviews.published_card(reading(member_review("Short.")), 10, EN)
    assert "Read it all" in buttons(cut)
    assert "Read it all" not in buttons(whole)


@pytest.mark.parametrize("scale", list(Scale))
def test_scores_are_shown_in_the_readers_scale(scale):
    wanted = {Scale.TEN: "9/10", Scale.STARS: "★★★★½", Scale.HUNDRED: "90/100"}[scale]
    said = checked(reviews.published_card(reading(member_review(), scale=scale), 10, EN))
    assert wanted in said


def test_a_member_is_named_only_where_they_wrote():
    here = checked(review_reading.read_card(reading(member_review()), 10, EN))
    elsewhere = checked(review_reading.read_card(reading(member_review()), 11, EN))
    mine = checked(review_reading.read_card(reading(member_review(), own=True), 11, EN))
    assert "<@20>" in here
    assert "<@20>" not in elsewhere
    assert "a member of another server" in elsewhere
    assert "<@20>" in mine


@pytest.mark.parametrize("lang", [EN, KO], ids=["en", "ko"])
@pytest.mark.parametrize("facts", [SOUNDTRACK, HOSTILE], ids=["usual", "hostile"])
def test_every_page_of_the_longest_review_stays_within_limits(facts, lang):
    largest = reading(house_review(), facts=facts, own=True)
    pages, opening = 0, set()
    for page in range(99):
        view = review_reading.read_card(largest, None, lang, page=page, overseen=True)
        checked(view)
        pressed = {i.custom_id: i for i in view.walk_children() if isinstance(i, ui.Button)}
        opening |= {custom_id for custom_id in pressed if "spoiler" in str(custom_id)}
        pages += 1
        if pressed[f"review:5:page:{page + 1}"].disabled:
            break
    assert 5 < pages < 99
    assert opening == {f"review:5:spoiler:{index}" for index in range(12) if index % 3}


def test_a_page_beyond_the_last_shows_the_last():
    last = checked(review_reading.read_card(reading(member_review()), 10, EN, page=99))
    assert "Fine." in last


def test_what_a_reader_may_do_depends_on_who_they_are():
    written = member_review(version=2)
    visitor = buttons(review_reading.read_card(reading(written), 10, EN))
    moderator = buttons(review_reading.read_card(reading(written), 10, EN, overseen=True))
    author = buttons(review_reading.read_card(reading(written, own=True), 10, EN, overseen=True))
    assert not {"Edit", "Delete", "Earlier versions"} & set(visitor)
    assert {"Delete", "Earlier versions"} <= set(moderator)
    assert "Edit" not in moderator
    assert {"Edit", "Delete", "Earlier versions"} <= set(author)


@pytest.mark.parametrize("lang", [EN, KO], ids=["en", "ko"])
def test_every_page_of_an_opened_part_stays_within_limits(lang):
    largest = reading(house_review(), facts=HOSTILE)
    pages = {}
    for page in range(12):
        view = review_reading.opened_card(largest, 1, lang, page=page)
        pages[checked(view)] = view
    assert len(pages) > 1


@pytest.mark.parametrize("episode", [2, 3])
def test_the_pictures_of_a_part_that_was_opened_are_shown_unveiled(episode):
    part = Section("Ending", "x", SpoilerBoundary.through(3), (Picture("https://a.test/b.jpg"),))
    progress = Progress(Decimal(episode))
    view = review_reading.opened_card(reading(review(part), progress=progress), 0, EN)
    (gallery,) = (i for i in view.walk_children() if isinstance(i, ui.MediaGallery))
    assert gallery.items[0].spoiler is False


def test_titles_are_in_the_readers_language_and_not_endless():
    written, drama = member_review(), Drama(7, SOUNDTRACK)
    for lang, first, second in (
        (EN, "## Soundtrack #1", "**사운드트랙#1** · 2022"),
        (KO, "## 사운드트랙#1", "**Soundtrack #1** · 2022"),
    ):
        shown = reading(written)
        for card in (
            reviews.published_card(shown, 10, lang),
            review_reading.read_card(shown, 10, lang),
        ):
            assert f"{first}\n{second}" in checked(card)
    assert "사운드트랙#1" in checked(reviews.own_card(drama, written, 0, KO))
    endless = Drama(7, replace(SOUNDTRACK, title="x" * 300))
    assert "x" * 151 not in checked(reviews.own_card(endless, written, 0, EN))
    assert "x" * 151 not in checked(
        reviews.published_card(reading(written, facts=endless.facts), 10, EN)
    )


def test_the_own_card_says_what_happened_and_where():
    drama, written = Drama(7, SOUNDTRACK), member_review(pictures=(Picture(upload_id=1),))
    new = reviews.own_card(drama, written, 0, EN)
    changed = reviews.own_card(drama, written, 9, EN, edited=True, url="https://discord.com/9")
    assert "is published" in checked(new)
    assert "is updated" in checked(changed)
    assert [b.url for b in buttons(changed).values() if b.url] == ["https://discord.com/9"]
    assert not any(b.url for b in buttons(new).values())


def test_asking_says_how_far_both_are():
    part = Section("", "x", SpoilerBoundary.through(6))
    card = review_reading.ask_spoiler_card(
        reading(review(part), progress=Progress(Decimal(2))), 0, EN
    )
    said = checked(card)
    assert "You are on episode 2" in said
    assert "through episode 6" in said


def test_a_part_that_is_gone_makes_no_card():
    assert review_reading.opened_card(reading(review()), 0, EN) is None
    assert review_reading.ask_spoiler_card(reading(review()), 3, EN) is None


@pytest.mark.parametrize("lang", [EN, KO], ids=["en", "ko"])
def test_the_list_stays_within_limits(lang):
    drama = Drama(7, HOSTILE)
    shelf = Shelf(drama, [house_review(1)] * 5, 1, 99, Scale.STARS)
    shelf = replace(shelf, reviews=[replace(r, id=i) for i, r in enumerate(shelf.reviews)])
    said = checked(reviews.shelf_card(shelf, 10, 20, lang))
    assert said
    checked(reviews.shelf_card(Shelf(drama, [], 0, 0, Scale.TEN), None, 20, lang))


@pytest.mark.parametrize("lang", [EN, KO], ids=["en", "ko"])
def test_a_version_hides_what_spoils(lang):
    text = member_review("*" * 1_800, "Secret. " + "|" * 1_190, verdict=NASTY).text
    old = OldVersion(Drama(7, HOSTILE), member_review(), text, 1, 3, DAY, Scale.TEN)
    said = checked(reviews.version_card(old, lang))
    assert "||Secret." in said


@pytest.mark.parametrize("episodes", [None, 1, 4, 16, 23, 24, 46, 500, 9_999])
@pytest.mark.parametrize("current", [ALL, SpoilerBoundary.through(Decimal("7.5"))])
def test_any_boundary_can_be_seen_and_changed(episodes, current):
    drama = Drama(7, replace(GO_AHEAD, episodes=episodes), frozenset({Decimal("7.5")}))
    part = Section("", "x", current)
    view = reviews.own_card(drama, review(Section("", "y", SAFE), part), 0, EN)
    checked(view)
    (menu,) = (i for i in view.walk_children() if isinstance(i, ui.Select))
    assert len(menu.options) <= 25
    chosen = [reviews.parse_boundary(o.value) for o in menu.options if o.default]
    assert chosen == [current]


@pytest.mark.parametrize("own", [True, False])
def test_deleting_is_asked_by_name(own):
    said = checked(reviews.ask_delete_card(reading(member_review(), facts=HOSTILE, own=own), EN))
    assert ("<@20>" in said) is not own


MARKED = "A **strong** word, ||a secret|| and [a link](https://a.example/p)."


@pytest.mark.parametrize("markup", [True, False], ids=["house", "member"])
def test_markup_of_ours_is_shown_and_that_of_members_is_not(markup):
    written = review(Section("", MARKED, SAFE), Section("End", MARKED, ALL))
    written = replace(written, text=replace(written.text, markup=markup))
    shown = reading(written)
    for view in (
        reviews.published_card(shown, 10, EN),
        review_reading.read_card(shown, 10, EN),
        review_reading.opened_card(shown, 1, EN),
        announcement_card(shown.drama, written, Scale.TEN, EN),
    ):
        assert ("**strong** word, ||a secret|| and [a link]" in checked(view)) is markup


def test_an_earlier_version_hides_all_of_a_part_with_markup():
    text = replace(review(Section("", MARKED, ALL)).text, markup=True)
    old = OldVersion(Drama(7, SOUNDTRACK), review(), text, 1, 1, DAY, Scale.TEN)
    assert "||A **strong** word, a secret and [a link](https://a.example/p).||" in checked(
        reviews.version_card(old, EN)
    )


def test_every_page_of_a_long_review_with_markup_is_balanced():
    body = "\n\n".join([f"> **{MARKED}**", f"- ||{'secret ' * 90}||\n- {MARKED * 9}"] * 20)
    written = review(Section("The end", body, SAFE), house="Blog")
    written = replace(written, text=replace(written.text, markup=True))
    for page in range(20):
        for line in checked(review_reading.read_card(reading(written), 10, EN, page=page)).split(
            "\n"
        ):
            assert line.count("||") % 2 == 0
            assert line.count("**") % 2 == 0


def test_captions_are_shown_below_their_pictures_and_hidden_with_them():
    pictures = (
        Picture("https://a.example/k.jpg", caption="The *key*", alt="a key"),
        Picture("https://a.example/l.jpg", caption="She dies", alt="a grave", hidden=True),
    )
    view = review_reading.read_card(reading(review(Section("", "Fine.", SAFE, pictures))), 10, EN)
    assert "-# The \\*key\\* · ||She dies||" in checked(view)
    (gallery,) = (i for i in view.walk_children() if isinstance(i, ui.MediaGallery))
    assert [(i.description, i.spoiler) for i in gallery.items] == [
        ("a key", False),
        ("Picture of the review", True),
    ]
