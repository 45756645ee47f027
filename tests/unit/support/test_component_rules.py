"""Components in messages: each rule with a payload that just keeps it and one that breaks it."""

from __future__ import annotations

import pytest

from tests.support.discord_rules import V2, check_message

SILENT = {"parse": []}


def text(content="x"):
    return {"type": 10, "content": content}


def button(**changes):
    return {"type": 2, "style": 2, "label": "Rate", "custom_id": "rate:1", **changes}


def link(**changes):
    return {"type": 2, "style": 5, "label": "Source", "url": "https://example.org/1", **changes}


def buttons(count):
    return {"type": 1, "components": [button(custom_id=f"rate:{n}") for n in range(count)]}


def option(number=0, **changes):
    return {"label": f"Episode {number}", "value": str(number), **changes}


def select(count=1, **changes):
    options = [option(number) for number in range(count)]
    return {"type": 3, "custom_id": "pick", "options": options, **changes}


def section(texts=1, **changes):
    return {
        "type": 9,
        "components": [text() for _ in range(texts)],
        "accessory": picture(type=11),
        **changes,
    }


def picture(**changes):
    return {"media": {"url": "attachment://poster.png"}, **changes}


def gallery(count=1, **changes):
    return {"type": 12, "items": [picture(**changes) for _ in range(count)]}


def card(*components, **changes):
    return {"flags": V2, "components": list(components), "allowed_mentions": SILENT, **changes}


def container(*components):
    return {"type": 17, "components": list(components)}


def row(*components):
    return {"type": 1, "components": list(components)}


KEPT = {
    "forty components": card(container(*[text() for _ in range(39)])),
    "four thousand characters of text": card(text("x" * 3_999), container(text("y"))),
    "five buttons in a row": card(buttons(5)),
    "one select in a row": card(row(select())),
    "custom ids that differ": card(row(button(), button(custom_id="rate:2"))),
    "a custom id of a hundred characters": card(row(button(custom_id="x" * 100))),
    "a button's label of eighty characters": card(row(button(label="x" * 80))),
    "a button with an emoji alone": card(row(button(label=None, emoji={"name": "⭐"}))),
    "a link button": card(row(link())),
    "a premium button": card(row({"type": 2, "style": 6, "sku_id": "1"})),
    "a placeholder of 150 characters": card(row(select(placeholder="x" * 150))),
    "a select of all its options": card(row(select(3, max_values=3))),
    "twenty-five options": card(row(select(25))),
    "an option at its longest": card(
        row(select(options=[option(label="x" * 100, value="y" * 100, description="z" * 100)]))
    ),
    "a select of nothing or one": card(row(select(min_values=0))),
    "one option chosen beforehand": card(row(select(options=[option(default=True), option(1)]))),
    "a user select without options": card(row({"type": 5, "custom_id": "who", "max_values": 25})),
    "a section of three texts": card(section(3)),
    "a section with a button beside it": card(section(accessory=button())),
    "ten pictures": card(gallery(10)),
    "an alternative text of 1,024 characters": card(gallery(description="x" * 1_024)),
    "a thumbnail without an alternative text": card(section(accessory=picture(type=11))),
    "content without the flag": {"content": "hi", "allowed_mentions": SILENT},
    "five rows without the flag": {
        "components": [row(button(custom_id=str(n))) for n in range(5)],
        "allowed_mentions": SILENT,
    },
}

BROKEN = {
    "forty-one components": (
        card(container(*[text() for _ in range(40)])),
        "41 components, 40 at most",
    ),
    "forty-one components, accessories counted": (
        card(*[section() for _ in range(13)], text(), text()),
        "41 components, 40 at most",
    ),
    "4,001 characters of text": (
        card(text("x" * 3_999), container(text("yy"))),
        "4001 characters of text, 4000 at most",
    ),
    "six buttons in a row": (card(buttons(6)), "6 buttons in a row"),
    "two selects in a row": (
        card(row(select(), select(custom_id="other"))),
        "up to five buttons, or one select",
    ),
    "a button beside a select": (card(row(button(), select())), "up to five buttons"),
    "a text in a row": (card(row(text())), "up to five buttons"),
    "an empty row": (card(row()), "an empty row"),
    "a custom id used twice": (card(row(button()), row(button())), "'rate:1' stands 2 times"),
    "a custom id of 101 characters": (card(row(button(custom_id="x" * 101))), "of 101 characters"),
    "an empty custom id": (card(row(select(custom_id=""))), "a custom id of 0 characters"),
    "a button's label of 81 characters": (card(row(button(label="x" * 81))), "of 81 characters"),
    "a button with neither label nor emoji": (
        card(row(button(label=" "))),
        "neither label nor emoji",
    ),
    "a button beside a section with neither": (
        card(section(accessory=button(label=None))),
        "components[0].accessory: a button with neither",
    ),
    "a link with a custom id": (card(row(link(custom_id="x"))), "a link button has an address"),
    "a link to nowhere": (card(row(link(url=None))), "a link button has an address"),
    "a link of 513 characters": (card(row(link(url="x" * 513))), "a button's address of 513"),
    "a button with no custom id": (
        card(row({"type": 2, "style": 2, "label": "Rate"})),
        "a button has a custom id",
    ),
    "a placeholder of 151 characters": (card(row(select(placeholder="x" * 151))), "a placeholder"),
    "a select of more than its options": (
        card(row(select(2, max_values=3))),
        "max_values 3 above its 2 options",
    ),
    "a select of at least more than at most": (
        card(row(select(3, min_values=2))),
        "min_values above max_values",
    ),
    "a select of twenty-six": (
        card(row({"type": 5, "custom_id": "who", "max_values": 26})),
        "max_values 26",
    ),
    "a select of less than nothing": (card(row(select(min_values=-1))), "min_values -1"),
    "twenty-six options": (card(row(select(26))), "26 options"),
    "no options": (card(row(select(0))), "0 options"),
    "an option's label of 101 characters": (
        card(row(select(options=[option(label="x" * 101)]))),
        "options[0]: a label of 101",
    ),
    "an option without a value": (
        card(row(select(options=[option(value="")]))),
        "options[0]: a value of 0",
    ),
    "an option's description of 101 characters": (
        card(row(select(options=[option(description="x" * 101)]))),
        "options[0]: a description of 101",
    ),
    "an option's value given twice": (
        card(row(select(options=[option(), option()]))),
        "value '0' stands 2 times",
    ),
    "more chosen beforehand than may be": (
        card(row(select(options=[option(default=True), option(1, default=True)]))),
        "2 options chosen beforehand",
    ),
    "a section of four texts": (card(section(4)), "4 texts in a section"),
    "a section of no texts": (card(section(0)), "0 texts in a section"),
    "a section of a separator": (
        card(section(components=[{"type": 14}])),
        "a section holds texts alone",
    ),
    "a section with nothing beside it": (card(section(accessory=None)), "a section without"),
    "eleven pictures": (card(gallery(11)), "11 pictures"),
    "an empty gallery": (card(gallery(0)), "0 pictures"),
    "a picture from nowhere": (card(gallery(media={})), "a picture without an address"),
    "an alternative text of 1,025 characters": (
        card(gallery(description="x" * 1_025)),
        "an alternative text of 1025",
    ),
    "a thumbnail's empty alternative text": (
        card(section(accessory=picture(type=11, description=""))),
        "an alternative text of 0",
    ),
    "an empty text": (card(text(" ")), "an empty text"),
    "an empty container": (card(container()), "an empty container"),
    "a container in a container": (card(container(container(text()))), "a container in a"),
    "a button outside a row": (card(button()), "components[0]: type 2"),
    "a thumbnail outside a section": (card(picture(type=11)), "components[0]: type 11"),
    "content beside components V2": (card(text(), content="hi"), "content beside"),
    "embeds beside components V2": (card(text(), embeds=[{"title": "x"}]), "embeds beside"),
    "components V2 without their flag": (card(text(), flags=64), "without the flag"),
    "six rows without the flag": (
        {
            "components": [row(button(custom_id=str(n))) for n in range(6)],
            "allowed_mentions": SILENT,
        },
        "6 rows",
    ),
}


@pytest.mark.parametrize("payload", KEPT.values(), ids=KEPT.keys())
def test_a_message_may_have(payload):
    assert check_message(payload) == []


@pytest.mark.parametrize(("payload", "problem"), BROKEN.values(), ids=BROKEN.keys())
def test_a_message_may_not_have(payload, problem):
    found = check_message(payload)
    assert len(found) == 1
    assert problem in found[0]
