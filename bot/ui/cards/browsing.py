"""Lists of dramas by filters, the best rated ones, and one by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.browsing import (
    FEW_RATINGS,
    PAGE_SIZE,
    Field,
    Filters,
    Scope,
    Sort,
    View,
    write_view,
)
from bot.ui import custom_ids as ids
from bot.ui.filter_terms import filter_name, sort_name
from bot.ui.layout import Card, button, option, select
from bot.ui.safe import escape_line, plain
from bot.ui.terms import drama_line, show_points, show_tally, titles_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import discord

    from bot.domain.browse_pages import BrowseLine, BrowsePage, TopPage
    from bot.domain.scores import Scale, Tally
    from bot.i18n import Lang
    from bot.ui.layout import CardView

    Button = discord.ui.Button[discord.ui.LayoutView]

FIRST: Final = "first"
LAST: Final = "last"

# Eight titles at their longest still fit into one card, so that no line is cut in its middle.
_TITLE: Final = 90
_OTHER: Final = 40
_REMOVABLE: Final = 5  # a row of buttons


def browse_card(page: BrowsePage, lang: Lang) -> CardView:
    """Show a page of a list, and the ways through it."""
    card = Card()
    view = page.view
    card.text(f"### 🔎 {_heading(view.filters, page.scale, lang)}")
    if not page.lines:
        _add_empty(card, page, lang)
    for place, line in enumerate(page.lines, page.page * PAGE_SIZE + 1):
        told = [*_about(line, lang), *_scores(line, page.scale, lang), _reason(line, view, lang)]
        card.text(_line(place, line, [each for each in told if each], lang))
    _add_footer(card, page, sort_name(lang, view.sort), lang)

    def turned(to: object) -> str:
        return ids.BROWSE_PAGE.make(view=write_view(view), page=to)

    change = button(
        lang.say("Change filters"), ids.BROWSE_PANEL.make(view=write_view(view)), emoji="🎛️"
    )
    _add_ways(card, page, turned, change, lang)
    _add_removals(card, page, lambda v: ids.BROWSE_PAGE.make(view=write_view(v), page=FIRST), lang)
    return card.build()


def top_card(top: TopPage, lang: Lang, *, in_server: bool) -> CardView:
    """Show a page of the best rated dramas, and say what their averages are."""
    card = Card()
    page, prior = top.listed, top.prior
    here = top.scope is Scope.HERE
    title = lang.say("Best rated in this server") if here else lang.say("Best rated by everyone")
    words = _heading(page.view.filters, page.scale, lang) if page.view.filters.active else ""
    card.text(f"### 🏆 {title}" + (f"\n{words}" if words else ""))
    if page.lines:
        mean = show_points(lang, prior.mean / 2, page.scale)
        card.text(
            "-# "
            + lang.plural(
                "Weighted average: each drama counts as if {count} more member had given it "
                "{mean}, the average of all ratings; with few ratings it stays near that.",
                "Weighted average: each drama counts as if {count} more members had given it "
                "{mean}, the average of all ratings; with few ratings it stays near that.",
                prior.weight,
                mean=mean,
            )
        )
    else:
        _add_unrated(card, page, here=here, lang=lang)
    for place, line in enumerate(page.lines, page.page * PAGE_SIZE + 1):
        card.text(_line(place, line, _weighed(line, page.scale, lang, here=here), lang))
    _add_footer(card, page, "", lang)
    view = write_view(page.view)

    def turned(to: object) -> str:
        return ids.TOP_PAGE.make(scope=top.scope.value, view=view, page=to)

    other = Scope.EVERYONE if here else Scope.HERE
    label = lang.say("By everyone") if here else lang.say("In this server")
    switch = ids.TOP_PAGE.make(scope=other.value, view=view, page=FIRST)
    way = button(label, switch, emoji="🌍" if here else "🏠") if here or in_server else None
    _add_ways(card, page, turned, way, lang)
    _add_removals(
        card,
        page,
        lambda v: ids.TOP_PAGE.make(scope=top.scope.value, view=write_view(v), page=FIRST),
        lang,
    )
    return card.build()


def _heading(filters: Filters, scale: Scale, lang: Lang) -> str:
    words = [escape_line(filter_name(lang, filters, each, scale)) for each in filters.active]
    return " · ".join(words) if words else lang.say("All dramas")


def _line(place: int, line: BrowseLine, told: list[str], lang: Lang) -> str:
    facts = line.drama.facts
    main, other = titles_of(lang, facts)
    title = f"**{lang.number(place)}.** **{escape_line(main, _TITLE)}**"
    if facts.year:
        title += f" ({facts.year})"
    if other:
        title += f" {escape_line(other, _OTHER)}"
    return title + (f"\n-# {' · '.join(told)}" if told else "")


def _about(line: BrowseLine, lang: Lang) -> list[str]:
    facts = line.drama.facts
    told = [lang.country(facts.country)] if facts.country else []
    if facts.episodes:
        told.append(lang.plural("{count} episode", "{count} episodes", facts.episodes))
    return told


def _scores(line: BrowseLine, scale: Scale, lang: Lang) -> list[str]:
    told = []
    for tally, everyone in ((line.here, False), (line.everyone, True)):
        if tally is not None and tally.mean is not None:
            score, number = show_points(lang, tally.mean, scale), lang.number(tally.count)
            told.append(
                lang.say("everyone {score} ({number})", score=score, number=number)
                if everyone
                else lang.say("here {score} ({number})", score=score, number=number)
            )
    if told:
        told[0] = f"⭐ {told[0]}"
    return told


def _reason(line: BrowseLine, view: View, lang: Lang) -> str:
    """Say what the order goes by, where the line does not show that yet."""
    first = line.drama.facts.first_aired
    if view.sort is Sort.SCORE and line.weighted is not None:
        return lang.say("weighted {score}", score=lang.number(line.weighted, 2))
    if view.sort in (Sort.NEWEST, Sort.OLDEST) and first is not None:
        return lang.say("first aired {date}", date=lang.day(first))
    return ""


def _weighed(line: BrowseLine, scale: Scale, lang: Lang, *, here: bool) -> list[str]:
    tally: Tally = line.here if here and line.here is not None else line.everyone
    told = []
    if line.weighted is not None:
        told.append(lang.say("weighted {score}", score=f"**{lang.number(line.weighted, 2)}**"))
    told.append(f"⭐ {show_tally(lang, tally, scale)}")
    if line.dropped is not None and line.dropped.count:
        dropped = show_tally(lang, line.dropped, scale)
        told.append(lang.say("dropped it: {score}", score=dropped))
    if tally.count < FEW_RATINGS:
        told.append(lang.say("few ratings yet"))
    return told


def _add_footer(card: Card, page: BrowsePage, order: str, lang: Lang) -> None:
    if not page.lines:
        return
    told = [lang.plural("{count} drama", "{count} dramas", page.total)]
    if page.pages > 1:
        told.append(
            lang.say(
                "Page {page} of {pages}",
                page=lang.number(page.page + 1),
                pages=lang.number(page.pages),
            )
        )
    if order:
        told.append(order)
    if order and page.view.sort is Sort.SCORE:
        told.append(lang.say("without those that nobody has rated"))
    card.text(f"-# {' · '.join(told)}")


def _add_ways(
    card: Card,
    page: BrowsePage,
    turned: Callable[[object], str],
    more: Button | None,
    lang: Lang,
) -> None:
    if page.lines:
        opens = [
            option(plain(drama_line(lang, line.drama.line)), str(line.drama.id))
            for line in page.lines
        ]
        card.row(select(ids.BROWSE_OPEN.make(), lang.say("Open a card"), opens))
    row = []
    if page.pages > 1:
        at, end = page.page, page.pages - 1
        row = [
            button(lang.say("First"), turned(FIRST), emoji="⏮️", disabled=at == 0),
            button(lang.say("Previous"), turned(at - 1), emoji="◀️", disabled=at == 0),
            button(lang.say("Next"), turned(at + 1), emoji="▶️", disabled=at == end),
            button(lang.say("Last"), turned(LAST), emoji="⏭️", disabled=at == end),
        ]
    card.row(*row, *([more] if more is not None else []))


def _add_removals(card: Card, page: BrowsePage, shown: Callable[[View], str], lang: Lang) -> None:
    """Add a button for each filter that takes it off; those that help most come first."""
    filters = page.view.filters
    order: list[Field] = [each.dropped for each in page.looser]
    order += [each for each in filters.active if each not in order]
    card.row(
        *(
            button(
                filter_name(lang, filters, each, page.scale),
                shown(View(filters.without(each), page.view.sort)),
                emoji="✖️",
            )
            for each in order[:_REMOVABLE]
        )
    )
    if not page.lines and len(filters.active) > 1:
        over = shown(View(sort=page.view.sort))
        card.row(button(lang.say("Start over"), over, emoji="🔄"))


def _add_empty(card: Card, page: BrowsePage, lang: Lang) -> None:
    if not page.known:
        card.text(
            lang.say(
                "There are no dramas in the catalogue yet. Whoever runs me can import them: "
                "`daebak catalogue import tvmaze`."
            )
        )
    elif page.view.sort is Sort.SCORE and (page.looser or not page.view.filters.active):
        card.text(
            lang.say(
                "Nobody has rated any of these yet. Rate one with /rate, or choose another order "
                "under “Change filters”."
            )
        )
    else:
        card.text(lang.say("No drama fits all of these filters."))
        _add_looser(card, page, lang)


def _add_unrated(card: Card, page: BrowsePage, *, here: bool, lang: Lang) -> None:
    if page.view.filters.active:
        card.text(
            lang.say(
                "No drama that fits these filters has a rating yet. Take a filter off, or rate one "
                "with /rate."
            )
        )
    elif here:
        card.text(
            lang.say(
                "Nobody in this server has rated a drama yet. Be the first with /rate; or see what "
                "everyone likes."
            )
        )
    else:
        card.text(lang.say("Nobody has rated a drama yet. Be the first with /rate."))


def _add_looser(card: Card, page: BrowsePage, lang: Lang) -> None:
    filters = page.view.filters
    lines = [
        lang.plural(
            "Without “{filter}” there would be {count}.",
            "Without “{filter}” there would be {count}.",
            each.count,
            filter=escape_line(filter_name(lang, filters, each.dropped, page.scale)),
        )
        for each in page.looser[:_REMOVABLE]
    ]
    card.text("\n".join(lines) or lang.say("Taking one of them off is not enough: start over."))
