from datetime import UTC, datetime

import pytest

from bot.domain.announcing import MAX_FOLLOWS, Subscription, Trouble
from bot.domain.dramas import Drama, DramaLine
from bot.domain.follows import Followed, Kind
from bot.domain.people import PersonLine
from bot.i18n import lang_for
from bot.services.announcement_views import Names
from bot.ui.cards.following import followed_card, follows_card, unfollowed_card
from tests.support.component_rules import walk
from tests.support.discord_rules import check_message
from tests.support.dramas import HOSTILE, SOUNDTRACK
from tests.support.wiretext import said, sent

EN, KO = lang_for("en-US"), lang_for("ko")
LANGS = pytest.mark.parametrize("lang", [EN, KO], ids=["en", "ko"])
DAY = datetime(2026, 1, 2, tzinfo=UTC)
NAMES = Names(
    {1: Drama(1, SOUNDTRACK), 2: Drama(2, HOSTILE)},
    {1: "Drama *Blog*", 2: HOSTILE.title},
    {
        1: PersonLine(1, "Han So Hee", "한소희", None),
        2: PersonLine(2, HOSTILE.title, None, DramaLine(2, "x", None, None, None, None)),
    },
)


def ids_of(card):
    return [part["custom_id"] for _, part in walk(sent(card)["components"]) if "custom_id" in part]


def follow(number, followed, trouble=None):
    return Subscription(
        number, 0, 0, followed.filters, 42, DAY, trouble, user_id=42, kind=followed.key
    )


@LANGS
@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("number", [1, 2, 99])
def test_following_and_stopping_are_said_with_the_way_back(lang, kind, number):
    followed = Followed(kind, number)
    for anew in (True, False):
        card = followed_card(followed, NAMES, lang, anew=anew)
        assert check_message(sent(card)) == []
        assert ids_of(card)[0] == f"follow:{kind}:{number}:stop"
    stopped = unfollowed_card(followed, NAMES, lang)
    assert check_message(sent(stopped)) == []
    assert ids_of(stopped)[0] == f"follow:{kind}:{number}:start"


def test_what_is_followed_is_named():
    shown = said(followed_card(Followed(Kind.HOUSE, 1), NAMES, EN, anew=True))
    assert r"You follow **Drama \*Blog\*** now" in shown
    assert "<@7>" in said(followed_card(Followed(Kind.REVIEWER, 7), NAMES, EN, anew=True))
    assert "**Han So Hee**" in said(unfollowed_card(Followed(Kind.ACTOR, 1), NAMES, EN))
    assert "do not follow that any more" in said(unfollowed_card(None, NAMES, EN))


@LANGS
def test_the_list_fits_at_its_largest(lang):
    kinds = list(Kind)
    every = [
        follow(n, Followed(kinds[n % 4], 2), Trouble.CLOSED if n % 3 else None)
        for n in range(1, MAX_FOLLOWS + 1)
    ]
    for page in (0, 5, 9, 99):
        assert check_message(sent(follows_card(every, NAMES, page, lang))) == []


def test_what_is_off_is_said_with_the_reason_and_the_way_back_on():
    every = [
        follow(2, Followed(Kind.DRAMA, 1), Trouble.CLOSED),
        follow(1, Followed(Kind.ACTOR, 1)),
    ]
    card = follows_card(every, NAMES, 0, EN)
    assert "1. 🎬 **Soundtrack #1** · ⚠️ off\n2. 🎭 **Han So Hee**" in said(card)
    assert "Allow direct messages" in said(card)
    assert "follows:on" in ids_of(card)
    assert "follows:on" not in ids_of(follows_card(every[1:], NAMES, 0, EN))


def test_who_follows_nothing_reads_how_to():
    assert "/follow" in said(follows_card([], Names(), 0, EN))
