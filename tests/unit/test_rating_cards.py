import dataclasses
import io

import discord
import pytest
from discord import ui

from bot.domain.dramas import Drama, DramaFacts
from bot.domain.scores import Distribution, Scale, Score
from bot.i18n import lang_for
from bot.services.ratings import Ratings
from bot.ui.cards.ratings import EVERYONE, HERE, rated_card, ratings_card, ratings_chart
from bot.ui.forms.ratings import RatingForm
from tests.support.discord_rules import check_message
from tests.support.dramas import HOSTILE, SIGNAL
from tests.support.wiretext import texts_of

EN, KO = lang_for("en-US"), lang_for("ko")
LANGS = pytest.mark.parametrize("lang", [EN, KO], ids=["en", "ko"])
DRAMA = Drama(7, SIGNAL)
LONG = DramaFacts("x" * 300, "가" * 300, "ko")


def ratings(*counts, server=True):
    here = Distribution((*[0] * (20 - len(counts)), *counts))
    return Ratings(here if server else None, here, Scale.TEN)


def picture():
    return discord.File(io.BytesIO(b"png"), filename="ratings.png")


def said(card):
    payload = {
        "components": card.to_components(),
        "flags": 1 << 15,
        "allowed_mentions": {"parse": []},
    }
    assert check_message(payload) == []
    return "\n".join(texts_of(payload))


def markup(card):
    return [item.content for item in card.walk_children() if isinstance(item, ui.TextDisplay)]


def description(card):
    (gallery,) = (item for item in card.walk_children() if isinstance(item, ui.MediaGallery))
    return gallery.items[0].description


def test_what_stands_in_the_picture_is_not_said_again_beside_it():
    card = ratings_card(DRAMA, ratings(1, 0), EVERYONE, picture(), EN)
    assert markup(card) == ["9.5/10 from 1 rating. 1 gave it 9.5/10."]


def test_who_cannot_see_the_picture_is_told_all_that_is_in_it():
    card = ratings_card(DRAMA, ratings(1, 0), HERE, picture(), EN)
    assert description(card).splitlines() == [
        "Signal",
        "Ratings in this server",
        "9.5/10 from 1 rating. 1 gave it 9.5/10.",
    ]


def test_without_a_picture_the_card_says_what_is_rated():
    (first, _) = markup(ratings_card(DRAMA, ratings(1), EVERYONE, None, EN))
    assert first == "## Signal\nEveryone’s ratings"


@pytest.mark.parametrize(
    ("lang", "titles"), [(EN, ("Signal", "시그널")), (KO, ("시그널", "Signal"))], ids=["en", "ko"]
)
def test_the_picture_has_the_titles_in_the_readers_order(lang, titles):
    chart = ratings_chart(DRAMA, ratings(1), EVERYONE, lang)
    assert (chart.title, chart.native_title) == titles


def test_a_picture_of_a_drama_without_a_native_title_has_one_title():
    plain = Drama(7, dataclasses.replace(SIGNAL, native_title=None))
    assert ratings_chart(plain, ratings(1), EVERYONE, KO).native_title == ""


def test_a_koreans_rating_is_told_and_asked_with_the_korean_title():
    told = said(rated_card(DRAMA, Score(17), None, Scale.TEN, KO))
    assert "시그널" in told
    assert "Signal" not in told


async def test_the_form_asks_with_the_title_of_the_readers_language():
    async def never(interaction, score):
        raise AssertionError

    assert RatingForm(DRAMA, None, Scale.TEN, EN, never).title == "Rate Signal"
    assert "시그널" in RatingForm(DRAMA, None, Scale.TEN, KO, never).title


def test_a_rating_leads_to_the_drama_card():
    card = rated_card(DRAMA, Score(17), Score(15), Scale.TEN, EN)
    labels = [item.label for item in card.walk_children() if isinstance(item, ui.Button)]
    assert labels == ["Change", "Remove my rating", "Drama card"]


@LANGS
@pytest.mark.parametrize("facts", [HOSTILE, LONG])
def test_any_titles_and_all_scores_keep_discords_rules(facts, lang):
    drama = Drama(7, facts)
    full = ratings(*[10**9] * 20)
    card = ratings_card(drama, full, HERE, picture(), lang)
    said(card)
    assert len(description(card)) <= 1_024
    said(ratings_card(drama, full, HERE, None, lang))
    assert len(said(rated_card(drama, Score(17), None, Scale.TEN, lang))) < 400
    chart = ratings_chart(drama, full, HERE, lang)
    assert max(len(chart.title), len(chart.native_title)) <= 150
