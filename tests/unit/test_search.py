import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search import TitleEntry, TitleIndex
from data.seed.rows import read_seed


def index_of(*names):
    """An index of dramas, each given as its title and its other names."""
    return TitleIndex.build(
        TitleEntry(number, title, aliases=tuple(others))
        for number, (title, *others) in enumerate(names, 1)
    )


@pytest.fixture(scope="module")
def starter():
    """The starter catalogue's titles by id, and their index."""
    facts = [drama.facts for drama in read_seed()]
    index = TitleIndex.build(
        TitleEntry(number, one.title, one.native_title, tuple(name.text for name in one.aliases))
        for number, one in enumerate(facts)
    )
    return [one.title for one in facts], index


def found(starter, typed):
    titles, index = starter
    return [titles[hit.id] for hit in index.search(typed)]


def meant(starter, typed):
    titles, index = starter
    id_ = index.meant(typed)
    return None if id_ is None else titles[id_]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("signal", "Signal"),
        ("SIGNAL!", "Signal"),
        ("시그널", "Signal"),
        ("w", "W: Two Worlds"),  # the whole of an alias
        ("cloy", "Crash Landing on You"),
        ("사랑의불시착", "Crash Landing on You"),
        ("kingdom", "Kingdom"),  # and not its sequel
        ("Kingdom 2", "Kingdom 2"),
        ("queen of tear", "Queen of Tears"),
        ("tears queen", "Queen of Tears"),
        ("crash landing", "Crash Landing on You"),
        ("when life gives", "When Life Gives You Tangerines"),
        ("以家人", "Go Ahead"),
    ],
)
def test_a_name_or_most_of_one_that_fits_no_other_drama_is_meant(starter, typed, title):
    assert meant(starter, typed) == title


@pytest.mark.parametrize(
    "typed",
    [
        "love",
        "king",
        "reply",
        "reply 19",
        "비밀",
        "my",
        "the",
        "s",
        "goblni",
        "crash landin on yu",
        "signal 2",
        "signal signal",
        "hotel",
        "zzzz no such drama",
        "",
        " #! ",
    ],
)
def test_what_several_dramas_or_a_guess_would_fit_is_not_meant(starter, typed):
    assert meant(starter, typed) is None


def test_a_name_that_two_dramas_share_means_neither():
    index = index_of(["Signal"], ["Another Signal", "Signal"])
    assert index.meant("Signal") is None
    assert index.meant("Another Signal") == 2


def test_a_sequel_is_not_meant_by_the_name_without_its_number():
    index = index_of(["Weak Hero Class 2"], ["Reply 1988"])
    assert index.meant("Weak Hero Class") is None
    assert index.meant("Weak Hero Class 1") is None
    assert index.meant("Hero Class 2") == 1
    assert index.meant("reply 198") is None


def test_a_word_or_beginning_of_a_long_name_is_too_little_to_mean_it():
    index = index_of(["The Moon Embracing the Sun"], ["Lovers of the Red Sky"])
    assert index.meant("moon") is None
    assert index.meant("the moon") is None
    assert index.meant("love") is None
    assert index.meant("moon embracing") == 1


def test_words_said_again_and_again_do_not_make_a_name():
    assert index_of(["Love Alarm"]).meant("love love love love") is None


def test_a_long_text_that_begins_like_a_name_does_not_mean_it():
    index = index_of(["Signal"])
    assert index.meant("Signal" + " " * 200 + "of Doom") is None
    assert index.meant("Signal" + "!" * 200 + "2") is None


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=20), max_size=6))
def test_whatever_is_meant_is_also_the_best_hit(typed, names):
    index = index_of(*([name] for name in names))
    one = index.meant(typed)
    if one is not None:
        assert one in {hit.id for hit in index.search(typed, 1)}


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("goblni", ["Goblin"]),
        ("crash landin on yu", ["Crash Landing on You"]),
        ("hosptal playlst", ["Hospital Playlist", "Hospital Playlist 2"]),
        ("vincenso", ["Vincenzo"]),
        ("secretry kim", ["What's Wrong with Secretary Kim"]),
        ("extraordinary atorney", ["Extraordinary Attorney Woo"]),
        ("zzzz no such drama", []),
        ("best drama ever", []),
        ("asdf qwer", []),
        ("qqqq zzzz", []),
    ],
)
def test_a_misspelt_title_brings_what_is_about_as_like_it_and_nothing_else(starter, typed, titles):
    assert found(starter, typed) == titles


def test_titles_with_the_whole_word_come_before_longer_words_and_aliases():
    index = index_of(["My Dearest", "Love It"], ["Lovers"], ["Love Me If You Dare"])
    assert [hit.id for hit in index.search("love")] == [3, 2, 1]


@given(st.text(max_size=200))
def test_anything_typed_is_survived_and_scored_from_0_to_100(typed):
    index = index_of(["Signal", "시그널"], ["W"], ["Soundtrack #1"])
    hits = index.search(typed)
    assert all(0 < hit.score <= 100 for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_many_names_of_one_drama_leave_room_for_the_others():
    index = index_of(
        ["Radio Days", "Radio Dayz", "Radio Day", "Radio Daze", "Radiodays One", "Radio Days Too"],
        ["Radio Dayt"],
        ["Radio Dayr"],
    )
    assert {hit.id for hit in index.search("radio dayx", 3)} == {1, 2, 3}


def test_a_changed_entry_is_found_by_its_new_name_only():
    index = index_of(["Signal"])
    index.add(TitleEntry(1, "Happiness"))
    assert index.meant("Signal") is None
    assert index.meant("Happiness") == 1
    index.remove(1)
    assert index.search("Happines") == []
