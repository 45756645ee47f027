"""A title that means no drama for sure: near ones, a search outside, and suggesting it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord

from bot.domain.dramas import DramaLine, language_of
from bot.domain.fact_inputs import line_of
from bot.ui import custom_ids as ids
from bot.ui.layout import WARNING, Card, button, option, select
from bot.ui.limits import CUSTOM_ID
from bot.ui.packing import pack, pack_start
from bot.ui.safe import escape_line, plain
from bot.ui.terms import MAX_SHOWN_TITLE, air_status_name, drama_line, title_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.dramas import Drama
    from bot.domain.shows import Show
    from bot.i18n import Lang
    from bot.services.shows import FoundShow
    from bot.ui.layout import CardView

HERE: Final = "here"
MINE: Final = "mine"

_TYPED: Final = 100
_ROOM: Final = CUSTOM_ID - len("search:suggest:form:")


def unclear_card(
    typed: str, near: Sequence[DramaLine], scope: str, lang: Lang, *, searchable: bool
) -> CardView:
    """Ask which drama was meant.

    Args:
        typed: What was typed.
        near: Dramas that may be meant, the likeliest first.
        scope: Who sees the card in the end, ``HERE`` or ``MINE``.
        lang: The reader's language.
        searchable: There is somebody outside to ask.
    """
    card = Card()
    shown = escape_line(typed, _TYPED)
    if near:
        card.text(f"### {lang.say('Which drama is “{typed}”?', typed=shown)}")
        options = [option(plain(drama_line(lang, line)), str(line.id)) for line in near]
        opens = ids.SEARCH_OPEN.make(scope=scope)
        card.row(select(opens, lang.say("Did you mean one of these?"), options))
    else:
        card.text(f"### {lang.say('I don’t know “{typed}”', typed=shown)}")
        card.text(lang.say("No title in the catalogue comes near it."))
    if searchable:
        card.text("-# " + lang.say("TVmaze may know it, and I can add it from there."))
    buttons = [_search(typed, scope, lang)] if searchable else []
    return card.row(*buttons, _suggest(typed, lang)).build()


def results_card(typed: str, found: Sequence[FoundShow], scope: str, lang: Lang) -> CardView:
    """Show what was found outside, to be added."""
    card = Card()
    shown = escape_line(typed, _TYPED)
    if not found:
        card.text(f"### {lang.say('TVmaze has nothing called “{typed}”', typed=shown)}")
        card.text(lang.say("Try another title, or suggest the drama in your own words."))
        return card.row(_ask(typed, scope, lang), _suggest(typed, lang)).build()
    card.text(f"### {lang.say('“{typed}” on TVmaze', typed=shown)}")
    options = []
    # A register that lists a show twice must not cost us the whole card.
    for each in {(show.show.source, show.show.id): show for show in found}.values():
        facts = each.show.facts
        line = plain(_show_line(each.show, lang))
        told = [plain(", ".join(facts.networks))] if facts.networks else []
        told += [air_status_name(lang, facts.status)] if facts.status else []
        told += [lang.say("in the catalogue")] if each.drama_id is not None else []
        value = f"{each.show.source.value}.{each.show.id}"
        options.append(option(line, value, description=" · ".join(told)))
        card.text(f"{escape_line(line, MAX_SHOWN_TITLE)}\n-# {escape_line(' · '.join(told))}")
    opens = ids.SEARCH_ADD.make(scope=scope)
    card.row(select(opens, lang.say("Pick the one you mean"), options))
    card.text("-# " + lang.say("Facts by TVmaze, CC BY-SA 4.0."), optional=True)
    return card.row(_ask(typed, scope, lang), _suggest(typed, lang)).build()


def unavailable_card(why: str, lang: Lang, *, typed: str = "", scope: str = HERE) -> CardView:
    """Say why nothing was found, and what else can be done.

    Args:
        why: What happened.
        lang: The reader's language.
        typed: What was searched for; "" where a result was to be added.
        scope: Who sees the card in the end.
    """
    card = Card(accent=WARNING).text(why)
    again = [_search(typed, scope, lang, again=True)] if typed else []
    return card.row(*again, _suggest(typed, lang)).build()


def taken_card(drama: Drama, lang: Lang) -> CardView:
    """Say that a drama is in the catalogue now; its card follows."""
    title = escape_line(title_of(lang, drama), MAX_SHOWN_TITLE)
    return Card().text(lang.say("{title} is in the catalogue.", title=f"**{title}**")).build()


def _search(typed: str, scope: str, lang: Lang, *, again: bool = False) -> discord.ui.Button[Any]:
    """Search at once where the text fits into the button, else ask for it once more."""
    label = lang.say("Try again") if again else lang.say("Search TVmaze")
    packed = pack(line_of(typed), _ROOM)
    if packed is None:
        custom_id = ids.SEARCH_ASK.make(scope=scope, typed=pack_start(line_of(typed), _ROOM))
    else:
        custom_id = ids.SEARCH_TVMAZE.make(scope=scope, typed=packed)
    return button(label, custom_id, style=discord.ButtonStyle.primary, emoji="🔎")


def _ask(typed: str, scope: str, lang: Lang) -> discord.ui.Button[Any]:
    packed = pack_start(line_of(typed), _ROOM)
    return button(lang.say("Another title"), ids.SEARCH_ASK.make(scope=scope, typed=packed))


def _suggest(typed: str, lang: Lang) -> discord.ui.Button[Any]:
    packed = pack_start(line_of(typed), _ROOM)
    return button(lang.say("Suggest it"), ids.SEARCH_SUGGEST.make(typed=packed), emoji="✍️")


def _show_line(show: Show, lang: Lang) -> str:
    facts = show.facts
    native = facts.native_title
    language = facts.language or language_of(native)
    return drama_line(lang, DramaLine(0, facts.title, native, language, facts.year, facts.country))
