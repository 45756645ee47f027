"""Modals: each rule with a payload that just keeps it and one that breaks it."""

from __future__ import annotations

import pytest

from tests.support.discord_rules import check_modal


def modal(*fields, **changes):
    return {"title": "Write", "custom_id": "write:1", "components": list(fields), **changes}


def label(component, **changes):
    return {"type": 18, "label": "Your words", "component": component, **changes}


def field(**changes):
    return {"type": 4, "style": 2, "custom_id": "body", **changes}


def choices(kind, count, **changes):
    options = [{"label": f"Episode {number}", "value": str(number)} for number in range(count)]
    return {"type": kind, "custom_id": "pick", "options": options, **changes}


KEPT = {
    "a title of 45 characters": modal(label(field()), title="x" * 45),
    "five parts": modal(
        *[label(field(custom_id=str(n))) for n in range(4)], {"type": 10, "content": "x"}
    ),
    "a label of 45 characters": modal(label(field(), label="x" * 45)),
    "a description of 100 characters": modal(label(field(), description="x" * 100)),
    "a field of 4,000 characters": modal(label(field(min_length=1, max_length=4_000))),
    "a beginning as long as the field": modal(label(field(value="x" * 10, max_length=10))),
    "no beginning in a field that must be filled": modal(label(field(value="", min_length=5))),
    "a field's placeholder of 100 characters": modal(label(field(placeholder="x" * 100))),
    "ten radio buttons": modal(label(choices(21, 10))),
    "checkboxes that may all be ticked": modal(label(choices(22, 3, min_values=3))),
    "ten uploads": modal(label({"type": 19, "custom_id": "file", "max_values": 10})),
}

BROKEN = {
    "a title of 46 characters": (modal(label(field()), title="x" * 46), "title"),
    "no title": (modal(label(field()), title=""), "title"),
    "a custom id of 101 characters": (modal(label(field()), custom_id="x" * 101), "custom id"),
    "six parts": (modal(*[label(field(custom_id=str(n))) for n in range(6)]), "6 parts"),
    "nothing": (modal(), "0 parts"),
    "a field outside a label": (modal(field()), "no bare fields"),
    "a label of 46 characters": (modal(label(field(), label="x" * 46)), "a label of 46"),
    "an empty label": (modal(label(field(), label="")), "a label of 0"),
    "a description of 101 characters": (
        modal(label(field(), description="x" * 101)),
        "description of 101",
    ),
    "a label without a field": (modal(label(None)), "a label without a field"),
    "a field of 4,001 characters": (modal(label(field(max_length=4_001))), "max_length 4001"),
    "a field of at least more than at most": (
        modal(label(field(min_length=9, max_length=8))),
        "min_length above max_length",
    ),
    "a field of less than nothing": (modal(label(field(min_length=-1))), "min_length -1"),
    "a beginning longer than the field": (
        modal(label(field(value="x" * 11, max_length=10))),
        "a beginning of 11",
    ),
    "a beginning shorter than the field": (
        modal(label(field(value="x", min_length=2))),
        "a beginning of 1",
    ),
    "a field's placeholder of 101 characters": (
        modal(label(field(placeholder="x" * 101))),
        "a placeholder of 101",
    ),
    "two fields of one custom id": (modal(label(field()), label(field())), "'body' stands 2"),
    "one radio button": (modal(label(choices(21, 1))), "1 options"),
    "eleven radio buttons": (modal(label(choices(21, 11))), "11 options"),
    "eleven checkboxes": (modal(label(choices(22, 11, max_values=10))), "11 options"),
    "more ticks asked for than there are": (
        modal(label(choices(22, 2, min_values=3))),
        "min_values above",
    ),
    "eleven uploads": (
        modal(label({"type": 19, "custom_id": "file", "max_values": 11})),
        "max_values 11",
    ),
}


@pytest.mark.parametrize("payload", KEPT.values(), ids=KEPT.keys())
def test_a_modal_may_have(payload):
    assert check_modal(payload) == []


@pytest.mark.parametrize(("payload", "problem"), BROKEN.values(), ids=BROKEN.keys())
def test_a_modal_may_not_have(payload, problem):
    found = check_modal(payload)
    assert len(found) == 1
    assert problem in found[0]
