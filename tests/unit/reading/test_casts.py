"""Casts, in the many ways in which posts write them down."""

import pytest

from bot.reading.reader import read_post

_OPINION = (
    "I loved this drama, and I think that the acting was great. It made me cry in the end, which I "
    "did not expect at all of a story about a bakery."
)


def cast_of(body: str, title: str = "Drama Review: Paper Key") -> list[tuple[str, str]]:
    read = read_post(f"{title}\n\n{body}\n\n{_OPINION}")
    return [(fact.value.actor, fact.value.role) for fact in read.cast]


@pytest.mark.parametrize(
    ("body", "cast"),
    [
        ("Cast:\nKim Da Mi\nLee Do Hyun", [("Kim Da Mi", ""), ("Lee Do Hyun", "")]),
        ("CastKim Da Mi, Lee Do Hyun", [("Kim Da Mi", ""), ("Lee Do Hyun", "")]),
        ("Starring: Kim Da Mi, Lee Do Hyun, & IU", [("Kim Da Mi", ""), ("Lee Do Hyun", "")]),
        ("Lead Actors: Toda Erika Matsuda Shota", [("Toda Erika", ""), ("Matsuda Shota", "")]),
        ("Cast: Actresses – Kim Da Mi; Actors – Joo Won", [("Kim Da Mi", ""), ("Joo Won", "")]),
        (
            "Actors: 김다미 (Kim Da Mi), 이도현 (Lee Do Hyun)",
            [("Kim Da Mi", ""), ("Lee Do Hyun", "")],
        ),
        ("Cast:\n\nKim Da Mi\nas Yoon Ha Rin", [("Kim Da Mi", "Yoon Ha Rin")]),
        ("Main cast:\n\nKim Da Mi – Yoon Ha Rin\n\nPlot: A baker.", [("Kim Da Mi", "Yoon Ha Rin")]),
        ("Kim Da Mi as 4th Princess Ha Rin", [("Kim Da Mi", "4th Princess Ha Rin")]),
        ("Kim Da Mi as Ha Rin's sister, Yuna", [("Kim Da Mi", "Ha Rin's sister")]),
    ],
)
def test_lists_of_the_cast_are_read_however_they_are_set(body, cast):
    read = cast_of(body)
    assert [one for one in read if one in cast] == cast


@pytest.mark.parametrize(
    ("body", "cast"),
    [
        (
            "Yoon Ha Rin played by Kim Da Mi\nKang Min Woo played by Lee Do Hyun",
            [("Kim Da Mi", "Yoon Ha Rin"), ("Lee Do Hyun", "Kang Min Woo")],
        ),
        (
            "Kim Da Mi delivers a fine performance as the tired baker, Yoon Ha Rin.",
            [("Kim Da Mi", "Yoon Ha Rin")],
        ),
        ("Kim Da Mi and Lee Do Hyun are the leads.", [("Kim Da Mi", ""), ("Lee Do Hyun", "")]),
        ("A tired baker, played by Kim Da Mi, finds a key.", [("Kim Da Mi", "tired baker")]),
        (
            "Yoon Ha Rin (Kim Da Mi) bakes, and her brother (Lee Do Hyun) eats.",
            [("Kim Da Mi", "Yoon Ha Rin"), ("Lee Do Hyun", "brother")],
        ),
        ("She meets top actress Yoon Ha Rin (Kim Da Mi).", [("Kim Da Mi", "Yoon Ha Rin")]),
        ("Yoon Ha Rin (김다미 / Kim Da Mi) bakes.", [("Kim Da Mi", "Yoon Ha Rin")]),
        (
            "Yoon Ha Rin (Kim Da Mi) bakes.\n\nI adored Kim Da Mi (Yoon Ha Rin), and I thought "
            "that Lee Do Hyun (Kang Min Woo) was good.",
            [("Kim Da Mi", "Yoon Ha Rin"), ("Lee Do Hyun", "Kang Min Woo")],
        ),
    ],
)
def test_sentences_tell_who_plays_whom(body, cast):
    assert cast_of(body) == cast


def test_a_list_in_brackets_names_the_actor_first():
    body = "1. Lee Do Hyun (Kang Min Woo) – he bakes\n2. Kim Da Mi (Yoon Ha Rin) – she eats"
    assert cast_of(body) == [("Lee Do Hyun", "Kang Min Woo"), ("Kim Da Mi", "Yoon Ha Rin")]


def test_a_role_may_have_the_name_of_the_drama():
    body = "Healer (Ji Chang Wook) runs. Chae Young Shin (Park Min Young) writes."
    assert cast_of(body, "Drama Review: Healer") == [
        ("Ji Chang Wook", "Healer"),
        ("Park Min Young", "Chae Young Shin"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Vanness Wu (Wu Jian Hao) sings too.",
        "A poor girl (Nam Jung Eun) lives in an attic.",
        "She loves Jiang Meng (Ah Meng) from afar.",
        "I love Kim Da Mi as an actress",
        "Published Categorized as Drama Reviews",
        "Cast: A\n\nMusic: C",
        "Cast: Kim Da Mi (The Witch, Marionette), Lee Do Hyun (Triple, Pasta)",
    ],
)
def test_other_names_and_words_are_no_roles(body):
    assert [(actor, role) for actor, role in cast_of(body) if role] == []
