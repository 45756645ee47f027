"""Merging two dramas: what would happen, what happened, and undoing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.ui import custom_ids as ids
from bot.ui.layout import WARNING, Card, button, option, select
from bot.ui.safe import escape_line, plain
from bot.ui.terms import MAX_SHOWN_TITLE, drama_line, title_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.dramas import Drama
    from bot.i18n import Lang
    from bot.services.merging import Undone, Weighing
    from bot.ui.layout import CardView
    from data.queries.merges import Merge

_PAGE: Final = 10


def weighing_card(weighing: Weighing, lang: Lang) -> CardView:
    """Say what a merge would do, and ask."""
    card = Card(accent=WARNING)
    card.text(f"### {lang.say('Merge two dramas into one?')}")
    card.text(
        lang.say(
            "{source} goes into {target}.",
            source=f"**{_line(weighing.source, lang)}**",
            target=f"**{_line(weighing.target, lang)}**",
        )
    )
    moving = _counted(weighing.counts, lang)
    if moving:
        card.text(lang.say("This moves: {things}.", things=lang.listed(moving)))
    else:
        card.text(lang.say("There is nothing of members to move."))
    both = _counted({k: n for k, n in weighing.both.items() if k != "episodes"}, lang)
    if both:
        card.text(
            lang.say(
                "Both have their own: {things}. The newer score and review stay, and whichever "
                "progress is further; threads that are there stay.",
                things=lang.listed(both),
            )
        )
    card.text(
        "-# "
        + lang.say(
            "Both titles will find it, old cards lead to it, and /catalogue unmerge undoes it."
        )
    )
    yes = ids.MERGE_YES.make(source=weighing.source.id, target=weighing.target.id)
    return card.row(
        button(lang.say("Merge"), yes, style=discord.ButtonStyle.danger),
        button(lang.say("Never mind"), ids.MERGE_NO.make()),
    ).build()


def merged_card(source: str, target: Drama, merge_id: int, lang: Lang) -> CardView:
    """Say that two dramas are one now."""
    card = Card()
    card.text(
        lang.say(
            "{source} is part of {target} now.",
            source=f"**{escape_line(source, MAX_SHOWN_TITLE)}**",
            target=f"**{_line(target, lang)}**",
        )
    )
    return card.row(
        button(lang.say("Drama card"), ids.DRAMA_CARD.make(drama=target.id)),
        button(lang.say("Undo"), ids.MERGE_UNDO.make(merge=merge_id)),
    ).build()


def merges_card(merges: Sequence[Merge], total: int, page: int, lang: Lang) -> CardView:
    """List the merges that can be undone."""
    card = Card()
    card.text(f"### {lang.say('Merged dramas')}")
    if not merges:
        return card.text(lang.say("There are none to undo.")).build()
    options = []
    for merge in merges:
        source = escape_line(merge.source_title, MAX_SHOWN_TITLE)
        target = escape_line(merge.target_title, MAX_SHOWN_TITLE)
        card.text(f"**{source}** → {target}\n-# {lang.day(merge.merged_at)}")
        options.append(option(plain(f"{merge.source_title} → {merge.target_title}"), str(merge.id)))
    card.row(select(ids.MERGES_PICK.make(page=page), lang.say("Undo one"), options))
    turns = []
    if page:
        turns.append(button(lang.say("Previous"), ids.MERGES_PAGE.make(page=page - 1)))
    if (page + 1) * _PAGE < total:
        turns.append(button(lang.say("Next"), ids.MERGES_PAGE.make(page=page + 1)))
    return card.row(*turns).build()


def undone_card(undone: Undone, lang: Lang) -> CardView:
    """Say that two dramas are two again, and what stayed with the other one."""
    card = Card()
    card.text(
        lang.say(
            "{source} and {target} are two dramas again.",
            source=f"**{_line(undone.source, lang)}**",
            target=f"**{_line(undone.target, lang)}**",
        )
    )
    stayed = _counted(undone.stayed, lang)
    if stayed:
        card.text(
            lang.say(
                "Changed since, so not moved back: {things}. They stay with {target}.",
                things=lang.listed(stayed),
                target=_line(undone.target, lang),
            )
        )
    return card.row(
        *(
            button(plain(title_of(lang, drama)), ids.DRAMA_CARD.make(drama=drama.id))
            for drama in (undone.source, undone.target)
        )
    ).build()


def _counted(counts: Mapping[str, int], lang: Lang) -> list[str]:
    words = []
    for kind, count in counts.items():
        if not count:
            continue
        match kind:
            case "ratings":
                words.append(lang.plural("{count} rating", "{count} ratings", count))
            case "reviews":
                words.append(lang.plural("{count} review", "{count} reviews", count))
            case "watch_entries":
                words.append(lang.plural("{count} list entry", "{count} list entries", count))
            case "threads":
                words.append(lang.plural("{count} thread", "{count} threads", count))
            case "episode_ratings":
                words.append(
                    lang.plural("{count} episode rating", "{count} episode ratings", count)
                )
            case "episodes":
                words.append(lang.plural("{count} episode", "{count} episodes", count))
            case _:
                words.append(lang.plural("{count} other fact", "{count} other facts", count))
    return words


def _line(drama: Drama, lang: Lang) -> str:
    return escape_line(drama_line(lang, drama.line), MAX_SHOWN_TITLE)
