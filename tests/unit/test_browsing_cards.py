from dataclasses import replace
from datetime import date

import pytest
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.browse_pages import BrowseLine, BrowsePage, Pick, TopPage, Without
from bot.domain.browsing import Field, Filters, Length, Prior, Scope, Shelf, Sort, View
from bot.domain.dramas import AirStatus, Drama, DramaFacts
from bot.domain.scores import Scale, Tally
from bot.domain.years import Years
from bot.i18n import lang_for
from bot.ui.cards.browsing import browse_card, top_card
from bot.ui.cards.picking import PanelWords, nothing_card, panel_card, pick_card
from bot.ui.filter_terms import years_name
from bot.ui.forms.browsing import FilterForm
from bot.ui.terms import GENRES
from tests.support.discord_rules import check_message
from tests.support.dramas import HOSTILE, SIGNAL
from tests.support.wiretext import texts_of

EN, KO = lang_for("en"), lang_for("ko")
LONG = "||**@everyone** `x` [a](b)|| " * 4
FULLEST = Filters(
    "GB", Years(1999, 2001), LONG[:100], LONG[:60], LONG[:100], AirStatus.CANCELLED,
    Length.ENDLESS, 19,
)  # fmt: skip


def checked(view):
    """Return everything a card says, after checking it against Discord's rules."""
    payload = {
        "components": view.to_components(),
        "flags": 1 << 15,
        "allowed_mentions": {"parse": []},
    }
    # A title's own bars are no spoiler of ours, and labels have no markup.
    problems = [each for each in check_message(payload) if "label: spoiler bars" not in each]
    assert problems == []
    return "\n".join(texts_of(payload))


def buttons(view):
    return {i.label: i for i in view.walk_children() if isinstance(i, ui.Button)}


def selects(view):
    return [i for i in view.walk_children() if isinstance(i, ui.Select)]


HERE, ALL = Tally(2, 8.5), Tally(1_234, 8.26)


def line(facts=SIGNAL, drama=7, here=HERE, everyone=ALL, **more):
    return BrowseLine(Drama(drama, facts), here, everyone, **more)


def listed(*lines, view=None, total=None, page=0, looser=(), known=100, scale=Scale.TEN):
    total = len(lines) if total is None else total
    return BrowsePage(view or View(), tuple(lines), total, page, scale, looser, known)


def test_a_line_tells_a_drama_apart_with_both_scores():
    said = checked(browse_card(listed(line()), EN))
    assert "**1.** **Signal** (2016) 시그널\n" in said
    assert "-# South Korea · 16 episodes · ⭐ here 8.5/10 (2) · everyone 8.3/10 (1,234)" in said


def test_what_is_not_known_is_left_out():
    facts = DramaFacts("Bare")
    said = checked(browse_card(listed(line(facts, here=None, everyone=Tally())), EN))
    assert "**1.** **Bare**\n" in said
    assert "⭐" not in said


def test_the_order_is_told_and_what_it_goes_by():
    facts = replace(SIGNAL, first_aired=date(2016, 1, 22))
    said = checked(browse_card(listed(line(facts), view=View(sort=Sort.NEWEST)), EN))
    assert "first aired Jan 22, 2016" in said
    assert "Newest first" in said
    said = checked(browse_card(listed(line(weighted=8.314), view=View(sort=Sort.SCORE)), EN))
    assert "weighted 8.31" in said


def test_lines_are_numbered_through_all_pages():
    said = checked(browse_card(listed(line(), total=9_000, page=1_000), EN))
    assert "**8,001.**" in said
    assert "9,000 dramas · Page 1,001 of 1,125" in said


@pytest.mark.parametrize(
    ("page", "shut"),
    [(0, ["First", "Previous"]), (1, []), (2, ["Next", "Last"])],
)
def test_pages_turn_only_where_there_are_more(page, shut):
    view = browse_card(listed(line(), total=24, page=page), EN)
    assert [label for label, way in buttons(view).items() if way.disabled] == shut
    checked(view)


def test_one_page_has_no_ways_to_others():
    assert "Next" not in buttons(browse_card(listed(line()), EN))


def test_each_filter_has_a_button_that_takes_it_off():
    view = browse_card(listed(line(), view=View(Filters(country="KR", genre="food"))), EN)
    assert buttons(view)["South Korea"].custom_id == "browse:op.gfood:page:first"
    assert buttons(view)["Food"].custom_id == "browse:op.ckr:page:first"


def test_an_empty_list_puts_first_what_helps_most():
    filters = Filters(country="KR", genre="food", status=AirStatus.AIRING)
    looser = (Without(Field.GENRE, 40), Without(Field.STATUS, 1))
    view = browse_card(listed(view=View(filters), looser=looser), EN)
    said = checked(view)
    assert "Without “Food” there would be 40." in said
    assert "Without “South Korea”" not in said
    assert list(buttons(view))[1:] == ["Food", "Airing", "South Korea", "Start over"]


def test_an_empty_catalogue_says_who_can_fill_it():
    assert "catalogue import tvmaze" in checked(browse_card(listed(known=0), EN))


def test_the_best_rated_say_how_they_are_weighed():
    lines = (line(weighted=8.314, dropped=Tally(1, 3.0)), line(drama=8, here=Tally(8, 9.0)))
    top = TopPage(listed(*lines, view=View(sort=Sort.SCORE)), Scope.HERE, Prior(5, 15.0))
    said = checked(top_card(top, EN, in_server=True))
    assert "counts as if 5 more members had given it 7.5/10" in said
    assert (
        "weighted **8.31** · ⭐ **8.5/10** from 2 ratings · "
        "dropped it: **3.0/10** from 1 rating · few ratings yet" in said
    )
    assert said.count("few ratings yet") == 1


def test_outside_of_a_server_there_is_no_servers_list():
    top = TopPage(listed(line(weighted=8.0)), Scope.EVERYONE, Prior(5, 15.0))
    assert "In this server" not in buttons(top_card(top, EN, in_server=False))
    assert "In this server" in buttons(top_card(top, EN, in_server=True))


@pytest.mark.parametrize("lang", [EN, KO])
@pytest.mark.parametrize("scale", Scale)
def test_the_fullest_list_keeps_every_line_whole(lang, scale):
    facts = replace(HOSTILE, country="GB", year=2020, first_aired=date(2020, 12, 22), episodes=9999)
    lines = [
        line(facts, drama=100 + n, weighted=8.88, dropped=Tally(99_999, 8.88)) for n in range(8)
    ]
    page = listed(
        *lines, view=View(FULLEST, Sort.NEWEST), total=9_999_999, page=999_999, scale=scale
    )
    said = checked(browse_card(page, lang))
    assert "||**@" not in "\n".join(
        i.content for i in browse_card(page, lang).walk_children() if isinstance(i, ui.TextDisplay)
    )
    assert said.count("1,234") == 8
    top = TopPage(page, Scope.HERE, Prior(20, 19.99))
    assert checked(top_card(top, lang, in_server=True)).count("8.88") == 8
    empty = listed(view=View(FULLEST), looser=tuple(Without(f, 5) for f in Field))
    checked(browse_card(empty, lang))
    checked(top_card(TopPage(empty, Scope.EVERYONE, Prior(2, 10.5)), lang, in_server=True))


WORDS = PanelWords(["KR"] * 1 + ["CN", "JP"], [*GENRES, LONG])


def test_the_panel_offers_what_is_chosen_however_rare_it_is():
    genres = [*GENRES]
    view = View(Filters(country="VN", genre=genres[-1]))
    card = panel_card(view, 3, PanelWords(["KR", "CN"], genres), EN)
    checked(card)
    chosen = [o.value for each in selects(card) for o in each.options if o.default]
    assert chosen == ["VN", genres[-1], "any", "any", "any", "popular"]
    assert all(len(each.options) <= 25 for each in selects(card))


@pytest.mark.parametrize("lang", [EN, KO])
@pytest.mark.parametrize("view", [View(), View(FULLEST, Sort.SCORE)])
def test_every_panel_keeps_discords_rules(lang, view):
    checked(panel_card(view, 123_456, WORDS, lang))
    checked(panel_card(view, 0, PanelWords([], []), lang))


@pytest.mark.parametrize("lang", [EN, KO])
@pytest.mark.parametrize("shelf", Shelf)
@pytest.mark.parametrize("filters", [Filters(), FULLEST])
@pytest.mark.parametrize("facts", [SIGNAL, HOSTILE, DramaFacts("x", poster_url="https://a.b/c")])
def test_every_pick_keeps_discords_rules(lang, shelf, filters, facts):
    for among in (1, 99_999):
        pick = Pick(Drama(9, facts), Tally(3, 7.0), Tally(), Scale.STARS, among)
        checked(pick_card(pick, filters, shelf, lang))
    checked(nothing_card(filters, shelf, lang))


def test_a_pick_leads_to_another_with_the_same_filters():
    pick = Pick(Drama(9, SIGNAL), Tally(), None, Scale.TEN, 12)
    view = pick_card(pick, Filters(country="KR"), Shelf.PLANNED, EN)
    assert buttons(view)["Another"].custom_id == "random:planned:op.ckr:9:again"
    said = checked(view)
    assert "By chance, from 12 on your plan to watch · South Korea" in said
    assert "This server" not in said


@given(st.text(min_size=1, max_size=300), st.text(max_size=300), st.text(min_size=1, max_size=60))
@settings(max_examples=40, deadline=None)
def test_whatever_dramas_and_words_are_called_lists_keep_discords_rules(title, native, word):
    facts = DramaFacts(title=title, native_title=native or None, genres=(word,))
    view = View(Filters(tag=word, network=word))
    checked(browse_card(listed(*[line(facts, drama=n) for n in range(1, 9)], view=view), EN))
    pick = Pick(Drama(1, facts), Tally(), Tally(), Scale.TEN, 2)
    checked(pick_card(pick, view.filters, Shelf.ALL, EN))


@pytest.mark.parametrize(
    ("years", "named"),
    [
        (Years(2016, 2016), "2016"),
        (Years(2010, 2019), "2010s"),
        (Years(2015, 2020), "2015–2020"),
        (Years(None, 1999), "before 2000"),
        (Years(2015, None), "since 2015"),
    ],
)
def test_years_are_named_as_people_say_them(years, named):
    assert years_name(EN, years) == named


async def _never(interaction, typed):
    raise AssertionError


async def test_the_form_is_filled_in_with_what_is_chosen():
    view = View(Filters(years=Years(2010, 2019), genre="food", tag="amnesia"))
    fields = FilterForm(view, EN, _never).to_dict()["components"]
    values = [field["component"].get("value") for field in fields]
    assert values == ["2010-2019", "Food", "amnesia", None]
    assert Years.parse(values[0]) == view.filters.years
