"""Which one drama a typed name can only mean, and which have exactly a name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search import TitleEntry, TitleIndex
from tests.unit.search.catalogues import index_of, starter_index

relaxed = settings(deadline=None)  # other tests may be busy beside it


def meant(typed):
    id_ = starter_index().meant(typed)
    return None if id_ is None else starter_index().entry(id_).title


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
def test_a_name_or_most_of_one_that_fits_no_other_drama_is_meant(typed, title):
    assert meant(typed) == title


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
def test_what_several_dramas_or_a_guess_would_fit_is_not_meant(typed):
    assert meant(typed) is None


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


@relaxed
@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=20), max_size=6))
def test_whatever_is_meant_is_also_the_best_hit(typed, names):
    index = index_of(*([name] for name in names))
    one = index.meant(typed)
    if one is not None:
        assert one in {hit.id for hit in index.search(typed, 1)}


def test_syllables_that_share_their_keys_without_shift_are_different_names():
    index = index_of(["딸"], ["달"])
    assert index.meant("달") == 2
    assert index.named("딸") == [1]


def test_all_entries_of_exactly_a_name_are_named_the_best_known_first():
    index = TitleIndex.build(
        [
            TitleEntry(1, "Signal", "시그널", popularity=5.0),
            TitleEntry(2, "Shigunaru", aliases=("SIGNAL!",), popularity=9.0),
            TitleEntry(3, "Signal 2"),
            TitleEntry(4, "Sig Nal"),
        ]
    )
    assert index.named("signal") == [2, 1]
    assert index.named("시그널") == [1]
    assert index.named("sig") == []
    assert index.named("#!") == []


def test_an_added_name_is_meant_and_a_removed_one_is_not():
    index = index_of(["Signal"])
    index.add(TitleEntry(2, "Another Signal", "시그널"))
    assert index.named("시그널") == [2]
    assert index.meant("another signal") == 2
    index.remove(2)
    assert index.meant("another signal") is None
    assert index.named("시그널") == []
