import gettext
from decimal import Decimal
from types import SimpleNamespace

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.discussions import Opening, Topic, boundary_of
from bot.domain.dramas import Drama, DramaFacts
from bot.domain.spoilers import SpoilerBoundary
from bot.i18n import Lang, lang_for
from bot.ui.cards.discussions import (
    WHOLE,
    episodes_card,
    opened_card,
    starter_card,
    thread_name,
)
from bot.ui.permissions import permission_name
from bot.ui.threads import pick_tag
from tests.support.discord_rules import check_message, check_thread
from tests.support.dramas import GO_AHEAD, HOSTILE, SIGNAL, SOUNDTRACK
from tests.support.wiretext import sent, texts_of

EN, KO = lang_for("en-US"), lang_for("ko")
LONG = DramaFacts(title="가나다 " * 75, native_title="x" * 300, poster_url="https://a.test/p.png")


class Suffixing(gettext.NullTranslations):
    """A language that says the episode first and at length."""

    def gettext(self, message):
        return message.replace(
            "{title} [Episode {episode}]", "제{episode}회에 대한 이야기: {title}"
        )


def opened(episode, lang, opening=Opening.MADE):
    return opened_card(
        episode,
        lang,
        opening=opening,
        thread_id=2**63,
        parent_id=2**63 - 1,
        url="https://discord.com/channels/1/2",
    )


@pytest.mark.parametrize(
    ("episode", "name"),
    [(None, "Soundtrack #1"), (Decimal(3), "Soundtrack #1 [Episode 3]")],
)
def test_a_thread_is_named_after_the_drama_and_its_episode(episode, name):
    assert thread_name(Drama(1, SOUNDTRACK), episode, EN) == name


def test_a_special_episodes_number_is_written_as_people_do():
    assert thread_name(Drama(1, SIGNAL), Decimal("11.50"), EN) == "Signal [Episode 11.5]"


@pytest.mark.parametrize("facts", [HOSTILE, LONG])
def test_a_long_title_is_cut_and_the_episode_stays(facts):
    name = thread_name(Drama(1, facts), Decimal("9999.5"), EN)
    assert 80 < len(name) <= 100
    assert name.endswith("… [Episode 9999.5]")


def test_the_cut_allows_for_how_long_the_servers_language_is():
    wordy = Lang("ko", Suffixing(), Locale.parse("ko"))
    name = thread_name(Drama(1, LONG), Decimal(12), wordy)
    assert name.startswith("제12회에 대한 이야기: 가나다")
    assert len(name) <= 100


@given(st.text(min_size=1, max_size=300), st.one_of(st.none(), st.integers(1, 9999)))
def test_any_title_gives_a_name_that_discord_takes(title, number):
    episode = None if number is None else Decimal(number)
    name = thread_name(Drama(1, DramaFacts(title="x" + title)), episode, EN)
    assert check_thread({"name": name}) == []
    assert 1 <= len(name) <= 100


@pytest.mark.parametrize("lang", [EN, KO])
@pytest.mark.parametrize("facts", [SOUNDTRACK, HOSTILE, LONG])
@pytest.mark.parametrize("episode", [None, Decimal(3)])
def test_every_card_is_one_that_discord_takes(facts, episode, lang):
    drama = Drama(7, facts)
    many = [Decimal(number) for number in range(1, 200)]
    cards = [
        starter_card(drama, episode, lang),
        episodes_card(drama, many, frozenset({None, Decimal(2)}), lang),
        *(opened(episode, lang, opening) for opening in Opening),
    ]
    assert [check_message(sent(card)) for card in cards] == [[] for _ in cards]


def test_a_starter_says_what_its_thread_spoils():
    episode = "\n".join(texts_of(sent(starter_card(Drama(1, SIGNAL), Decimal(3), EN))))
    whole = "\n".join(texts_of(sent(starter_card(Drama(1, SIGNAL), None, EN))))
    assert "spoils through episode 3. Talk about later episodes" in episode
    assert "spoils the whole drama" in whole
    assert "시그널" in episode


def test_in_a_korean_server_a_thread_has_the_korean_title_first():
    drama = Drama(1, SIGNAL)
    assert "시그널" in thread_name(drama, Decimal(3), KO)
    assert "Signal" not in thread_name(drama, Decimal(3), KO)
    heading, second = texts_of(sent(starter_card(drama, None, KO)))[:2]
    assert (heading, second) == ("## 💬 시그널", "**Signal** · 2016")
    assert "시그널" in texts_of(sent(episodes_card(drama, [Decimal(1)], frozenset(), KO)))[0]


def test_an_opened_thread_is_named_by_its_mention_alone():
    said = texts_of(sent(opened(Decimal(3), EN)))[0]
    assert said == f"The thread is open: <#{2**63}> in <#{2**63 - 1}>."


def test_a_hostile_title_has_no_markup_of_its_own_in_the_cards():
    said = "\n".join(texts_of(sent(starter_card(Drama(1, HOSTILE), None, EN))))
    assert r"\|\|\*\*\@everyone" in said
    assert "<@1>" not in said


def test_the_picker_offers_the_whole_drama_then_each_episode_25_to_a_select():
    card = episodes_card(
        Drama(1, GO_AHEAD),
        [Decimal(number) for number in range(1, 47)],
        frozenset({Decimal(25)}),
        EN,
    )
    first, second = selects_of(card)
    assert [o["value"] for o in first["options"][:3]] == [WHOLE, "1", "2"]
    assert second["options"][-1]["value"] == "46"
    assert first["placeholder"] == "The whole drama, or up to episode 24"
    assert second["placeholder"] == "Episodes 25 to 46"
    marked = [o["label"] for o in second["options"] if o["emoji"]["name"] == "💬"]
    assert marked == ["Episode 25"]
    assert "/discuss" not in "\n".join(texts_of(sent(card)))


@pytest.mark.parametrize("count", [None, 400])
def test_what_the_picker_cannot_offer_it_sends_to_the_command(count):
    drama = Drama(1, DramaFacts(title="Long", episodes=count))
    card = episodes_card(drama, [Decimal(n) for n in range(1, 400)], frozenset(), EN)
    assert len(selects_of(card)) == 4
    assert "Give its number to /discuss." in "\n".join(texts_of(sent(card)))


def test_a_whole_dramas_thread_spoils_everything_and_an_episodes_through_it():
    assert boundary_of(None) == SpoilerBoundary.everything()
    assert boundary_of(Topic(1, 2, Decimal(3)).episode) == SpoilerBoundary.through(3)


def tag(name, *, moderated=False):
    return SimpleNamespace(name=name, moderated=moderated)


@pytest.mark.parametrize(
    ("tags", "picked"),
    [
        ([tag("News"), tag("K-Drama"), tag("Discussion")], "Discussion"),
        ([tag("News"), tag("드라마")], "드라마"),
        ([tag("News"), tag("Off topic")], "News"),
        ([tag("Discussion", moderated=True), tag("News")], "News"),
        ([tag("Discussion", moderated=True)], None),
        ([], None),
    ],
)
def test_a_forums_required_tag_is_the_one_that_fits(tags, picked):
    chosen = pick_tag(tags)
    assert (chosen.name if chosen else None) == picked


def test_a_moderators_tag_is_taken_by_a_bot_that_may():
    tags = [tag("News"), tag("Discussion", moderated=True)]
    assert pick_tag(tags, may_moderate=True).name == "Discussion"


def test_permissions_are_named_as_discord_does_and_unknown_ones_readably():
    assert permission_name(EN, "send_messages") == "Send Messages"
    assert permission_name(EN, "send_messages", in_forum=True) == "Create Posts"
    assert permission_name(EN, "use_new_thing") == "Use New Thing"


def selects_of(card):
    container = card.to_components()[0]
    return [row["components"][0] for row in container["components"] if row["type"] == 1]
