import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.regions import COMMON_REGIONS, region_of_locale
from bot.i18n import country_code, lang_for
from bot.ui.cards.regions import picked_region, region_select

EN, KO = lang_for("en-US"), lang_for("ko")


@pytest.mark.parametrize(
    ("locale", "region"),
    [
        ("ko", "KR"),
        ("en-US", "US"),
        ("en-GB", "GB"),
        ("ja", "JP"),
        ("pt-BR", "BR"),
        ("zh-TW", "TW"),
        ("sv-SE", "SE"),
        ("es-419", "MX"),
        ("xx", "US"),
        ("", "US"),
    ],
)
def test_discords_language_tells_where_somebody_likely_is(locale, region):
    assert region_of_locale(locale) == region


def test_every_language_of_discord_leads_to_a_country_that_has_a_name():
    for locale in discord.Locale:
        region = region_of_locale(locale.value)
        assert country_code(region) == region, locale


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("SE", "SE"),
        (" se ", "SE"),
        ("sweden", "SE"),
        ("스웨덴", "SE"),
        ("UK", "GB"),
        ("Korea", "KR"),
        ("hong kong", "HK"),
        ("South", None),
        ("EU", None),
        ("ZZ", None),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_a_country_is_known_by_its_code_and_its_names(typed, code):
    assert country_code(typed) == code


@given(st.text(max_size=60))
def test_whatever_is_typed_it_is_a_country_with_a_name_or_none(typed):
    code = country_code(typed)
    assert code is None or EN.country(code) != code


@pytest.mark.parametrize("chosen", [None, "KR", "SE"])
@pytest.mark.parametrize("lang", [EN, KO], ids=["en", "ko"])
def test_the_choice_holds_the_country_that_was_chosen(chosen, lang):
    options = region_select("settings:region:x", chosen, lang).options
    assert len(options) <= 25
    assert [picked_region(each.value) for each in options if each.default] == [chosen]
    assert len({each.value for each in options}) == len(options)
    assert len({"KR", "US"} & {each.value for each in options}) == 2


def test_no_usual_country_is_left_out_where_none_is_chosen():
    assert len(region_select("settings:region:x", None, EN).options) == len(COMMON_REGIONS) + 1
