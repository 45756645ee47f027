"""The cards around discussion threads: what starts one, the way there, picking an episode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.domain.discussions import Opening, boundary_of
from bot.domain.dramas import show_episode
from bot.domain.spoilers import Spoils
from bot.ui import custom_ids as ids
from bot.ui.layout import QUIET, Card, button, link, option, select
from bot.ui.limits import OPTIONS, THREAD_NAME
from bot.ui.safe import clip, escape_line, plain
from bot.ui.terms import MAX_SHOWN_TITLE, title_of, titles_of

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from decimal import Decimal

    from bot.domain.dramas import Drama
    from bot.i18n import Lang
    from bot.ui.layout import CardView

WHOLE: Final = "whole"
"""The option that stands for the drama as a whole."""

_SELECTS: Final = 4


def thread_name(drama: Drama, episode: Decimal | None, lang: Lang) -> str:
    """Name a thread within Discord's limit; the title is cut before the episode is."""
    # A name knows no markup: bars that would hide something elsewhere only look broken.
    title = plain(title_of(lang, drama))
    name = _named(title, episode, lang)
    return _named(clip(title, len(title) - max(0, len(name) - THREAD_NAME)), episode, lang)


def starter_card(drama: Drama, episode: Decimal | None, lang: Lang) -> CardView:
    """Start a thread: what it is about and what it gives away, in the server's language."""
    facts = drama.facts
    main, other = titles_of(lang, facts)
    told = [f"**{escape_line(other, MAX_SHOWN_TITLE)}**"] if other else []
    if facts.year:
        told.append(str(facts.year))
    heading = escape_line(_named(clip(main, MAX_SHOWN_TITLE), episode, lang))
    poster: discord.ui.Thumbnail[discord.ui.LayoutView] | None = None
    if facts.poster_url:
        title = clip(plain(main), MAX_SHOWN_TITLE)
        poster = discord.ui.Thumbnail(
            facts.poster_url, description=lang.say("Poster of {title}", title=title)
        )
    card = Card()
    card.section(f"## 💬 {heading}", " · ".join(told), accessory=poster)
    card.text(_warning(episode, lang))
    card.row(button(lang.say("Drama card"), ids.DRAMA_CARD.make(drama=drama.id), emoji="🎬"))
    return card.build()


def opened_card(
    episode: Decimal | None,
    lang: Lang,
    *,
    opening: Opening,
    thread_id: int,
    parent_id: int,
    url: str,
) -> CardView:
    """Show a member the way to a thread.

    Args:
        episode: The episode, or None for the whole drama.
        lang: The member's language.
        opening: Whether it was there, was archived, or is new.
        thread_id: Discord's id of it.
        parent_id: Discord's id of the channel it is in.
        url: Its address.
    """
    # The mention shows the thread's name, which is the drama's and the episode's.
    thread, channel = f"<#{thread_id}>", f"<#{parent_id}>"
    match opening:
        case Opening.MADE:
            said = lang.say(
                "The thread is open: {thread} in {channel}.", thread=thread, channel=channel
            )
        case Opening.REOPENED:
            said = lang.say(
                "The thread was archived and is open again: {thread} in {channel}.",
                thread=thread,
                channel=channel,
            )
        case _:
            said = lang.say(
                "That has its thread in this server: {thread} in {channel}.",
                thread=thread,
                channel=channel,
            )
    card = Card(accent=QUIET)
    card.text(said)
    card.text(f"-# {_warning(episode, lang)}")
    card.row(link(lang.say("Go to the thread"), url, emoji="💬"))
    return card.build()


def episodes_card(
    drama: Drama, episodes: Sequence[Decimal], discussed: Container[Decimal | None], lang: Lang
) -> CardView:
    """Ask which episode to talk about.

    Args:
        drama: What to talk about.
        episodes: The episodes it has, or as many as it may have where that is not known.
        discussed: Those that have a thread here already; None stands for the whole drama.
        lang: The member's language.
    """
    options = [
        option(lang.say("The whole drama"), WHOLE, emoji="💬" if None in discussed else "🎬"),
        *(
            option(
                lang.say("Episode {episode}", episode=show_episode(episode)),
                show_episode(episode),
                emoji="💬" if episode in discussed else "▫️",
            )
            for episode in episodes
        ),
    ]
    pages = [options[start : start + OPTIONS] for start in range(0, len(options), OPTIONS)]
    card = Card()
    title = escape_line(title_of(lang, drama), MAX_SHOWN_TITLE)
    card.text(f"### {lang.say('Talk about {title}', title=title)}")
    card.text(
        lang.say("Every episode has one thread in this server. 💬 marks those that are there.")
    )
    for number, page in enumerate(pages[:_SELECTS]):
        first, last = page[0].value, page[-1].value
        if len(pages) == 1:
            placeholder = lang.say("Which episode?")
        elif first == WHOLE:
            placeholder = lang.say("The whole drama, or up to episode {last}", last=last)
        else:
            placeholder = lang.say("Episodes {first} to {last}", first=first, last=last)
        card.row(select(ids.DISCUSS_OPEN.make(drama=drama.id, page=number), placeholder, page))
    if drama.facts.episodes is None or len(pages) > _SELECTS:
        card.text(f"-# {lang.say('Another one? Give its number to /discuss.')}")
    return card.build()


def _named(title: str, episode: Decimal | None, lang: Lang) -> str:
    if episode is None:
        return title
    return lang.say("{title} [Episode {episode}]", title=title, episode=show_episode(episode))


def _warning(episode: Decimal | None, lang: Lang) -> str:
    boundary = boundary_of(episode)
    if boundary.spoils is Spoils.THROUGH and boundary.episode is not None:
        return lang.say(
            "This thread spoils through episode {episode}. Talk about later episodes in their "
            "own threads.",
            episode=show_episode(boundary.episode),
        )
    return lang.say("This thread spoils the whole drama.")
