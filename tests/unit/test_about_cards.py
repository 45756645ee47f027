import pytest

from bot.domain.hours import QuietHours
from bot.domain.scores import Scale
from bot.i18n import LANGUAGES, lang_for
from bot.services.hours import Day
from bot.services.settings import Kept, Preferences
from bot.ui import limits
from bot.ui.cards.about import HelpCommand, about_card, help_card, mention_of
from bot.ui.cards.settings import ask_forget_card, forgotten_card, settings_card
from tests.support.wiretext import texts_of

EVERY_LANGUAGE = pytest.mark.parametrize("code", LANGUAGES)
MANY = Kept(10**6, 10**6, 10**6, 10**6, 10**6, settings=True)


def payload(card):
    return {"components": card.to_components()}


def said(card):
    return "\n".join(texts_of(payload(card)))


def assert_fits(card):
    assert card.content_length() <= limits.CARD_TEXT
    assert card.total_children_count <= limits.CARD_COMPONENTS


@EVERY_LANGUAGE
def test_about_fits_in_every_language_uncut(code):
    card = about_card(lang_for(code), settings="</settings:1456074443980800002>")
    assert_fits(card)
    assert "…" not in said(card)
    assert "</settings:" in said(card)


@EVERY_LANGUAGE
def test_help_stays_within_limits_with_a_hundred_commands(code):
    commands = [HelpCommand(f"command{i} sub", "d" * 100, 10**18) for i in range(100)]
    assert_fits(help_card(commands, lang_for(code)))


def test_help_puts_commands_it_does_not_know_last():
    commands = [HelpCommand("weather", "Not ours yet."), HelpCommand("drama", "Look it up.")]
    text = said(help_card(commands, lang_for("en")))
    assert text.index("Look it up.") < text.index("Not ours yet.")
    assert text.count("**/weather**") == 1


def test_a_command_without_an_id_goes_by_its_name_in_the_readers_language():
    command = HelpCommand("review write", "")
    assert mention_of(command, lang_for("en")) == "**/review write**"
    assert mention_of(command, lang_for("ko")) == "**/리뷰 쓰기**"


@EVERY_LANGUAGE
@pytest.mark.parametrize("quiet", [None, QuietHours("America/Argentina/ComodRivadavia", 1410, 7)])
def test_settings_fit_with_everything_a_manager_sees(code, quiet):
    here = Preferences(Scale.TEN, None, Scale.STARS, counted=True)
    card = settings_card(here, lang_for(code), day=Day("America/Argentina/ComodRivadavia", quiet))
    assert_fits(card)
    shown = str(payload(card))
    assert ("settings:no-hours" in shown) is (quiet is not None)


@EVERY_LANGUAGE
def test_settings_show_the_servers_scale_only_to_managers_in_servers(code):
    lang = lang_for(code)
    here = Preferences(Scale.TEN, None, Scale.STARS, counted=True)
    ids = [
        "settings:guild-scale" in str(payload(settings_card(here, lang, day=day)))
        for day in (Day(), None)
    ]
    assert ids == [True, False]


def test_the_chosen_scale_is_the_one_marked():
    card = settings_card(Preferences(Scale.STARS, Scale.STARS), lang_for("en"))
    selects = [
        item for item in card.walk_children() if getattr(item, "custom_id", "") == "settings:scale"
    ]
    assert [o.value for o in selects[0].options if o.default] == ["stars"]


@EVERY_LANGUAGE
@pytest.mark.parametrize("make", [ask_forget_card, forgotten_card])
def test_cards_about_deletion_name_what_and_how_much(code, make):
    lang = lang_for(code)
    card = make(MANY, lang)
    assert_fits(card)
    assert said(card).count(lang.number(10**6)) == 5
    assert lang.number(10**6) not in said(make(Kept(ratings=3), lang))


def test_there_is_no_way_to_delete_nothing():
    assert "forget:yes" not in str(payload(ask_forget_card(Kept(), lang_for("en"))))
