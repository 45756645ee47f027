"""Facts in the many forms that blogs write them: other labels, other orders, other languages."""

from __future__ import annotations

import pytest

from bot.reading.reader import read_post
from tests.unit.reading.posts import pairs, values

PLOT = "I liked this drama. A clerk finds a key that opens what it is told to open."


def read(facts: str):
    return read_post(f"Review: Paper Key\n\n{facts}\n\n{PLOT}", media="text")


def value(fact):
    return fact.value if fact else None


@pytest.mark.parametrize(
    ("facts", "score"),
    [
        ("Rating: 9", (9, 10)),
        ("Rating: 4.5", (4.5, 5)),
        ("My rating: 88", (88, 100)),
        ("My Rating (1-10): 8", (8, 10)),
        ("Rating: four and a half stars", (4.5, 5)),
        ("Overall: 4.5 ⭐⭐⭐⭐", (4.5, 5)),
        ("My Rating: ♥♥♥.5/5", (3.5, 5)),
        ("Review: ☆☆☆☆ / ☆☆☆☆☆", (4, 5)),
        ("Rating: 🍿🍿🍿🍿/5", (4, 5)),
        ("My Review: 8/10", (8, 10)),
        ("Ann’s Opinion: 90", (90, 100)),
        ("My score → 9/10", (9, 10)),
        ("Final Rating\n8/10", (8, 10)),
        ("Overall rating: B plus", (3.3, 4)),
        ("I give it a solid 9.", (9, 10)),
        ("I’d give Paper Key an A- for the door.", (3.7, 4)),
        ("Nota: 9/10", (9, 10)),
        ("Ratings: 5.46 [until now]", None),
        ("Viewer rating: 9.2", None),
        ("Rating: PG-13", None),
        ("Note: spoilers ahead", None),
        ("The end is where the show lost 2 stars from me.", None),
    ],
)
def test_a_score_is_read_in_every_form_and_other_numbers_are_none(facts, score):
    found = value(read(facts).score)
    assert ((found.value, found.scale) if found else None) == score


def test_a_score_that_stars_close_the_title_with_is_read():
    post = read_post(f"Paper Key (JDrama) * * * * *\n\n{PLOT}", media="text")
    assert (post.score.value.value, post.score.value.scale) == (5, 5)


def test_a_verdict_is_no_grade():
    post = read("Verdict: A must watch. 9/10")
    assert (post.score.value.value, value(post.verdict)) == (9, "A must watch")


@pytest.mark.parametrize(
    ("facts", "episodes", "networks", "year"),
    [
        ("Genre/s: Romance\nEpisode/s: 16\nNetwork/s: tvN", 16, ["tvN"], None),
        ("Total Episode Count: 36\nDate of airing: 20 Feb 2021 ~ 2 May 2021", 36, [], 2021),
        ("jTBC | 2017 | 16 Total episodes", 16, ["jTBC"], 2017),
        ("(2012) SBS 20 Episodes", 20, ["SBS"], 2012),
        ("tvN (2016) 16 Episodes, Grade: B+", 16, ["tvN"], 2016),
        ("[17 episodes, approx. 1 hour each]", 17, [], None),
        ("Information: China • TV Drama • 2015 • 54 episodes", 54, [], 2015),
        ("J-drama | Native title: 종이 열쇠 | Netflix | nine episodes", 9, ["Netflix"], None),
        ("Broadcast network: tvN (2014.10.17 – 2014.12.20)\nEpisodes: 20", 20, ["tvN"], 2014),
        ("Aired in: 2016 (16 episodes)\nChannel: MBC", 16, ["MBC"], 2016),
        ("KBS2, 40 episodes of 35 minutes\nSept 18 - Nov 21, 2019", 40, ["KBS2"], 2019),
        ("Jumlah episode: 16\nStasiun TV: KBS2\nTahun: 2015", 16, ["KBS2"], 2015),
        ("Where: Netflix original\nEps: 6", 6, ["Netflix"], None),
    ],
)
def test_facts_are_read_in_other_labels_and_orders(facts, episodes, networks, year):
    post = read(facts)
    assert (value(post.episodes), values(post.networks), value(post.year)) == (
        episodes,
        networks,
        year,
    )


@pytest.mark.parametrize(
    ("sentence", "episodes"),
    [
        ("There are a whopping 70 episodes in this show.", 70),
        ("It consists of 20 episodes that can be watched online.", 20),
        ("That version was only 9 episodes.", None),
        ("I have seen all 3 episodes.", None),
    ],
)
def test_the_number_of_episodes_is_this_dramas_whole_one(sentence, episodes):
    assert value(read(sentence).episodes) == episodes


@pytest.mark.parametrize(
    ("cast", "pair"),
    [
        (
            "Kim Ha Neul – Ha Rin\nPark Jae Min – Do Yun\nLee Soo Ah – Mi Rae",
            ("Kim Ha Neul", "Ha Rin"),
        ),
        ("Kim Ha Neul ... Ha Rin\nPark Jae Min ... Do Yun", ("Kim Ha Neul", "Ha Rin")),
        ("Pemain:\nKim Ha Neul sebagai Ha Rin", ("Kim Ha Neul", "Ha Rin")),
        ("Kim Ha Neul (as Ha Rin) was great.", ("Kim Ha Neul", "Ha Rin")),
        ("Kim Ha Neul, who plays Ha Rin, is great.", ("Kim Ha Neul", "Ha Rin")),
        ("Kim Ha Neul 김하늘 as Ha Rin", ("Kim Ha Neul", "Ha Rin")),
        (
            "It stars Kim Ha Neul (“Door”, “Wall”) as a clerk named Ha Rin.",
            ("Kim Ha Neul", "Ha Rin"),
        ),
        ("Ha Rin—played by the brilliant Kim Ha Neul—is a clerk.", ("Kim Ha Neul", "Ha Rin")),
        ("Ha Rin is a lawyer played by Kim Ha Neul.", ("Kim Ha Neul", "Ha Rin")),
        (
            "Grandma Ha Rin (everyone’s aunt, Kim Ha Neul) is sweet.",
            ("Kim Ha Neul", "Grandma Ha Rin"),
        ),
        (
            "Bright Vachirawit Chivaaree (Sarawat) was great.",
            ("Bright Vachirawit Chivaaree", "Sarawat"),
        ),
        (
            "Kim Ha Neul (Seo Ha Rin) gives the performance of the year.",
            ("Kim Ha Neul", "Seo Ha Rin"),
        ),
    ],
)
def test_who_plays_whom_is_read_in_many_forms(cast, pair):
    assert pair in pairs(read(cast))


def test_a_list_of_roles_and_actors_is_turned_round_where_the_plot_calls_the_roles():
    post = read_post(
        "Review: Paper Key\n\nCast\nYoshikawa Nanami: Fukuhara Haruka\n"
        "Uehara Hisashi: Shiraishi Shunya\n\n"
        "Nanami finds a key. Hisashi is the boy next door, and I liked Nanami more than Hisashi.",
        media="text",
    )
    assert pairs(post) == [
        ("Fukuhara Haruka", "Yoshikawa Nanami"),
        ("Shiraishi Shunya", "Uehara Hisashi"),
    ]


def test_another_name_of_a_singer_and_another_title_are_no_role():
    post = read_post(
        "Review: Nirvana in Fire\n\nCast: Kim Ji-yeon (WJSN’s Bona), Park Jae Min\n\n"
        f"Nirvana in Fire (Lang Ya Bang) is long. {PLOT}",
        media="text",
    )
    assert pairs(post) == [("Kim Ji-yeon", ""), ("Park Jae Min", "")]
