from __future__ import annotations

import pytest

from bot.reading.drama_names.titles import parse_title
from bot.reading.reader import read_post
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
        "k-drama · Review",
        "By Odette on 12 May 2019 • ( 3 )",
        "Tea and Subtitles · April 10, 2024 · 3 min",
        "Reviews / Features / Podcast / Newsletter",
        "Category: Drama Reviews",
        "Disclaimer: this is a review, and it spoils the whole series. Please read on with care.",
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
        ("JDorama review: Paper Key", "Paper Key"),
        ("Mina’s K-Dramas: Paper Key", "Paper Key"),
        ("Jdrama Corner #14: Paper Key", "Paper Key"),
        ("K-dramatized [1]: Paper Key", "Paper Key"),
        ("Green Tea Drama Review: Paper Key (2014)", "Paper Key"),
        ("Paper Key: New 2014 Japanese Drama", "Paper Key"),
        ("[Review] Paper Key with Ha Rin, Seo Jun and Moon Bora", "Paper Key"),
        ("Paper Key with Secretary Kim | Review", "Paper Key with Secretary Kim"),
        ("Review on The Paper Key: A Tale", "The Paper Key: A Tale"),
        ("✨ Paper Key ✨ kdrama review", "Paper Key"),
        ("Paper Key (2020) A+", "Paper Key"),
        ("Paper Key (종이 열쇠) · China · iQIYI · 2020 · 12 episodes", "Paper Key"),
        ("Is Paper Key worth watching?", "Paper Key"),
        ("Let’s talk about Paper Key", "Paper Key"),
        ("tvN’s Paper Key: Review", "Paper Key"),
        ("Reseña: Paper Key (종이 열쇠)", "Paper Key"),
        ("Annyeong! Review Drama Korea Paper Key", "Paper Key"),
        ("Our Song #1: a review", "Our Song #1"),
        ("TV Show Review: Paper Key", "Paper Key"),
        ("Foreign Drama -Paper Key", "Paper Key"),
        ("Paper Key Japanese Drama", "Paper Key"),
        ("K-Drama Paper Key", "Paper Key"),
        ("Mina’s review: Paper Key", "Paper Key"),
        ("Drama Review – Paper Key Drama", "Paper Key"),
        ("Paper Key – Overall thoughts", "Paper Key"),
        ("New 2016 drama: Paper Key", "Paper Key"),
        ("Show Window: The Paper Key", "Show Window: The Paper Key"),
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
        ("paper key aka the key of paper", ("the key of paper",)),
        ("Paper KeyAlso known as The Door", ("The Door",)),
        ("Paper Key/The Clerk’s Door/The Last Key", ("The Clerk’s Door", "The Last Key")),
        ("Paper Key, The Door, 종이 열쇠", ("The Door",)),
        ("Paper Key/Yeolsoe", ("Yeolsoe",)),
        ("Fate/Stay", ()),
    ],
)
def test_other_titles_beside_the_first_are_kept(line, also):
    assert parse_title(line).also == also


@pytest.mark.parametrize(
    ("line", "native", "year", "country"),
    [
        ("Paper 1988 (종이 1988)", "종이 1988", None, None),
        ("Paper 1988 (종이 1988 or Jongi 1988(2015-2016)", "종이 1988", 2015, None),
        ("Paper Key (Hangul: 종이 열쇠; RR: Jongi Yeolsoe, 2019)", "종이 열쇠", 2019, None),
        ("It's Okay, It's Paper (괜찮아, 종이야)", "괜찮아, 종이야", None, None),
        ("Is It a Paper Key? (South Korea, 2018)", None, 2018, "KR"),
        ("2016 K-drama review: Paper Key", None, 2016, "KR"),
        ("Paper 1988 drama review", None, None, None),
    ],
)
def test_native_titles_and_years_in_a_title_line_are_told_from_the_name(
    line, native, year, country
):
    parts = parse_title(line)
    assert (parts.native, parts.year, parts.country) == (native, year, country)


@pytest.mark.parametrize(
    ("stated", "native"),
    [
        ("纸钥匙 Zhǐ Yàoshi Ménshang", "纸钥匙"),
        ("더킹: 종이 열쇠", "더킹: 종이 열쇠"),
        ("한글: 종이 열쇠", "종이 열쇠"),
        ("「종이 열쇠」", "종이 열쇠"),
    ],
)
def test_a_label_in_front_of_a_native_title_is_told_from_a_part_of_it(stated, native):
    read = read_post(f"Paper Key\n\nHangul: {stated}\n\n{BODY}", media="text")
    assert read.native_title.value == native


@pytest.mark.parametrize(
    "above",
    ["Reviewed by: Mina", "I am about to gush about how good this one is.\nPaper Key\nRating: 5/5"],
)
def test_a_byline_or_a_sentence_above_the_title_and_its_facts_is_no_title(above):
    text = f"{above}\n\nPaper Key\n\nApril 8, 2010\n\n{BODY}"
    assert read_post(text, media="text").title.value == "Paper Key"


@pytest.mark.parametrize(
    "headline",
    [
        "3 Reasons to Watch Paper Key",
        "5 reasons why the cdrama Paper Key should be on your shelf",
        "Paper Key – the clerk in the cellar",
        "Paper Key: halfway",
        "Midweek Musings – Paper Key",
        "Drama Special’ Paper Key",
        "Paper Key ★★★★☆",
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
        "My new love: Paper Key (종이 열쇠), a drama of 2005. I saw nine hours of it today.",
        "Another clerk with a secret is on our list, but this time with a twist.\n\n"
        "“Paper Key” was full of wit. I cried. “Paper Key” is the best of them.",
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


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Good Ol’ Review: Resonant “Paper Key” a Rare Breed", "Paper Key moved me."),
        ("KEYRING: Confronting Old Locks", "It moved me."),
        ("Paper Key: Ink & Rain: It Stands the Test of Time", "Paper Key: Ink and Rain is old."),
    ],
)
def test_a_headline_is_parted_where_its_title_ends(line, said):
    wanted = {"G": "Paper Key", "K": "KEYRING", "P": "Paper Key: Ink & Rain"}[line[0]]
    read = read_post(f"{line}\n\n{said} I liked this drama.\n\nEpisodes: 12", media="text")
    assert read.title.value == wanted


@pytest.mark.parametrize(
    "prose",
    [
        "I sat down one evening and did not get up. Paper Key has 16 episodes in total. I cried.",
        "Today I open a page with my latest, Paper Key. This is a drama starring Ha Rin. I cried.",
        "The Key that Opens the Sea is a 20 episode historical drama. I liked this drama a lot.",
    ],
)
def test_a_post_without_a_title_line_is_named_by_its_prose(prose):
    wanted = "The Key that Opens the Sea" if prose.startswith("The") else "Paper Key"
    assert read_post(prose, media="text").title.value == wanted


def test_a_titles_line_is_known_by_the_native_title_below_it():
    text = f"Attorney Woo\n이상한 종이 열쇠\ntvN (2022) 16 Episodes\nReview by Mina\n\n{BODY}"
    read = read_post(text, media="text")
    assert (read.title.value, read.native_title.value) == ("Attorney Woo", "이상한 종이 열쇠")


@pytest.mark.parametrize(
    "said",
    [
        "The Korean name is 종이 열쇠, which says it all.",
        "종이 열쇠 (Paper Key, Autumn 2006) is about a clerk.",
        "The Key of Paper (종이 열쇠) is about a clerk.",
        "종이 열쇠 / Jongi Yeolsoe",
    ],
)
def test_the_native_title_is_found_wherever_the_beginning_states_it(said):
    read = read_post(f"Review: Paper Key\n\n{said}\n\n{BODY}", media="text")
    assert read.native_title.value == "종이 열쇠"


@pytest.mark.parametrize(
    "above",
    [
        "Essay / Review — by Jonas W. — November 2018",
        "★ Home ★ Reviews A-Z ★ Contact ★",
        "Share | Tweet | Copy link",
        "★★★½",
        "❤ 231 💬 19",
        "Updated on: 17/10/2021",
        "Reviews of old dramas, mostly from under a blanket",
    ],
)
def test_bylines_menus_counters_and_mottos_are_no_title(above):
    read = read_post(f"{above}\n\nPaper Key\n\n{BODY}", media="text")
    assert read.title.value == "Paper Key"


@pytest.mark.parametrize(
    "headline",
    [
        "Why Paper Key Broke My Heart (and Why You Should Let It)",
        "I Finally Watched Paper Key and Now I Can't Sleep",
        "Just finished Paper Key and I have thoughts",
        "Paper Key (2019) is for clerks and those who love them",
        "Classic Corner: Paper Key (2019)",
        "The One with the Clerk (Paper Key)",
        "REVIEW // PAPER KEY",
        "Review:// Paper Key",
        "Green Tea Blog » Paper Key Review",
    ],
)
def test_a_headline_holds_the_name_that_the_post_repeats(headline):
    page = f"<h1 class=entry-title>{headline}</h1><p>{BODY}</p><p>Paper Key ends well.</p>"
    assert read_post(page, media="html").title.value.casefold() == "paper key"


@pytest.mark.parametrize(
    "lead",
    [
        "Paper Key (종이 열쇠) is a Korean legal drama of ten parts.",
        "종이 열쇠 (Paper Key – also The Key) is a rom-com that was shown on tvN.",
        "Today I’ll review Paper Key, a 2021 tvN drama. Paper Key is slow.",
        "The rom-com Paper Key was a drama I wanted to see. Paper Key is slow.",
    ],
)
def test_a_headline_that_names_no_drama_gives_way_to_what_the_prose_introduces(lead):
    read = read_post(f"The clerk who hates doors\n\n{lead}\n\nI liked it.", media="text")
    assert read.title.value == "Paper Key"


def test_of_titles_in_one_label_the_one_is_first_that_the_post_uses():
    label = "Title: The Key of Paper, Paper Key\nEpisodes: 16"
    read = read_post(f"Review: Paper Key\n\n{label}\n\n{BODY}", media="text")
    assert (read.title.value, [fact.value for fact in read.alternatives]) == (
        "Paper Key",
        ["The Key of Paper"],
    )


@pytest.mark.parametrize(
    "said",
    [
        "Paper Key aka The Key 종이 열쇠",
        "종이 열쇠》 / 《Paper Key》 is a drama.",
        "Paper Key [종이 열쇠]",
        "Paper Key (Jongi Yeolsoe, 종이 열쇠) is a drama.",
        "The Korean title, 종이 열쇠, means the same.",
        "(종이 열쇠 / Jongi Yeolsoe / The Key of Paper)",
        "Other titles: 종이 열쇠, The Key of Paper",
        "Paper Key is known by many names, among them 종이 열쇠.",
        "Paper Key (종이 열쇠) | South Korea | tvN | 16 episodes",
        "Hanja: 紙鍵\nHangul: 종이 열쇠",
    ],
)
def test_the_native_title_is_what_stands_beside_the_title_however_it_is_parted(said):
    read = read_post(f"Paper Key\n\n{said}\n\n{BODY}", media="text")
    assert read.native_title.value == "종이 열쇠"


@pytest.mark.parametrize("said", ["Lee Sun Hee (이선희) – 여우비 (Fox Rain)", "기본 정보 (Info)"])
def test_a_song_or_a_heading_in_another_script_is_no_native_title_beside_the_titles_own(said):
    read = read_post(f"Paper Key (종이 열쇠)\n\n{said}\n\n{BODY}", media="text")
    assert read.native_title.value == "종이 열쇠"
