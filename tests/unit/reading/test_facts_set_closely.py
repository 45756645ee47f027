"""Facts that lost their line breaks, colons or labels on the way to the post."""

import pytest

from bot.reading.reader import read_post

_OPINION = (
    "I loved this drama, and I think that the acting was great. It made me cry in the end, which I "
    "did not expect at all of a story about a bakery."
)


def read(body: str):
    return read_post(f"Drama Review: Paper Key\n\n{body}\n\n{_OPINION}")


def value(fact):
    return None if fact is None else fact.value


def test_labels_without_a_break_between_them_are_told_apart():
    found = read("Country of OriginSouth KoreaEpisodes16Original NetworktvNGenreRomance, Comedy")
    assert value(found.country) == "KR"
    assert value(found.episodes) == 16
    assert [fact.value for fact in found.networks] == ["tvN"]
    assert [fact.value for fact in found.genres] == ["romance", "comedy"]


def test_a_block_of_facts_in_one_long_line_is_split():
    plot = "A baker finds a key in a loaf and looks for the door that it opens. " * 12
    found = read(
        "Title: Paper Key Broadcast date: 10/16/06 - 12/25/06 Number of episodes: 11 "
        f"Genre: Mystery Cast: Ueno Juri, Tamaki Hiroshi Plot: {plot}Letter rating: A"
    )
    assert value(found.year) == 2006
    assert value(found.episodes) == 11
    assert [fact.value.actor for fact in found.cast] == ["Ueno Juri", "Tamaki Hiroshi"]
    assert found.score is not None
    assert found.score.value.raw == "A"


@pytest.mark.parametrize(
    ("body", "episodes"),
    [
        ("Length: 16 Episodes", 16),
        ("Episodes 16 + 2 specials", 16),
        ("34 episodes 2009 Taiwanese", 34),
        ("12 episodes (6 aired) · tvN", 12),
        ("It was planned with 16 episodes, but expanded into 20 episodes.", 20),
        ("I saw 9 episodes on Saturday. There are a total of 30 episodes.", 30),
        ("Dramas have max. 12 episodes.", None),
    ],
)
def test_episodes_are_the_whole_drama_s(body, episodes):
    assert value(read(body).episodes) == episodes


@pytest.mark.parametrize(
    ("body", "country"),
    [
        ("My new obsession is a 2005 Taiwanese idol drama.", "TW"),
        ("It is one of the highest rated Korean dramas of cable television.", "KR"),
        ("📅 2022\n🌐 Thailand 🇹🇭", "TH"),
        ("It was broadcast in Japan last autumn.", "JP"),
        ("I love many Korean dramas.", None),
        ("Unlike a Korean drama, this Thai drama is short.", "TH"),
        ("K-Drama Korner", None),
    ],
)
def test_the_country_is_told_in_many_ways(body, country):
    assert value(read(body).country) == country


@pytest.mark.parametrize(
    ("body", "score"),
    [
        ("Rating: 4.5 ⭐", (4.5, 5)),
        ("Rating Out of Five: 4.5", (4.5, 5)),
        ("Rating: (3.5/5)", (3.5, 5)),
        ("★★★/★★★★★ A story of bread and keys.", (3, 5)),
        ("90% – I loved this from the start.", (90, 100)),
        ("Score: 9 out of 10 | watch on VIKI", (9, 10)),
        ("Full five stars from me.", (5, 5)),
        ("CAST AND ACTING (10 out of 10)\nNothing to say, they were good.", None),
    ],
)
def test_scores_are_read_as_they_are_written(body, score):
    found = read(body).score
    assert (found and (found.value.value, found.value.scale)) == score
