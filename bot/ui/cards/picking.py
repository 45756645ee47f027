"""One drama by chance, and the panel where filters are changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import discord

from bot.domain.browsing import Field, Length, Shelf, View, write_view
from bot.domain.dramas import AirStatus
from bot.domain.scores import Scale
from bot.ui import custom_ids as ids
from bot.ui.cards.browsing import FIRST
from bot.ui.filter_terms import FIELDS, LENGTHS, SORTS, filter_name
from bot.ui.layout import Card, button, option, select
from bot.ui.limits import OPTIONS
from bot.ui.safe import clip, escape, escape_line, plain
from bot.ui.terms import (
    MAX_SHOWN_TITLE,
    air_status_name,
    genre_name,
    show_points,
    show_tally,
    title_of,
    titles_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.browse_pages import Pick
    from bot.domain.browsing import Filters
    from bot.i18n import Lang
    from bot.ui.layout import CardView

ANY: Final = "any"
SORT: Final = "sort"

_SYNOPSIS: Final = 700
_NETWORKS: Final = 3
_LEAST: Final = (18, 17, 16, 15, 14, 12, 10)  # half points offered as the least average


@dataclass(frozen=True, slots=True)
class PanelWords:
    """What the panel's selects offer, the commonest first."""

    countries: Sequence[str]
    genres: Sequence[str]


def panel_card(view: View, count: int, words: PanelWords, lang: Lang) -> CardView:
    """Show the filters of a list as selects, and how many dramas they leave."""
    filters = view.filters
    named = [escape_line(filter_name(lang, filters, each, Scale.TEN)) for each in filters.active]
    card = Card()
    card.text(
        f"### 🎛️ {lang.say('Filters')}\n"
        + (" · ".join(named) if named else lang.say("None: every drama is listed."))
        + f"\n-# {lang.plural('{count} drama', '{count} dramas', count)}"
    )
    countries = [(code, lang.country(code)) for code in words.countries]
    genres = [(key, plain(genre_name(lang, key)) or "…") for key in words.genres]
    card.row(_select(view, Field.COUNTRY, filters.country, countries, lang))
    card.row(_select(view, Field.GENRE, filters.genre, genres, lang))
    statuses = [(each.value, air_status_name(lang, each)) for each in AirStatus]
    card.row(_select(view, Field.STATUS, filters.status, statuses, lang))
    lengths = [(each.value, lang.render(LENGTHS[each])) for each in Length]
    card.row(_select(view, Field.LENGTH, filters.length, lengths, lang))
    scores = [
        (str(least), lang.say("at least {score}", score=show_points(lang, least / 2, Scale.TEN)))
        for least in _LEAST
    ]
    least = str(filters.least) if filters.least else None
    card.row(_select(view, Field.LEAST, least, scores, lang))
    sorts = [
        option(lang.render(name), sort.value, chosen=sort is view.sort)
        for sort, name in SORTS.items()
    ]
    written = write_view(view)
    sort_id = ids.BROWSE_SET.make(view=written, field=SORT)
    card.row(select(sort_id, lang.say("Order"), sorts))
    row = [
        button(
            lang.say("Show the list"),
            ids.BROWSE_PAGE.make(view=written, page=FIRST),
            style=discord.ButtonStyle.primary,
            emoji="🔎",
        ),
        button(
            lang.say("Year, genre, tag, network…"), ids.BROWSE_TYPE.make(view=written), emoji="⌨️"
        ),
    ]
    if filters.active:
        none = ids.BROWSE_PANEL.make(view=write_view(View(sort=view.sort)))
        row.append(button(lang.say("Clear all"), none, emoji="✖️"))
    return card.row(*row).build()


def pick_card(pick: Pick, filters: Filters, shelf: Shelf, lang: Lang) -> CardView:
    """Show one drama that chance chose, and a way to another."""
    card = Card()
    drama, facts = pick.drama, pick.drama.facts
    main, other = titles_of(lang, facts)
    told = [f"**{escape_line(other, MAX_SHOWN_TITLE)}**"] if other else []
    told += [str(facts.year)] if facts.year else []
    told += [lang.country(facts.country)] if facts.country else []
    more = [" · ".join(escape_line(genre_name(lang, key)) for key in facts.genres)]
    length = []
    if facts.episodes:
        length.append(lang.plural("{count} episode", "{count} episodes", facts.episodes))
    length += [escape_line(network) for network in facts.networks[:_NETWORKS]]
    more.append(" · ".join(length))
    poster = None
    if facts.poster_url:
        title = clip(plain(title_of(lang, drama)), MAX_SHOWN_TITLE)
        alt = lang.say("Poster of {title}", title=title)
        poster = discord.ui.Thumbnail[discord.ui.LayoutView](facts.poster_url, description=alt)
    card.section(
        "\n".join(
            each
            for each in (f"## 🎲 {escape_line(main, MAX_SHOWN_TITLE)}", " · ".join(told))
            if each
        ),
        "\n".join(each for each in more if each),
        accessory=poster,
    )
    if facts.synopsis:
        card.line(visible=False).text(escape(clip(facts.synopsis, _SYNOPSIS)))
    card.line().text(_standing(pick, filters, shelf, lang))
    again = ids.RANDOM_AGAIN.make(shelf=shelf.value, view=write_view(View(filters)), drama=drama.id)
    card.row(
        button(lang.say("Another"), again, style=discord.ButtonStyle.primary, emoji="🎲"),
        button(lang.say("Drama card"), ids.DRAMA_CARD.make(drama=drama.id), emoji="🎬"),
        button(lang.say("Watchlist"), ids.DRAMA_WATCHLIST.make(drama=drama.id), emoji="🔖"),
    )
    return card.build()


def nothing_card(filters: Filters, shelf: Shelf, lang: Lang) -> CardView:
    """Say that there is nothing to choose from, and the way out."""
    card = Card()
    view = write_view(View(filters))
    everything = ids.RANDOM_AGAIN.make(shelf=Shelf.ALL.value, view=view, drama=0)
    if shelf is not Shelf.ALL:
        text = (
            lang.say(
                "Nothing on your list fits. Look dramas up with /drama and put them on it with "
                "Watchlist, or choose from everything. What you hide from others is only chosen "
                "where nobody else sees it."
            )
            if filters.active or shelf is Shelf.LIST
            else lang.say(
                "You have nothing planned. Look dramas up with /drama and put them on your list "
                "with Watchlist, or choose from everything. What you hide from others is only "
                "chosen where nobody else sees it."
            )
        )
        card.text(text).row(button(lang.say("From everything"), everything, emoji="🎲"))
        return card.build()
    card.text(lang.say("No drama fits all of these filters."))
    browse = ids.BROWSE_PAGE.make(view=view, page=FIRST)
    card.row(button(lang.say("See what would fit"), browse, emoji="🔎"))
    return card.build()


def _standing(pick: Pick, filters: Filters, shelf: Shelf, lang: Lang) -> str:
    scores = []
    if pick.here is not None:
        scores.append(
            lang.say("This server: {score}", score=show_tally(lang, pick.here, pick.scale))
        )
    everyone = show_tally(lang, pick.everyone, pick.scale)
    scores.append(lang.say("Everyone: {score}", score=everyone))
    told = [escape_line(filter_name(lang, filters, each, pick.scale)) for each in filters.active]
    told.insert(0, _chosen(pick, shelf, lang))
    return f"⭐ {' · '.join(scores)}\n-# {' · '.join(told)}"


def _chosen(pick: Pick, shelf: Shelf, lang: Lang) -> str:
    if pick.among == 1:
        return lang.say("The only one there is to choose from")
    number = lang.number(pick.among)
    match shelf:
        case Shelf.PLANNED:
            return lang.say("By chance, from {number} on your plan to watch", number=number)
        case Shelf.LIST:
            return lang.say("By chance, from {number} on your list", number=number)
        case Shelf.ALL:
            return lang.say("By chance, from {number} dramas", number=number)


def _select(
    view: View,
    field: Field,
    chosen: str | None,
    offered: Sequence[tuple[str, str]],
    lang: Lang,
) -> discord.ui.Select[discord.ui.LayoutView]:
    offered = list(offered)
    known = {value for value, _ in offered[: OPTIONS - 1]}
    if chosen is not None and chosen not in known:
        # What is chosen is among those offered, however rare it is.
        name = filter_name(lang, view.filters, field, Scale.TEN)
        offered = [(chosen, name), *((v, n) for v, n in offered if v != chosen)]
    name = lang.render(FIELDS[field])
    options = [option(lang.say("{field}: any", field=name), ANY, chosen=chosen is None)]
    # Values may be no longer than labels are; a genre that is not ours may be.
    options += [
        option(label, value, chosen=value == chosen)
        for value, label in offered[: OPTIONS - 1]
        if len(value) <= 100
    ]
    custom_id = ids.BROWSE_SET.make(view=write_view(view), field=field.value)
    return select(custom_id, name, options)
