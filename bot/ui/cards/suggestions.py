"""Suggestions, for those who made them and those who decide on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.domain.editing import Page
from bot.domain.suggestions import APPROVED, PENDING, REFUSED
from bot.domain.texts import Text, t
from bot.ui import custom_ids as ids
from bot.ui.cards.catalogue import escaped_reason, suggestion_lines
from bot.ui.forms.catalogue import PAGES
from bot.ui.layout import WARNING, Card, button
from bot.ui.safe import escape_line
from bot.ui.terms import MAX_SHOWN_TITLE, drama_line, title_of

if TYPE_CHECKING:
    from bot.domain.suggestions import Suggestion, Tray
    from bot.i18n import Lang
    from bot.ui.layout import CardView

_STATES: Final[dict[str, Text]] = {
    PENDING: t("Waiting to be decided on"),
    APPROVED: t("Approved"),
    REFUSED: t("Refused"),
}


def suggested_card(
    suggestion: Suggestion, lang: Lang, *, page: Page | None = None, private: bool = False
) -> CardView:
    """Tell a member what became of their edit: it waits for somebody with the right.

    Args:
        suggestion: What they suggested.
        lang: Their language.
        page: The form's page they have just sent.
        private: It was made where only the bot's owner decides.
    """
    card = Card()
    card.text(f"### {lang.say('Thank you: your suggestion waits to be decided on')}")
    card.text(f"**{_title(suggestion, lang)}**")
    for line in suggestion_lines(suggestion, lang):
        card.text(line)
    who = (
        lang.say("My owner decides on it. You hear of it if I may write to you.")
        if private
        else lang.say(
            "My owner, or moderators here if my owner trusts them, decide on it. "
            "You hear of it if I may write to you."
        )
    )
    card.text(f"-# {who}")
    return card.row(
        *(
            button(
                lang.render(PAGES[each]),
                ids.SUGGESTION_PAGE.make(suggestion=suggestion.id, page=each.value),
            )
            for each in Page
            if each is not page
        ),
        button(lang.say("Take it back"), ids.SUGGESTION_WITHDRAW.make(suggestion=suggestion.id)),
    ).build()


def tray_card(tray: Tray, lang: Lang, *, note: str = "") -> CardView:
    """Show one suggestion of several, with what would change."""
    found, scope = tray.suggestion, "mine" if tray.mine else "all"
    card = Card(accent=WARNING) if found and (found.overtaken or found.namesakes) else Card()
    card.text(note)
    if found is None:
        nothing = (
            lang.say("You have not suggested anything yet: /catalogue add and /catalogue edit do.")
            if tray.mine
            else lang.say("Nothing waits to be decided on.")
        )
        return card.text(nothing).build()
    number = lang.say(
        "Suggestion {number} of {total}",
        number=lang.number(tray.at + 1),
        total=lang.number(tray.total),
    )
    card.text(f"### {_title(found, lang)}\n-# {number}")
    if tray.mine:
        card.text(lang.render(_STATES[found.state]))
        card.text(escaped_reason(found.reason))
    else:
        card.text(
            lang.say("By {member}, {date}", member=f"<@{found.user_id}>", date=_day(found, lang))
        )
    if found.namesakes and not found.is_decided:
        names = [escape_line(drama_line(lang, x), MAX_SHOWN_TITLE) for x in found.namesakes]
        card.text(
            "⚠️ "
            + lang.say("The catalogue may have it already: {dramas}", dramas=lang.listed(names))
        )
    for line in suggestion_lines(found, lang):
        card.text(line)
    if tray.mine and not found.is_decided:
        card.row(
            button(lang.say("Take it back"), ids.SUGGESTION_WITHDRAW.make(suggestion=found.id))
        )
    elif not tray.mine:
        card.row(
            button(
                lang.say("Approve"),
                ids.SUGGESTION_APPROVE.make(suggestion=found.id, seen=found.seen, at=tray.at),
                style=discord.ButtonStyle.success,
            ),
            button(
                lang.say("Refuse"),
                ids.SUGGESTION_REFUSE.make(suggestion=found.id, seen=found.seen, at=tray.at),
                style=discord.ButtonStyle.danger,
            ),
            *(
                [button(lang.say("Drama card"), ids.DRAMA_CARD.make(drama=found.drama.id))]
                if found.drama
                else []
            ),
        )
    turns = []
    if tray.at:
        turns.append(
            button(lang.say("Previous"), ids.SUGGESTIONS_AT.make(scope=scope, at=tray.at - 1))
        )
    if tray.at + 1 < tray.total:
        turns.append(button(lang.say("Next"), ids.SUGGESTIONS_AT.make(scope=scope, at=tray.at + 1)))
    return card.row(*turns).build()


def decided_card(suggestion: Suggestion, drama_id: int | None, lang: Lang) -> CardView:
    """Tell who made a suggestion what was decided, in a direct message."""
    card = Card()
    title = f"**{_title(suggestion, lang)}**"
    if drama_id is not None:
        card.text(lang.say("Your suggestion for {title} was approved. Thank you!", title=title))
        opens = ids.DRAMA_CARD.make(drama=drama_id)
        return card.row(button(lang.say("Drama card"), opens)).build()
    card.text(lang.say("Your suggestion for {title} was not taken over.", title=title))
    return card.text(escaped_reason(suggestion.reason)).build()


def _title(suggestion: Suggestion, lang: Lang) -> str:
    if suggestion.drama is not None:
        return escape_line(title_of(lang, suggestion.drama), MAX_SHOWN_TITLE)
    title = escape_line(suggestion.facts.title, MAX_SHOWN_TITLE)
    return lang.say("New drama: {title}", title=title)


def _day(suggestion: Suggestion, lang: Lang) -> str:
    return lang.day(suggestion.suggested_at)
