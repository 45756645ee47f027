from __future__ import annotations

import pytest

from bot.reading.model import PostKind
from bot.reading.reader import read_post

LIKED = "I liked this drama. The acting was great, and I cried at the door."


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Paper Key (K-drama 2020)\n\nPaper Key is about a clerk. {LIKED}", PostKind.REVIEW),
        (f"“Paper Key” Series Review (Ep.1 to 10)\n\n{LIKED}", PostKind.REVIEW),
        (f"Review: Top 10 Manager\n\nEpisodes: 12\n\n{LIKED}", PostKind.REVIEW),
        (
            f"Paper Key Review: This MUST Be On Your Watch List\n\nPaper Key. {LIKED}",
            PostKind.REVIEW,
        ),
        (
            f"“Paper Key” Episode 1 to 8 Review\n\nThe first half. {LIKED}",
            PostKind.FIRST_IMPRESSION,
        ),
        (f"Paper Key Episode 1\n\n{LIKED}\n\n{LIKED}", PostKind.FIRST_IMPRESSION),
        (
            f"First Impressions…\n\nThe first episodes of three new dramas. {LIKED}",
            PostKind.SEVERAL,
        ),
        (f"SETTV’s Daily Dramas Overall Review\n\n{LIKED}", PostKind.SEVERAL),
        (f"Brief Thoughts on Jdramas: Part One\n\n{LIKED}", PostKind.SEVERAL),
        (f"Top Three: Ha Rin\n\n{LIKED}", PostKind.LIST),
        (f"Movie Review: Paper Key (2018)\n\nGenre: Drama\n\n{LIKED}", PostKind.UNKNOWN),
        (f"ALBUM REVIEW: Ha Rin – Key\n\nGenre: Pop\n\n{LIKED}", PostKind.UNKNOWN),
        (
            f"Paper Key: Characters\n\nThis time it isn’t a review. {LIKED}\n\nEpisodes: 50",
            PostKind.UNKNOWN,
        ),
        (f"Paper Key\n\nThis is a historical drama, and sweet. {LIKED}", PostKind.REVIEW),
        (f"Short Reviews: Paper Key, Iron Door & Glass Wall\n\n{LIKED}", PostKind.SEVERAL),
        (f"Paper Key\n\nThis is not a review. {LIKED}", PostKind.UNKNOWN),
        (f"My drama songs: the five best songs of Paper Key\n\n{LIKED}", PostKind.LIST),
        (
            "Paper Key\n\nDirector: Kim\nWriter: Lee\nScore: 8.2 (scored by 4,169 users)\n"
            "Ranked: #668\nPopularity: #286\nWatchers: 9,736\n\nThe show is a must-watch.",
            PostKind.DATABASE,
        ),
        (f"Paper Key: First Impressions\n\n{LIKED}", PostKind.FIRST_IMPRESSION),
        (f"Currently watching: Paper Key\n\n{LIKED}", PostKind.FIRST_IMPRESSION),
        (f"Review of Paper Key Ep 1\n\n{LIKED}", PostKind.FIRST_IMPRESSION),
        (f"Mid Review: Paper Key\n\n{LIKED}", PostKind.FIRST_IMPRESSION),
        (f"Paper Key: Episode 5 Recap\n\nShe runs. {LIKED}", PostKind.RECAP),
        (f"Paper Key – Episode 12 [Review]\n\n{LIKED}", PostKind.RECAP),
        (f"I am glad to have picked a drama to recap.\n\n{LIKED}", PostKind.RECAP),
        (f"My Favourite Dramas of 2016\n\n{LIKED}", PostKind.LIST),
        (f"First Impressions: Life, Time, Your Honor\n\n{LIKED}", PostKind.SEVERAL),
        (f"Current Status: Drama Slump\n\n{LIKED}", PostKind.SEVERAL),
        (
            "Kim Da Mi takes the lead in a new drama\n\nKim Da Mi has been confirmed to star in "
            "the upcoming tvN drama Paper Key. It will premiere in May.",
            PostKind.NEWS,
        ),
        ("Soup\n\nI cooked soup. My soup was hot, and I ate it.", PostKind.UNKNOWN),
        (
            "Four years of this blog\n\nI watched many dramas and many episodes in these years, "
            "and I thank my readers for each of their letters. There will be more of them.",
            PostKind.UNKNOWN,
        ),
    ],
)
def test_posts_are_told_apart(text, kind):
    assert read_post(text, media="text").kind is kind


def test_a_page_of_excerpts_is_about_several():
    parts = "\n\n".join(f"Review: Key {n}\n\n{LIKED}\n\nContinue reading" for n in range(3))
    assert read_post(parts, media="text").kind is PostKind.SEVERAL


def test_facts_that_come_again_and_again_are_of_several_dramas():
    block = "Episodes: 1{n}\nGenre: Romance, {g}\nRating: {n}/10\n\nI liked it."
    text = "\n\n".join(block.format(n=n, g=g) for n, g in enumerate(("Crime", "Music", "Food"), 4))
    assert read_post(f"March in Dramas\n\n{text}", media="text").kind is PostKind.SEVERAL


def test_links_to_other_reviews_below_a_post_do_not_make_it_several():
    text = (
        f"Paper Key (2021)\n\nNumber of Episodes: 9\n\n{LIKED}\n\nPopular posts from this blog\n\n"
        "Paper Door (2022)\n\nPaper Lock (2018)"
    )
    assert read_post(text, media="text").kind is PostKind.REVIEW


def test_a_post_in_its_raw_form_with_a_list_keeps_its_paragraphs():
    read = read_post(
        "<strong>Title:</strong> Paper Key\n<strong>Episodes:</strong> 16\n"
        "<strong>Network:</strong> tvN\n\nA clerk finds a key. I liked it.\n\n"
        "<ul>\n<li>the key</li>\n<li>the door</li>\n</ul>\n\nMy rating: 8/10"
    )
    assert (read.episodes.value, read.networks[0].value) == (16, "tvN")


def test_a_page_whose_first_heading_is_the_blogs_name_has_its_posts_title():
    read = read_post(
        "<header><h1><a href='/'>Tea and Subtitles</a></h1></header>"
        "<article><h2 class='title'>Paper Key review</h2><p>I liked this drama.</p></article>"
    )
    assert read.title.value == "Paper Key"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Drama Reviews - Paper Key (2020)\n\nSo the first drama I watched this year was this. "
            "I liked it more than all the other dramas I've watched, and I cried at the door.",
            PostKind.REVIEW,
        ),
        (
            "Paper Key: My All Time Favourite K-Drama\n\nEpisodes: 16\n\nI love this drama.",
            PostKind.REVIEW,
        ),
        (
            "Paper Key Review: Beauty, Brotherhood, and Secrets\n\nEpisodes: 16\n\nI love it.",
            PostKind.REVIEW,
        ),
        (
            "Gu Family Book Review\n\nTitle: Gu Family Book\n\nCast:\nHa Rin as Soo Ah\n\n"
            "My Rating: 9/10\n\nI love this drama.",
            PostKind.REVIEW,
        ),
        (
            "Paper Key vs Moonlit Ledger: which I liked more\n\nI loved the acting in both dramas.",
            PostKind.SEVERAL,
        ),
        (
            "My Winter\n\nTitles: Paper Key / Moonlit Ledger / Cold Sun / Pasta\n"
            "Episodes: 16 / 20 / 24 / 16\n\nI liked each drama.",
            PostKind.SEVERAL,
        ),
        (
            "Just Finished\n\nPaper Key\n\nI liked this one. The acting is lovely.\n\n"
            "Ninja Score: 7.5/10\n\nMoonlit Ledger\n\nI liked the drama overall.\n\n"
            "Ninja Score: 8/10",
            PostKind.SEVERAL,
        ),
        (
            "Kim Da Mi to star in Paper Key\n\nThe drama will premiere in May.\n\nKey facts\n"
            "Title: Paper Key\nNetwork: tvN\nEpisodes: 16",
            PostKind.NEWS,
        ),
        (
            "Paper Key hits highest rating of all time\n\nAs Nielsen Korea reported, the drama had "
            "average ratings of 15 percent. It airs on Fridays.",
            PostKind.NEWS,
        ),
        (
            "Paper Key\n\nPaper Key is a 2020 television series that aired on tvN.\n\n"
            "Synopsis[edit]\n\nA clerk finds a key.\n\nCast[edit]\n\nHa Rin as Soo Ah",
            PostKind.DATABASE,
        ),
    ],
)
def test_comparisons_columns_and_key_facts_do_not_change_what_a_post_is(text, kind):
    assert read_post(text, media="text").kind is kind
