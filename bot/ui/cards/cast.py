"""The cast among a drama's details: photos, names, roles, and the way to each person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.ui import custom_ids as ids
from bot.ui.cards.credits import is_address
from bot.ui.layout import button
from bot.ui.safe import clip, escape_line, plain
from bot.ui.terms import names_of

if TYPE_CHECKING:
    from bot.domain.details import Cast, Player
    from bot.domain.dramas import Drama
    from bot.i18n import Lang
    from bot.ui.layout import Card

_NAME: Final = 80  # characters; five of them, both ways and with roles, fit into a card
_ROLE: Final = 100
_LABEL: Final = 40


def add_cast(card: Card, drama: Drama, cast: Cast, lang: Lang) -> None:
    """Add a page of the cast to a card."""
    if not cast.players:
        card.text(lang.say("Nobody of the cast is known yet."))
        return
    for player in cast.players:
        card.section(_told(drama, player, lang), accessory=_photo(drama, player, lang))
    card.row(*(_opener(drama, player, lang) for player in cast.players))


def _told(drama: Drama, player: Player, lang: Lang) -> str:
    main, other = names_of(lang, drama.facts, player.member)
    name = f"**{escape_line(main, _NAME)}**"
    if other:
        beside = escape_line(other, _NAME)
        name = lang.say("{name} {other}", name=name, other=beside)
    role = escape_line(player.member.role, _ROLE)
    return f"{name}\n{lang.say('as {role}', role=role)}" if role else name


def _photo(
    drama: Drama, player: Player, lang: Lang
) -> discord.ui.Thumbnail[discord.ui.LayoutView] | None:
    url = player.member.photo_url
    if url is None or not is_address(url):
        return None
    name = clip(plain(names_of(lang, drama.facts, player.member)[0]), _NAME)
    return discord.ui.Thumbnail(url, description=lang.say("Photo of {name}", name=name))


def _opener(drama: Drama, player: Player, lang: Lang) -> discord.ui.Button[discord.ui.LayoutView]:
    name = plain(names_of(lang, drama.facts, player.member)[0])
    person = ids.PERSON_OPEN.make(person=player.person_id)
    return button(clip(name, _LABEL) or "…", person, emoji="👤")
