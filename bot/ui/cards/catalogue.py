"""What editing the catalogue answers, and where its sources disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord

from bot.domain.dramas import CastMember, Link, Name
from bot.domain.editing import Page, digest, is_emptied, read
from bot.ui import custom_ids as ids
from bot.ui.forms.catalogue import PAGES
from bot.ui.layout import WARNING, Card, button, option, select
from bot.ui.safe import clip, escape, escape_line, plain
from bot.ui.terms import (
    MAX_SHOWN_TITLE,
    air_status_name,
    drama_line,
    field_name,
    genre_name,
    source_name,
    title_of,
    warning_name,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from bot.domain.claims import Claim
    from bot.domain.dramas import Drama, DramaFacts, DramaLine, Source
    from bot.domain.editing import Changes
    from bot.domain.suggestions import Suggestion
    from bot.i18n import Lang
    from bot.services.editing import Dispute, Edited
    from bot.ui.layout import CardView

CONFLICTS_SHOWN: Final = 4
"""Fields on a card, each with a row of buttons."""

_VALUE: Final = 220
_CLAIMS: Final = 5


def edited_card(edited: Edited, lang: Lang, *, page: Page | None = None) -> CardView:
    """Say what became of a drama, and lead on to the other pages of its form."""
    card = Card()
    title = escape_line(title_of(lang, edited.drama), MAX_SHOWN_TITLE)
    card.text(f"### {lang.say('{title} is changed', title=title)}")
    lines = []
    for name in shown_fields(edited.changes):
        if not is_emptied(edited.changes[name]):
            now = read(edited.drama.facts, name)
            lines.append(change_line(lang, name, read(edited.before, name), now))
            continue
        falls_to = read(edited.drama.facts, name)
        if is_emptied(falls_to):
            line = lang.say("{field}: empty now", field=f"**{field_name(lang, name)}**")
        else:
            line = lang.say(
                "{field}: what sources say counts again: {value}",
                field=f"**{field_name(lang, name)}**",
                value=show_value(lang, name, falls_to),
            )
        lines.append(line)
    for line in lines:
        card.text(line)
    card.text(
        f"-# {lang.say('What people set, no import overwrites. Empty a field to undo that.')}"
    )
    return card.row(*_pages(edited.drama.id, lang, but=page), _open(edited.drama, lang)).build()


def added_card(drama: Drama, lang: Lang) -> CardView:
    """Say that a drama was added, and lead on to the other pages of its form."""
    card = Card()
    title = escape_line(title_of(lang, drama), MAX_SHOWN_TITLE)
    card.text(f"### {lang.say('{title} is in the catalogue', title=title)}")
    card.text(lang.say("Add what else you know of it, or open its card."))
    return card.row(*_pages(drama.id, lang, but=Page.NAMES), _open(drama, lang)).build()


def namesakes_card(
    draft: Suggestion, lines: Sequence[DramaLine], lang: Lang, *, may_edit: bool
) -> CardView:
    """Ask whether a drama to be added is one that is there."""
    card = Card(accent=WARNING)
    title = escape_line(draft.facts.title, MAX_SHOWN_TITLE)
    card.text(f"### {lang.say('Is it one of these?')}")
    card.text(lang.say("The catalogue has a drama called {title} already.", title=f"**{title}**"))
    card.text("\n".join(f"- {escape_line(drama_line(lang, x), MAX_SHOWN_TITLE)}" for x in lines))
    card.row(
        select(ids.NAMESAKES_OPEN.make(), lang.say("Yes: open its card"), _choices(lines, lang))
    )
    label = lang.say("No: add it") if may_edit else lang.say("No: suggest it")
    card.row(
        button(
            label,
            ids.SUGGESTION_SEND.make(suggestion=draft.id),
            style=discord.ButtonStyle.primary,
        ),
        button(lang.say("Never mind"), ids.SUGGESTION_WITHDRAW.make(suggestion=draft.id)),
    )
    return card.build()


def note_card(text: str) -> CardView:
    """Say one thing."""
    return Card().text(text).build()


def disputes_card(
    disputes: Sequence[Dispute], after: int | None, shown_after: int, lang: Lang
) -> CardView:
    """List dramas that sources disagree about."""
    card = Card()
    card.text(f"### {lang.say('Where sources disagree')}")
    if not disputes:
        card.text(lang.say("Nowhere: there is nothing to settle."))
    for dispute in disputes:
        fields = [field_name(lang, conflict.field) for conflict in dispute.conflicts]
        title = escape_line(drama_line(lang, dispute.drama.line), MAX_SHOWN_TITLE)
        card.text(f"**{title}**\n-# {lang.listed(fields)}")
    if disputes:
        lines = [dispute.drama.line for dispute in disputes]
        opens = ids.CONFLICTS_OPEN.make(after=shown_after)
        card.row(select(opens, lang.say("Settle one"), _choices(lines, lang)))
    turns = []
    if shown_after:
        turns.append(button(lang.say("From the start"), ids.CONFLICTS_AFTER.make(after=0)))
    if after is not None:
        turns.append(button(lang.say("Next"), ids.CONFLICTS_AFTER.make(after=after)))
    return card.row(*turns).build()


def dispute_card(dispute: Dispute, at: int, lang: Lang, *, note: str = "") -> CardView:
    """Show what each source says of a drama where they disagree, to be settled."""
    card = Card()
    drama = dispute.drama
    title = escape_line(title_of(lang, drama), MAX_SHOWN_TITLE)
    card.text(f"### {lang.say('What sources say of {title}', title=title)}")
    card.text(note)
    if not dispute.conflicts:
        card.text(lang.say("They agree, or a person has settled it."))
    at = at if at < len(dispute.conflicts) else 0
    for conflict in dispute.conflicts[at : at + CONFLICTS_SHOWN]:
        told = conflict.claims[:_CLAIMS]
        lines = [_claim_line(lang, conflict.field, source, claim) for source, claim in told]
        card.text("\n".join((f"**{field_name(lang, conflict.field)}**", *lines)))
        card.row(*(_keep(drama, conflict.field, source, claim, lang) for source, claim in told))
    turns = []
    if at:
        earlier = max(at - CONFLICTS_SHOWN, 0)
        turns.append(button(lang.say("Previous"), ids.CONFLICT_AT.make(drama=drama.id, at=earlier)))
    if at + CONFLICTS_SHOWN < len(dispute.conflicts):
        later = at + CONFLICTS_SHOWN
        turns.append(button(lang.say("Next"), ids.CONFLICT_AT.make(drama=drama.id, at=later)))
    return card.row(*turns, _open(drama, lang)).build()


def shown_fields(changes: Collection[str]) -> list[str]:
    """Return the fields to speak of: a native title's language goes without saying."""
    return [name for name in changes if name != "language" or "native_title" not in changes]


def change_line(lang: Lang, name: str, old: Any, new: Any) -> str:  # noqa: ANN401 - any field's
    """Say how a field changes: what comes and goes of a list, else the old and the new."""
    field = f"**{field_name(lang, name)}**"
    if isinstance(old, tuple) and isinstance(new, tuple) and old and new:
        came = [value for value in new if value not in old]
        went = [value for value in old if value not in new]
        parts = []
        if came:
            parts.append(f"➕ {show_value(lang, name, tuple(came))}")
        if went:
            parts.append(f"➖ {show_value(lang, name, tuple(went))}")
        return f"{field}: " + (" ".join(parts) or lang.say("another order"))
    return f"{field}: {show_value(lang, name, old)} → {show_value(lang, name, new)}"


def show_value(lang: Lang, name: str, value: Any) -> str:  # noqa: ANN401 - any field's
    """Write a field's value on one line, safe to show."""
    if is_emptied(value):
        return f"*{lang.say('nothing')}*"
    if isinstance(value, tuple):
        shown = escape_line(", ".join(_part(lang, name, part) for part in value), _VALUE)
        return f"{shown} ({lang.number(len(value))})" if name == "cast" else shown
    return escape_line(_part(lang, name, value), _VALUE)


def _part(lang: Lang, name: str, value: Any) -> str:  # noqa: ANN401 - any field's
    match value:
        case CastMember():
            return f"{value.actor} – {value.role}" if value.role else value.actor
        case Name():
            return value.text
        case Link():
            return value.title
    match name:
        case "country":
            return lang.country(value)
        case "genres":
            return genre_name(lang, value)
        case "warnings":
            return warning_name(lang, value)
        case "status":
            return air_status_name(lang, value)
        case _:
            return str(value)


def _claim_line(lang: Lang, field: str, source: Source, claim: Claim) -> str:
    return lang.say(
        "{source}, {date}: {value}",
        source=source_name(lang, source),
        date=lang.day(claim.at),
        value=show_value(lang, field, claim.value),
    )


def _keep(
    drama: Drama, field: str, source: Source, claim: Claim, lang: Lang
) -> discord.ui.Button[Any]:
    return button(
        lang.say("Keep: {value}", value=clip(plain(_bare(lang, field, claim.value)), 40)),
        ids.CONFLICT_KEEP.make(
            drama=drama.id,
            field=field.replace("_", "-"),
            source=source.value,
            seen=digest(claim.value),
        ),
    )


def _bare(lang: Lang, field: str, value: Any) -> str:  # noqa: ANN401 - any field's
    parts = value if isinstance(value, tuple) else (value,)
    return ", ".join(_part(lang, field, part) for part in parts)


def _pages(drama_id: int, lang: Lang, *, but: Page | None) -> list[discord.ui.Button[Any]]:
    return [
        button(lang.render(PAGES[page]), ids.EDIT_PAGE.make(drama=drama_id, page=page.value))
        for page in Page
        if page is not but
    ]


def _open(drama: Drama, lang: Lang) -> discord.ui.Button[Any]:
    return button(lang.say("Drama card"), ids.DRAMA_CARD.make(drama=drama.id))


def _choices(lines: Iterable[DramaLine], lang: Lang) -> list[discord.SelectOption]:
    return [option(plain(drama_line(lang, line)), str(line.id)) for line in lines]


def facts_lines(lang: Lang, facts: DramaFacts, changes: Changes) -> list[str]:
    """Say what a drama to be added is."""
    return [
        f"**{field_name(lang, name)}**: {show_value(lang, name, read(facts, name))}"
        for name in shown_fields(changes)
        if not is_emptied(changes[name])
    ]


def suggestion_lines(suggestion: Suggestion, lang: Lang) -> list[str]:
    """Say what a suggestion would change, and where the drama changed meanwhile."""
    if suggestion.drama is None:
        return facts_lines(lang, suggestion.facts, suggestion.changes)
    lines = []
    for name in shown_fields(suggestion.changes):
        new = suggestion.changes[name]
        line = change_line(lang, name, suggestion.was[name], new)
        if is_emptied(new):
            line = lang.say(
                "{field}: {value} → what sources say",
                field=f"**{field_name(lang, name)}**",
                value=show_value(lang, name, suggestion.was[name]),
            )
        if name in suggestion.overtaken and not suggestion.is_decided:
            now = show_value(lang, name, read(suggestion.drama.facts, name))
            line += "\n⚠️ " + lang.say("Changed meanwhile; now: {value}", value=now)
        lines.append(line)
    return lines


def escaped_reason(reason: str) -> str:
    """Return a refusal's reason as a quotation."""
    return "\n".join(f"> {line}" for line in escape(reason).splitlines())
