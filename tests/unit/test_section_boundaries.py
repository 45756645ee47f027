from bot.domain.reviews import ReviewText, Section
from bot.domain.section_boundaries import SectionBoundary, section_keys, with_boundaries
from bot.domain.spoilers import SpoilerBoundary

ALL = SpoilerBoundary.everything()
SAFE = SpoilerBoundary.nothing()


def text(*headings):
    return ReviewText(None, "", tuple(Section(heading, "…", ALL) for heading in headings))


def safe(review, *keys):
    said = [SectionBoundary(key, SAFE) for key in keys]
    sections = with_boundaries(review, said).sections
    return [i for i, section in enumerate(sections) if section.boundary == SAFE]


def test_sections_are_told_by_their_headings_also_where_several_have_none():
    review = text("", "The Ending!", "", "the ending")
    assert section_keys(review.sections) == ["", "the ending", "#2", "the ending#2"]


def test_what_was_said_stays_when_sections_are_added_and_moved():
    assert safe(text("New", "The cast", "The ending"), "the ending") == [2]
    assert safe(text("The ending", "The cast"), "the ending") == [0]


def test_a_heading_that_was_edited_a_little_is_the_same():
    assert safe(text("The cast", "About the ending"), "the ending") == [1]


def test_a_heading_that_is_another_one_is_not():
    assert safe(text("Music"), "the ending") == []
    assert safe(text("Episode 4"), "episode 3") == []


def test_an_edited_heading_takes_nothing_from_one_that_stayed():
    review = text("The ending", "The ending, part two")
    assert safe(review, "the ending", "the ending part 2") == [0, 1]


def test_without_anything_said_the_text_stays_the_same_object():
    review = text("The ending")
    assert with_boundaries(review, []) is review
