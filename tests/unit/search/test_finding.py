"""Famous titles, found by what people type."""

import pytest

from bot.search import TitleEntry, TitleIndex
from tests.unit.search.catalogues import found, index_of

CRASH_LANDING = "Crash Landing on You"


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        # so far, in part, in another order, without punctuation or spaces
        ("crash la", CRASH_LANDING),
        ("landing crash", CRASH_LANDING),
        ("tears of queen", "Queen of Tears"),
        ("embracing sun", "The Moon Embracing the Sun"),
        ("whats wrong with secretary kim", "What's Wrong with Secretary Kim"),
        ("crashlandingonyou", CRASH_LANDING),
        ("twenty five twenty one", "Twenty-Five Twenty-One"),
        ("glory", "The Glory"),
        # with slips
        ("crash landin on yu", CRASH_LANDING),
        ("vincenso", "Vincenzo"),
        ("itaewno cla", "Itaewon Class"),
        ("lfe", "Life"),
        # other names, acronyms
        ("answer me 1988", "Reply 1988"),
        ("CLOY", CRASH_LANDING),
        ("dots", "Descendants of the Sun"),
        ("wwwsk", "What's Wrong with Secretary Kim"),
        # Hangul: whole, unfinished, with a slip, initials, and in the wrong keyboard layout
        ("사랑의불시착", CRASH_LANDING),
        ("사랑의 불ㅅ", CRASH_LANDING),
        ("시ㄱ", "Signal"),
        ("싸랑의 불시찯", CRASH_LANDING),
        ("ㅅㄹㅇㅂㅅㅊ", CRASH_LANDING),
        ("ㅅㄹㅇ ㅂㅅㅊ", CRASH_LANDING),
        ("ㅅㄹㅇ ㅂ", CRASH_LANDING),
        ("tkfkddml qnftlckr", CRASH_LANDING),
        ("TKFKDDML", CRASH_LANDING),
        ("ㅊㄱㅁㄴㅗ ㅣ뭉ㅑㅜㅎ", CRASH_LANDING),
        ("해ㅠㅣㅑㅜ", "Goblin"),
        # romanised, by the rules and as it is heard
        ("sarangui bulsichak", CRASH_LANDING),
        ("sarangwi bulshichak", CRASH_LANDING),
        ("dokebi", "Goblin"),
        ("itewon keulasseu", "Itaewon Class"),
        # Chinese and Japanese
        ("qing yu nian", "Joy of Life"),
        ("qingyunian", "Joy of Life"),
        ("qyn", "Joy of Life"),
        ("慶餘年", "Joy of Life"),
        ("庆余", "Joy of Life"),
        ("はなよりだんご", "Hana Yori Dango"),
        ("ハナヨリダンゴ", "Hana Yori Dango"),
        # with what does not belong to the name
        ("signal 2016 kdrama eng sub", "Signal"),
        ("watch signal ep 5 online", "Signal"),
        ("시그널 드라마 3화", "Signal"),
        ("reply 1988 kdrama", "Reply 1988"),
    ],
)
def test_the_drama_comes_first(typed, title):
    assert found(typed)[0] == title


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("goblni", ["Goblin"]),
        ("crash landin on yu", [CRASH_LANDING]),
        ("hosptal playlst", ["Hospital Playlist", "Hospital Playlist 2"]),
        ("vincenso", ["Vincenzo"]),
        ("secretry kim", ["What's Wrong with Secretary Kim"]),
        ("extraordinary atorney", ["Extraordinary Attorney Woo"]),
        ("my mister", ["My Mister"]),
        ("reply 1988", ["Reply 1988"]),
        ("zzzz no such drama", []),
        ("best drama ever", []),
        ("asdf qwer", []),
        ("qqqq zzzz", []),
        ("watch online", []),
        ("♥ !!", []),
    ],
)
def test_a_clear_hit_brings_no_weak_ones_and_nonsense_brings_none(typed, titles):
    assert found(typed) == titles


def test_titles_with_the_whole_word_come_before_longer_words_and_aliases():
    index = index_of(["My Dearest", "Love It"], ["Lovers"], ["Love Me If You Dare"])
    assert found("love", index) == ["Love Me If You Dare", "Lovers", "My Dearest"]


def test_many_names_of_one_drama_leave_room_for_the_others():
    index = index_of(
        ["Radio Days", "Radio Dayz", "Radio Day", "Radio Daze", "Radiodays One", "Radio Days Too"],
        ["Radio Dayt"],
        ["Radio Dayr"],
    )
    assert set(found("radio dayx", index, 3)) == {"Radio Days", "Radio Dayt", "Radio Dayr"}


def test_the_name_that_fits_is_told_as_it_is_written():
    index = index_of(["Crash Landing on You", "사랑의 불시착", "C.L.O.Y."])
    assert [hit.matched_name for hit in index.search("사랑의불")] == ["사랑의 불시착"]
    assert [hit.matched_name for hit in index.search("cloy")] == ["C.L.O.Y."]


def remakes(**popularity):
    return TitleIndex.build(
        TitleEntry(year, "Signal", year=year, popularity=popularity.get(f"of_{year}", 0.0))
        for year in (2016, 2018, 2019)
    )


def test_of_namesakes_the_members_own_comes_first_then_the_best_known():
    index = remakes(of_2016=5.0, of_2018=9.0, of_2019=1.0)
    assert [hit.id for hit in index.search("signal")] == [2018, 2016, 2019]
    assert [hit.id for hit in index.search("signal", prefer={2019})] == [2019, 2018, 2016]
    assert [hit.id for hit in index.search("signal", 1, prefer=[2016])] == [2016]


def test_a_better_fit_comes_before_the_members_own():
    index = index_of(["Signal"], ["Signals Crossed"])
    assert [hit.id for hit in index.search("signal", prefer={2})] == [1, 2]


def test_a_year_prefers_the_dramas_of_that_year():
    index = remakes(of_2016=5.0, of_2018=1.0, of_2019=2.0)
    assert index.search("signal 2018")[0].id == 2018
    assert index.search("signal (2019) eng sub")[0].id == 2019
    assert index.search("signal 1999")[0].id == 2016


def test_a_year_that_is_part_of_a_name_stays_there():
    index = index_of(["Reply 1988"], ["Reply 1994"], ["Reply"])
    assert found("reply 1994", index)[0] == "Reply 1994"
    assert found("1988", index) == ["Reply 1988"]


def test_the_best_known_of_what_begins_with_a_letter_or_two_come_first():
    index = TitleIndex.build(
        TitleEntry(number, f"So {number}", popularity=float(number)) for number in range(1, 200)
    )
    assert [hit.id for hit in index.search("so")] == list(range(199, 174, -1))


def test_a_short_name_is_not_lost_among_the_well_known_ones_that_begin_like_it():
    index = TitleIndex.build(
        [
            TitleEntry(0, "So", popularity=0.5),
            *(TitleEntry(n, f"Sound {n}", popularity=1000.0 + n) for n in range(1, 200)),
        ]
    )
    assert 0 in [hit.id for hit in index.search("so", 5)]


@pytest.mark.parametrize("limit", [0, 1, 3, 25, 100])
def test_no_more_hits_than_asked_for_come_back(limit):
    assert len(found("the", limit=limit)) <= limit
