"""Buttons and selects that outlive the process: a custom id's form, and what answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import structlog
from discord import ui

from bot.ui import failures

if TYPE_CHECKING:
    import re
    from collections.abc import Awaitable, Callable

    import discord

    from bot.ui.custom_ids import CustomId

    Handler = Callable[..., Awaitable[None]]
    Check = Callable[[discord.Interaction[Any]], bool]

log = structlog.get_logger(__name__)


def dynamic_item(
    custom_id: CustomId, handler: Handler, *, unwelcome: Check
) -> type[ui.DynamicItem[Any]]:
    """Make the item class that discord.py wakes for every custom id of a form.

    ``handler`` is called with the interaction, the form's fields as keyword arguments
    (strings), and for a select ``values`` as a list of strings. An interaction that
    is ``unwelcome`` is dropped.
    """

    class Answered(ui.DynamicItem[ui.Item[Any]], template=custom_id.pattern):
        def __init__(self, item: ui.Item[Any], fields: dict[str, str]) -> None:
            super().__init__(item)
            self.fields = fields

        @classmethod
        async def from_custom_id(
            cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
        ) -> Self:
            """Read the state back from what Discord sent."""
            return cls(item, match.groupdict())

        async def callback(self, interaction: discord.Interaction[Any]) -> None:
            """Hand over to the handler; what goes wrong is told in one place."""
            if unwelcome(interaction):
                return
            arguments: dict[str, Any] = dict(self.fields)
            data: Any = interaction.data or {}
            if "values" in data:
                arguments["values"] = list(data["values"])
            try:
                await handler(interaction, **arguments)
            except Exception as error:  # noqa: BLE001 - the one place that reports them
                await failures.report(interaction, error)

    Answered.__name__ = Answered.__qualname__ = f"Answered[{custom_id.form}]"
    return Answered
