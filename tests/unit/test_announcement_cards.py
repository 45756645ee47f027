from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from discord.components import _component_factory
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.announcing import (
    FEEDS,
    MAX_SUBSCRIPTIONS,
    REVIEWS,
    Digest,
    Filters,
    Subscription,
    Trouble,
)
from bot.domain.dramas import Drama, DramaFacts
from bot.domain.hours import QuietHours
from bot.domain.reviews import Author, Picture, Review, ReviewText, Section, Upload
from bot.domain.scores import Scale, Score
from bot.domain.spoilers import SpoilerBoundary
from bot.i18n import lang_for
from bot.services.announcement_views import Names
from bot.services.hours import Day
from bot.ui.cards.announcements import (
    GENRE_PARTS,
    rhythm_card,
    settings_card,
    subscriptions_card,
)
from bot.ui.cards.announcing import announcement_card, is_announcement, made_up, stopped_card
from bot.ui.posting import post_name
from bot.ui.terms import GENRES
from tests.support.component_rules import walk
from tests.support.discord_rules import check_message
from tests.support.dramas import HOSTILE, SOUNDTRACK
from tests.support.wiretext import said, sent

EN, KO = lang_for("en-US"), lang_for("ko")
LANGS = pytest.mark.parametrize("lang", [EN, KO], ids=["en", "ko"])
DAY = datetime(2026, 1, 2, tzinfo=UTC)
SAFE = SpoilerBoundary.nothing()
NETWORKS = [f"Network {number}" for number in range(40)]
EVERYTHING = Filters(
    genres=tuple(GENRES),
    networks=tuple(NETWORKS[:25]),
    countries=("KR", "JP", "CN"),
    dramas=tuple(range(1, 9)),
    feeds=tuple(range(1, 8)),
    reviewers=tuple(range(10**18, 10**18 + 7)),
    least=Score(20),
)
NAMES = Names(
    dramas={n: Drama(n, DramaFacts(title=f"{n} " + "Dr||ma " * 40)) for n in range(1, 9)},
    houses={n: f"{n} **Bl@g** " * 20 for n in range(1, 8)},
    people={},
)
NIGHT = Day("America/Argentina/Buenos_Aires", QuietHours("America/Argentina/Buenos_Aires", 1350, 7))


def review(*sections, author=None, score=17, verdict="beautiful", words=None, **told):
    text = ReviewText(Score(score) if score else None, verdict, sections, words)
    return Review(9, 7, author or Author(user_id=42), text, 1, DAY, **told)


def announced(written, *, facts=SOUNDTRACK, lang=EN, scale=Scale.TEN, **options):
    return announcement_card(Drama(7, facts), written, scale, lang, **options)


def subscription(number=1, *, filters=None, trouble=None, **more):
    return Subscription(
        number,
        5,
        2**63 - number,
        filters or Filters(),
        42,
        DAY,
        trouble,
        DAY if trouble else None,
        **more,
    )


def selects(card):
    return [part for _, part in walk(sent(card)["components"]) if part["type"] == 3]


def buttons(card):
    return [part for _, part in walk(sent(card)["components"]) if part["type"] == 2]


def test_an_announcement_opens_the_review_without_spoiling_it():
    written = review(
        Section("", "A song is written.", SAFE),
        Section("Middle", "They kiss.", SpoilerBoundary.through(2)),
        Section("End", "They part.", SpoilerBoundary.through(Decimal("3.5"))),
    )
    text = said(announced(written))
    assert "Soundtrack #1" in text
    assert "### 8.5/10 — beautiful" in text
    assert "<@42>" in text
    assert "A song is written." in text
    assert "The rest spoils through episode 3.5" in text
    assert "kiss" not in text
    assert "part." not in text


def test_a_part_that_spoils_everything_outweighs_one_that_spoils_an_episode():
    written = review(
        Section("", "One.", SpoilerBoundary.through(2)),
        Section("", "Two.", SpoilerBoundary.everything()),
    )
    text = said(announced(written))
    assert "The rest spoils the whole drama" in text
    assert "One." not in text


def test_a_house_review_has_its_own_score_and_a_way_to_the_post():
    written = review(
        author=Author(house="Drama *Blog*"), words="5/5", source_url="https://blog.example/post"
    )
    card = announced(written, scale=Scale.STARS)
    assert "### 5/5 — beautiful" in said(card)
    assert r"Review by Drama \*Blog\*" in said(card)
    assert [b.get("url") for b in buttons(card)][-1] == "https://blog.example/post"


def test_the_pictures_that_spoil_nothing_are_attached():
    kept = {n: Upload("image/png", 1, 1, b"x") for n in (1, 2)}
    written = review(
        Section("", "Fine.", SAFE, (Picture(upload_id=1), Picture(upload_id=3))),
        Section("", "Secret.", SpoilerBoundary.everything(), (Picture(upload_id=2),)),
    )
    card = announced(written, uploads=kept)
    assert [file.filename for file in card.files] == ["picture-1.png"]
    galleries = [part for _, part in walk(sent(card)["components"]) if part["type"] == 12]
    assert [item["media"]["url"] for g in galleries for item in g["items"]] == [
        "attachment://picture-1.png"
    ]
    assert announced(written).files == []


def test_an_announcement_speaks_the_servers_language_of_titles():
    written = review(Section("", "Fine.", SAFE))
    assert "## Soundtrack #1\n**사운드트랙#1** · 2022 · Romance" in said(announced(written))
    assert "## 사운드트랙#1\n**Soundtrack #1** · 2022" in said(announced(written, lang=KO))


def test_a_made_up_review_cannot_be_read():
    drama, written = made_up(None, 42, DAY, EN)
    card = announcement_card(drama, written, Scale.TEN, EN, test=True)
    assert "This is a test" in said(card)
    assert not any("read" in b.get("custom_id", "") for b in buttons(card))
    assert check_message(sent(card)) == []


def posted(card, *, webhook_id=None):
    """Return a message as it comes back from Discord, as far as it is looked at."""
    components = [_component_factory(each) for each in sent(card)["components"]]
    return SimpleNamespace(components=components, webhook_id=webhook_id)


def test_an_announcement_is_told_from_tests_answers_and_other_reviews():
    card = announced(review(Section("", "One.", SAFE)))
    assert is_announcement(posted(card), 9)
    assert not is_announcement(posted(card), 8)
    assert not is_announcement(posted(card, webhook_id=1), 9)
    assert not is_announcement(posted(announced(review(), test=True)), 9)
    assert not is_announcement(SimpleNamespace(components=[], webhook_id=None), 9)


@LANGS
@pytest.mark.parametrize("test", [True, False])
def test_the_largest_and_most_hostile_announcement_fits(lang, test):
    hostile = HOSTILE.title
    written = review(
        Section(hostile, hostile * 20, SAFE),
        *(Section(hostile, hostile * 20, SpoilerBoundary.through(n)) for n in range(1, 60)),
        author=Author(house=hostile),
        verdict=hostile,
        source_url="https://blog.example/" + "x" * 400,
        first_impression=True,
    )
    card = announced(written, facts=HOSTILE, lang=lang, test=test)
    assert check_message(sent(card)) == []
    assert "@everyone" not in said(card).replace(r"\@everyone", "")


@given(st.text(max_size=600), st.text(max_size=300))
def test_whatever_was_written_is_announced_within_limits(body, verdict):
    written = review(Section("", body, SAFE), verdict=verdict)
    assert check_message(sent(announced(written))) == []


@LANGS
@pytest.mark.parametrize("trouble", [None, *Trouble])
@pytest.mark.parametrize("filters", [Filters(), EVERYTHING], ids=["none", "all"])
@pytest.mark.parametrize("kind", [REVIEWS, FEEDS])
def test_the_settings_fit_at_their_largest(lang, trouble, filters, kind):
    shown = subscription(
        filters=filters, trouble=trouble, kind=kind, role_id=10**18, digest=Digest.WEEKLY
    )
    card = settings_card(shown, NAMES, NETWORKS, lang, note="✅ ok")
    assert check_message(sent(card)) == []
    assert len(selects(card)) == (4 if filters == Filters() else 5)
    for day in (Day(), NIGHT):
        assert check_message(sent(rhythm_card(shown, NAMES, day, lang, note="✅ ok"))) == []


def test_the_selects_offer_every_genre_once_and_show_what_is_chosen():
    card = settings_card(
        subscription(filters=Filters(("romance", "food"), ("Zed",), least=Score(16))),
        Names(),
        NETWORKS,
        EN,
    )
    first, second, networks, score = selects(card)
    offered = [option["value"] for part in (first, second) for option in part["options"]]
    assert offered == list(GENRES) == [key for part in GENRE_PARTS for key in part]
    chosen = [
        option["value"]
        for part in (first, second, networks, score)
        for option in part["options"]
        if option.get("default")
    ]
    assert chosen == ["romance", "food", "Zed", "16"]
    assert len(networks["options"]) == 25


def test_what_a_command_chose_can_be_taken_away_one_by_one():
    filters = Filters(countries=("KR",), dramas=(1, 99), feeds=(2,), reviewers=(7, 8))
    card = settings_card(subscription(filters=filters), NAMES, NETWORKS, EN)
    said_so = said(card)
    assert "Countries: South Korea" in said_so
    assert "Reviewers: <@7> and <@8>" in said_so
    assert "a drama that is gone" in said_so
    values = [option["value"] for option in selects(card)[-1]["options"]]
    assert values == [
        "countries:KR",
        "dramas:1",
        "dramas:99",
        "feeds:2",
        "reviewers:7",
        "reviewers:8",
    ]


def test_the_blogs_that_a_subscription_is_for_are_not_taken_away_as_filters():
    shown = subscription(kind=FEEDS, filters=Filters(feeds=(1, 2)))
    card = settings_card(shown, NAMES, NETWORKS, EN)
    assert "New reviews from blogs are announced in" in said(card)
    assert len(selects(card)) == 4


def test_how_reviews_come_is_told_and_can_be_changed():
    shown = subscription(digest=Digest.DAILY, role_id=99)
    card = rhythm_card(shown, Names(), NIGHT, EN)
    assert "📰 Together, every morning · 🔔 Mentions <@&99>" in said(card)
    assert "Quiet from 22:30 to 00:07" in said(card)
    (rhythm,) = selects(card)
    assert [o["value"] for o in rhythm["options"] if o.get("default")] == ["daily"]
    assert "announce:1:no-role" in [b.get("custom_id") for b in buttons(card)]


def test_a_catalogue_without_networks_has_no_select_for_them():
    card = settings_card(subscription(), Names(), [], EN)
    assert len(selects(card)) == 3
    assert check_message(sent(card)) == []


def test_networks_that_cannot_be_options_are_left_out():
    card = settings_card(subscription(), Names(), ["tvN", "x" * 101, "\u202e"], EN)
    assert [option["value"] for option in selects(card)[2]["options"]] == ["tvN"]


@LANGS
def test_the_list_fits_at_its_largest(lang):
    every = [
        subscription(
            number,
            filters=EVERYTHING,
            trouble=Trouble.FORBIDDEN,
            role_id=10**18,
            digest=Digest.WEEKLY,
        )
        for number in range(1, MAX_SUBSCRIPTIONS + 1)
    ]
    for page in (0, 2, 4, 99):
        assert check_message(sent(subscriptions_card(every, NAMES, page, lang))) == []


def test_the_list_says_what_works_and_what_does_not():
    both = [subscription(1), subscription(2, trouble=Trouble.GONE)]
    card = subscriptions_card(both, Names(), 0, EN)
    assert "✅ working\nAll new reviews" in said(card)
    assert "⚠️ off\nThe channel, thread or forum was deleted." in said(card)
    assert [b["custom_id"] for b in buttons(card)] == [
        "announce:1:edit",
        "announce:1:remove",
        "announce:2:on",
        "announce:2:edit",
        "announce:2:remove",
    ]


def test_a_role_is_mentioned_inside_the_card_and_a_member_can_stop_with_one_click():
    written = review(Section("", "One.", SAFE))
    assert said(announced(written, role_id=99)).startswith("<@&99>")
    assert "<@&" not in said(announced(written))
    direct = announced(written, direct=True)
    assert [b.get("custom_id") for b in buttons(direct)][-2:] == [
        "follow:stop-this",
        "follows:open",
    ]
    assert is_announcement(posted(direct), 9)


@LANGS
@pytest.mark.parametrize("trouble", list(Trouble))
@pytest.mark.parametrize("in_server", [True, False])
def test_managers_read_why_it_stopped_and_what_to_do(lang, trouble, in_server):
    card = stopped_card(
        subscription(trouble=trouble), lang, lacking=["Send Messages"], in_server=in_server
    )
    assert check_message(sent(card)) == []
    assert bool(buttons(card)) is in_server


def test_the_missing_permission_is_named():
    stopped = subscription(trouble=Trouble.FORBIDDEN)
    assert "Grant me **Send Messages**" in said(
        stopped_card(stopped, EN, lacking=["Send Messages"])
    )
    assert "Check what I may do there" in said(stopped_card(stopped, EN))


@given(st.text(max_size=400))
def test_a_forum_post_is_named_within_discords_limit(title):
    assert 1 <= len(post_name(title)) <= 100


def test_facts_that_are_not_known_leave_no_gaps():
    card = announced(review(score=None, verdict=""), facts=DramaFacts(title="Untitled"))
    assert check_message(sent(card)) == []
    assert "None" not in said(card)
