"""What airs this week, day by day."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from bot.domain.airing import AiringDay
from bot.domain.details import Origin
from bot.domain.dramas import show_episode
from bot.domain.texts import t
from bot.ui import custom_ids as ids
from bot.ui.cards.credits import facts_line
from bot.ui.layout import Card, button, option, select
from bot.ui.limits import OPTIONS
from bot.ui.safe import escape_line, plain
from bot.ui.terms import drama_line, how_long, titles_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    import discord

    from bot.domain.airing import AiringLine
    from bot.domain.texts import Text
    from bot.i18n import Lang
    from bot.services.airing import AiringPage
    from bot.ui.custom_ids import CustomId
    from bot.ui.layout import CardView

    Button = discord.ui.Button[discord.ui.LayoutView]
    Select = discord.ui.Select[discord.ui.LayoutView]

ALL: Final = "all"
MINE: Final = "mine"
WEEK: Final = "week"

AIRING_DAYS: Final[dict[AiringDay, Text]] = {
    AiringDay.TODAY: t("Today"),
    AiringDay.TOMORROW: t("Tomorrow"),
    AiringDay.MONDAY: t("Monday"),
    AiringDay.TUESDAY: t("Tuesday"),
    AiringDay.WEDNESDAY: t("Wednesday"),
    AiringDay.THURSDAY: t("Thursday"),
    AiringDay.FRIDAY: t("Friday"),
    AiringDay.SATURDAY: t("Saturday"),
    AiringDay.SUNDAY: t("Sunday"),
}

# Ten lines at their longest still fit into one card, so that none is cut in its middle.
_TITLE: Final = 70
_OTHER: Final = 30
_PLACE: Final = 30
_NETWORKS_SHOWN: Final = 2
_SERVICES_SHOWN: Final = 2
_NUMBERS_SHOWN: Final = 4


def airing_card(page: AiringPage, lang: Lang) -> CardView:
    """Show a page of the week; without a title of any episode, since those may spoil."""
    card = Card()
    card.text(f"### 📺 {_heading(page, lang)}")
    if not page.lines:
        card.text(_nothing(page, lang))
    for day, lines in groupby(page.lines, key=lambda line: line.day):
        told = [_line(line, lang) for line in lines]
        card.text("\n".join([f"**{lang.weekday(day)}**", *told]))
    if page.lines:
        card.text(_footer(page, lang))
    card.text(facts_line([Origin(source) for source in page.sources], lang))
    _add_ways(card, page, lang)
    return card.build()


def _heading(page: AiringPage, lang: Lang) -> str:
    country = page.wanted.country
    where = escape_line(lang.country(country)) if country else ""
    if page.wanted.mine:
        if country:
            return lang.say("From your list this week · {country}", country=where)
        return lang.say("From your list this week")
    if country:
        return lang.say("Airing this week · {country}", country=where)
    return lang.say("Airing this week")


def _line(line: AiringLine, lang: Lang) -> str:
    main, other = titles_of(lang, line.drama)
    title = f"**{escape_line(main, _TITLE)}**"
    if other:
        title = lang.say("{name} {other}", name=title, other=escape_line(other, _OTHER))
    told = [title]
    if line.numbers:
        told.append(_episodes(line.numbers, lang))
    if line.specials:
        told.append(lang.plural("{count} special", "{count} specials", line.specials))
    places = (*line.networks[:_NETWORKS_SHOWN], *line.services[:_SERVICES_SHOWN])
    if places:
        told.append(", ".join(escape_line(place, _PLACE) for place in places))
    if line.status is not None:
        told.append("✅")
    return f"- {_time(line, lang)} {' · '.join(told)}"


def _time(line: AiringLine, lang: Lang) -> str:
    if line.at is None:
        return lang.say("{day}, time not known:", day=lang.weekday(line.day))
    return f"<t:{int(line.at.timestamp())}:t>"


def _episodes(numbers: Sequence[Decimal], lang: Lang) -> str:
    """Write which episodes air: "episode 11", "episodes 11 & 12", "episodes 1–8"."""
    shown = [show_episode(number) for number in numbers]
    if len(shown) == 1:
        return lang.say("episode {episode}", episode=shown[0])
    if len(shown) == 2:
        return lang.say("episodes {first} & {second}", first=shown[0], second=shown[1])
    in_a_row = all(after - before == 1 for before, after in pairwise(numbers))
    if in_a_row:
        return lang.say("episodes {first}–{last}", first=shown[0], last=shown[-1])
    if len(shown) > _NUMBERS_SHOWN:
        return lang.plural("{count} episode", "{count} episodes", len(shown))
    return lang.say("episodes {numbers}", numbers=lang.listed(shown))


def _footer(page: AiringPage, lang: Lang) -> str:
    told = []
    if page.pages > 1:
        told.append(lang.say("Page {page} of {pages}", page=page.page + 1, pages=page.pages))
    if any(line.status is not None for line in page.lines):
        told.append(lang.say("✅ on your list"))
    told.append(lang.say("Days are the broadcasters’ own, times are yours"))
    return f"-# {' · '.join(told)}"


def _nothing(page: AiringPage, lang: Lang) -> str:
    """Say why there is nothing, and the way out."""
    if page.known:
        if page.wanted.mine:
            return lang.say(
                "Nothing on your list airs then, as far as I know. Press Everything below, or put "
                "a drama on your list with /progress."
            )
        return lang.say(
            "Nothing airs then, as far as I know. Choose other days or countries below."
        )
    lines = [lang.say("I know of nothing that airs this week.")]
    if page.read_at is not None:
        read = how_long(page.read_at)
        lines.append(lang.say("The schedule was read {when}.", when=read))
    elif page.updates:
        lines.append(lang.say("The schedule is being read now and then. Try again in an hour."))
    if not page.updates:
        lines.append(
            lang.say(
                "I do not read TVmaze’s schedule here. Whoever runs me can switch that on with "
                "CATALOGUE_UPDATES=true, or run “daebak catalogue update”."
            )
        )
    return "\n".join(lines)


def _add_ways(card: Card, page: AiringPage, lang: Lang) -> None:
    if not page.known:
        return
    if page.days:
        card.row(_days(page, lang))
    if len(page.countries) > 1 or page.wanted.country is not None:
        card.row(_countries(page, lang))
    if page.lines:
        lines = {line.drama.id: line.drama for line in page.lines}
        opens = [option(plain(drama_line(lang, d)), str(d.id)) for d in lines.values()]
        opener = _made(ids.AIRING_OPEN, page, page=page.page)
        card.row(select(opener, lang.say("Open a card"), opens))
    buttons = []
    if page.pages > 1:
        buttons.append(_turn(page, lang.say("Previous"), page.page - 1, "◀️"))
        buttons.append(_turn(page, lang.say("Next"), page.page + 1, "▶️"))
    mine = page.wanted.mine
    label = lang.say("Everything") if mine else lang.say("Only my list")
    scope = _made(ids.AIRING_PAGE, page, scope=ALL if mine else MINE, page=0)
    buttons.append(button(label, scope, emoji="🌏" if mine else "🔖"))
    card.row(*buttons)


def _days(page: AiringPage, lang: Lang) -> Select:
    total = lang.number(sum(count for _, count in page.days))
    options = [
        option(
            lang.say("The whole week ({number})", number=total),
            WEEK,
            chosen=page.wanted.day is None,
        )
    ]
    for day, count in page.days:
        shown = lang.say("{day} ({number})", day=lang.weekday(day), number=lang.number(count))
        options.append(option(shown, day.isoformat(), chosen=page.wanted.day == day))
    return select(_made(ids.AIRING_DAYS, page), lang.say("Which day?"), options)


def _countries(page: AiringPage, lang: Lang) -> Select:
    chosen = page.wanted.country
    options = [option(lang.say("All countries"), ALL, chosen=chosen is None)]
    counts = dict(page.countries[: OPTIONS - 2])
    if chosen is not None:
        counts.setdefault(chosen, dict(page.countries).get(chosen, 0))
    for code, count in counts.items():
        shown = lang.say(
            "{country} ({number})", country=lang.country(code), number=lang.number(count)
        )
        options.append(option(plain(shown), code.lower(), chosen=code == chosen))
    return select(_made(ids.AIRING_COUNTRIES, page), lang.say("Which country?"), options)


def _turn(page: AiringPage, label: str, to: int, emoji: str) -> Button:
    custom_id = _made(ids.AIRING_PAGE, page, page=to)
    return button(label, custom_id, emoji=emoji, disabled=not 0 <= to < page.pages)


def _made(form: CustomId, shown: AiringPage, **values: object) -> str:
    wanted = shown.wanted
    now = {
        "country": wanted.country.lower() if wanted.country else ALL,
        "scope": MINE if wanted.mine else ALL,
        "day": wanted.day.isoformat() if wanted.day else WEEK,
    }
    return form.make(**(now | values))
