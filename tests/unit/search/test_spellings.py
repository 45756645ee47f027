"""The spellings that names are found by."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.columns import Column
from bot.search.folding import folded
from bot.search.grams import grams_of, pieces_of
from bot.search.han import pinyin_of, simplified
from bot.search.hangul import initials, is_initials, keystrokes, romanised
from bot.search.kana import hiragana_of, romaji_of
from bot.search.slips import LONG, SHORT, slip_postings, slips_of
from bot.search.sounds import loosened
from bot.search.spellings import spellings_of

relaxed = settings(deadline=None)  # other tests may be busy beside it
lines = st.text(st.characters(exclude_categories=()), max_size=30)


@pytest.mark.parametrize(
    ("text", "keys"),
    [("사랑의 불시착", "tkfkddml qnftlckr"), ("ㅂㅅㅊ", "qtc"), ("값", "rkqt"), ("꽤 W", "rho W")],
)
def test_hangul_is_written_as_the_keys_that_type_it(text, keys):
    assert keystrokes(text) == keys
    assert keystrokes(unicodedata.normalize("NFD", text)) == keys


def test_initials_are_written_as_keys_too():
    assert initials("사랑의 불시착") == keystrokes("ㅅㄹㅇ ㅂㅅㅊ") == "tfd qtc"
    assert is_initials("ㅅㄹㅇ ㅂㅅㅊ 2")
    assert not is_initials("ㅅ랑")
    assert not is_initials("ㅏㅏ")
    assert not is_initials("abc")


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("사랑의 불시착", "sarangui bulsichak"),
        ("도깨비", "dokkaebi"),
        ("신라", "silla"),
        ("독립문", "dongnimmun"),
        ("왕십리", "wangsimni"),
        ("같이", "gachi"),
        ("좋다", "jota"),
        ("한국어", "hangugeo"),
        ("닭이", "dalgi"),
        ("응답하라 1988", "eungdaphara 1988"),
    ],
)
def test_korean_is_romanised_as_it_is_spoken(hangul, latin):
    assert romanised(hangul) == latin


@pytest.mark.parametrize(
    "spellings",
    [
        ("dokkaebi", "dokebi", "tokkaebi"),
        ("sarangui bulsichak", "sarange bulshichak"),
        ("geunyeoneun yeppeotda", "gunyunun yeputda"),
        ("choegoui sarang", "chwegoesarang"),
        ("cheongdamdong", "chungdamdong", "chongdamdong"),
        ("sesang eodiedo eomneun", "sesang odiedo opnun"),
        ("nv", "nu"),
        ("zhang", "chang"),
    ],
)
def test_spellings_that_sound_alike_become_one(spellings):
    assert len({loosened(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("しゃしん", "shashin"),
        ("チョット", "chotto"),
        ("ティファニー", "tifani"),
        ("ジェット", "jetto"),
        ("とうきょう", "toukyou"),
        ("ウィキ", "wiki"),
    ],
)
def test_kana_is_romanised(kana, latin):
    assert romaji_of(hiragana_of(kana)) == latin


def test_all_forms_of_a_character_are_one_and_it_has_a_reading():
    assert simplified("機動戰艦") == simplified("機動戦艦") == "机动战舰"
    assert pinyin_of("庆余年").split() == ["qing", "yu", "nian"]


def test_the_table_of_characters_is_what_opencc_says():
    opencc = pytest.importorskip("opencc", reason="OpenCC is not installed")
    to_simplified, from_japanese = opencc.OpenCC("t2s"), opencc.OpenCC("jp2t")

    def simplest(character):
        for _ in range(4):
            other = to_simplified.convert(character)
            if other == character:
                other = to_simplified.convert(from_japanese.convert(character))
            if other == character or len(other) != 1 or ord(other) > 0xFFFF:
                break
            character = other
        return character

    characters = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    assert [c for c in characters if simplified(c) != simplest(c)] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It's Okay to Not Be Okay", "its okay to not be okay"),
        ("Soundtrack #1", "soundtrack 1"),
        ("  ＷＩＤＥ—Émile ♥ Łódź ", "wide emile lodz"),
        ("カタカナ", "かたかな"),
        ("ｶﾀｶﾅ", "かたかな"),
        ("ㅅㄹ", "tf"),
        ("\ud800\u200b", ""),
        ("เพลงรัก", "เพลงรัก"),
    ],
)
def test_names_are_folded_to_plain_letters(text, words):
    assert folded(text) == words


@relaxed
@given(st.lists(lines, min_size=1, max_size=8))
def test_many_names_are_spelt_as_each_alone(names):
    together = spellings_of(names)
    alone = [spellings_of([name]) for name in names]
    assert together.words == [one.words[0] for one in alone]
    assert together.scripts == [one.scripts[0] for one in alone]
    for kind in ("sounds", "initials", "acronyms"):
        expected = {(at, key) for at, one in enumerate(alone) for _, key in getattr(one, kind)}
        assert set(getattr(together, kind)) == expected


@relaxed
@given(lines)
def test_folded_text_is_words_of_letters_in_one_plane(text):
    words = folded(text.replace("\n", " "))
    assert words == " ".join(words.split(" ")).strip()
    assert "\n" not in words
    assert len(words.encode("utf-16-le")) == 2 * len(words)


@relaxed
@given(st.lists(lines.map(lambda line: folded(line.replace("\n", " "))), max_size=8))
def test_the_pieces_of_many_keys_are_those_of_each(keys):
    column = Column.of(["\n".join(keys)] if keys else [])
    grams, long, short = grams_of(column), slip_postings(column, LONG), slip_postings(column, SHORT)
    for number, key in enumerate(keys):
        close = key.replace(" ", "")
        if close:
            assert number in grams.with_all(pieces_of(key)) or len(close) == 1
            assert number in long.with_all(slips_of(close, LONG))
            assert number in short.with_all(slips_of(close, SHORT))


@relaxed
@given(st.lists(st.text("abc あ", max_size=6).map(lambda key: " ".join(key.split())), max_size=30))
def test_keys_are_found_by_how_they_begin_whatever_their_spaces(keys):
    column = Column.of(["\n".join(keys[:20])] if keys else [])
    for key in keys[20:]:
        column.add(key)
    close = [key.replace(" ", "") for key in keys]
    for text in {"a", "ab", "abca", "abcab", "あ", *close}:
        if text:
            begun = {at for at, key in enumerate(close) if key.startswith(text)}
            assert set(column.beginning_with(text).tolist()) == begun
            same = {at for at, key in enumerate(close) if key == text}
            assert set(column.equal_to(text).tolist()) == same
