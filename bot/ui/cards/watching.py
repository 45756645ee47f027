"""A drama's place on a member's list, and the list itself."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

import discord

from bot.domain.dramas import show_episode
from bot.domain.watching import WatchStatus, next_episode
from bot.ui import custom_ids as ids
from bot.ui.layout import Card, button, option, select
from bot.ui.safe import escape_line, plain
from bot.ui.terms import (
    MAX_SHOWN_TITLE,
    STATUS_EMOJI,
    drama_line,
    show_score,
    status_name,
    titles_of,
)

if TYPE_CHECKING:
    from bot.domain.dramas import Drama
    from bot.domain.watching import WatchEntry
    from bot.i18n import Lang
    from bot.services.watching import WatchLine, Watchlist
    from bot.ui.layout import CardView

REMOVE: Final = "remove"
ALL: Final = "all"
NONE: Final = "none"
OWN: Final = "own"
SHARED: Final = "shared"
YES: Final = "yes"
NO: Final = "no"

# Eight titles at their longest still fit into one card, so that no line is cut in its middle.
_TITLE: Final = 100
_OTHER: Final = 40


def watch_card(drama: Drama, entry: WatchEntry | None, lang: Lang) -> CardView:
    """Show where a drama stands on the reader's own list, and let them change it."""
    card = Card()
    main, other = titles_of(lang, drama.facts)
    beside = f" · {escape_line(other, MAX_SHOWN_TITLE)}" if other else ""
    card.text(f"### 🔖 {escape_line(main, MAX_SHOWN_TITLE)}{beside}")
    card.text(_where(drama, entry, lang))
    card.row(_status_select(drama, entry, lang))
    _add_steps(card, drama, entry, lang)
    return card.build()


def watchlist_card(watchlist: Watchlist, lang: Lang) -> CardView:
    """Show a page of a member's list, and the ways through it."""
    card = Card()
    member = f"<@{watchlist.owner_id}>"
    own = watchlist.full
    title = lang.say("Your watchlist") if own else lang.say("Watchlist of {member}", member=member)
    card.text(f"### 🔖 {title}")
    if not watchlist.counts:
        return card.text(_empty(watchlist, lang)).build()
    if not watchlist.lines:
        card.text(_none_here(watchlist, lang))
    for status, lines in groupby(watchlist.lines, key=lambda line: line.entry.status):
        told = [_line(line, watchlist, lang) for line in lines]
        card.text("\n".join([_heading(watchlist, status, lang), *told]))
    card.text(_footer(watchlist, lang))
    card.row(_filter(watchlist, lang))
    if watchlist.lines:
        opens = [
            option(plain(drama_line(lang, line.drama.line)), str(line.drama.id))
            for line in watchlist.lines
        ]
        open_id = ids.WATCHLIST_OPEN.make(owner=watchlist.owner_id)
        card.row(select(open_id, lang.say("Open a card"), opens))
    if watchlist.pages > 1:
        card.row(
            _turn(watchlist, lang.say("Previous"), watchlist.page - 1, "◀️"),
            _turn(watchlist, lang.say("Next"), watchlist.page + 1, "▶️"),
        )
    return card.build()


def _where(drama: Drama, entry: WatchEntry | None, lang: Lang) -> str:
    if entry is None:
        return lang.say("Not on your list yet. Pick a status, or say which episode you are on.")
    lines = [
        " · ".join(
            part
            for part in (
                f"{STATUS_EMOJI[entry.status]} **{status_name(lang, entry.status)}**",
                _so_far(drama, entry, lang),
            )
            if part
        )
    ]
    if entry.status is WatchStatus.COMPLETED:
        lines.append(lang.say("You have seen it all. What did you think of it?"))
        lines.append(f"-# {lang.say('Watching it again? Say which episode you are on.')}")
    if entry.private:
        lines.append(f"-# 🔒 {lang.say('Only you see this on your list.')}")
    return "\n".join(lines)


def _so_far(drama: Drama, entry: WatchEntry, lang: Lang) -> str:
    if entry.episode is None:
        return ""
    episode = show_episode(entry.episode)
    if drama.facts.episodes is None:
        return lang.say("episode {episode}", episode=episode)
    return lang.say("episode {episode} of {count}", episode=episode, count=drama.facts.episodes)


def _status_select(
    drama: Drama, entry: WatchEntry | None, lang: Lang
) -> discord.ui.Select[discord.ui.LayoutView]:
    options = [
        option(
            status_name(lang, status),
            status.value,
            chosen=entry is not None and entry.status is status,
            emoji=STATUS_EMOJI[status],
        )
        for status in WatchStatus
    ]
    if entry is not None:
        options.append(option(lang.say("Take it off my list"), REMOVE, emoji="✖️"))
    shown = entry.status.value if entry is not None else NONE
    custom_id = ids.WATCH_STATUS.make(drama=drama.id, shown=shown)
    return select(custom_id, lang.say("Put it on my list as…"), options)


def _add_steps(card: Card, drama: Drama, entry: WatchEntry | None, lang: Lang) -> None:
    completed = entry is not None and entry.status is WatchStatus.COMPLETED
    steps = []
    following = next_episode(drama, entry.episode if entry else None)
    if following is not None and not completed:
        number = show_episode(following)
        steps.append(
            button(
                lang.say("Watched episode {episode}", episode=number),
                ids.WATCH_REACH.make(drama=drama.id, episode=number),
                style=discord.ButtonStyle.primary,
                emoji="➕",
            )
        )
    pick = ids.WATCH_PICK.make(drama=drama.id)
    steps.append(button(lang.say("I’m on episode…"), pick, emoji="🔢"))
    if completed:
        rate, review = ids.DRAMA_RATE.make(drama=drama.id), ids.DRAMA_REVIEW.make(drama=drama.id)
        steps.append(button(lang.say("Rate"), rate, style=discord.ButtonStyle.primary, emoji="⭐"))
        steps.append(button(lang.say("Review"), review, emoji="✍️"))
    else:
        complete = ids.WATCH_COMPLETE.make(drama=drama.id)
        steps.append(button(lang.say("I’ve seen it all"), complete, emoji="✅"))
    card.row(*steps)
    ways = []
    if entry is not None:
        to = NO if entry.private else YES
        label = lang.say("Show it to others") if entry.private else lang.say("Hide it from others")
        private = ids.WATCH_PRIVATE.make(drama=drama.id, to=to)
        ways.append(button(label, private, emoji="👁️" if entry.private else "🔒"))
    ways.append(button(lang.say("Drama card"), ids.DRAMA_CARD.make(drama=drama.id), emoji="🎬"))
    card.row(*ways)


def _heading(watchlist: Watchlist, status: WatchStatus, lang: Lang) -> str:
    count = lang.number(watchlist.counts.get(status, 0))
    return f"{STATUS_EMOJI[status]} **{status_name(lang, status)}** · {count}"


def _line(line: WatchLine, watchlist: Watchlist, lang: Lang) -> str:
    facts = line.drama.facts
    main, other = titles_of(lang, facts)
    title = f"**{escape_line(main, _TITLE)}**"
    if facts.year:
        title += f" ({facts.year})"
    if other:
        title += f" {escape_line(other, _OTHER)}"
    told = [title]
    if line.entry.episode is not None:
        told.append(_fraction(line, lang))
    if line.score is not None:
        told.append(f"⭐ {show_score(lang, line.score, watchlist.scale)}")
    return "- " + " · ".join(told) + (" 🔒" if line.entry.private else "")


def _fraction(line: WatchLine, lang: Lang) -> str:
    episode = show_episode(line.entry.episode) if line.entry.episode is not None else "0"
    count = line.drama.facts.episodes
    if count is None:
        return lang.say("episode {episode}", episode=episode)
    return f"{episode}/{count}"


def _empty(watchlist: Watchlist, lang: Lang) -> str:
    if watchlist.full:
        return lang.say(
            "Nothing is on your list yet. Look a drama up with /drama and press Watchlist, or say "
            "where you are with /progress."
        )
    return lang.say(
        "{member} has nothing on a list that others may see.", member=f"<@{watchlist.owner_id}>"
    )


def _none_here(watchlist: Watchlist, lang: Lang) -> str:
    if watchlist.status is None:
        return lang.say("Nothing to show here. Try again in a minute.")
    return lang.say(
        "Nothing under “{status}”. Pick another status below.",
        status=status_name(lang, watchlist.status),
    )


def _footer(watchlist: Watchlist, lang: Lang) -> str:
    told = []
    if watchlist.pages > 1:
        told.append(
            lang.say("Page {page} of {pages}", page=watchlist.page + 1, pages=watchlist.pages)
        )
    if any(line.entry.private for line in watchlist.lines):
        told.append(lang.say("🔒 hidden from others"))
    return f"-# {' · '.join(told)}" if told else ""


def _filter(watchlist: Watchlist, lang: Lang) -> discord.ui.Select[discord.ui.LayoutView]:
    total = sum(watchlist.counts.values())
    options = [
        option(
            lang.say("Everything ({number})", number=lang.number(total)),
            ALL,
            chosen=watchlist.status is None,
        )
    ]
    for status in WatchStatus:
        count = lang.number(watchlist.counts.get(status, 0))
        options.append(
            option(
                lang.say("{status} ({number})", status=status_name(lang, status), number=count),
                status.value,
                chosen=watchlist.status is status,
                emoji=STATUS_EMOJI[status],
            )
        )
    custom_id = ids.WATCHLIST_STATUS.make(owner=watchlist.owner_id, scope=_scope(watchlist))
    return select(custom_id, lang.say("Show only…"), options)


def _turn(
    watchlist: Watchlist, label: str, page: int, emoji: str
) -> discord.ui.Button[discord.ui.LayoutView]:
    custom_id = ids.WATCHLIST_PAGE.make(
        owner=watchlist.owner_id,
        scope=_scope(watchlist),
        status=watchlist.status.value if watchlist.status else ALL,
        page=page,
    )
    return button(label, custom_id, emoji=emoji, disabled=not 0 <= page < watchlist.pages)


def _scope(watchlist: Watchlist) -> str:
    return OWN if watchlist.full else SHARED
