from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.spoilers import SpoilerBoundary
from bot.reading.model import Picture, PostKind
from bot.reading.reader import read_post, refusal
from tests.unit.reading.posts import POSTS, pairs, read_fixture, values

NOTHING, EVERYTHING = SpoilerBoundary.nothing(), SpoilerBoundary.everything()


def test_a_classic_wordpress_page_is_read_whole():
    read = read_fixture("classic_wordpress.html")
    assert refusal(read) is None
    assert (read.title.value, read.native_title.value) == ("Lantern Street", "등불거리")
    assert (read.year.value, read.episodes.value) == (2021, 12)
    assert values(read.genres) == ["romance", "comedy", "slice-of-life"]
    assert read.original_genres == ("Rom-Com", "Slice of Life", "Trot")
    assert values(read.networks) == ["tvN"]
    assert (read.score.value.half_points, read.score.source) == (17, "My Rating – 8.5/10")
    assert pairs(read) == [("Kim Da Mi", "Yoon Ha Rin"), ("Lee Do Hyun", "Seo Jin Woo")]
    assert (read.author, read.site_name) == ("Minji", "Tea and Subtitles")
    assert read.published == datetime(2021, 11, 20, 9, 30, tzinfo=UTC)
    assert read.source_url == "https://tea.example/2021/11/lantern-street/"


def test_emoji_pictures_become_their_alternative_text():
    read = read_fixture("classic_wordpress.html")
    assert "quarrels 🙂." in read.opinion[0]


def test_sharing_related_posts_and_comments_are_left_out():
    everything = repr(read_fixture("classic_wordpress.html"))
    for furniture in ("Share this", "99", "2/10", "Posted on", "Home", "Facebook"):
        assert furniture not in everything


def test_lazy_and_resized_pictures_are_found_once_in_full_size():
    read = read_fixture("classic_wordpress.html")
    uploads = "https://tea.example/wp-content/uploads/2021/11"
    assert read.featured_picture == Picture(
        f"{uploads}/lantern-poster.jpg", "", "Lantern Street poster"
    )
    assert read.sections[0].pictures == (
        Picture(f"{uploads}/roof.jpg", "The roof, at last", "two people on a roof"),
    )
    assert read.sections[1].pictures == ()


def test_blocks_tables_and_galleries_are_read():
    read = read_fixture("block_gallery.html")
    assert (read.title.value, read.native_title.value) == ("The Quiet Ferry", "조용한 나룻배")
    assert (read.episodes.value, read.year.value, read.country.value) == (24, 2018, "KR")
    assert values(read.networks) == ["KBS2"]
    assert values(read.genres) == ["historical", "mystery", "melodrama"]
    assert read.score.value.half_points == 16
    assert pairs(read) == [
        ("Kim Nam Gil", "Baek Do Jin"),
        ("Bae Suzy", "Yeon Hwa"),
        ("Jang Hyuk", "Governor Min"),
    ]
    assert [picture.url for picture in read.sections[0].pictures] == [
        "https://ferry.example/files/river.jpg",
        "https://ferry.example/files/night.jpg",
    ]


def test_a_stated_boundary_holds_for_the_headings_below_it():
    read = read_fixture("block_gallery.html")
    assert [(section.heading, section.boundary) for section in read.sections] == [
        ("Spoilers through episode 6", SpoilerBoundary.through(6)),
        ("The governor", SpoilerBoundary.through(6)),
    ]
    assert read.opinion == ("It never hurries, and the river scenes alone are worth an evening.",)


def test_a_picture_below_a_spoiler_heading_is_never_the_featured_one():
    assert read_fixture("block_gallery.html").featured_picture is None


def test_a_blogger_page_is_read():
    read = read_fixture("blogger.html")
    assert (read.title.value, read.native_title.value) == ("Noon Bakery", "한낮의 빵집")
    assert (read.year.value, read.episodes.value, read.country.value) == (2019, 16, "KR")
    assert values(read.networks) == ["JTBC"]
    assert values(read.genres) == ["romance", "slice-of-life", "food"]
    assert read.score.value.raw == "★★★★☆ 8.6/10"
    assert read.score.value.half_points == 17
    assert pairs(read) == [("Shin Min Ah", ""), ("Kim Seon Ho", ""), ("Lee Jung Eun", "")]
    assert read.featured_picture.url == "https://1.bp.example/-x/s1600/noon.jpg"
    assert read.synopsis[0].startswith("A pastry chef")
    assert read.opinion[0] == "I laughed, I cried, I bought flour."
    assert "crumb" not in repr(read.sections)


def test_structured_data_is_trusted_before_the_text():
    read = read_fixture("json_ld.html")
    assert (read.title.value, read.episodes.value) == ("Winter Ledger", 10)
    assert values(read.genres) == ["thriller", "legal"]
    assert (read.score.value.half_points, read.author) == (18, "Ines")
    assert read.published == datetime(2023, 2, 1, tzinfo=UTC)


def test_raw_editor_source_without_paragraphs_is_read():
    read = read_fixture("raw_classic.html", title="Review: The Gate (2015)")
    assert (read.title.value, read.year.value, read.episodes.value) == ("The Gate", 2015, 40)
    assert values(read.networks) == ["SBS", "Wavve"]
    assert (read.score.value.raw, read.score.value.half_points) == ("7/10", 14)
    assert read.featured_picture == Picture(
        "https://old.example/u/gate.jpg", "The gate at dawn", "gate"
    )
    assert read.synopsis == (
        "A gatekeeper lets one stranger in, and has to explain it for forty episodes.",
    )
    assert read.opinion == ("I lost a month to this and would again.",)
    assert [section.heading for section in read.sections] == ["Who opened the gate"]


def test_first_impressions_are_kept_and_marked():
    read = read_fixture("first_impressions.txt")
    assert refusal(read) is None
    assert (read.kind, read.title.value) == (PostKind.FIRST_IMPRESSION, "Salt and Signal")
    assert (read.episodes.value, read.score.value.half_points) == (16, 16)
    assert [(s.heading, s.boundary) for s in read.sections] == [
        ("Episode 3", SpoilerBoundary.through(3))
    ]


def test_number_words_and_grades_are_read():
    read = read_fixture("number_words.txt")
    assert (read.title.value, read.year.value, read.episodes.value) == ("Small Hours", 2020, 13)
    assert (read.score.value.raw, read.score.value.half_points) == ("C", 10)
    assert pairs(read) == [("Metawin Opas", "Tine")]


def test_a_thai_title_in_prose_is_found():
    read = read_fixture("thai.txt")
    assert (read.native_title.value, read.native_language) == ("เรือกระดาษ", "th")
    assert read.score.value.half_points == 20


def test_a_chinese_title_beside_a_slash_is_found():
    read = read_fixture("chinese.txt")
    assert (read.title.value, read.native_title.value) == ("Mountain Letters", "山间来信")
    assert (read.native_language, read.episodes.value) == ("zh-Hans", 15)
    assert values(read.genres) == ["youth", "friendship", "school"]
    assert (read.networks, read.score.value.half_points) == ((), 18)
    assert read.kind is PostKind.REVIEW


def test_actors_before_their_roles_are_turned_round():
    read = read_fixture("reversed_cast.txt")
    assert pairs(read) == [
        ("Kim Go Eun", "Oh Hae Soo"),
        ("Gong Yoo", "Han Tae Ju"),
        ("Lee Sang Yi", ""),
    ]
    assert (read.score.value.half_points, read.verdict.value) == (14, "pretty, and damp")


def test_labels_glued_to_their_values_are_read_and_empty_ones_are_not():
    read = read_fixture("glued_table.txt")
    assert (read.title.value, read.native_title.value) == ("Healing Harbor", "힐링항구")
    assert values(read.genres) == ["romance", "comedy", "slice-of-life"]
    assert (read.episodes.value, read.networks) == (16, ())
    assert (read.score.value.half_points, read.verdict.value) == (18, "bring a blanket")


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("list_post.html", PostKind.LIST, "list of dramas"),
        ("several.html", PostKind.SEVERAL, "Lantern Street, Winter Ledger"),
        ("recap.txt", PostKind.RECAP, "recap"),
        ("news.txt", PostKind.NEWS, "news"),
        ("database.html", PostKind.DATABASE, "database"),
    ],
)
def test_what_is_no_review_of_one_drama_is_refused_with_the_reason(name, kind, words):
    read = read_fixture(name)
    assert read.kind is kind
    assert words in str(refusal(read))


def test_a_post_without_a_title_is_refused():
    assert "title" in str(refusal(read_post("Episodes: 4\n\nI loved it.\n\nRating: 8/10")))


def test_a_post_that_reviews_nothing_is_refused():
    read = read_post("Lantern Street\n\nA shopkeeper returns to her street.")
    assert "nothing is reviewed" in str(refusal(read))


@pytest.mark.parametrize("path", sorted(POSTS.glob("*.txt")), ids=lambda path: path.name)
def test_every_source_of_a_fact_stands_in_its_post(path):
    text = " ".join(path.read_text(encoding="utf-8").split())
    read = read_post(text=path.read_text(encoding="utf-8"))
    facts = (*read.genres, *read.networks, *read.cast, read.title, read.episodes, read.score)
    sources = [fact.source for fact in facts if fact is not None]
    assert sources
    assert [source for source in sources if source not in text] == []
