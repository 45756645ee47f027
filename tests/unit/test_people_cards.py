from dataclasses import replace

import pytest
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.dramas import DramaLine, Source
from bot.domain.people import Person, PersonLine, PersonOrder
from bot.domain.scores import Scale, Tally
from bot.domain.watching import WatchStatus
from bot.i18n import lang_for
from bot.services.people import PAGE_SIZE, PartLine, PersonPage
from bot.ui.cards.people import person_card, person_line
from data.queries.people import Viewer
from tests.support.discord_rules import check_message
from tests.support.dramas import HOSTILE
from tests.support.wiretext import texts_of

EN, KO = lang_for("en-US"), lang_for("ko")
LANGS = pytest.mark.parametrize("lang", [EN, KO], ids=["en", "ko"])
SIGNAL = DramaLine(1, "Signal", "시그널", "ko", 2016, "KR")
HAN = Person(5, "Han So Hee", "한소희", "https://a.test/photo.jpg")


def page(
    person=HAN, lines=None, *, total=1, number=0, pages=1, viewers=None, seen_by=0, in_server=True
):
    lines = (PartLine(SIGNAL, ("Detective",), None, None),) if lines is None else lines
    return PersonPage(
        person,
        PersonOrder.NEWEST,
        lines,
        total,
        number,
        pages,
        Scale.TEN,
        in_server,
        viewers,
        seen_by,
        (Source.TVMAZE,),
    )


def eight(part):
    """As many lines as a page has, each of another drama."""
    return tuple(
        replace(part, drama=replace(part.drama, id=part.drama.id + n)) for n in range(PAGE_SIZE)
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


def photos(card):
    return [item for item in card.walk_children() if isinstance(item, ui.Thumbnail)]


def test_the_name_in_the_readers_script_comes_first():
    assert said(person_card(page(), EN)).startswith("## Han So Hee\n**한소희** · In 1 drama\n")
    assert said(person_card(page(), KO)).startswith("## 한소희\n**Han So Hee**")


def test_a_name_is_told_once_where_both_are_the_same():
    person = Person(5, "Zico", "Zico")
    assert said(person_card(page(person), EN)).startswith("## Zico\nIn 1 drama")


def test_a_photo_says_whose_it_is_and_only_an_address_is_one():
    [photo] = photos(person_card(page(), EN))
    assert photo.description == "Photo of Han So Hee"
    assert photos(person_card(page(Person(5, "X", None, "javascript:alert(1)")), EN)) == []


def test_the_scores_say_whose_they_are():
    rated = (PartLine(SIGNAL, (), Tally(3, 8.5), None),)
    here = said(person_card(page(lines=rated), EN))
    assert "⭐ **8.5/10** from 3 ratings" in here
    assert "-# ⭐ this server’s scores" in here
    assert "-# ⭐ everyone’s scores" in said(person_card(page(lines=rated, in_server=False), EN))
    assert "scores" not in said(person_card(page(), EN))


def test_ones_own_list_is_told_only_in_private():
    seen = (PartLine(SIGNAL, (), None, WatchStatus.COMPLETED),)
    assert "✅ Completed" in said(person_card(page(lines=seen), EN, private=True))
    assert "Completed" not in said(person_card(page(lines=seen), EN))


def test_viewers_are_named_with_how_many_and_the_rest_counted():
    viewers = tuple(Viewer(100 + n, 30 - n) for n in range(12))
    told = said(person_card(page(viewers=viewers, seen_by=14), EN))
    assert "<@100> 30 dramas · <@101> 29 dramas" in told
    assert "<@109>" in told
    assert "<@110>" not in told
    assert told.count("<@") == 10
    assert "· 4 more" in told


def test_where_nobody_here_has_seen_them_that_is_said_and_in_private_messages_nothing():
    assert "Nobody yet" in said(person_card(page(viewers=()), EN))
    assert "Who here" not in said(person_card(page(viewers=None), EN))


def test_the_source_is_credited():
    assert "Facts: [TVmaze](" in said(person_card(page(), EN))


def test_whoever_is_in_nothing_any_more_has_a_card_that_says_so():
    told = said(person_card(page(lines=(), total=0), EN))
    assert "Nothing in the catalogue names them any more." in told


@LANGS
def test_the_fullest_card_is_one_that_discord_takes_and_cuts_no_line(lang):
    drama = DramaLine(9_999_999, "W" * 300, "가" * 300, "ko", 2026, "KR")
    part = PartLine(drama, ("R" * 200, "S" * 200), Tally(10**6, 8.5), WatchStatus.PLANNED)
    viewers = tuple(Viewer(10**18 + n, 200) for n in range(100))
    full = page(
        Person(1, "N" * 200, "가" * 200, "https://a.test/p.jpg"),
        eight(part),
        total=200,
        number=3,
        pages=25,
        viewers=viewers,
        seen_by=10**6,
    )
    told = said(person_card(full, lang, private=True))
    assert told.count("⭐ **8.5/10**") == told.count("🔖") == PAGE_SIZE
    assert told.count("<@") == 10


@LANGS
def test_hostile_names_show_as_they_are_written(lang):
    drama = DramaLine(7, HOSTILE.title, HOSTILE.native_title, "ko")
    part = PartLine(drama, (HOSTILE.title[:200],), None, None)
    person = Person(1, HOSTILE.title[:200], "||@everyone||")
    told = said(person_card(page(person, eight(part)), lang))
    assert "||**@everyone" not in told
    assert "\n# " not in told


def test_somebody_is_told_apart_by_both_names_and_a_drama():
    line = PersonLine(5, "Han So Hee", "한소희", SIGNAL)
    assert person_line(EN, line) == "Han So Hee · 한소희 (Signal, 2016)"
    assert person_line(KO, line) == "한소희 · Han So Hee (시그널, 2016)"
    assert person_line(EN, PersonLine(5, "Han So Hee")) == "Han So Hee"


@given(st.text(min_size=1, max_size=200), st.text(max_size=200), st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_whatever_somebody_is_called_their_card_keeps_discords_rules(name, native, role):
    drama = DramaLine(1, name, native or None, "ko")
    part = PartLine(drama, (role,), None, None)
    said(person_card(page(Person(1, name, native or None), eight(part)), KO))
