import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.pages.decoding import decode_post

KOREAN = "정말 재미있게 보았습니다. 똠방각하"


@pytest.mark.parametrize(
    ("body", "declared", "text"),
    [
        (KOREAN.encode(), None, KOREAN),
        (KOREAN.encode("utf-8-sig"), None, KOREAN),
        (KOREAN.encode("utf-16"), None, KOREAN),
        (KOREAN.encode("cp949"), None, KOREAN),
        (KOREAN.encode("cp949"), "euc-kr-no-such", KOREAN),
        ("ドラマ".encode("shift_jis"), "shift_jis", "ドラマ"),
        ("café, don’t “skip”".encode("cp1252"), None, "café, don’t “skip”"),
        (
            b'<meta charset="cp949">' + KOREAN.encode("cp949"),
            None,
            f'<meta charset="cp949">{KOREAN}',
        ),
        (KOREAN.encode(), "rot13", KOREAN),
        (b"", None, ""),
    ],
)
def test_the_text_is_read_as_its_author_wrote_it(body, declared, text):
    assert decode_post(body, declared) == text


def test_one_broken_byte_does_not_turn_a_post_into_another_alphabet():
    assert decode_post(KOREAN.encode() + b"\xff") == f"{KOREAN}\ufffd"
    assert decode_post(b"don\x92t", "utf-8") == "don\ufffdt"


@given(st.binary(max_size=200), st.none() | st.text(max_size=20))
def test_any_bytes_become_text(body, declared):
    assert isinstance(decode_post(body, declared), str)


@given(st.text(max_size=200).filter(lambda text: not text.startswith("\ufeff")))
def test_utf_8_is_kept_to_the_letter(text):
    if "charset" not in text:
        assert decode_post(text.encode()) == text
