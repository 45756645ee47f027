"""Requests against Discord's own description of its API."""

from __future__ import annotations

import copy
from types import SimpleNamespace

import discord
import pytest
from discord import ui
from discord.http import handle_message_parameters

from tests.support import openapi

CREATE = ("POST", "/channels/12/messages")
EDIT = ("PATCH", "/channels/12/messages/34")
FOLLOW_UP = ("POST", "/webhooks/1/token")
ORIGINAL = ("PATCH", "/webhooks/1/token/messages/@original")
CALLBACK = ("POST", "/interactions/1/token/callback")
THREADS = ("POST", "/channels/12/threads")
SILENT = discord.AllowedMentions.none()

pytestmark = openapi.needs_spec


@pytest.fixture
def check():
    return openapi.checker().check


@pytest.fixture
async def card():
    """Build a view with a component of every kind."""
    view = ui.LayoutView(timeout=None)
    actions = ui.ActionRow(
        ui.Button(label="Rate", emoji="⭐", custom_id="rate:1"),
        ui.Button(label="Source", url="https://example.org/리뷰"),
    )
    options = [discord.SelectOption(label="a", value="b", description="c", emoji="⭐")]
    picture = ui.Thumbnail("attachment://poster.png", description="the poster")
    view.add_item(
        ui.Container(
            ui.TextDisplay("# Signal"),
            ui.Section("What it is about", accessory=picture),
            ui.MediaGallery(discord.MediaGalleryItem("https://example.org/1.png", spoiler=True)),
            ui.Separator(),
            ui.File("attachment://notes.txt"),
            actions,
            ui.ActionRow(ui.Select(custom_id="pick", options=options)),
            ui.ActionRow(ui.UserSelect(custom_id="who")),
            accent_colour=3,
        )
    )
    return view


@pytest.fixture
async def message(card):
    sent = handle_message_parameters(view=card, allowed_mentions=SILENT)
    return sent.payload


class Form(ui.Modal, title="Write"):
    body = ui.Label(text="Words", description="d", component=ui.TextInput(max_length=4_000))
    score = ui.Label(text="Score", component=ui.Select(options=[discord.SelectOption(label="9.5")]))
    state = ui.Label(
        text="State",
        component=ui.RadioGroup(options=[discord.RadioGroupOption(label=x) for x in "ab"]),
    )
    picture = ui.Label(text="Picture", component=ui.FileUpload(required=False))
    note = ui.TextDisplay("Thank you")


@pytest.mark.parametrize("route", [CREATE, EDIT, FOLLOW_UP, ORIGINAL])
async def test_a_card_of_discord_py_is_taken(check, message, route):
    assert check(*route, message) == []


@pytest.mark.parametrize("kind", [4, 7])
async def test_a_card_is_taken_as_an_answer(check, message, kind):
    data = {key: value for key, value in message.items() if key != "tts"}
    assert check(*CALLBACK, {"type": kind, "data": data}, {"with_response": "1"}) == []


async def test_an_announcement_with_a_nonce_is_taken(check, card):
    sent = handle_message_parameters(view=card, allowed_mentions=SILENT, nonce="1" * 25)
    assert check(*CREATE, sent.payload) == []


async def test_a_form_is_taken(check):
    assert check(*CALLBACK, {"type": 9, "data": Form().to_dict()}) == []


async def test_a_forum_post_is_taken(check, card):
    post = {"name": "Signal", "auto_archive_duration": 1440, "type": 11, "applied_tags": ["1"]}
    sent = handle_message_parameters(view=card, channel_payload=post)
    assert check(*THREADS, sent.payload, {"use_nested_fields": 1}) == []


def test_an_embed_of_discord_py_is_taken(check):
    embed = discord.Embed(title="x", colour=3, timestamp=discord.utils.utcnow())
    embed.set_image(url="attachment://x.png").set_footer(text="x").add_field(name="x", value="y")
    sent = handle_message_parameters("hi", embed=embed, allowed_mentions=SILENT)
    assert check(*CREATE, sent.payload) == []


def test_an_answer_that_is_only_promised_is_taken(check):
    assert check(*CALLBACK, {"type": 5, "data": {"flags": 64}}) == []
    assert check(*CALLBACK, {"type": 6}) == []


@pytest.mark.parametrize(
    ("at", "key"),
    [
        ([], "contents"),
        (["allowed_mentions"], "parsed"),
        (["components", 0], "accent"),
        (["components", 0, "components", 0], "text"),
        (["components", 0, "components", 1, "accessory"], "alt"),
        (["components", 0, "components", 5, "components", 0], "lable"),
        (["components", 0, "components", 6, "components", 0, "options", 0], "hint"),
    ],
)
async def test_a_misspelt_key_is_found_wherever_it_stands(check, message, at, key):
    broken = copy.deepcopy(message)
    node = broken
    for step in at:
        node = node[step]
    node[key] = "x"
    [problem] = check(*CREATE, broken)
    assert f"'{key}'" in problem
    assert problem.startswith("POST /channels/{channel_id}/messages: ")


async def test_the_alternative_that_was_meant_is_the_one_explained(check, message):
    message["components"][0]["components"][5]["components"][0]["label"] = "x" * 81
    [problem] = check(*CALLBACK, {"type": 4, "data": message})
    assert "data.components[0].components[5].components[0].label: " in problem
    assert len(problem) < 400


def test_a_bot_has_2000_characters(check):
    for route in (CREATE, EDIT, FOLLOW_UP, ORIGINAL):
        assert check(*route, {"content": "x" * 2_000}) == []
        assert len(check(*route, {"content": "x" * 2_001})) == 1


@pytest.mark.parametrize("id_", ["1", 1])
def test_an_id_is_a_number_or_its_text(check, id_):
    assert check("POST", "/users/@me/channels", {"recipient_id": id_}) == []


@pytest.mark.parametrize("id_", ["", "x", "1.0", -1, 1.5, None, True])
def test_an_id_is_nothing_else(check, id_):
    body = {"message_reference": {"message_id": id_}}
    assert len(check(*CREATE, body)) == 1


@pytest.mark.parametrize(
    "url", ["example.org", "ftp://example.org", "https://a b", "javascript:x", "https://[x"]
)
def test_a_link_leads_somewhere_discord_goes(check, url):
    assert len(check(*CREATE, {"embeds": [{"url": url}]})) == 1


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/channels/None/messages"),
        ("GET", "/channels/12/message"),
        ("POST", "/channels/12/messages/34"),
        ("GET", "/channels/12/messages/"),
    ],
)
def test_a_route_that_discord_does_not_have_is_a_problem(check, method, path):
    assert check(method, path) == [f"{method} {path}: Discord describes no such route"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/gateway/bot"),
        ("GET", "/users/@me"),
        ("PUT", "/channels/12/messages/pins/34"),
        ("PUT", "/channels/12/messages/34/reactions/%E2%AD%90/@me"),
        ("DELETE", "/webhooks/1/token/messages/@original"),
        ("PUT", "/guilds/1/members/2/roles/3"),
    ],
)
def test_a_route_without_a_body_is_found(check, method, path):
    assert check(method, path) == []


def test_a_body_stands_where_it_is_taken_and_nowhere_else(check):
    assert check(*CREATE) == [
        "POST /channels/{channel_id}/messages: the body is missing",
    ]
    assert len(check("PUT", "/channels/12/messages/pins/34", {"x": 1})) == 1


def test_query_parameters_are_checked(check):
    path = "/channels/12/messages"
    assert check("GET", path, None, {"limit": 100, "before": 10**18}) == []
    assert check("GET", path, None, {"limit": "100"}) == []
    assert len(check("GET", path, None, {"limit": 101})) == 1
    assert len(check("GET", path, None, {"befor": 1})) == 1
    assert check(*CALLBACK, {"type": 6}, {"with_response": "true"}) == []
    assert len(check(*CALLBACK, {"type": 6}, {"with_response": "yes"})) == 1


def test_everything_an_environment_received_is_checked():
    sent = [
        SimpleNamespace(method="GET", path="/gateway/bot", params={}, json=None),
        SimpleNamespace(method="POST", path="/nowhere", params={}, json=None),
    ]
    [problem] = openapi.problems_of(SimpleNamespace(http_requests=sent))
    assert "/nowhere" in problem


def test_the_description_is_compiled_once():
    assert openapi.checker() is openapi.checker()
