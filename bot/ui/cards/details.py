"""A drama's details, part by part; a select goes from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import discord

from bot.domain.details import Cast, DetailPart, Episodes, Related, Sources, Trailers, Watch
from bot.domain.dramas import show_episode
from bot.domain.shows import Relation
from bot.domain.texts import Text, t
from bot.ui import custom_ids as ids
from bot.ui.cards.cast import add_cast
from bot.ui.cards.credits import facts_line, is_address
from bot.ui.cards.sources import add_sources
from bot.ui.cards.watch import add_watch
from bot.ui.layout import Card, button, link, option, select
from bot.ui.limits import LINK_URL
from bot.ui.safe import escape_line, plain, spoiler
from bot.ui.terms import (
    MAX_SHOWN_TITLE,
    air_line,
    drama_line,
    title_of,
    titles_of,
    warning_name,
)

if TYPE_CHECKING:
    from bot.domain.details import EpisodeLine, RelatedDrama, Season
    from bot.domain.dramas import DramaFacts
    from bot.i18n import Lang
    from bot.services.details import Details
    from bot.ui.layout import CardView

PARTS: Final[dict[DetailPart, tuple[str, Text]]] = {
    DetailPart.OVERVIEW: ("📄", t("Overview")),
    DetailPart.CAST: ("🎭", t("Cast")),
    DetailPart.WATCH: ("📺", t("Where to watch")),
    DetailPart.EPISODES: ("🗓️", t("Episodes")),
    DetailPart.RELATED: ("🔗", t("Related dramas")),
    DetailPart.TRAILERS: ("🎬", t("Trailers")),
    DetailPart.CONTENT: ("⚠️", t("Content warnings and ages")),
    DetailPart.SOURCES: ("📚", t("Sources")),
}
RELATIONS: Final[dict[Relation, Text]] = {
    Relation.REMAKE: t("Remakes"),
    Relation.ORIGINAL: t("The original"),
    Relation.SEQUEL: t("Sequels"),
    Relation.PREQUEL: t("Prequels"),
    Relation.SPIN_OFF: t("Spin-offs"),
    Relation.SAME_STORY: t("The same story"),
}
_WORD: Final = 60
_TITLE: Final = 100
_LISTED: Final = 12
_AGES: Final = 30


def details_card(details: Details, lang: Lang) -> CardView:
    """Show a page of one part of a drama's details, and the ways to the others."""
    card = Card()
    drama, content = details.drama, details.content
    emoji, name = PARTS[details.part]
    title = escape_line(title_of(lang, drama), MAX_SHOWN_TITLE)
    card.text(f"### {emoji} {title} · {lang.render(name)}").line(visible=False)
    match content:
        case Cast():
            add_cast(card, drama, content, lang)
        case Watch():
            add_watch(card, drama, content, details.region, lang)
        case Episodes():
            _add_episodes(card, content, lang)
        case Related():
            _add_related(card, details, content, lang)
        case Sources():
            add_sources(card, content, details.origins, lang)
        case Trailers():
            _add_trailers(card, content, lang)
        case None if details.part is DetailPart.CONTENT:
            _add_content(card, drama.facts, details.region, lang)
        case None:
            card.text("\n".join(_overview(drama.facts, lang)))
    _add_pages(card, details, lang)
    if details.part not in {DetailPart.SOURCES, DetailPart.WATCH}:
        card.text(facts_line(details.origins, lang))
    card.line(visible=False)
    card.row(_parts(details, lang))
    return card.build()


def _overview(facts: DramaFacts, lang: Lang) -> list[str]:
    main, other = titles_of(lang, facts)
    names = [name.text for name in facts.aliases if name.text not in {main, other}]
    length = []
    if facts.episodes:
        length.append(lang.plural("{count} episode", "{count} episodes", facts.episodes))
    if facts.runtime:
        length.append(
            lang.plural("{count} minute each", "{count} minutes each", facts.runtime)
            if facts.episodes != 1
            else lang.plural("{count} minute", "{count} minutes", facts.runtime)
        )
    first = [air_line(lang, facts), " · ".join(length)]
    told = [line for line in first if line]
    for label, values in (
        (lang.say("Networks"), facts.networks),
        (lang.say("Tags"), facts.tags),
        (lang.say("Other titles"), names),
    ):
        if values:
            shown = " · ".join(escape_line(value, _WORD) for value in values[:_LISTED])
            if len(values) > _LISTED:
                more = lang.number(len(values) - _LISTED)
                shown += " · " + lang.say("{number} more", number=more)
            told.append(f"**{label}**: {shown}")
    return told or [lang.say("Nothing more is known of it yet.")]


def _add_episodes(card: Card, episodes: Episodes, lang: Lang) -> None:
    if not episodes.lines:
        card.text(lang.say("Nothing is known of its episodes yet."))
        return
    several = len({line.season for line in episodes.lines if line.season is not None}) > 1
    several = several or any((line.season or 1) > 1 for line in episodes.lines)
    card.text("\n".join(_episode(line, lang, seasons=several) for line in episodes.lines))
    if any(line.hidden and line.title for line in episodes.lines):
        hidden = (
            lang.say(
                "Titles are hidden until you say how far you are with /progress: "
                "they may tell too much."
            )
            if episodes.reached is None
            else lang.say(
                "You are on episode {episode}: later titles are hidden, they may tell too much.",
                episode=show_episode(episodes.reached),
            )
        )
        card.text(f"-# {hidden}")


def _episode(line: EpisodeLine, lang: Lang, *, seasons: bool) -> str:
    number = show_episode(line.number)
    told = [f"**{number}**"]
    if line.special:
        told.append(lang.say("Special"))
    elif seasons and line.season is not None and line.number_in_season is not None:
        told.append(
            lang.say("S{season} E{episode}", season=line.season, episode=line.number_in_season)
        )
    if line.title and line.title.strip():
        title = escape_line(line.title, _TITLE)
        told.append(spoiler(title) if line.hidden else title)
    if line.airs_at is not None:
        told.append(discord.utils.format_dt(line.airs_at, "f"))
    elif line.airs_on is not None:
        told.append(lang.day(line.airs_on))
    return " · ".join(told)


def _add_related(card: Card, details: Details, related: Related, lang: Lang) -> None:
    if details.page == 0 and len(related.seasons) > 1:
        lines = [_season(season, lang) for season in related.seasons[:_LISTED]]
        card.text("\n".join([f"**{lang.say('Its seasons')}**", *lines]))
    for relation, name in RELATIONS.items():
        lines = [_relative(each, lang) for each in related.dramas if each.relation is relation]
        if lines:
            card.text("\n".join([f"**{lang.render(name)}**", *lines]))
    if not related.dramas and len(related.seasons) < 2:
        card.text(lang.say("No related drama is known yet."))
    known = {each.drama.id: each.drama for each in related.dramas if each.drama is not None}
    if known:
        opens = [option(plain(drama_line(lang, line)), str(key)) for key, line in known.items()]
        open_id = ids.DETAILS_OPEN.make(drama=details.drama.id, page=details.page)
        card.row(select(open_id, lang.say("Open a card"), opens))


def _season(season: Season, lang: Lang) -> str:
    years = [str(day.year) for day in (season.first, season.last) if day is not None]
    told = [
        lang.say("Season {number}", number=season.number),
        lang.plural("{count} episode", "{count} episodes", season.episodes),
        "–".join(dict.fromkeys(years)),
    ]
    return "- " + " · ".join(part for part in told if part)


def _relative(related: RelatedDrama, lang: Lang) -> str:
    if related.drama is None:
        year = f" ({related.year})" if related.year else ""
        return f"- {escape_line(related.title, _TITLE)}{year}"
    main, other = titles_of(lang, related.drama)
    told = [str(related.year)] if related.year else []
    told += [lang.country(related.drama.country)] if related.drama.country else []
    beside = f" {escape_line(other, _WORD)}" if other else ""
    about = f" ({', '.join(told)})" if told else ""
    return f"- **{escape_line(main, _TITLE)}**{beside}{about}"


def _add_trailers(card: Card, trailers: Trailers, lang: Lang) -> None:
    shown = [trailer for trailer in trailers.links if is_address(trailer.url, LINK_URL)]
    for trailer in shown:
        host = (urlsplit(trailer.url).hostname or "").removeprefix("www.")
        told = f"**{escape_line(trailer.title, _TITLE) or '…'}**\n-# {escape_line(host, _WORD)}"
        card.section(told, accessory=link(lang.say("Watch"), trailer.url, emoji="▶️"))
    if not shown:
        card.text(lang.say("No trailer is known yet."))


def _add_content(card: Card, facts: DramaFacts, region: str, lang: Lang) -> None:
    if facts.warnings:
        names = [escape_line(warning_name(lang, key), _WORD) for key in facts.warnings]
        heading = lang.say("You may want to know that it has")
        card.text("\n".join([f"**{heading}**", *(f"- {name}" for name in names)]))
        card.text(f"-# {lang.say('There may be more that nobody told me of.')}")
    else:
        card.text(lang.say("Nobody told me of anything to warn of. That is no promise."))
    if facts.age_ratings:
        ranked = sorted(facts.age_ratings, key=lambda rating: rating[0] != region)
        lines = [
            f"{lang.country(country)}: **{escape_line(rating, _WORD)}**"
            for country, rating in ranked[:_AGES]
        ]
        card.line(visible=False)
        card.text(f"**{lang.say('Age ratings')}**\n" + " · ".join(lines))


def _add_pages(card: Card, details: Details, lang: Lang) -> None:
    if details.pages < 2:
        return
    page, last = details.page, details.pages - 1
    told = lang.say("Page {page} of {pages}", page=page + 1, pages=details.pages)
    card.text(f"-# {told}")
    turns = [(lang.say("Previous"), page - 1, "◀️"), (lang.say("Next"), page + 1, "▶️")]
    # Long lists have their ends close by; a custom id must not stand twice in a message.
    if page > 1:
        turns.insert(0, (lang.say("First"), 0, "⏮️"))
    if page < last - 1:
        turns.append((lang.say("Last"), last, "⏭️"))
    card.row(
        *(
            button(
                label,
                ids.DETAILS_PAGE.make(drama=details.drama.id, part=details.part.value, page=to),
                emoji=emoji,
                disabled=not 0 <= to <= last,
            )
            for label, to, emoji in turns
        )
    )


def _parts(details: Details, lang: Lang) -> discord.ui.Select[discord.ui.LayoutView]:
    options = [
        option(
            lang.render(PARTS[part][1]),
            part.value,
            emoji=PARTS[part][0],
            chosen=part is details.part,
        )
        for part in details.parts
    ]
    custom_id = ids.DETAILS_PART.make(drama=details.drama.id, shown=details.part.value)
    return select(custom_id, lang.say("Go to…"), options)
