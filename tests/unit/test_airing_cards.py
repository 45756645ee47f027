from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.airing import AiringFilter, AiringLine
from bot.domain.dramas import DramaLine, Source
from bot.domain.watching import WatchStatus
from bot.i18n import lang_for
from bot.services.airing import PAGE_SIZE, AiringPage
from bot.ui.cards.airing import airing_card
from tests.support.discord_rules import check_message
from tests.support.dramas import HOSTILE
from tests.support.wiretext import texts_of

EN, KO = lang_for("en-US"), lang_for("ko")
LANGS = pytest.mark.parametrize("lang", [EN, KO], ids=["en", "ko"])
TODAY = date(2025, 12, 31)
AT = datetime(2025, 12, 31, 12, tzinfo=UTC)
SIGNAL = DramaLine(1, "Signal", "시그널", "ko", 2016, "KR")


def line(*numbers, day=TODAY, at=AT, drama=SIGNAL, **more):
    return AiringLine(drama, day, at, tuple(Decimal(str(n)) for n in numbers), **more)


def page(*lines, wanted=None, known=1, pages=1, private=False, updates=False, read_at=None):
    return AiringPage(
        wanted=wanted or AiringFilter(),
        today=TODAY,
        lines=lines,
        total=len(lines),
        days=tuple((day, 1) for day in sorted({each.day for each in lines})),
        countries=(("KR", 5), ("JP", 2)),
        known=known,
        page=0,
        pages=pages,
        private=private,
        updates=updates,
        read_at=read_at,
        sources=(Source.TVMAZE,),
    )


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


def test_days_are_headed_over_the_years_end():
    shown = said(
        airing_card(
            page(
                line(11),
                line(12, day=TODAY + timedelta(days=1)),
                line(13, day=TODAY + timedelta(days=2)),
            ),
            EN,
        )
    )
    assert "**Wed, Dec 31**\n" in shown
    assert "**Thu, Jan 1**\n" in shown
    assert "**Fri, Jan 2**\n" in shown
    assert "**12월 31일 (수)" in said(airing_card(page(line(11)), KO))


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ((11,), "episode 11 "),
        ((11, 12), "episodes 11 & 12 "),
        ((1, 2, 3, 4, 5, 6, 7, 8), "episodes 1–8 "),
        ((1, 3, 5), "episodes 1, 3, and 5 "),
        ((1, 3, 5, 7, 9), "5 episodes "),
    ],
)
def test_episodes_of_a_day_are_told_together(numbers, told):
    shown = said(airing_card(page(line(*numbers, networks=("tvN",))), EN))
    assert f"- <t:{int(AT.timestamp())}:t> **Signal** 시그널 · {told}· tvN" in shown


def test_specials_and_services_are_named():
    special = line(specials=1, networks=("tvN", "A", "B"), services=("Viki",))
    assert "· 1 special · tvN, A, Viki" in said(airing_card(page(special), EN))


def test_a_time_that_is_not_known_is_said_with_its_day():
    unknown = line(1, at=None)
    assert "- Wed, Dec 31, time not known: **Signal**" in said(airing_card(page(unknown), EN))


def test_a_mark_says_what_is_on_the_readers_list_and_is_explained():
    marked = said(airing_card(page(line(1, status=WatchStatus.WATCHING), private=True), EN))
    assert "episode 1 · ✅\n" in marked
    assert "-# ✅ on your list · Days are the broadcasters’ own, times are yours" in marked
    assert "✅" not in said(airing_card(page(line(1)), EN))


def test_where_nothing_is_known_the_card_says_why_and_the_way_out():
    off = said(airing_card(page(known=0), EN))
    assert "I know of nothing that airs this week." in off
    assert "CATALOGUE_UPDATES=true" in off
    on = said(airing_card(page(known=0, updates=True, read_at=AT), EN))
    assert f"The schedule was read <t:{int(AT.timestamp())}:R>." in on
    assert "CATALOGUE_UPDATES" not in on
    assert "Try again in an hour" in said(airing_card(page(known=0, updates=True), EN))


def test_where_only_the_choice_leaves_nothing_the_ways_to_choose_stay():
    card = airing_card(page(wanted=AiringFilter("TH", mine=True), known=9), EN)
    assert "Press Everything below" in said(card)
    assert labels(card) == ["Everything"]
    assert "Thailand (0)" in said(card)


def test_the_source_is_credited():
    assert "Facts: [TVmaze](" in said(airing_card(page(line(1)), EN))


@LANGS
def test_the_fullest_card_is_one_that_discord_takes_and_cuts_no_line(lang):
    lines = [
        line(
            *range(1, 9),
            day=TODAY + timedelta(days=n % 7),
            at=None,
            drama=DramaLine(10**9 + n, "W" * 300, "가" * 300, "ko", 2026, "KR"),
            specials=12,
            networks=("N" * 100, "M" * 100),
            services=("S" * 100, "T" * 100),
            status=WatchStatus.WATCHING,
        )
        for n in range(PAGE_SIZE)
    ]
    lines.sort(key=lambda each: each.day)
    wanted = AiringFilter("KR", TODAY, mine=True)
    told = said(airing_card(page(*lines, wanted=wanted, pages=6, private=True), lang))
    assert told.count("✅") == PAGE_SIZE + 1


@LANGS
def test_hostile_titles_show_as_they_are_written(lang):
    drama = DramaLine(7, HOSTILE.title, HOSTILE.native_title, "ko", None, "KR")
    hostile = line(1, drama=drama, networks=("||@here||", "`x`"), services=("<@2>",))
    told = said(airing_card(page(hostile), lang))
    assert "||**@everyone" not in told
    assert "||@here" not in told
    assert "<@2>" not in told
    assert r"\<\@2\>" in told


@given(st.text(min_size=1, max_size=300), st.text(max_size=300), st.text(max_size=100))
@settings(max_examples=60, deadline=None)
def test_whatever_a_drama_is_called_the_week_keeps_discords_rules(title, native, network):
    drama = DramaLine(1, title, native or None, "ko")
    said(airing_card(page(line(1, drama=drama, networks=(network,))), KO))
