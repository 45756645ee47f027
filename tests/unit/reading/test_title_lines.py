from __future__ import annotations

import pytest

from bot.reading.reader import read_post
from bot.reading.titles import parse_title
from tests.unit.reading.posts import values

BODY = "Paper Key is about a clerk who finds a key. I liked this drama a lot."


class Catalogue:
    """What a catalogue knows, for these tests: one drama and one actor."""

    def is_title(self, text: str) -> bool:
        return text.casefold() == "paper key"

    def actor(self, name: str) -> str | None:
        return name if name == "Ha Rin" else None


@pytest.mark.parametrize(
    "above",
    [
        "Tuesday, January 24, 2017",
        "24 01 2010",
        "top of page\n\nSearch",
        "# k-drama # review",
        "Reviews > Dramas > 2022",
        "Jp-drama / Kr-drama / Reviews",
        "Posted by Mina on October 29, 2013",
        "Korean Drama Review",
    ],
)
def test_what_stands_above_a_post_is_not_its_title(above):
    read = read_post(f"{above}\n\nPaper Key (2019)\n\n{BODY}", media="text")
    assert (read.title.value, read.year.value) == ("Paper Key", 2019)
    assert read.sections == ()


def test_a_blogs_name_above_the_posts_title_and_date_is_not_the_title():
    text = f"Tea and Subtitles\n\nSlow dramas, strong tea\n\nPaper Key\n\nMay 4, 2022\n\n{BODY}"
    assert read_post(text, media="text").title.value == "Paper Key"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Quick Review #137: Paper Key - Spring 2025", "Paper Key"),
        ("235. Paper Key 종이 열쇠- (2016) Korean", "Paper Key"),
        ("TWDramas (Ratings & Reviews): Paper Key", "Paper Key"),
        ("KDrama to Maybe Watch: Paper Key (2014)", "Paper Key"),
        ("Thoughts about “Paper Key” Ep 1 (spoiler alert!)", "Paper Key"),
        ("Paper Key: First Impressions Part II [UPDATED]", "Paper Key"),
        ("종이 열쇠 | Jongi Yeolsoe | Paper Key", "Paper Key"),
        ("[Chinese Drama] 纸钥匙 Paper Key", "Paper Key"),
        ("K-Drama Review: Paper Key (with Spoilers)", "Paper Key"),
        ("The Paper Key Part 2 Review", "The Paper Key Part 2"),
        ("What’s Wrong w/Paper Key? (Spoilers!)", "What’s Wrong w/Paper Key?"),
    ],
)
def test_title_lines_of_all_kinds_give_the_title(line, title):
    assert parse_title(line).title == title


@pytest.mark.parametrize(
    ("line", "also"),
    [
        ("Paper Key / The Clerk's Door", ("The Clerk's Door",)),
        ("Paper Key [aka The Door]", ("The Door",)),
        ("Paper Key? (Why Paper?) (2018)", ("Why Paper?",)),
        ("Fate/Stay", ()),
    ],
)
def test_other_titles_beside_the_first_are_kept(line, also):
    assert parse_title(line).also == also


@pytest.mark.parametrize(
    "headline",
    [
        "Paper Key: A K-drama that raised the bar",
        "Reasons Why ‘Paper Key’ Became the Best Drama for Many People",
        "Paper Key – Indeed the Best Dorama Ever!",
        "Meeting My Favourite Actor For The First Time in Paper Key",
        "Paper Key, or how not to end a drama",
    ],
)
def test_of_a_headline_the_part_is_taken_that_the_post_speaks_of(headline):
    assert read_post(f"{headline}\n\n{BODY}", media="text").title.value == "Paper Key"


@pytest.mark.parametrize(
    "text",
    [
        "Paper Key is a 2018 South Korean television series with Kim Da Mi. I loved it all.",
        "I just finished watching Paper Key. I have not slept, and I do not regret a thing.",
        "Today I want to talk about doors. The Thai series Paper Key began in May, and I cried.",
    ],
)
def test_without_a_title_line_the_prose_names_the_drama(text):
    assert read_post(text, media="text").title.value == "Paper Key"


def test_known_titles_settle_which_part_of_a_headline_is_meant():
    read = read_post("A Door in Paper Key\n\nI liked it.", media="text", known=Catalogue())
    assert read.title.value == "Paper Key"


def test_known_actors_settle_who_is_the_role():
    read = read_post("Paper Key\n\nHa Rin (Kim Da Mi) shines.", media="text", known=Catalogue())
    assert [(f.value.actor, f.value.role) for f in read.cast] == [("Ha Rin", "Kim Da Mi")]


def test_a_repeated_title_is_no_section_and_its_native_form_is_read():
    text = f"Paper Key (2022)\n\nReview of Paper Key / 종이 열쇠 (2022)\n\n{BODY}"
    read = read_post(text, media="text")
    assert (read.native_title.value, read.year.value, read.sections) == ("종이 열쇠", 2022, ())


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        (
            "종이 열쇠 · South Korea, 2023 · TVING · 8 episodes · Family",
            ("TVING", 8, 2023, "family"),
        ),
        ("WOWOW, 2018. Seven episodes. Mystery.", ("WOWOW", 7, 2018, "mystery")),
        ("15 episodes | Channel 3 | 2020 | Romance", ("Channel 3", 15, 2020, "romance")),
    ],
)
def test_a_line_that_is_nothing_but_facts_is_read_whole(line, facts):
    read = read_post(f"Paper Key\n\n{line}\n\n{BODY}", media="text")
    assert (
        read.networks[0].value,
        read.episodes.value,
        read.year.value,
        values(read.genres)[0],
    ) == facts


def test_a_date_is_no_line_of_facts():
    read = read_post(f"Paper Key\n\nOct 18, 2021\n\n{BODY}", media="text")
    assert read.year is None


def test_labels_alone_have_their_values_on_the_next_line():
    text = f"Paper Key\n\nGenre\nFantasy, Comedy\nEpisodes\n12\nNetwork:\nYear: 2022\n\n{BODY}"
    read = read_post(text, media="text")
    assert (values(read.genres), read.episodes.value) == (["fantasy", "comedy"], 12)
    assert (read.networks, read.year.value) == ((), 2022)
