"""What counts as a text that a member can read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.support.wiretext import readable, texts_of

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def strings_in(payload):
    if isinstance(payload, str):
        return [payload]
    children = payload.values() if isinstance(payload, dict) else payload
    nested = isinstance(payload, (dict, list))
    return [each for child in children for each in strings_in(child)] if nested else []


def test_a_cards_texts_are_all_read():
    picture = {"media": {"url": "attachment://p.png"}, "description": "the poster"}
    option = {
        "label": "an option",
        "value": "1",
        "description": "its hint",
        "emoji": {"name": "⭐"},
    }
    select = {"type": 3, "custom_id": "pick", "placeholder": "a hint", "options": [option]}
    button = {"type": 2, "custom_id": "x", "label": "a button", "emoji": {"name": "wave"}}
    section = {
        "type": 9,
        "components": [{"type": 10, "content": "a text"}],
        "accessory": {"type": 11, **picture},
    }
    gallery = {"type": 12, "items": [{**picture, "description": "a scene"}]}
    rows = [{"type": 1, "components": [each]} for each in (select, button)]
    card = {"type": 17, "components": [section, gallery, *rows]}
    sent = {"flags": 1 << 15, "components": [card], "nonce": "n", "attachments": []}
    assert texts_of({"type": 4, "data": sent}) == [
        "a text",
        "the poster",
        "a scene",
        "a hint",
        "an option",
        "its hint",
        "a button",
    ]


def test_a_modals_texts_are_all_read_with_the_draft():
    field = {"type": 4, "custom_id": "b", "label": None, "value": "a draft", "placeholder": "hint"}
    label = {"type": 18, "label": "a label", "description": "its hint", "component": field}
    modal = {"custom_id": "x", "title": "a title", "components": [label]}
    assert texts_of({"type": 9, "data": modal}) == [
        "a title",
        "a label",
        "its hint",
        "a draft",
        "hint",
    ]


def test_an_embeds_texts_are_all_read():
    embed = {
        "type": "rich",
        "title": "a title",
        "url": "https://example.org",
        "description": "a text",
        "author": {"name": "an author", "icon_url": "https://example.org"},
        "fields": [{"name": "a name", "value": "a value", "inline": True}],
        "footer": {"text": "a footer"},
    }
    assert texts_of({"content": "hello", "embeds": [embed]}) == [
        "hello",
        "a title",
        "a text",
        "an author",
        "a name",
        "a value",
        "a footer",
    ]


def test_offered_choices_are_read_by_their_names():
    choices = [{"name": "Signal", "value": "id:1", "name_localizations": {"ko": "시그널"}}]
    assert texts_of({"type": 8, "data": {"choices": choices}}) == ["Signal", "시그널"]


def test_commands_are_read_in_every_language():
    option = {"type": 3, "name": "score", "description": "What you give"}
    command = {
        "name": "rate",
        "name_localizations": {"ko": "평점"},
        "description": "Rate a drama",
        "description_localizations": {"ko": "드라마 평점"},
        "options": [option],
    }
    assert texts_of([command]) == [
        "rate",
        "평점",
        "Rate a drama",
        "드라마 평점",
        "score",
        "What you give",
    ]


def test_a_poll_an_event_and_a_thread_are_read():
    poll = {
        "question": {"text": "Which?"},
        "answers": [{"poll_media": {"text": "This", "emoji": {"name": "x"}}}],
    }
    event = {"name": "Tonight", "entity_metadata": {"location": "here"}}
    assert texts_of({"name": "Signal", "message": {"poll": poll}}) == ["Signal", "Which?", "This"]
    assert texts_of(event) == ["Tonight", "here"]


def test_the_alternative_text_of_an_upload_is_read_and_its_file_name_is_not():
    upload = {"id": 0, "filename": "card.png", "description": "a chart"}
    assert texts_of({"attachments": [upload]}) == ["a chart"]


def test_markdown_is_told_from_plain_text():
    payload = {
        "content": "a",
        "embeds": [{"description": "b", "footer": {"text": "c"}}],
        "components": [{"type": 1, "components": [{"type": 2, "label": "d"}]}],
    }
    assert {each.text: each.markdown for each in readable(payload)} == {
        "a": True,
        "b": True,
        "c": False,
        "d": False,
    }


@given(JSON)
def test_nothing_is_read_that_was_not_sent(payload):
    sent = strings_in(payload)
    assert all(text in sent for text in texts_of(payload))
