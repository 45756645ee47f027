from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from bot.providers.tvmaze.episodes import read_airing, read_episodes
from tests.unit.providers.tvmaze_samples import episode, season

SPECIAL = "significant_special"
MINOR = "insignificant_special"


def numbers(episodes):
    return [str(airing.number) for airing in read_episodes(episodes)]


def test_episodes_count_on_through_the_seasons():
    airings = read_episodes([*season(3, 1), *season(2, 2)])
    assert [int(airing.number) for airing in airings] == [1, 2, 3, 4, 5]
    assert [(a.season, a.number_in_season) for a in airings][2:4] == [(1, 3), (2, 1)]


def test_an_episode_that_is_missing_from_the_list_keeps_its_number():
    assert numbers([episode(1, 1, "2016-01-01"), episode(1, 3, "2016-01-03")]) == ["1", "3"]
    assert numbers([*season(2, 1, start=3), episode(2, 1, "2017-01-01")]) == ["3", "4", "5"]


def test_the_order_of_the_list_does_not_matter_and_doubles_count_once():
    assert numbers([*reversed(season(4)), episode(1, 2, "2016-05-05")]) == ["1", "2", "3", "4"]


def test_a_special_stands_after_the_episode_that_aired_before_it():
    recap = episode(1, None, "2016-01-02", kind=SPECIAL, name="Recap")
    airings = read_episodes([*season(3), recap])
    assert [str(airing.number) for airing in airings] == ["1", "2", "2.5", "3"]
    special = airings[2]
    assert (special.special, special.title) == (True, "Recap")
    assert (special.season, special.number_in_season) == (None, None)


def test_a_special_before_the_first_episode_is_zero():
    prologue = episode(1, None, "2015-12-31", kind=SPECIAL)
    assert numbers([*season(1), prologue]) == ["0", "1"]
    assert read_episodes([prologue])[0].number == Decimal(0)


def test_specials_after_the_same_episode_stand_in_their_order():
    extras = [episode(1, None, "2016-01-09", kind=SPECIAL, name=name) for name in "abc"]
    airings = read_episodes([*season(2), *extras])
    assert [(str(a.number), a.title) for a in airings][2:] == [
        ("2.5", "a"),
        ("2.6", "b"),
        ("2.7", "c"),
    ]


def test_where_nine_specials_do_not_suffice_the_lesser_ones_are_left_out():
    minor = [episode(1, None, "2016-01-09", kind=MINOR, name=f"m{n}") for n in range(8)]
    major = [episode(1, None, "2016-01-09", kind=SPECIAL, name=f"s{n}") for n in range(3)]
    airings = read_episodes([*season(1), *minor, *major])[1:]
    assert [str(a.number) for a in airings] == [f"1.{n}" for n in range(1, 10)]
    assert [a.title for a in airings if a.title.startswith("s")] == ["s0", "s1", "s2"]


def test_a_special_without_a_date_follows_its_season():
    extra = episode(1, None, "", kind=SPECIAL)
    assert numbers([*season(2, 1), *season(2, 2), extra]) == ["1", "2", "2.5", "3", "4"]


def test_an_episode_has_its_day_there_and_its_moment_in_utc():
    late = episode(1, 1, "2016-01-22", airstamp="2016-01-23T00:10:00+09:00")
    airing = read_episodes([late])[0]
    assert airing.airs_on == date(2016, 1, 22)
    assert airing.airs_at == datetime(2016, 1, 22, 15, 10, tzinfo=UTC)
    assert airing.runtime == 80


def test_without_a_time_of_day_there_is_no_moment():
    streamed = episode(1, 1, "2021-09-17", airtime="", airstamp="2021-09-17T12:00:00+00:00")
    airing = read_episodes([streamed])[0]
    assert (airing.airs_on, airing.airs_at) == (date(2021, 9, 17), None)


def test_a_title_that_is_only_a_number_is_none():
    named = [episode(1, 1, "2016-01-01"), episode(1, 2, "2016-01-02", name="The Call")]
    assert [airing.title for airing in read_episodes(named)] == [None, "The Call"]


def test_what_is_no_episode_is_left_out():
    odd = [None, 7, "x", {}, {"type": "regular"}, {"type": ["regular"], "number": 1}]
    odd += [episode(1, 0, "2016-01-01"), episode(1, 10**9, "2016-01-01")]
    odd += [{**episode(1, 1, "2016-01-01"), "number": "1"}]
    assert read_episodes(odd) == ()
    assert read_episodes(None) == ()
    assert read_episodes({"1": episode(1, 1, "2016-01-01")}) == ()


def test_an_episode_of_a_schedule_is_numbered_within_its_season():
    airing = read_airing(episode(2, 5, "2017-01-05"))
    assert (airing.number, airing.season, airing.number_in_season) == (Decimal(5), 2, 5)
    special = read_airing(episode(2, None, "2017-01-05", kind=SPECIAL))
    assert (special.number, special.special) == (Decimal(0), True)
