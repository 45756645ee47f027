"""A review as one member reads it: safe parts at once, the others behind buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import discord

from bot.domain.dramas import show_episode
from bot.domain.markdown_parts import split
from bot.domain.spoilers import Spoils
from bot.ui import custom_ids as ids
from bot.ui.cards.review_parts import (
    MAX_CAPTIONS,
    add_pictures,
    author_name,
    byline,
    captions,
    headline,
    short_title,
    shown_body,
    title_line,
    turning_buttons,
)
from bot.ui.cards.section_boundaries import boundary_select
from bot.ui.layout import WARNING, Card, button, link
from bot.ui.limits import CARD_TEXT
from bot.ui.safe import escape_line, spoiler
from bot.ui.terms import spoils_line

if TYPE_CHECKING:
    from bot.domain.reviews import Section
    from bot.i18n import Lang
    from bot.services.review_views import Reading
    from bot.ui.layout import CardView

_HEADING: Final = 150
_PAGE_COMPONENTS: Final = 20  # of 40, for what a review says; the rest is heading and buttons
_SPARE: Final = 200  # characters for the page's number and what is between the parts


@dataclass(frozen=True, slots=True)
class _Block:
    """Something of a review that is not divided between pages.

    Attributes:
        index: Of the section it is of.
        opens: It is the button of a part that spoils, and else a text.
    """

    text: str
    section: Section
    index: int
    opens: bool = False
    pictures: bool = False

    @property
    def size(self) -> int:
        """Components."""
        return 3 if self.opens or self.pictures else 2

    @property
    def length(self) -> int:
        """Characters."""
        return len(self.text) + (len(captions(self.section)) if self.pictures else 0)


def read_card(
    reading: Reading,
    guild_id: int | None,
    lang: Lang,
    *,
    page: int = 0,
    overseen: bool = False,
    moderated: bool = False,
) -> CardView:
    """Show a page of a review.

    Args:
        reading: The review, and who reads it.
        guild_id: Where it is read.
        lang: The reader's language.
        page: From 0; one that is too far shows the last.
        overseen: The reader may see earlier versions, and delete it.
        moderated: The reader may say what its sections spoil in this server.
    """
    review = reading.review
    author = author_name(review, guild_id, lang, own=reading.own)
    line = headline(review.text, reading.scale, lang)
    top = title_line(reading.drama, lang) + (f"\n### {line}" if line else "")
    top += f"\n-# {byline(review, author, lang)}"
    pages = _pages(reading, CARD_TEXT - len(top) - MAX_CAPTIONS - _SPARE, lang)
    page = min(max(page, 0), len(pages) - 1)
    card = Card().text(top)
    for block in pages[page]:
        _add_block(card, block, reading, lang)
    if len(pages) > 1:
        card.text(f"-# {_page_line(page, len(pages), lang)}")
        card.row(
            *turning_buttons(ids.REVIEW_PAGE, "page", page, len(pages), lang, review=review.id)
        )
    if moderated:
        sections = dict.fromkeys(block.index for block in pages[page])
        choice = boundary_select(reading, sections, reading.changed, page, lang)
        card.row(*([choice] if choice else []))
    card.row(*_buttons(reading, lang, overseen=overseen))
    return card.build()


def opened_card(reading: Reading, index: int, lang: Lang, *, page: int = 0) -> CardView | None:
    """Show a part that spoils to somebody who may see it or said so; None where it is gone."""
    if index >= len(reading.review.text.sections):
        return None
    section = reading.review.text.sections[index]
    heading = f"### {_heading(section)}\n" if section.heading else ""
    what = f"**{short_title(reading.drama, lang)}** · {spoils_line(lang, section.boundary)}"
    top = f"{heading}-# {what}"
    body = shown_body(reading.review.text, section)
    parts = split(body, CARD_TEXT - len(top) - MAX_CAPTIONS - _SPARE) or [""]
    page = min(max(page, 0), len(parts) - 1)
    card = Card().text(top).text(parts[page])
    if page == len(parts) - 1:
        add_pictures(card, section, reading.uploads, lang)
    if len(parts) > 1:
        card.text(f"-# {_page_line(page, len(parts), lang)}")
        key = {"review": reading.review.id, "section": index}
        card.row(*turning_buttons(ids.REVIEW_SHOW, "page", page, len(parts), lang, **key))
    return card.build()


def ask_spoiler_card(reading: Reading, index: int, lang: Lang) -> CardView | None:
    """Ask before a part opens that spoils more than the reader has seen; None where it is gone."""
    if index >= len(reading.review.text.sections):
        return None
    boundary = reading.review.text.sections[index].boundary
    title = short_title(reading.drama, lang)
    card = Card(accent=WARNING)
    seen = reading.progress.episode
    if seen is None:
        card.text(lang.say("I don’t know how far you are with {title}.", title=title))
    else:
        card.text(
            lang.say(
                "You are on episode {episode} of {title}.", episode=show_episode(seen), title=title
            )
        )
    if boundary.episode is None:
        card.text(lang.say("This part spoils the **whole drama**."))
    else:
        episode = show_episode(boundary.episode)
        card.text(lang.say("This part spoils **through episode {episode}**.", episode=episode))
    review = reading.review
    card.row(
        button(
            lang.say("Show me anyway"),
            ids.REVIEW_SHOW.make(review=review.id, section=index, page=0),
            style=discord.ButtonStyle.danger,
        ),
        button(lang.say("Not now"), ids.REVIEW_HIDE.make(review=review.id)),
        button(lang.say("Watchlist"), ids.DRAMA_WATCHLIST.make(drama=review.drama_id), emoji="🔖"),
    )
    return card.build()


def _pages(reading: Reading, room: int, lang: Lang) -> list[list[_Block]]:
    pages: list[list[_Block]] = [[]]
    text = size = 0
    for block in _blocks(reading, room, lang):
        is_full = text + block.length > room or size + block.size > _PAGE_COMPONENTS
        if pages[-1] and is_full:
            pages.append([])
            text = size = 0
        pages[-1].append(block)
        text += block.length
        size += block.size
    return pages


def _blocks(reading: Reading, room: int, lang: Lang) -> list[_Block]:
    blocks = []
    for index, section in enumerate(reading.review.text.sections):
        heading = _heading(section)
        if section.boundary.spoils is not Spoils.NOTHING:
            shown = spoiler(heading) or f"**{lang.say('Spoiler part')}**"
            told = f"{shown}\n-# {spoils_line(lang, section.boundary)}"
            blocks.append(_Block(told, section, index, opens=True))
            continue
        lead = f"### {heading}\n" if heading else ""
        parts = split(shown_body(reading.review.text, section), room - len(lead))
        texts = [lead + parts[0], *parts[1:]] if parts else [lead.strip()]
        for i, part in enumerate(texts):
            is_last = i == len(texts) - 1
            if part or (is_last and section.pictures):
                blocks.append(_Block(part, section, index, pictures=is_last))
    return blocks


def _add_block(card: Card, block: _Block, reading: Reading, lang: Lang) -> None:
    if not block.opens:
        card.text(block.text)
        if block.pictures:
            add_pictures(card, block.section, reading.uploads, lang)
        return
    opens = ids.REVIEW_SPOILER.make(review=reading.review.id, section=block.index)
    card.section(block.text, accessory=button(lang.say("Open"), opens, emoji="🙈"))


def _heading(section: Section) -> str:
    return escape_line(section.heading, _HEADING)


def _page_line(page: int, pages: int, lang: Lang) -> str:
    return lang.say("Page {page} of {pages}", page=page + 1, pages=pages)


def _buttons(
    reading: Reading, lang: Lang, *, overseen: bool
) -> list[discord.ui.Button[discord.ui.LayoutView]]:
    review = reading.review
    buttons = [
        button(lang.say("Drama card"), ids.DRAMA_CARD.make(drama=review.drama_id), emoji="🎬"),
        button(lang.say("Rate"), ids.DRAMA_RATE.make(drama=review.drama_id), emoji="⭐"),
    ]
    if not reading.own:
        follow = ids.FOLLOW_AUTHOR.make(review=review.id)
        buttons.append(button(lang.say("Follow this reviewer"), follow, emoji="🔔"))
    if reading.own:
        edit = ids.REVIEW_EDIT.make(review=review.id, message=0)
        buttons.append(button(lang.say("Edit"), edit, emoji="✏️"))
    if overseen:
        delete = ids.REVIEW_DELETE.make(review=review.id)
        buttons.append(button(lang.say("Delete"), delete, emoji="🗑️"))
        if review.version > 1:
            earlier = ids.REVIEW_VERSIONS.make(review=review.id, version=review.version - 1)
            buttons.append(button(lang.say("Earlier versions"), earlier, emoji="🕘"))
    if review.source_url:
        buttons.append(link(lang.say("Original post"), review.source_url))
    return buttons
