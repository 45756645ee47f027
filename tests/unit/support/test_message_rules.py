"""Messages, threads and answers: each rule just kept, and broken."""

from __future__ import annotations

from types import SimpleNamespace

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import openapi
from tests.support.discord_rules import (
    V2,
    check_callback,
    check_message,
    check_modal,
    check_request,
    check_thread,
    problems_of,
)
from tests.support.fixtures import assert_wire_clean

SILENT = {"parse": []}


def said(content="hi", **changes):
    return {"content": content, "allowed_mentions": SILENT, **changes}


def shown(content):
    return {
        "flags": V2,
        "components": [{"type": 10, "content": content}],
        "allowed_mentions": SILENT,
    }


def embedding(**field):
    return said(embeds=[{"title": "x", "fields": [{"name": "Year", "value": "2016", **field}]}])


def picking(label):
    options = [{"label": label, "value": "1"}]
    return said(
        components=[{"type": 1, "components": [{"type": 3, "custom_id": "x", "options": options}]}]
    )


KEPT = {
    "2,000 characters": said("x" * 2_000),
    "a nonce of 25 characters": said(nonce="x" * 25),
    "a field of an embed": embedding(),
    "6,000 characters in embeds": said(embeds=[{"description": "x" * 3_000}] * 2),
    "a member's mention that is allowed": said("<@1>", allowed_mentions={"users": ["1"]}),
    "everyone's name where nothing is parsed": said("@everyone, @here"),
    "an address that looks like everyone": said("x@hereabouts", allowed_mentions={}),
    "a spoiler": said("||Mina did it||"),
    "a spoiler over lines": shown("||Mina\ndid it||"),
    "two spoilers": shown("||one|| and ||two||"),
    "escaped bars": shown(r"a \|\| b"),
    "bars in code": shown("`a || b`"),
    "bars in a block of code": shown("```\na || b\n```"),
    "lone bars in an option": picking("A || B"),
}

BROKEN = {
    "2,001 characters": (said("x" * 2_001), "content of 2001"),
    "a nonce of 26 characters": (said(nonce="x" * 26), "longer than 25"),
    "a field without a name": (embedding(name=" "), "embeds[0].fields[0]: an empty name"),
    "a field without a value": (embedding(value=""), "embeds[0].fields[0]: an empty value"),
    "6,001 characters in embeds": (
        said(embeds=[{"description": "x" * 3_000}, {"description": "x" * 3_001}]),
        "6001 characters in embeds",
    ),
    "silence about mentions": ({"content": "hi"}, "allowed_mentions is missing"),
    "everyone notified": (said(allowed_mentions={"parse": ["everyone"]}), "lets everyone"),
    "everyone's name where members are parsed": (
        said("hi @everyone", allowed_mentions={"parse": ["users"]}),
        "content: mentions everyone",
    ),
    "here where nothing is said": (said("@here", allowed_mentions={}), "content: mentions"),
    "half a spoiler": (said("||Mina did it"), "content: an odd number"),
    "half a spoiler in a text": (shown("||a|| ||b"), "components[0].content: an odd number"),
    "half a spoiler in a field": (embedding(value="||x"), "embeds[0].fields[0].value: an odd"),
    "a spoiler where nothing hides it": (picking("||Mina||"), "options[0].label: spoiler bars"),
}


@pytest.mark.parametrize("payload", KEPT.values(), ids=KEPT.keys())
def test_a_message_may_have(payload):
    assert check_message(payload) == []


@pytest.mark.parametrize(("payload", "problem"), BROKEN.values(), ids=BROKEN.keys())
def test_a_message_may_not_have(payload, problem):
    found = check_message(payload)
    assert len(found) == 1
    assert problem in found[0]


def test_an_edit_need_not_speak_of_mentions_nor_repeat_the_flag():
    edit = {"components": [{"type": 10, "content": "x"}]}
    assert check_message(edit, edit=True) == []
    assert len(check_message(edit)) == 2


def test_an_edit_that_names_everyone_says_that_it_means_none():
    assert check_message({"content": "@everyone"}, edit=True) != []
    assert check_message(said("@everyone"), edit=True) == []


@given(st.text())
def test_whatever_is_escaped_keeps_its_spoiler_closed(words):
    assert check_message(shown(f"||x{discord.utils.escape_markdown(words)}||")) == []


def test_a_draft_in_a_field_is_shown_as_it_was_typed():
    body = {"type": 4, "style": 2, "custom_id": "b", "value": "||half, and ||whole|| @everyone"}
    part = {"type": 18, "label": "Words", "component": body}
    assert check_modal({"title": "Edit", "custom_id": "e", "components": [part]}) == []


def answer(kind, **data):
    return {"type": kind, "data": data}


def offered(count=1, **changes):
    return answer(8, choices=[{"name": "Signal", "value": "1", **changes} for _ in range(count)])


@pytest.mark.parametrize(
    "payload",
    [
        {"type": 5},
        {"type": 6},
        answer(5, flags=64),
        answer(4, **said()),
        answer(7, content="hi"),
        offered(25),
        offered(0),
        offered(name="x" * 100, value="y" * 100),
        offered(value=2**50),
    ],
)
def test_an_answer_may_be(payload):
    assert check_callback(payload) == []


@pytest.mark.parametrize(
    ("payload", "problem"),
    [
        (answer(4, content="hi"), "allowed_mentions is missing"),
        (answer(7, content="||x"), "odd number"),
        (offered(26), "26 choices"),
        (offered(name="x" * 101), "1 to 100"),
        (offered(name=""), "1 to 100"),
        (offered(value="x" * 101), "value of 101"),
        (offered(name="||Mina||"), "spoiler bars"),
        (answer(9, title="x", custom_id="x", components=[]), "0 parts"),
    ],
)
def test_an_answer_may_not_be(payload, problem):
    found = check_callback(payload)
    assert len(found) == 1
    assert problem in found[0]


def test_a_thread_has_a_name_of_1_to_100_characters():
    assert check_thread({"name": "x" * 100}) == []
    assert check_thread({"name": "x"}) == []
    assert len(check_thread({"name": "x" * 101})) == 1
    assert len(check_thread({"name": " "})) == 1


def test_a_thread_is_no_place_for_a_spoiler():
    assert check_thread({"name": "||Mina||"}) == ["name: spoiler bars hide nothing here"]


def test_the_first_message_of_a_forum_post_is_checked_as_one():
    assert check_thread({"name": "Signal", "message": said()}) == []
    assert len(check_thread({"name": "Signal", "message": {"content": "hi"}})) == 1


WRONG = {"content": "||x"}


@pytest.mark.parametrize(
    ("method", "path", "body", "problems"),
    [
        ("POST", "/channels/1/messages", WRONG, 2),
        ("PATCH", "/channels/1/messages/2", WRONG, 1),
        ("POST", "/webhooks/1/token", WRONG, 2),
        ("PATCH", "/webhooks/1/token/messages/@original", WRONG, 1),
        ("PATCH", "/webhooks/1/token/messages/2", WRONG, 1),
        ("POST", "/interactions/1/token/callback", {"type": 4, "data": WRONG}, 2),
        ("POST", "/channels/1/threads", {"name": "Signal", "message": WRONG}, 2),
        ("POST", "/channels/1/messages/2/threads", {"name": ""}, 1),
        ("PATCH", "/channels/1", {"name": ""}, 1),
        ("PATCH", "/channels/1", {"archived": True}, 0),
        ("PUT", "/applications/1/commands", [{"name": "Rate", "description": "x"}], 1),
        ("PUT", "/applications/1/guilds/2/commands", [{"name": "rate"}], 1),
        ("POST", "/applications/1/commands", {"name": "rate"}, 1),
        ("GET", "/channels/1/messages", None, 0),
        ("DELETE", "/channels/1/messages/2", None, 0),
        ("POST", "/channels/1/messages/bulk-delete", {"messages": []}, 0),
    ],
)
def test_a_request_is_checked_as_what_its_path_says(method, path, body, problems):
    found = check_request(method, path, body)
    assert len(found) == problems
    assert all(each.startswith(f"{method} {path}: ") for each in found)


def env_of(*bodies):
    return SimpleNamespace(
        http_requests=[
            SimpleNamespace(method="POST", path="/channels/1/messages", json=body, params={})
            for body in bodies
        ]
    )


def test_a_whole_environment_is_checked():
    assert problems_of(env_of(said(), shown("x"))) == []
    [problem] = problems_of(env_of(said(), said("||x")))
    assert problem == "POST /channels/1/messages: content: an odd number of spoiler bars"


@openapi.needs_spec
def test_a_whole_environment_is_checked_against_discords_description():
    [problem] = problems_of(env_of(said(contents="x")))
    assert "contents" in problem


def test_without_discords_description_the_rules_still_hold(monkeypatch):
    monkeypatch.setattr(openapi, "available", lambda: False)
    assert problems_of(env_of(said(contents="x"))) == []
    assert len(problems_of(env_of(said("||x")))) == 1


def test_an_environment_that_is_not_clean_fails_with_every_problem_once():
    assert_wire_clean(env_of(said()))
    with pytest.raises(pytest.fail.Exception) as caught:
        assert_wire_clean(env_of(said("||x"), said("||x"), {"content": "y"}))
    assert str(caught.value).count("odd number") == 1
    assert "allowed_mentions is missing" in str(caught.value)
