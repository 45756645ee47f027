"""Facts in lines of credits, rows, sentences and lists that have no form of their own."""

from __future__ import annotations

import pytest

from bot.reading.reader import read_post
from tests.unit.reading.posts import pairs, values

PLOT = (
    "I liked this drama and its people from the first hour on, and I would tell anyone to begin it "
    "on a quiet evening. A clerk finds a key that opens what it is told to open."
)


def read(facts: str):
    return read_post(f"Review: Paper Key\n\n{facts}\n\n{PLOT}", media="text")


def value(fact):
    return fact.value if fact else None


@pytest.mark.parametrize(
    "facts",
    [
        "South Korea 2019 · tvN · 16 x 70'\nRomance, comedy",
        "Paper Key (종이 열쇠), South Korea, 2019, tvN, 16 episodes. Romance, comedy, revenge.",
        "Country South Korea  Episodes 16  Network tvN  Genre Romance, Comedy  Year 2019",
        "network: tvN · from: South Korea · planned episodes: 16 · genre: romance, comedy · "
        "year: 2019",
        "| Episodes | 16 |\n| Network | tvN |\n| Year | 2019 |\n| Genre | Romance, Comedy |\n"
        "| Country | South Korea |",
        "Episodes – 16, Network – tvN, Year – 2019, Genre – Romantic Comedy, Country – South Korea",
        "Distributor: tvN\nTheme: Romance, Comedy\nLength: 16 Episodes\nYear: 2019\n"
        "Country: South Korea",
        "Korean Channel: tvN\nEps: 16\nWhat kind: Romance/Comedy\nYear: 2019\nFrom: South Korea",
        "Channel / year: tvN, 2019\nParts: 16\nType of show: romance, comedy\nOrigin: South Korea",
        "📺 tvN 🎬 16 episodes 📅 2019\nGenre: office rom-com\nCountry: South Korea",
        "장르: 로맨스, 코미디\n횟수: 16부작\n방송사: tvN\n방송 기간: 2019.05.01\n국가: 한국",
    ],
)
def test_one_set_of_facts_is_read_from_any_layout(facts):
    found = read(facts)
    assert (value(found.episodes), values(found.networks)) == (16, ["tvN"])
    assert (value(found.year), value(found.country)) == (2019, "KR")
    assert values(found.genres)[:2] in (["romance", "comedy"], ["workplace", "romance"])


def test_a_list_of_genres_goes_on_below_its_label_past_what_is_none():
    listed = read("Story Genre & Elements:\n\n• Romance\n\n• Riddles\n\n• Fate\n\n• Medical Drama")
    assert values(listed.genres) == ["romance", "medical"]


@pytest.mark.parametrize(
    ("name", "genres"),
    [
        ("crime thriller", ["crime", "thriller"]),
        ("Xianxia fantasy", ["fantasy"]),
        ("Office romance", ["workplace", "romance"]),
        ("a light-hearted BL campus romance", ["lgbtq", "school", "romance"]),
        ("potato", []),
        ("thriller potato", []),
    ],
)
def test_a_genre_made_of_several_is_each_of_them(name, genres):
    assert values(read(f"Genre: {name}").genres) == genres


def test_a_drama_that_is_called_as_a_genre_is_none():
    found = read_post(f"Life (JTBC, 2018)\n\nGenre: medical\n\n{PLOT}", media="text")
    assert values(found.genres) == ["medical"]


@pytest.mark.parametrize(
    "sentence",
    [
        "This 16-episode tvN drama from 2019 is a romantic comedy about a clerk.",
        "Paper Key is a 16-parter rom-com which was shown on tvN back in 2019.",
        "The 2019 Korean romantic comedy series ran for 16 episodes on tvN.",
    ],
)
def test_facts_are_told_in_a_sentence(sentence):
    found = read(sentence)
    assert (value(found.episodes), values(found.networks), value(found.year)) == (16, ["tvN"], 2019)


def test_genres_are_told_before_the_word_for_a_drama():
    assert values(read("Paper Key is a romantic crime thriller about a clerk.").genres) == [
        "romance",
        "crime",
        "thriller",
    ]
    assert not read("This is an action-led drama about a clerk.").genres


@pytest.mark.parametrize(
    ("line", "score"),
    [
        ("Rating: ★★★¾☆", (3.75, 5)),
        ("Rating: *****", (5, 5)),
        ("Rating: **** 1/2", (4.5, 5)),
        ("Rating: ●●●●○", (4, 5)),
        ("Rating: [4/5]", (4, 5)),
        ("8/10 turtles", (8, 10)),
        ("My Rating: 9.5 turtles! so close", (9.5, 10)),
        ("Our Rating:\n\nAnn: 9/10 - If you watch one, let it be this.", (9, 10)),
        ("final:   9.4 / 10", (9.4, 10)),
        ("Believe me. My rating: 4.5/5 :)", (4.5, 5)),
        ("Four stars out of five: quiet and angry.", (4, 5)),
        ("Rating: ?/10", None),
        ("Rating: _/10", None),
        ("Rating: 1 2 3 4 5", None),
    ],
)
def test_a_score_is_read_in_any_form_and_no_placeholder(line, score):
    found = value(read(line).score)
    assert (found and (found.value, found.scale)) == score


def test_a_grade_alone_below_the_review_is_its_score():
    text = f"Review: Paper Key\n\n{PLOT}\n\n{PLOT}\n\n{PLOT}\n\nB+\n\nNext: another one."
    assert read_post(text, media="text").score.value.raw == "B+"


@pytest.mark.parametrize(
    ("title", "score"),
    [
        ("Paper Key ***", (3, 5)),
        ("*** Paper Key ***", None),
        ("Paper Key (7.9/10)", (7.9, 10)),
        ("K-Drama: Paper Key (7.9/10)", (7.9, 10)),
    ],
)
def test_a_title_line_may_hold_the_score(title, score):
    found = value(read_post(f"{title}\n\n{PLOT}", media="text").score)
    assert (found and (found.value, found.scale)) == score


def test_scores_of_other_posts_below_are_none():
    other = "You may also like:\n→ Glass Harbour, a love letter (10/10)"
    text = f"Review: Paper Key\n\n{PLOT}\n\n{PLOT}\n\n{other}"
    assert read_post(text, media="text").score is None


@pytest.mark.parametrize("rest", ["turtles^^", "(Excellent)", "(A-)", "gyabo!s"])
def test_a_unit_a_legend_or_a_second_grade_is_no_verdict(rest):
    assert read(f"My rating: 9/10 {rest}").verdict is None


CAST = [("Kim Min-seo", "Yoon Do-ah"), ("Park Jae-won", "Lee Seung-ho")]


@pytest.mark.parametrize(
    "lines",
    [
        "Also in it:\nKim Min-seo / Yoon Do-ah\nPark Jae-won / Lee Seung-ho",
        "Principal players: Kim Min-seo in the role of Yoon Do-ah, Park Jae-won in the role of "
        "Lee Seung-ho.",
        "Who:\nKim Min-seo - Yoon Do-ah (sigh)\nPark Jae-won - Lee Seung-ho",
        "Who’s who in Paper Key\n\nKim Min-seo — Yoon Do-ah\nPark Jae-won — Lee Seung-ho",
        "people:\n  | Kim Min-seo  | Yoon Do-ah\n  | Park Jae-won | Lee Seung-ho",
        "Kim Min-seo: Yoon Do-ah, a clerk\nPark Jae-won: Lee Seung-ho, the locksmith",
        "Kim Min-seo is Yoon Do-ah. Park Jae-won is Lee Seung-ho.",
        "There they meet: Kim Min-seo (playing Yoon Do-ah) and Park Jae-won (who played "
        "Lee Seung-ho).",
        "It is a drama starring Kim Min-seo as “Yoon Do-ah” and Park Jae-won as “Lee Seung-ho”.",
        "Their parts went to Kim Min-seo and Park Jae-won, Yoon Do-ah and Lee Seung-ho "
        "respectively.",
        "Kim Min-seo who had played a queen elsewhere plays the part of Yoon Do-ah. Park Jae-won "
        "from the drama Glass Harbour plays the part of Lee Seung-ho.",
        "A clerk called Yoon Do-ah (played by Kim Min-seo (김민서)) finds Lee Seung-ho "
        "(Park Jae-won, whom I adore).",
        "Cast: Kim Min-seo as the clerk Yoon Do-ah; Park Jae-won as Lee Seung-ho",
    ],
)
def test_who_plays_whom_is_read_however_it_is_put(lines):
    assert sorted(pairs(read(lines))) == CAST


def test_a_list_with_the_role_first_is_turned_by_those_who_are_named_in_full():
    listed = "Teh is Billkin Putthipong. Bas is Khunpol Pongpol."
    assert pairs(read(listed)) == [("Billkin Putthipong", "Teh"), ("Khunpol Pongpol", "Bas")]


def test_a_long_list_may_have_roles_first_and_an_odd_name_among_them():
    lines = "Hwang Shi-mok – Cho Seung-woo\nYoung Eun-soo – Shin Hye-sun\nHan Yeo-jin – Bae Doona"
    told = "Shi-mok finds her in the end, and Yeo-jin and Eun-soo help him."
    assert ("Shin Hye-sun", "Young Eun-soo") in pairs(read(f"{lines}\n\n{told}"))


def test_names_below_one_another_are_a_cast():
    names = ["Park Bo Young", "Park Hyung Sik", "Seol In A"]
    assert [actor for actor, _ in pairs(read("\n".join(names)))] == names


def test_one_actor_may_play_two_and_a_spelling_is_no_second_one():
    both = "His father Seo In-ha (Jang Geun Suk) painted. His son Seo Jun (Jang Geun Suk) does not."
    assert len(pairs(read(both))) == 2
    spelt = "The clerk Seo In-ha (Jang Geun Suk) paints. Later Seo In Ha (Jang Geun Suk) stops."
    assert len(pairs(read(spelt))) == 1


def test_a_role_of_another_drama_is_none():
    other = "She speaks as Fantasy Couple’s Na Sang Shil (Han Ye Seul) did."
    assert pairs(read(other)) == []
