"""Texts that are written here and translated where they are shown.

A layer that does not know who is reading (a service, a parser) returns or raises a
``Text``; ``bot.i18n.Lang.render`` turns it into words in the reader's language. Babel
extracts the literals given to ``t`` and ``tn``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Markup(str):
    """A parameter that is markup of ours, such as a channel's mention: shown as it is."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A message id with its named parameters, and a plural form where it has a count."""

    message: str
    params: Mapping[str, str | int | float | Text] = field(default_factory=dict)
    plural: str | None = None
    count: int | None = None

    def __str__(self) -> str:
        """Return the English words, for logs and the command line."""
        chosen = self.message
        if self.plural is not None and self.count != 1:
            chosen = self.plural
        values: dict[str, object] = {k: str(v) for k, v in self.params.items()}
        if self.count is not None:
            values["count"] = self.count
        return chosen.format(**values)


def t(message: str, /, **params: str | int | float | Text) -> Text:
    """Write a text to be translated later; ``{name}`` stands for the parameter ``name``."""
    return Text(message, params)


def tn(one: str, many: str, count: int, /, **params: str | int | float | Text) -> Text:
    """Write a text whose form depends on ``count``, which is also the parameter ``{count}``."""
    return Text(one, params, many, count)
