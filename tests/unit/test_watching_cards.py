from datetime import UTC, datetime
from decimal import Decimal

import pytest
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.dramas import Drama, DramaFacts
from bot.domain.scores import Scale, Score
from bot.domain.watching import WatchEntry, WatchStatus
from bot.i18n import lang_for
from bot.services.watching import PAGE_SIZE, WatchLine, Watchlist
from bot.ui.cards.watching import watch_card, watchlist_card
from bot.ui.forms.watching import EpisodeForm
from tests.support.discord_rules import check_message
from tests.support.dramas import GO_AHEAD, HOSTILE, SIGNAL
from tests.support.wiretext import texts_of

EN, KO = lang_for("en"), lang_for("ko")
DAY = datetime(2026, 1, 2, tzinfo=UTC)
DRAMA = Drama(7, SIGNAL)


def entry(status=WatchStatus.WATCHING, episode=None, *, private=False, drama=7):
    number = None if episode is None else Decimal(episode)
    return WatchEntry(drama, status, number, private, DAY)


def line(facts=SIGNAL, score=None, drama=7, **told):
    return WatchLine(Drama(drama, facts), entry(drama=drama, **told), score)


def listed(*lines, full=True, status=None, page=0, pages=1, scale=Scale.TEN, counts=None):
    if counts is None:
        counts = {}
        for each in lines:
            counts[each.entry.status] = counts.get(each.entry.status, 0) + 1
    return Watchlist(42, full, status, counts, tuple(lines), page, pages, scale)


def checked(view):
    """Return everything a card says, after checking it against Discord's rules."""
    payload = {
        "components": view.to_components(),
        "flags": 1 << 15,
        "allowed_mentions": {"parse": []},
    }
    problems = check_message(payload)
    # A title's own bars are no spoiler of ours, and labels have no markup.
    assert [each for each in problems if "label: spoiler bars" not in each] == []
    return "\n".join(texts_of(payload))


def markup(view):
    """Return the texts that Discord reads markup in."""
    return "\n".join(i.content for i in view.walk_children() if isinstance(i, ui.TextDisplay))


def buttons(view):
    return {i.label: i.custom_id for i in view.walk_children() if isinstance(i, ui.Button)}


def selects(view):
    return {i.custom_id: i for i in view.walk_children() if isinstance(i, ui.Select)}


def test_a_drama_that_is_on_no_list_says_how_to_put_it_there():
    view = watch_card(DRAMA, None, EN)
    assert "Not on your list yet" in checked(view)
    assert buttons(view)["Watched episode 1"] == "watch:7:reach:1"
    assert "Hide it from others" not in buttons(view)
    assert "Take it off my list" not in checked(view)


def test_progress_is_told_with_the_next_episode():
    view = watch_card(DRAMA, entry(episode=6), EN)
    said = checked(view)
    assert "▶️ **Watching** · episode 6 of 16" in said
    assert buttons(view)["Watched episode 7"] == "watch:7:reach:7"
    chosen = [o.value for o in selects(view)["watch:7:status:watching"].options if o.default]
    assert chosen == ["watching"]


def test_who_completed_it_is_asked_what_they_think():
    view = watch_card(DRAMA, entry(WatchStatus.COMPLETED, 16), EN)
    assert "You have seen it all" in checked(view)
    labels = buttons(view)
    assert labels["Rate"] == "drama:7:rate"
    assert labels["Review"] == "drama:7:review"
    assert "I’ve seen it all" not in labels
    assert not any(label.startswith("Watched") for label in labels)


def test_a_private_entry_says_so_and_can_be_shown():
    view = watch_card(DRAMA, entry(episode=6, private=True), EN)
    assert "Only you see this" in checked(view)
    assert buttons(view)["Show it to others"] == "watch:7:private:no"


def test_a_special_episode_comes_next_where_there_is_one():
    drama = Drama(7, SIGNAL, frozenset({Decimal("11.5")}))
    view = watch_card(drama, entry(episode=11), EN)
    assert buttons(view)["Watched episode 11.5"] == "watch:7:reach:11.5"


def test_a_list_shows_title_progress_score_and_what_is_private():
    said = checked(
        watchlist_card(
            listed(
                line(score=Score.of_points(8.5), episode=6, private=True),
                line(HOSTILE, drama=8, episode=3),
                line(GO_AHEAD, drama=9, status=WatchStatus.PLANNED),
            ),
            EN,
        )
    )
    assert "### 🔖 Your watchlist" in said
    assert "▶️ **Watching** · 2" in said
    assert "- **Signal** (2016) 시그널 · 6/16 · ⭐ 8.5/10 🔒" in said
    assert "· episode 3" in said
    assert "🔖 **Plan to watch** · 1\n- **Go Ahead** (2020) 以家人之名\n" in said + "\n"
    assert "🔒 hidden from others" in said


def test_a_korean_reads_korean_titles_first():
    said = checked(watchlist_card(listed(line(episode=6)), KO))
    assert "- **시그널** (2016) Signal · 6/16" in said
    assert "시그널 · Signal (2016, 대한민국)" in said
    assert checked(watch_card(DRAMA, None, KO)).startswith("### 🔖 시그널 · Signal\n")


def test_another_members_list_names_them_and_has_its_readers_scale():
    watchlist = listed(line(score=Score.of_points(8)), full=False, scale=Scale.STARS)
    said = checked(watchlist_card(watchlist, EN))
    assert "Watchlist of <@42>" in said
    assert "⭐ ★★★★☆" in said
    assert "🔒" not in said


def test_an_empty_list_says_what_to_do():
    assert "/progress" in checked(watchlist_card(listed(), EN))
    other = checked(watchlist_card(listed(full=False), EN))
    assert "<@42> has nothing on a list that others may see." in other


def test_an_empty_status_keeps_the_way_to_the_others():
    view = watchlist_card(listed(status=WatchStatus.DROPPED, counts={WatchStatus.WATCHING: 3}), EN)
    assert "Nothing under “Dropped”" in checked(view)
    options = {o.value: o for o in selects(view)["watchlist:42:own:status"].options}
    assert options["dropped"].default
    assert options["watching"].label == "Watching (3)"


@pytest.mark.parametrize(
    ("page", "open_ways"), [(0, ["Next"]), (1, ["Previous", "Next"]), (2, ["Previous"])]
)
def test_pages_turn_only_where_there_are_more(page, open_ways):
    view = watchlist_card(
        listed(line(), full=False, status=WatchStatus.WATCHING, page=page, pages=3), EN
    )
    assert f"Page {page + 1} of 3" in checked(view)
    ways = [i for i in view.walk_children() if isinstance(i, ui.Button)]
    assert [way.label for way in ways if not way.disabled] == open_ways
    assert ways[1].custom_id == f"watchlist:42:shared:watching:{page + 1}"


@pytest.mark.parametrize("lang", [EN, KO])
def test_the_fullest_list_keeps_every_line_whole(lang):
    statuses = list(WatchStatus)
    lines = [
        line(
            HOSTILE,
            drama=100 + number,
            score=Score(19),
            status=statuses[number * len(statuses) // PAGE_SIZE],
            episode=Decimal("9998.5"),
            private=True,
        )
        for number in range(PAGE_SIZE)
    ]
    view = watchlist_card(listed(*lines, page=1, pages=99), lang)
    checked(view)
    said = markup(view)
    assert said.count("9998.5") == PAGE_SIZE
    assert said.count("🔒") == PAGE_SIZE + 1
    assert "||**@" not in said


@pytest.mark.parametrize("lang", [EN, KO])
@pytest.mark.parametrize("status", [None, *WatchStatus])
@pytest.mark.parametrize("private", [False, True])
def test_every_state_of_a_hostile_drama_keeps_discords_rules(lang, status, private):
    told = status and entry(status, 3, private=private)
    said = checked(watch_card(Drama(7, HOSTILE), told, lang))
    assert "||**@everyone" not in said


@given(st.text(min_size=1, max_size=300), st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_whatever_a_drama_is_called_its_cards_keep_discords_rules(title, native):
    facts = DramaFacts(title=title, native_title=native or None, episodes=3)
    checked(watch_card(Drama(7, facts), entry(episode=1), EN))
    checked(watchlist_card(listed(*[line(facts, drama=n) for n in range(1, 9)]), EN))


async def _never(interaction, episode):
    raise AssertionError


async def test_a_short_drama_is_asked_with_a_select_of_its_episodes():
    drama = Drama(7, SIGNAL, frozenset({Decimal("11.5")}))
    form = EpisodeForm(drama, Decimal(6), EN, _never)
    assert form.to_dict()["components"][0]["description"] == "Signal"
    field = form.to_dict()["components"][0]["component"]
    assert [o["value"] for o in field["options"]][10:13] == ["11", "11.5", "12"]
    assert [o["value"] for o in field["options"] if o.get("default")] == ["6"]


@pytest.mark.parametrize(("count", "kind"), [(25, 3), (26, 4), (None, 4)])
async def test_a_long_drama_is_asked_for_a_number(count, kind):
    form = EpisodeForm(Drama(7, DramaFacts("Long", episodes=count)), None, EN, _never)
    assert form.to_dict()["components"][0]["component"]["type"] == kind
