from __future__ import annotations

import pytest

from bot.reading.model import PostKind
from bot.reading.reader import read_post
from tests.unit.reading.posts import pairs, values

PROSE = "A clerk finds a key. I liked the key."


def read_line(line: str):
    return read_post(f"Review: Paper Key\n\n{line}\n\n{PROSE}", media="text")


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("No. of episodes: 4", 4),
        ("Episodes : 12", 12),
        ("Episodes: 16 (currently 4)", 16),
        ("Episodes: 10 episodes (around 1 hour each)", 10),
        ("Number of Episodes: 32", 32),
        ("♥# of Episodes: 24", 24),
        ("Season 1: 12 Episodes, Season 2: 12", 24),
        ("Episodes: 40 episodes (46 in TV version)", 40),
        ("It is told in thirteen hour-long episodes, all of them at night.", 13),
        ("📺 15 episodes", 15),
        ("Episodes – twenty-four", 24),
        ("tvN (2019) 16 Episodes", 16),
        ("Genre: Romance | Episodes: 16 | Network: tvN", 16),
        ("Episodes: 16 Genre: Romance Network: tvN", 16),
        ("This is a 12-episode mini-drama about a key.", 12),
    ],
)
def test_episodes_are_read_as_blogs_write_them(line, count):
    assert read_line(line).episodes.value == count


@pytest.mark.parametrize(
    "line",
    [
        "No. of Series: 1",
        "Season: 1",
        "Completed Episodes: 3",
        "Episode length: 60 minutes",
        "Episode 5: 8/10",
        "I watched the first 4 episodes in one night.",
        "It airs with 2 episodes a week.",
        "Episodes: unknown",
        "Episodes:",
        "Episodes: 0",
    ],
)
def test_what_is_no_count_of_episodes_is_left(line):
    assert read_line(line).episodes is None


@pytest.mark.parametrize(
    ("line", "raw", "half_points", "verdict"),
    [
        ("Overall: 5/5 (warm)", "5/5", 20, "warm"),
        ("Rating: 5/5", "5/5", 20, None),
        ("My Rating – 8.5/10", "8.5/10", 17, None),
        ("Initial Rating: 9/10\nFinal Rating: 7/10", "7/10", 14, None),
        ("4/5 stars", "4/5 stars", 16, None),
        ("Rating: 8 out of 10 stars", "8 out of 10 stars", 16, None),
        ("Score: 88 / 100", "88 / 100", 18, None),
        ("★★★★☆ 8.6/10", "★★★★☆ 8.6/10", 17, None),
        ("★★★½☆", "★★★½☆", 14, None),
        ("Rating: ❤ ❤ ❤ ❤", "❤ ❤ ❤ ❤", 16, None),
        ("Grade: C", "C", 10, None),
        ("Grade: A-", "A-", 19, None),
        ("I am giving it a full five stars.", "full five stars", 20, None),
        ("Overall rating: 7,5/10", "7,5/10", 15, None),
        ("My score: 4½/5", "4½/5", 18, None),
        ("Verdict: 6/10 – a nap", "6/10", 12, "a nap"),
        ("Rating: 0/10", "0/10", 1, None),
        ("IMDb: 8.1/10\nMDL rating: 7.9/10\nMy rating: 6/10", "6/10", 12, None),
        ("Story: 8/10\nActing: 9/10\nOverall: 7/10", "7/10", 14, None),
    ],
)
def test_scores_are_read_as_blogs_write_them(line, raw, half_points, verdict):
    read = read_line(line)
    assert (read.score.value.raw, read.score.value.half_points) == (raw, half_points)
    assert (read.verdict and read.verdict.value) == verdict


@pytest.mark.parametrize(
    "line",
    [
        "IMDb rating: 7.9/10",
        "MDL: 8.4/10",
        "Viki rating: 9.6/10",
        "Audience score: 9/10",
        "Average rating: 8.3/10",
        "Content Rating: PG-13",
        "Rating: PG-13",
        "Rating: 12.4%",
        "Viewership: 12.4%",
        "Rating: 8.7 (scored by 1,204 users)",
        "Episode 1: 8/10\nEpisode 2: 9/10",
        "Overall, this is 9/10 of a great show.",
        "The ratio is 85% to 15%.",
        "Story: 8/10",
        "Rating: 11/10",
        "Rating: 7/0",
    ],
)
def test_what_is_not_the_authors_score_is_left(line):
    assert read_line(line).score is None


def test_a_score_below_an_episodes_heading_is_that_episodes():
    read = read_post(
        "<h1>Review: Paper Key</h1><p>I liked it.</p><h2>Episode 3</h2><p>Rating: 9/10</p>"
    )
    assert read.score is None


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("Genre: Rom-com", ["romance", "comedy"]),
        ("Genres: sageuk, sci-fi; Life", ["historical", "science-fiction", "slice-of-life"]),
        ("Genre(s): BL / School", ["lgbtq", "school"]),
        ("Thriller, Crime, Mystery", ["thriller", "crime", "mystery"]),
        ("Genre\tMelodrama, Family", ["melodrama", "family"]),
        ("Tags: romance, enemies to lovers", []),
        ("Genre: Trot", []),
        ("Genre:", []),
    ],
)
def test_genres_become_our_keys_and_tags_do_not(line, keys):
    assert values(read_line(line).genres) == keys


def test_genres_in_the_titles_brackets_are_read():
    read = read_post(f"Review: Paper Key (Thriller, Crime)\n\n{PROSE}")
    assert (read.title.value, values(read.genres)) == ("Paper Key", ["thriller", "crime"])


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Original network: tvN, Netflix", ["tvN", "Netflix"]),
        ("Network : tvN", ["tvN"]),
        ("Broadcast network: KBS2", ["KBS2"]),
        ("tvN (2019) 16 Episodes", ["tvN"]),
        ("Original network:\nGenre: Romance", []),
        ("Where to Watch: Netflix", []),
        ("Available On: Viki", []),
        ("Aired On: Wednesday", []),
        ("Photo: tvN", []),
        ("Network: Wednesdays and Thursdays", []),
    ],
)
def test_networks_are_read_and_places_to_watch_are_not(line, names):
    assert values(read_line(line).networks) == names


@pytest.mark.parametrize(
    ("title", "line", "name", "native", "language"),
    [
        ("Paper Key", "Native title: 종이 열쇠", "Paper Key", "종이 열쇠", "ko"),
        ("Paper Key", "Hangul: 종이 열쇠", "Paper Key", "종이 열쇠", "ko"),
        ("Paper Key", "Title: Paper Key (종이 열쇠)", "Paper Key", "종이 열쇠", "ko"),
        ("Paper Key", "Title: 종이 열쇠 / Paper Key", "Paper Key", "종이 열쇠", "ko"),
        ("종이 열쇠 (Paper Key)", "", "Paper Key", "종이 열쇠", "ko"),
        ("Paper Key", "Native title: 종이 열쇠 (Jongi Yeolsoe)", "Paper Key", "종이 열쇠", "ko"),
        ("Paper Key/以家人之名", "", "Paper Key", "以家人之名", None),
        (
            "Paper Key",
            "Country: China\nNative title: 以家人之名",
            "Paper Key",
            "以家人之名",
            "zh-Hans",
        ),
        ("Paper Key", "Alternative Titles: The Key, 紙の鍵", "Paper Key", "紙の鍵", "ja"),
        ("Paper Key", "Chinese title: 紙鑰匙", "Paper Key", "紙鑰匙", "zh-Hant"),
        ("Paper Key", "종이 열쇠", "Paper Key", "종이 열쇠", "ko"),
        ("Paper Key", "Title (romaji): Kami no Kagi", "Paper Key", None, None),
        ("Paper Key", "Native title: n/a", "Paper Key", None, None),
    ],
)
def test_native_titles_are_read_wherever_they_stand(title, line, name, native, language):
    read = read_post(f"Review: {title}\n\n{line}\n\n{PROSE}", media="text")
    assert read.title.value == name
    assert (read.native_title.value if read.native_title else None) == native
    assert read.native_language == language


@pytest.mark.parametrize(
    ("line", "title", "year"),
    [
        ("Review: Soundtrack #1", "Soundtrack #1", None),
        ("Soundtrack #1 (2022) Review", "Soundtrack #1", 2022),
        ("K-Drama Review – Reply 1988", "Reply 1988", None),
        ("Drama Review: Love: Found (2020)", "Love: Found", 2020),
        ("[Review] 18 Again", "18 Again", None),
        ("“Paper Key” Korean Drama Review", "Paper Key", None),
        ("Paper Key Review: A door worth opening", "Paper Key", None),
        ("My thoughts on Paper Key", "Paper Key", None),
        ("Paper Key (Spoiler-free review)", "Paper Key", None),
        ("Series Review | Twenty-Five Twenty-One (tvN, 2022)", "Twenty-Five Twenty-One", 2022),
    ],
)
def test_titles_lose_what_bloggers_add_and_keep_their_own(line, title, year):
    read = read_post(f"{line}\n\n{PROSE}")
    assert read.title.value == title
    assert (read.year.value if read.year else None) == year
    assert read.kind is PostKind.REVIEW


@pytest.mark.parametrize(
    ("text", "cast"),
    [
        ("Yoon Ha Rin (Kim Da Mi) sells keys.", [("Kim Da Mi", "Yoon Ha Rin")]),
        ("Ha Rin (played by Kim Da Mi) sells keys.", [("Kim Da Mi", "Ha Rin")]),
        ("It stars Kim Da Mi as Yoon Ha Rin.", [("Kim Da Mi", "Yoon Ha Rin")]),
        ("Kim Da Mi plays the role of Yoon Ha Rin here.", [("Kim Da Mi", "Yoon Ha Rin")]),
        ("Starring: Kim Da Mi | Lee Do Hyun", [("Kim Da Mi", ""), ("Lee Do Hyun", "")]),
        ("Cast:\nKim Da Mi – Yoon Ha Rin", [("Kim Da Mi", "Yoon Ha Rin")]),
        ("김다미 (Kim Da Mi) as Yoon Ha Rin", [("Kim Da Mi", "Yoon Ha Rin")]),
        ("Kim Da Mi (Yoon Ha Rin) shines. Ha Rin sells keys.", [("Kim Da Mi", "Yoon Ha Rin")]),
        ("The lead, Kim Da Mi (Suspicious Partner), returns.", []),
        ("Min Woo (ASD) counts keys, and Ha Rin (EP 1) loses one.", []),
        ("The South Pier (Busan Harbour) is closed.", []),
    ],
)
def test_casts_are_read_in_either_order_and_other_brackets_are_left(text, cast):
    assert pairs(read_line(text)) == cast
