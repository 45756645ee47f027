from __future__ import annotations

import pytest

from bot.domain.spoilers import SpoilerBoundary
from bot.reading.reader import read_post

NOTHING, EVERYTHING = SpoilerBoundary.nothing(), SpoilerBoundary.everything()
through = SpoilerBoundary.through


def sections_of(body: str, title: str = "Review: Paper Key"):
    read = read_post(f"<h1>{title}</h1>{body}", media="html")
    return [(section.heading, section.boundary) for section in read.sections]


def test_what_stands_before_the_score_spoils_nothing_and_after_it_everything():
    assert sections_of(
        "<p>A key.</p><h2>The clerk</h2><p>He sells.</p><p>Rating: 8/10</p>"
        "<h2>The door</h2><p>It opens.</p>"
    ) == [("The clerk", NOTHING), ("The door", EVERYTHING)]


def test_without_a_score_nothing_says_that_a_section_is_safe():
    assert sections_of("<p>I liked it.</p><h2>The door</h2><p>It opens.</p>") == [
        ("The door", EVERYTHING)
    ]


def test_text_without_a_heading_after_the_score_is_a_section_of_its_own():
    assert sections_of("<p>A key.</p><p>Rating: 8/10</p><p>It opens.</p>") == [("", EVERYTHING)]


@pytest.mark.parametrize(
    ("heading", "boundary"),
    [
        ("Episode 3", through(3)),
        ("Ep. 3: the flood", through(3)),
        ("Episodes 1 – 4", through(4)),
        ("Spoilers through episode 6", through(6)),
        ("Spoilers up to ep 6.5", through("6.5")),
        ("Ending explained", EVERYTHING),
        ("The finale", EVERYTHING),
        ("Spoilers ahead!", EVERYTHING),
        ("The music (no spoilers)", NOTHING),
        ("Spoiler-free notes", NOTHING),
    ],
)
def test_a_heading_states_what_its_section_spoils(heading, boundary):
    body = f"<p>A key.</p><p>Rating: 8/10</p><h2>{heading}</h2><p>It opens.</p>"
    assert sections_of(body) == [(heading, boundary)]


@pytest.mark.parametrize(
    ("first", "boundary"),
    [
        ("Spoilers through episode 2 here.", through(2)),
        ("Episode 2", through(2)),
        ("This part is spoiler-free.", NOTHING),
        ("She is alone in episode 9, and the ending is far.", EVERYTHING),
    ],
)
def test_the_first_line_of_a_section_may_state_it_too(first, boundary):
    body = f"<p>A key.</p><p>Rating: 8/10</p><h2>Door</h2><p>{first}<br>It opens.</p>"
    assert sections_of(body) == [("Door", boundary)]


def test_a_warning_holds_for_all_that_follows_it():
    assert sections_of(
        "<p>A key.</p><h2>Clerk</h2><p>Safe.</p><p>SPOILER ALERT!</p><p>He did it.</p>"
        "<h2>Door</h2><p>It opens.</p><p>Rating: 8/10</p>"
    ) == [("Clerk", NOTHING), ("", EVERYTHING), ("Door", EVERYTHING)]


def test_a_spoiler_free_title_makes_its_sections_safe():
    body = "<p>A key.</p><p>Rating: 8/10</p><h2>Door</h2><p>Blue.</p><h2>Ending</h2><p>Red.</p>"
    assert sections_of(body, "Paper Key (Spoiler-free review)") == [
        ("Door", NOTHING),
        ("Ending", EVERYTHING),
    ]


def test_a_paragraph_with_i_in_quoted_speech_is_plot():
    read = read_post("Review: Paper Key\n\n“I never locked it,” says the clerk.\n\nRating: 8/10")
    assert read.synopsis == ("“I never locked it,” says the clerk.",)


def test_a_drama_that_is_about_something_is_plot_and_one_that_is_good_is_opinion():
    read = read_post(
        "Review: Paper Key\n\nThis drama is about a key.\n\nThis drama is a treat.\n\nRating: 8/10"
    )
    assert read.synopsis == ("This drama is about a key.",)
    assert read.opinion == ("This drama is a treat.",)


def test_labelled_and_headed_synopses_are_synopsis_whatever_they_say():
    read = read_post(
        "<h1>Review: Paper Key</h1><p>Synopsis: I, a clerk, tell this.</p>"
        "<h2>My thoughts</h2><p>Blue doors everywhere.</p><p>Rating: 8/10</p>"
    )
    assert read.synopsis == ("I, a clerk, tell this.",)
    assert read.opinion == ("Blue doors everywhere.",)


@pytest.mark.parametrize(
    ("title", "caption"),
    [
        ("Review: Paper Key", "Paper Key Ending"),
        ("Review: Paper Key", "Paper Key Episode 12 Review Scene"),
        ("Review: Paper’s Key Season 2", "Papers Key S2 Rooftop"),
        ("First Impression: Paper Key", "First Impression Paper Key"),
    ],
)
def test_a_line_with_the_title_below_a_heading_is_the_caption_of_its_picture(title, caption):
    text = (
        f"{title}\n\nI liked it a lot.\n\nOverall: 4/5\n\nThe exhibition\n\n{caption}\n\nIt ends."
    )
    (section,) = read_post(text, media="text").sections
    assert section.heading == "The exhibition"
    assert [picture.caption for picture in section.pictures] == [caption]


@pytest.mark.parametrize("line", ["---- SPOILERS BELOW THIS LINE ----", "Spoilers from here on!"])
def test_a_warning_right_above_a_heading_is_for_all_that_follows(line):
    text = (
        "Review: Paper Key\n\n[No spoilers until the marked line]\n\nVerdict: 93/100\n\n"
        "PLUS\n\nI liked the keys.\n\n"
        f"{line}\n\nWHO AND WHY\n\nIt was the clerk.\n\nTHE DOOR\n\nIt opens."
    )
    read = read_post(text, media="text").sections
    told = {section.heading: section.boundary for section in read}
    assert (told["PLUS"], told["WHO AND WHY"], told["THE DOOR"]) == (
        NOTHING,
        EVERYTHING,
        EVERYTHING,
    )


def test_other_posts_below_a_post_are_no_part_of_its_last_section():
    related = 'Related\n\nReview: Glass Harbour\n\nMay 3, 2019\n\nIn "Drama"'
    text = f"Review: Paper Key\n\nOverall: 4/5\n\nThe door\n\nIt opens.\n\n{related}"
    (section,) = read_post(text, media="text").sections
    assert (section.heading, section.paragraphs) == ("The door", ("It opens.",))


def test_lone_short_lines_of_plain_text_are_headings_or_captions():
    read = read_post(
        "Review: Paper Key\n\nA clerk finds a key.\n\nOverall: 4/5\n\nThe first door\n\n"
        "Paper Key door scene\n\nIt opens.\n\ndoor-2.jpg\n\nIt shuts.\n\nThe end"
    )
    (section,) = read.sections
    assert section.heading == "The first door"
    assert [picture.caption for picture in section.pictures] == [
        "Paper Key door scene",
        "door-2.jpg",
    ]
    assert section.paragraphs == ("It opens.", "It shuts.", "The end")


@pytest.mark.parametrize(
    "line",
    [
        "“A key opens what it is told to open.” – Ha Rin",
        "• the clerk and the door",
        "Source: a magazine",
        "Filed in Reviews",
        "Hello everyone",
        "Last Episode: December 20, 2005",
        "Warning: There may be spoilers. Read at your own risk",
        "vlcsnap-00012",
        "Love it so much!!",
    ],
)
def test_sayings_credits_and_the_like_on_their_own_are_no_headings(line):
    text = f"Review: Paper Key\n\nI liked the clerk.\n\n{line}\n\nI liked the door."
    assert line not in [s.heading for s in read_post(text, media="text").sections]


@pytest.mark.parametrize(
    "line",
    [
        "What I liked:",
        "The other things…",
        "[Spoilers]",
        "Episodes 17 to 24, and the ledger",
        "“Run”",
    ],
)
def test_short_lines_that_announce_what_follows_are_headings(line):
    text = f"Review: Paper Key\n\nI liked the clerk.\n\n{line}\n\nI liked the door."
    assert [s.heading for s in read_post(text, media="text").sections] == [line]


@pytest.mark.parametrize(
    ("heading", "boundary"),
    [
        ("Full review [Spoilers]", EVERYTHING),
        ("Short review [No spoilers]", NOTHING),
        ("The finale (SPOILERS)", EVERYTHING),
        ("Through episode 10 (mild spoilers)", through(10)),
        ("Part 2 (Ep 9-16)", through(16)),
    ],
)
def test_a_line_of_text_that_says_what_its_part_spoils_heads_it(heading, boundary):
    text = f"Review: Paper Key\n\nI liked this drama.\n\n{heading}\n\nThe door opens."
    [section] = read_post(text, media="text").sections
    assert (section.heading, section.boundary) == (heading, boundary)


@pytest.mark.parametrize(
    "line",
    [
        "Screen Shot 2014-12-04 at 6.54.37 AM",
        "Image courtesy of Tea and Subtitles",
        "Ha Rin in the rain (Photo from Naver)",
        "From left: Ha Rin, Seo Jun",
        "HR & SJ @ script reading!",
        "paper-key-poster-main",
        "ha rin running",
        "Ha Rin at the doorNoodle dishes",
        "Ha Rin as Min Seo",
        "(I saw it twice, by the way)",
        "So let’s discuss…",
        "Remember, there will be photos. 🙂",
        "Min Seo; “I have never opened a door.”",
        "Opening: “Ink” by The Clerks",
        "Four episodes are out by now but I have seen no more",
        "Paper Key (Korean Drama)",
    ],
)
def test_a_caption_an_aside_or_the_title_again_heads_no_section(line):
    text = (
        f"Review: Paper Key\n\nPaper Key is a drama about a clerk.\n\n{line}\n\n"
        "I liked this drama. It is warm, and the leads are funny in every scene they have."
    )
    assert [section.heading for section in read_post(text, media="text").sections] == []


def test_a_small_number_begins_a_heading():
    text = "Review: Paper Key\n\nI liked it.\n\n2nd separation\n\nThe door shuts."
    [section] = read_post(text, media="text").sections
    assert section.heading == "2nd separation"


def test_a_review_with_a_name_and_first_impressions_are_parts_of_a_post():
    text = (
        "Review: Paper Key\n\nA clerk finds a key.\n\nMina’s review\n\nI liked it.\n\n"
        "First Impressions\n\nI did not like it yet."
    )
    headings = [section.heading for section in read_post(text, media="text").sections]
    assert headings == ["Mina’s review", "First Impressions"]


def test_the_review_below_a_heading_with_the_score_is_opinion():
    text = (
        "Review: Paper Key\n\nA clerk finds a key.\n\nMy review: 8/10\n\nI liked it.\n\n"
        "The door\n\nIt opens."
    )
    read = read_post(text, media="text")
    assert read.opinion == ("I liked it.",)
    assert [section.heading for section in read.sections] == ["The door"]


def test_large_letters_on_a_line_of_their_own_are_a_heading():
    assert sections_of(
        "<p>I liked it.</p><span style='font-size: large'>The door</span><br><br>It opens.<br>"
    ) == [("The door", EVERYTHING)]


@pytest.mark.parametrize(
    "line",
    [
        "• Comedy",
        "- J.",
        "0 179",
        "[Image Source]",
        "My favourite drama is",
        "w: Park Hae-young, d: Kim Won-seok",
        "Premiere Week Rating:",
        "March 3, 2021",
        "← Previous Post",
        "Thanks for reading!",
        "Directed by Lin Yufen",
        "Paper Key/The Key",
    ],
)
def test_bullets_counters_credits_and_links_head_no_section(line):
    plot = "Ann runs a shop, and she has a secret that nobody in the harbour town knows about."
    text = f"Paper Key\n\n{plot}\n\nRating: 8/10\n\n{line}\n\nI loved this drama very much."
    sections = read_post(text, media="text").sections
    assert [section.heading for section in sections if section.heading] == []
