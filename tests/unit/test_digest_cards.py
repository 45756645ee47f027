from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.announcing import Digest, Filters, Subscription
from bot.domain.digests import (
    MAX_LINES,
    RANKS_KEPT,
    DigestLine,
    DigestPage,
    DigestReading,
    Place,
    places_of,
)
from bot.domain.dramas import Drama
from bot.domain.reviews import Author
from bot.domain.scores import Scale, Score, Tally
from bot.i18n import lang_for
from bot.ui.cards.digests import digest_card, digest_title
from tests.support.component_rules import walk
from tests.support.discord_rules import check_message
from tests.support.dramas import HOSTILE, SOUNDTRACK
from tests.support.wiretext import said, sent

EN, KO = lang_for("en-US"), lang_for("ko")
LANGS = pytest.mark.parametrize("lang", [EN, KO], ids=["en", "ko"])
FIRST, LAST = datetime(2026, 1, 1, 9, tzinfo=UTC), datetime(2026, 1, 8, 9, tzinfo=UTC)
DRAMAS = {1: Drama(1, SOUNDTRACK), 2: Drama(2, HOSTILE)}


def line(number=9, *, drama=1, score=17, verdict="beautiful", author=None, guild_id=5, words=None):
    return DigestLine(
        number,
        drama,
        Score(score) if score else None,
        words,
        verdict,
        author or Author(user_id=42),
        guild_id,
    )


def shown(*lines, lang=EN, total=None, places=(), compared=True, **subscribed):
    subscribed.setdefault("digest", Digest.WEEKLY)
    subscription = Subscription(1, 5, 6, Filters(), 42, FIRST, **subscribed)
    page = DigestPage(
        3, FIRST, LAST, tuple(lines), len(lines) if total is None else total, places, compared
    )
    return digest_card(DigestReading(page, subscription, DRAMAS, Scale.TEN), lang)


def test_a_digest_tells_each_review_in_a_line_and_opens_it():
    card = shown(line(), line(10, score=None, verdict="", author=Author(house="Drama *Blog*")))
    text = said(card)
    assert "Reviews of the week" in text
    assert "2 new reviews" in text
    assert "**Soundtrack #1** · 8.5/10 — beautiful · <@42>" in text
    assert r"**Soundtrack #1** · Drama \*Blog\*" in text
    (select,) = [part for _, part in walk(sent(card)["components"]) if part["type"] == 3]
    assert [option["value"] for option in select["options"]] == ["9", "10"]


def test_a_member_is_named_in_their_own_server_only():
    text = said(shown(line(guild_id=99)))
    assert "<@42>" not in text
    assert "a member of another server" in text


def test_what_does_not_fit_is_counted():
    assert "and 180 more" in said(shown(*[line(n) for n in range(15)], total=195))


def test_the_ranking_says_who_rose_fell_and_is_new():
    ranked = [(1, Tally(5, 9.0)), (2, Tally(3, 8.5))]
    text = said(shown(line(), places=places_of(ranked, {1: 3, 2: 1})))
    assert "1. Soundtrack #1 · " in text
    assert "▲2" in text
    assert "▼1" in text
    assert "🆕 new" in said(shown(line(), places=places_of(ranked, {2: 1})))
    first = said(shown(line(), places=places_of(ranked, None), compared=False))
    assert "1. Soundtrack #1" in first
    assert "🆕" not in first


@LANGS
def test_the_largest_digest_fits(lang):
    hostile = HOSTILE.title
    lines = [
        line(n, drama=2, verdict=hostile, author=Author(house=hostile), words=hostile)
        for n in range(MAX_LINES)
    ]
    places = tuple(Place(2, n, Tally(10**6, 9.95), n + 7) for n in range(1, RANKS_KEPT + 1))
    card = shown(*lines, lang=lang, total=200, places=places, role_id=10**18)
    assert check_message(sent(card)) == []
    texts = [part["content"] for _, part in walk(sent(card)["components"]) if part["type"] == 10]
    assert "@everyone" not in "".join(texts).replace(r"\@everyone", "")
    (select,) = [part for _, part in walk(sent(card)["components"]) if part["type"] == 3]
    count = len(select["options"])
    assert 5 < count <= MAX_LINES
    assert str(200 - count) in said(card)


@given(st.text(max_size=300), st.text(max_size=60))
def test_whatever_was_written_fits(verdict, house):
    card = shown(line(verdict=verdict, author=Author(house=house or "x")))
    assert check_message(sent(card)) == []


@LANGS
def test_a_forums_post_is_named_by_the_day(lang):
    page = DigestPage(3, FIRST, LAST, (), 0)
    assert "2026" in digest_title(page, lang)
