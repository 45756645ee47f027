import pytest

from bot.cli.catalogue import watching
from bot.cli.problems import explain
from bot.services.show_reader import Progress
from bot.settings import Settings


def test_countries_are_codes_between_commas():
    read = Settings(_env_file=None, catalogue_countries=" kr, JP,kr ").catalogue_countries
    assert read == ("KR", "JP")


@pytest.mark.parametrize("wrong", ["Korea", "KR;JP", "K", ","])
def test_what_is_no_country_is_refused_by_name(wrong):
    with pytest.raises(ValueError, match="catalogue_countries") as refused:
        Settings(_env_file=None, catalogue_countries=wrong)
    assert "two-letter country codes" in str(explain(refused.value))


def test_a_key_is_not_shown():
    assert "abc123" not in repr(Settings(_env_file=None, tmdb_key="abc123"))


def test_without_a_terminal_progress_is_a_line_now_and_then(capsys):
    with watching() as note:
        for done in range(1, 200):
            note(Progress("shows", done, 199))
        note(Progress("schedule", 1, 48))
    said = capsys.readouterr().out.splitlines()
    assert said == ["Shows: 1 of 199", "Days: 1 of 48"]


def test_on_a_terminal_it_is_a_bar_that_shows_no_hidden_characters(capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    with watching() as note:
        note(Progress("index", 1, None))
        note(Progress("shows", 2, 4, "[red]Sig\u202enal\x1b[2J"))
    drawn = capsys.readouterr().err
    assert "[red]Signal" in drawn
    assert "\u202e" not in drawn
    assert "2/4" in drawn
