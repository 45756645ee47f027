"""What a Korean member reads has no English left in it."""

import re

import pytest

from bot.i18n import lang_for
from bot.trying.locale_seam import speaking
from data.locales import catalogues
from tests.e2e.conftest import texts

DRAMA = {"drama": "Signal"}

PRIVATE = [
    ("drama", {"title": "Signal", "private": True}),
    ("rate", DRAMA | {"score": 9.5}),
    ("progress", DRAMA | {"episode": 3}),
    ("watchlist", {}),
    ("review read", DRAMA),
    ("announce list", {}),
    ("settings", {}),
    ("help", {}),
]


def english():
    """Every English text of ours that has words enough to be told from names."""
    korean = lang_for("ko")
    return [
        message.id
        for message in catalogues.read("ko")
        if isinstance(message.id, str)
        and not message.context
        and "{" not in message.id
        and len(re.findall(r"[A-Za-z]{2,}", message.id)) > 1
        and korean.say(message.id) != message.id
    ]


@pytest.mark.parametrize(("command", "options"), PRIVATE, ids=[name for name, _ in PRIVATE])
async def test_the_answer_to_a_korean_manager_is_korean(place, command, options):
    with speaking(place.env, "ko"):
        shown = await place.sora.slash(place.channel, command, **options)
    said = texts(shown.response)
    assert re.search("[가-힣]", said)
    assert [text for text in english() if re.search(rf"\b{re.escape(text)}", said)] == []


@pytest.mark.parametrize("button", ["평점 주기", "리뷰"])
async def test_the_forms_of_a_korean_member_are_korean(place, button):
    with speaking(place.env, "ko"):
        card = await place.mina.slash(place.channel, "drama", title="Signal", private=True)
        form = await place.mina.click(card.response.message, label=button)
    said = texts(form.modal)
    assert re.search("[가-힣]", said)
    assert [text for text in english() if re.search(rf"\b{re.escape(text)}", said)] == []


async def test_a_mistake_is_told_in_korean(place):
    with speaking(place.env, "ko"):
        refused = await place.mina.slash(place.channel, "rate", drama="Signal", score=7.3)
    assert "0.5점 단위" in refused.response.content
    assert len(place.env.errors) == 1
