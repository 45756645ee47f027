"""Texts that are translated when they are shown, as JSON columns keep them."""

from __future__ import annotations

from typing import Any

from bot.domain.texts import Text


def stored_text(text: Text) -> dict[str, Any]:
    """Return a text as a JSON column keeps it."""
    stored: dict[str, Any] = {
        "message": text.message,
        "params": {
            name: stored_text(value) if isinstance(value, Text) else value
            for name, value in text.params.items()
        },
    }
    if text.plural is not None:
        stored |= {"plural": text.plural, "count": text.count}
    return stored


def text_of(stored: dict[str, Any]) -> Text:
    """Return the text that ``stored_text`` made this of."""
    params = {
        name: text_of(value) if isinstance(value, dict) else value
        for name, value in stored["params"].items()
    }
    return Text(stored["message"], params, stored.get("plural"), stored.get("count"))
