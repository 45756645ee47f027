"""Somebody who acts: what they are in, how it is rated, and who here has seen it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.domain.details import Origin
from bot.domain.dramas import language_of
from bot.domain.follows import Kind
from bot.domain.people import PersonOrder
from bot.domain.texts import t
from bot.ui import custom_ids as ids
from bot.ui.cards.credits import facts_line, is_address
from bot.ui.layout import Card, button, option, select
from bot.ui.safe import clip, escape_line, plain
from bot.ui.terms import (
    MAX_SHOWN_TITLE,
    STATUS_EMOJI,
    drama_line,
    show_tally,
    status_name,
    titles_of,
)

if TYPE_CHECKING:
    from bot.domain.people import Person, PersonLine
    from bot.domain.texts import Text
    from bot.i18n import Lang
    from bot.services.people import PartLine, PersonPage
    from bot.ui.layout import CardView

# Eight lines at their longest still fit into one card, so that none is cut in its middle.
_TITLE: Final = 80
_OTHER: Final = 40
_ROLE: Final = 60
_VIEWERS_SHOWN: Final = 10
_KNOWN_FOR: Final = 40

_ORDERS: Final[dict[PersonOrder, Text]] = {
    PersonOrder.NEWEST: t("Newest first"),
    PersonOrder.KNOWN: t("Best known first"),
}


def person_card(page: PersonPage, lang: Lang, *, private: bool = False) -> CardView:
    """Show somebody's card.

    Args:
        page: What to show.
        lang: The reader's language.
        private: Only the member sees it, so it may say what is on their own list.
    """
    card = Card()
    card.section(_heading(page, lang), accessory=_photo(page.person, lang))
    if page.lines:
        card.line(visible=False)
        card.text("\n".join(_line(line, page, lang, private=private) for line in page.lines))
        card.text(_footer(page, lang))
    else:
        card.text(lang.say("Nothing in the catalogue names them any more."))
    if page.viewers is not None and page.lines:
        card.line().text(_viewers(page, lang))
    card.text(facts_line([Origin(source) for source in page.sources], lang))
    _add_ways(card, page, lang)
    return card.build()


def person_line(lang: Lang, person: PersonLine) -> str:
    """Tell somebody apart in one plain line: both names, and a drama they are known for."""
    main, other = _names(lang, person.name, person.native_name)
    beside = f" · {other}" if other else ""
    if person.known_for is None:
        return f"{main}{beside}"
    drama = clip(plain(titles_of(lang, person.known_for)[0]), _KNOWN_FOR)
    year = f", {person.known_for.year}" if person.known_for.year else ""
    return f"{main}{beside} ({drama}{year})"


def _names(lang: Lang, name: str, native: str | None) -> tuple[str, str | None]:
    """Return somebody's name in the reader's script and their other one."""
    if not native or native == name:
        return name, None
    return (native, name) if language_of(native) == lang.code else (name, native)


def _heading(page: PersonPage, lang: Lang) -> str:
    main, other = _names(lang, page.person.name, page.person.native_name)
    told = [f"**{escape_line(other, MAX_SHOWN_TITLE)}**"] if other else []
    if page.total:
        told.append(lang.plural("In {count} drama", "In {count} dramas", page.total))
    return f"## {escape_line(main, MAX_SHOWN_TITLE)}\n{' · '.join(told)}".strip()


def _photo(person: Person, lang: Lang) -> discord.ui.Thumbnail[discord.ui.LayoutView] | None:
    if person.photo_url is None or not is_address(person.photo_url):
        return None
    name = clip(plain(_names(lang, person.name, person.native_name)[0]), MAX_SHOWN_TITLE)
    described = lang.say("Photo of {name}", name=name)
    return discord.ui.Thumbnail(person.photo_url, description=described)


def _line(line: PartLine, page: PersonPage, lang: Lang, *, private: bool) -> str:
    drama = line.drama
    main, other = titles_of(lang, drama)
    title = f"**{escape_line(main, _TITLE)}**"
    if other:
        title = lang.say("{name} {other}", name=title, other=escape_line(other, _OTHER))
    told = [title]
    if drama.year:
        told.append(str(drama.year))
    if drama.country:
        told.append(lang.country(drama.country))
    second = []
    if line.roles:
        role = escape_line(" / ".join(line.roles), _ROLE)
        second.append(lang.say("as {role}", role=role))
    if line.tally is not None and line.tally.count:
        second.append(f"⭐ {show_tally(lang, line.tally, page.scale)}")
    if private and line.status is not None:
        second.append(f"{STATUS_EMOJI[line.status]} {status_name(lang, line.status)}")
    beneath = f"\n-# {' · '.join(second)}" if second else ""
    return f"{' · '.join(told)}{beneath}"


def _footer(page: PersonPage, lang: Lang) -> str:
    told = []
    if page.pages > 1:
        told.append(lang.say("Page {page} of {pages}", page=page.page + 1, pages=page.pages))
        told.append(lang.render(_ORDERS[page.order]))
    if any(line.tally is not None and line.tally.count for line in page.lines):
        told.append(
            lang.say("⭐ this server’s scores")
            if page.in_server
            else lang.say("⭐ everyone’s scores")
        )
    return f"-# {' · '.join(told)}" if told else ""


def _viewers(page: PersonPage, lang: Lang) -> str:
    heading = f"👀 **{lang.say('Who here has seen them')}**"
    viewers = page.viewers or ()
    if not viewers:
        nobody = lang.say("Nobody yet, by the lists that members here let others see.")
        return f"{heading}\n-# {nobody}"
    told = [
        lang.plural(
            "{member} {count} drama",
            "{member} {count} dramas",
            viewer.dramas,
            member=f"<@{viewer.user_id}>",
        )
        for viewer in viewers[:_VIEWERS_SHOWN]
    ]
    more = page.viewers_total - len(told)
    if more > 0:
        told.append(lang.plural("{count} more", "{count} more", more))
    return f"{heading}\n{' · '.join(told)}"


def _add_ways(card: Card, page: PersonPage, lang: Lang) -> None:
    person = page.person.id
    if page.lines:
        opens = [
            option(plain(drama_line(lang, line.drama)), str(line.drama.id)) for line in page.lines
        ]
        open_id = ids.PERSON_DRAMA.make(person=person, page=page.page)
        card.row(select(open_id, lang.say("Open a card"), opens))
    follow = ids.FOLLOW_START.make(kind=Kind.ACTOR.value, id=person)
    buttons = [button(lang.say("Follow"), follow, emoji="🔔")]
    if page.pages > 1:
        other = PersonOrder.KNOWN if page.order is PersonOrder.NEWEST else PersonOrder.NEWEST
        reorder = ids.PERSON_PAGE.make(person=person, order=other.value, page=0)
        buttons = [
            _turn(page, lang.say("Previous"), page.page - 1, "◀️"),
            _turn(page, lang.say("Next"), page.page + 1, "▶️"),
            button(lang.render(_ORDERS[other]), reorder, emoji="🔀"),
            *buttons,
        ]
    card.row(*buttons)


def _turn(
    page: PersonPage, label: str, to: int, emoji: str
) -> discord.ui.Button[discord.ui.LayoutView]:
    custom_id = ids.PERSON_PAGE.make(person=page.person.id, order=page.order.value, page=to)
    return button(label, custom_id, emoji=emoji, disabled=not 0 <= to < page.pages)
