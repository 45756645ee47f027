from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.providers.languages import (
    home_of,
    is_native,
    language_called,
    language_in,
    language_of_title,
    native_title,
    script_of,
)


@pytest.mark.parametrize(
    ("name", "country", "tag"),
    [
        ("Korean", "KR", "ko"),
        ("Japanese", None, "ja"),
        ("Thai", "TH", "th"),
        ("Chinese", "CN", "zh-Hans"),
        ("Chinese", "TW", "zh-Hant"),
        ("Chinese", "HK", "zh-Hant"),
        ("Chinese", None, "zh-Hans"),
        ("Cantonese", "HK", "zh-Hant"),
        ("Vietnamese", "VN", "vi"),
        ("Filipino", "PH", "fil"),
        ("Tagalog", "PH", "fil"),
        ("Panjabi", "IN", "pa"),
        (" korean ", None, "ko"),
        ("Klingonish", None, None),
        ("", None, None),
        (None, "KR", None),
    ],
)
def test_a_language_is_known_by_its_english_name(name, country, tag):
    assert language_called(name, country) == tag


@pytest.mark.parametrize(
    ("country", "tag"),
    [
        ("KR", "ko"),
        ("JP", "ja"),
        ("CN", "zh-Hans"),
        ("TW", "zh-Hant"),
        ("TH", "th"),
        ("US", "en"),
        ("GB", "en"),
        ("XX", None),
        (None, None),
    ],
)
def test_a_country_has_a_language(country, tag):
    assert language_in(country) == tag


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("시그널", "Hang"),
        ("사운드트랙 #1", "Hang"),
        ("逃げるは恥だが役に立つ", "Kana"),
        ("半沢直樹", "Hani"),
        ("琅琊榜", "Hani"),
        ("บุพเพสันนิวาส", "Thai"),
        ("Метод", "Cyrl"),
        ("Soundtrack", "Latn"),
        ("1999", None),
        ("", None),
    ],
)
def test_a_title_has_a_script(text, script):
    assert script_of(text) == script


@pytest.mark.parametrize(
    ("text", "country", "own", "tag"),
    [
        ("시그널", None, "ko", "ko"),
        ("시그널", "US", "en", "ko"),
        ("半沢直樹", None, "ja", "ja"),
        ("半澤直樹", "TW", "ja", "zh-Hant"),
        ("半泽直树", "CN", "ja", "zh-Hans"),
        ("信號", "SG", "ko", "zh-Hans"),
        ("信號", None, "ko", None),
        ("Signal", "US", "ko", "en"),
        ("Signal", "DE", "ko", "de"),
        ("Sigeuneol", None, "ko", None),
        ("Ang Probinsyano", None, "fil", "fil"),
        ("Метод", "RU", "ko", "ru"),
        ("1999", "KR", "ko", None),
    ],
)
def test_an_alias_has_a_language_where_its_letters_and_its_country_agree(text, country, own, tag):
    assert language_of_title(text, country, own) == tag


@pytest.mark.parametrize(
    ("text", "language", "native"),
    [
        ("시그널", "ko", True),
        ("Signal", "ko", False),
        ("半沢直樹", "ja", True),
        ("カルテット", "ja", True),
        ("琅琊榜", "zh-Hans", True),
        ("시그널", "zh-Hans", False),
        ("Signal", "en", False),
        ("시그널", None, False),
    ],
)
def test_a_native_title_is_in_its_languages_own_letters(text, language, native):
    assert is_native(text, language) is native


@pytest.mark.parametrize(
    ("akas", "language", "country", "native"),
    [
        ([("The Signal", None), ("시그널", None)], "ko", "KR", "시그널"),
        ([("시그날", "US"), ("시그널", "KR")], "ko", "KR", "시그널"),
        ([("시그날", "US")], "ko", "KR", "시그날"),
        ([("半澤直樹", "TW"), ("半沢直樹", None)], "ja", "JP", "半沢直樹"),
        # Chinese titles of a Japanese drama are not its own.
        ([("半澤直樹", "TW"), ("半泽直树", "CN")], "ja", "JP", None),
        ([("花より男子", "TW")], "ja", "JP", "花より男子"),
        ([("瑯琊榜", "TW")], "zh-Hans", "CN", "瑯琊榜"),
        ([("Love", None)], "ko", "KR", None),
        ([("시그널", None)], None, None, None),
        ([], "ko", "KR", None),
    ],
)
def test_the_native_title_is_that_of_the_dramas_own_country_first(akas, language, country, native):
    assert native_title(akas, language, country) == native


def test_only_languages_of_one_country_have_a_home():
    assert (home_of("ko"), home_of("ja"), home_of("th")) == ("KR", "JP", "TH")
    assert home_of("zh-Hans") is None
    assert home_of("en") is None
    assert home_of(None) is None


@given(st.text(), st.text(max_size=3) | st.none(), st.sampled_from(["ko", "ja", "zh-Hans", None]))
def test_no_text_and_no_country_is_too_odd(text, country, own):
    language_of_title(text, country, own)
    native_title([(text, country)], own, country)
    language_called(text, country)
