"""The form every modal is made from: a failed save gives back what was typed.

A form lives in the process that opened it. One that is sent after a restart, or after
hours, finds nobody waiting; ``is_orphan`` tells, and ``typed_in`` reads what Discord sent,
so that it can be given back as well.
"""

from __future__ import annotations

import io
import itertools
import secrets
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final

import discord
from discord import ui

from bot.domain.errors import NotFoundError
from bot.domain.texts import t
from bot.ui import custom_ids as ids
from bot.ui import failures
from bot.ui.layout import WARNING, Card, button
from bot.ui.limits import LABEL, LABEL_DESCRIPTION, MODAL_TITLE
from bot.ui.replies import lang_of, send_card
from bot.ui.safe import clip, escape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.i18n import Lang
    from bot.ui.layout import CardView

_PROCESS: Final = secrets.token_hex(4)
_numbers = itertools.count(1)
_opened: Final[OrderedDict[str, None]] = OrderedDict()
_KEPT_DRAFTS: Final = 200
_KEPT_OPEN: Final = 20_000
_SHOWN: Final = 900  # characters of a text shown in the card; the attached file has it whole


class Form(ui.Modal):
    """A modal whose text outlives a failed save.

    A subclass adds its fields with ``ask`` in ``__init__``, and implements ``save`` and
    ``reopened``.
    """

    def __init__(self, title: str, lang: Lang) -> None:
        super().__init__(
            title=clip(title, MODAL_TITLE),
            custom_id=f"form:{_PROCESS}:{next(_numbers)}",
            timeout=3 * 60 * 60,
        )
        _opened[self.custom_id] = None
        while len(_opened) > _KEPT_OPEN:
            _opened.popitem(last=False)
        self.lang = lang
        self._asked: list[ui.Label[Any]] = []

    def ask(self, label: str, field: ui.Item[Any], *, description: str | None = None) -> None:
        """Add a field under a label."""
        asked: ui.Label[Any] = ui.Label(
            text=clip(label, LABEL),
            component=field,
            description=clip(description, LABEL_DESCRIPTION) if description else None,
        )
        self._asked.append(asked)
        self.add_item(asked)

    async def save(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the form is for and answer; whatever it raises is told to the member."""
        raise NotImplementedError

    def reopened(self) -> Form:
        """Return a fresh form of the same kind, filled in with what was typed here."""
        raise NotImplementedError

    def typed(self) -> dict[str, str]:
        """Return the texts that were typed, by label; empty ones left out."""
        return {
            label.text: field.value
            for label in self._asked
            if isinstance(field := label.component, ui.TextInput) and field.value
        }

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Save; on failure say why and give the text back."""
        try:
            await self.save(interaction)
        except Exception as error:  # noqa: BLE001 - told to the member, logged in failures
            await self._give_back(interaction, error)

    async def on_error(  # type: ignore[override]  # discord.py narrows it for modals
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        """Report like a command would."""
        await failures.report(interaction, error)

    async def on_timeout(self) -> None:
        """From now on the text of this form, should it come, is given back as an orphan's."""
        _opened.pop(self.custom_id, None)

    async def _give_back(self, interaction: discord.Interaction[Any], error: Exception) -> None:
        typed = self.typed()
        if not typed or failures.is_gone(error):
            await failures.report(interaction, error)
            return
        reason = failures.told(getattr(error, "original", error), self.lang)
        token = _drafts.keep(self)
        await answer_privately(interaction, given_back_card(self.lang, reason, typed, reopen=token))


async def answer_privately(interaction: discord.Interaction[Any], card: CardView) -> None:
    """Answer so that nobody else sees it; it takes the place of a private "thinking…"."""
    if interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
        await interaction.edit_original_response(view=card, attachments=card.files)
    else:
        await send_card(interaction, card, private=True)


class _Drafts:
    """Forms whose save failed, so that a button can open them again, filled in."""

    def __init__(self) -> None:
        self._forms: OrderedDict[str, Form] = OrderedDict()

    def keep(self, form: Form) -> str:
        token = secrets.token_hex(6)
        self._forms[token] = form
        while len(self._forms) > _KEPT_DRAFTS:
            self._forms.popitem(last=False)
        return token

    def find(self, token: str) -> Form | None:
        return self._forms.get(token)


_drafts = _Drafts()


async def reopen_draft(interaction: discord.Interaction[Any], token: str) -> None:
    """Open a form whose save failed once more, filled in.

    Raises:
        NotFoundError: It was forgotten, in a restart for instance.
    """
    form = _drafts.find(token)
    if form is None:
        raise NotFoundError(
            t("I no longer have that form. Open a new one and paste your text from the file.")
        )
    await interaction.response.send_modal(form.reopened())


def given_back_card(
    lang: Lang, reason: str, typed: Mapping[str, str], *, reopen: str | None = None
) -> CardView:
    """Say why a form was not saved, and give back every text that was typed into it."""
    card = Card(accent=WARNING)
    card.text(f"### {lang.say('Not saved yet')}\n{reason}")
    for label, text in typed.items():
        card.text(f"**{escape(label)}**\n{escape(clip(text, _SHOWN))}")
    whole = "\n\n".join(f"{label}\n{text}" for label, text in typed.items())
    card.attach(discord.File(io.BytesIO(whole.encode(errors="replace")), filename="your-text.txt"))
    card.file("your-text.txt")
    if reopen is not None:
        again = button(
            lang.say("Edit and try again"),
            ids.DRAFT_REOPEN.make(token=reopen),
            style=discord.ButtonStyle.primary,
        )
        card.row(again)
    return card.build()


def is_orphan(custom_id: str) -> bool:
    """Tell whether nobody waits for a sent modal: its process is gone, or its time was up."""
    return custom_id.startswith("form:") and custom_id not in _opened


def typed_in(components: list[Any]) -> dict[str, str]:
    """Read the texts of a sent modal from the raw interaction, numbered: labels are not sent."""
    texts: list[str] = []
    for component in components:
        inner = component.get("component") or component
        values = [field.get("value") for field in inner.get("components", [inner])]
        texts += [value for value in values if isinstance(value, str) and value.strip()]
    return {str(number): text for number, text in enumerate(texts, 1)}


async def answer_orphan(interaction: discord.Interaction[Any]) -> None:
    """Give back what was typed into a form that a restart has orphaned."""
    lang = lang_of(interaction)
    data: Any = interaction.data or {}
    reason = lang.say("I was restarted while you were writing. Copy your text and try again.")
    typed = typed_in(data.get("components", []))
    await send_card(interaction, given_back_card(lang, reason, typed), private=True)
