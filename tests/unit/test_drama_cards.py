import dataclasses
from datetime import UTC, datetime

import pytest
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.dramas import CastMember, Drama, DramaFacts
from bot.domain.reviews import Author, Review, ReviewText, Section
from bot.domain.scores import Scale, Score, Standing, Tally
from bot.domain.spoilers import SpoilerBoundary
from bot.i18n import lang_for
from bot.services.likes import Likeness
from bot.services.pages import DramaPage
from bot.ui.cards.dramas import drama_card, likes_card
from tests.support.discord_rules import check_message
from tests.support.dramas import HAPPINESS, HOSTILE, SIGNAL, SOUNDTRACK
from tests.support.wiretext import texts_of

EN, KO = lang_for("en-US"), lang_for("ko")
LANGS = pytest.mark.parametrize("lang", [EN, KO], ids=["en", "ko"])
DAY = datetime(2026, 1, 2, tzinfo=UTC)
HOSTILE_KOREAN = dataclasses.replace(
    HOSTILE,
    language="ko",
    native_title=HOSTILE.title,
    title="가" * 300,
    poster_url="https://a.test/p.png",
    cast=tuple(CastMember("**x** " * 50, "||y|| " * 50, "_z_ " * 70) for _ in range(20)),
)


def page(facts=SIGNAL, *, standing=None, review=None):
    return DramaPage(Drama(7, facts), standing or Standing(), None, Scale.TEN, review, 3)


def house_review():
    sections = (
        Section("", "Safe " * 700, SpoilerBoundary.nothing()),
        *(Section(f"Episode {n}", "Told", SpoilerBoundary.through(n)) for n in range(1, 9)),
    )
    text = ReviewText(Score(17), "beautiful " * 40, sections)
    return Review(9, 7, Author(house="||House||"), text, 1, DAY, source_url="https://a.test/p")


def said(card):
    """Return everything a card says, after checking it against Discord's rules."""
    payload = {
        "components": card.to_components(),
        "flags": 1 << 15,
        "allowed_mentions": {"parse": []},
    }
    problems = check_message(payload)
    # A title's own bars are no spoiler of ours, and labels have no markup.
    assert [each for each in problems if "label: spoiler bars" not in each] == []
    return "\n".join(texts_of(payload))


def labels(card):
    return [item.label for item in card.walk_children() if isinstance(item, ui.Button)]


def test_a_card_begins_with_the_title_in_the_readers_language():
    assert said(drama_card(page(), EN, in_server=True)).startswith(
        "## Signal\n**시그널** · 2016 · South Korea\n"
    )
    assert said(drama_card(page(), KO, in_server=True)).startswith(
        "## 시그널\n**Signal** · 2016 · 대한민국\n"
    )


def test_the_cast_goes_by_the_names_of_the_readers_language():
    assert "**Park Hyung Sik** 박형식 as Han Sun Woo" in said(
        drama_card(page(SOUNDTRACK), EN, in_server=True)
    )
    korean = said(drama_card(page(SOUNDTRACK), KO, in_server=True))
    assert "**박형식**" in korean
    assert korean.index("**박형식**") < korean.index("Park Hyung Sik")


def test_a_posters_description_names_the_drama_in_the_readers_language():
    facts = dataclasses.replace(SIGNAL, poster_url="https://a.test/p.png")
    posters = [
        item.description
        for lang in (EN, KO)
        for item in drama_card(page(facts), lang, in_server=True).walk_children()
        if isinstance(item, ui.Thumbnail)
    ]
    assert "Signal" in posters[0]
    assert "시그널" in posters[1]
    assert "Signal" not in posters[1]


def test_a_way_to_threads_is_offered_only_where_there_can_be_threads():
    assert "Discuss" in labels(drama_card(page(), EN, in_server=True))
    elsewhere = labels(drama_card(page(), EN, in_server=False))
    assert elsewhere[:2] == ["Rate", "Review"]
    assert "Discuss" not in elsewhere


@LANGS
@pytest.mark.parametrize("facts", [HOSTILE, HOSTILE_KOREAN])
def test_the_fullest_card_is_one_that_discord_takes(facts, lang):
    standing = Standing(Score(17), Tally(10**9, 8.5), Tally(10**9, 8.5), Tally(10**9, 1.5))
    told = page(facts, standing=standing, review=house_review())
    card = said(drama_card(told, lang, in_server=True, private=True))
    assert "||**@everyone" not in card
    assert len(card.splitlines()[0]) <= 320


@LANGS
def test_a_title_is_cut_at_150_characters(lang):
    facts = DramaFacts("x" * 300, "가" * 300, "ko")
    first = said(drama_card(page(facts), lang, in_server=True)).splitlines()[:2]
    assert [len(line) for line in first] == [153, 154]
    liked = said(likes_card(Drama(1, facts), [], lang)).splitlines()[0]
    assert len(liked) < 180


def test_dramas_like_it_are_told_with_reasons_that_begin_with_capitals():
    like = Likeness(Drama(8, HAPPINESS), ("romance",), ("tvN",), ("Park Hyung Sik",))
    told = said(likes_card(Drama(7, SOUNDTRACK), [like], EN))
    assert "**Happiness** 2021 · 해피니스\n" in told
    assert "-# Also with Park Hyung Sik · Romance · Also on tvN" in told


def test_dramas_like_it_have_korean_names_for_koreans():
    like = Likeness(Drama(8, HAPPINESS), (), (), ("Park Hyung Sik",))
    told = said(likes_card(Drama(7, SOUNDTRACK), [like], KO))
    assert "사운드트랙#1" in told.splitlines()[0]
    assert "**해피니스** 2021 · Happiness\n" in told
    assert "박형식" in told
    assert "Park Hyung Sik" not in told
    assert "해피니스 · Happiness (2021, 대한민국)" in told


@LANGS
@pytest.mark.parametrize("facts", [HOSTILE, HOSTILE_KOREAN])
def test_likes_of_hostile_dramas_keep_discords_rules(facts, lang):
    likes = [
        Likeness(Drama(n, facts), facts.genres, ("||N||",) * 9, ("**x** " * 50,))
        for n in range(1, 6)
    ]
    assert "||**@everyone" not in said(likes_card(Drama(7, facts), likes, lang))


@given(st.text(min_size=1, max_size=300), st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_whatever_a_drama_is_called_its_card_keeps_discords_rules(title, native):
    facts = DramaFacts(title, native or None, "ko", cast=(CastMember(title, native, native),))
    said(drama_card(page(facts), KO, in_server=True))
