"""The review card of a drama: the hub from which everything else is reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.domain.dramas import show_episode
from bot.domain.follows import Kind
from bot.domain.spoilers import Spoils
from bot.ui import custom_ids as ids
from bot.ui.cards.credits import facts_line
from bot.ui.cards.review_parts import shown_body
from bot.ui.layout import Card, button, link, option, select
from bot.ui.limits import ALT_TEXT, GALLERY
from bot.ui.safe import clip, escape, escape_line, plain, spoiler
from bot.ui.terms import (
    MAX_SHOWN_TITLE,
    STATUS_EMOJI,
    air_line,
    drama_line,
    genre_name,
    names_of,
    show_score,
    show_tally,
    spoils_line,
    status_name,
    title_of,
    titles_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.dramas import Drama, DramaFacts
    from bot.domain.reviews import Review, Section
    from bot.i18n import Lang
    from bot.services.likes import Likeness
    from bot.services.pages import DramaPage
    from bot.ui.layout import CardView

_CAST_SHOWN: Final = 6
_SECTIONS_SHOWN: Final = 6


def drama_card(page: DramaPage, lang: Lang, *, in_server: bool, private: bool = False) -> CardView:
    """Show a drama's review card.

    Args:
        page: What to show.
        lang: The reader's language.
        in_server: It is shown in a server of the bot's, where threads can be opened.
        private: Only the member sees it, so it may say how they rated and how far they are.
    """
    card = Card()
    drama, review = page.drama, page.house_review
    card.section(_heading(drama, lang), _facts(drama, lang), accessory=_poster(drama, lang))
    if drama.facts.synopsis:
        card.line(visible=False).text(escape(drama.facts.synopsis))
    if drama.facts.cast:
        card.line(visible=False).text(_cast(drama.facts, lang))
    if review is not None:
        card.line()
        _add_review(card, page, review, lang)
    card.line()
    card.text(_scores(page, lang, private=private))
    card.text(facts_line(page.origins, lang))
    _add_buttons(card, page, lang, in_server=in_server)
    return card.build()


def likes_card(drama: Drama, likes: Iterable[Likeness], lang: Lang) -> CardView:
    """Show dramas like another one, each with its reason, and a way to their cards."""
    card = Card()
    title = escape_line(title_of(lang, drama), MAX_SHOWN_TITLE)
    card.text(f"### {lang.say('More like {title}', title=title)}")
    options = []
    for like in likes:
        facts = like.drama.facts
        main, other = titles_of(lang, facts)
        told = [str(facts.year)] if facts.year else []
        told += [escape_line(other, MAX_SHOWN_TITLE)] if other else []
        card.text(
            f"**{escape_line(main, MAX_SHOWN_TITLE)}** {' · '.join(told)}\n"
            f"-# {_reason(like, lang)}",
            optional=True,
        )
        options.append(option(plain(drama_line(lang, like.drama.line)), str(like.drama.id)))
    if options:
        card.row(select(ids.LIKE_OPEN.make(drama=drama.id), lang.say("Open a card"), options))
    else:
        card.text(lang.say("Nothing in the catalogue comes near it yet."))
    return card.build()


def _heading(drama: Drama, lang: Lang) -> str:
    facts = drama.facts
    line = [str(facts.year)] if facts.year else []
    if facts.country:
        line.append(lang.country(facts.country))
    main, other = titles_of(lang, facts)
    beside = f"**{escape_line(other, MAX_SHOWN_TITLE)}**" if other else ""
    return "\n".join(
        part
        for part in (
            f"## {escape_line(main, MAX_SHOWN_TITLE)}",
            " · ".join(part for part in (beside, *line) if part),
        )
        if part
    )


def _facts(drama: Drama, lang: Lang) -> str:
    facts = drama.facts
    lines = []
    if facts.genres:
        lines.append(" · ".join(escape_line(genre_name(lang, key)) for key in facts.genres))
    told = []
    if facts.episodes:
        told.append(lang.plural("{count} episode", "{count} episodes", facts.episodes))
    told += [escape_line(network) for network in facts.networks]
    if told:
        lines.append(" · ".join(told))
    lines.append(air_line(lang, facts))
    return "\n".join(line for line in lines if line)


def _poster(drama: Drama, lang: Lang) -> discord.ui.Thumbnail[discord.ui.LayoutView] | None:
    url = drama.facts.poster_url
    if not url:
        return None
    title = clip(plain(title_of(lang, drama)), MAX_SHOWN_TITLE)
    return discord.ui.Thumbnail(url, description=lang.say("Poster of {title}", title=title))


def _cast(facts: DramaFacts, lang: Lang) -> str:
    lines = []
    for member in facts.cast[:_CAST_SHOWN]:
        main, other = names_of(lang, facts, member)
        actor = f"**{escape_line(main, MAX_SHOWN_TITLE)}**"
        if other:
            beside = escape_line(other, MAX_SHOWN_TITLE)
            actor = lang.say("{name} {other}", name=actor, other=beside)
        role = escape_line(member.role, MAX_SHOWN_TITLE)
        lines.append(lang.say("{actor} as {role}", actor=actor, role=role) if role else actor)
    return "\n".join(lines)


def _add_review(card: Card, page: DramaPage, review: Review, lang: Lang) -> None:
    text = review.text
    score = text.score_text or (show_score(lang, text.score, page.scale) if text.score else "")
    verdict = escape_line(text.verdict)
    headline = " — ".join(part for part in (escape_line(score), verdict) if part)
    by = lang.say(
        "Review by {house}, {date}",
        house=escape_line(review.author.house or ""),
        date=lang.day(review.written_at),
    )
    if review.first_impression:
        by += " · " + lang.say("First impression")
    card.text((f"### {headline}\n" if headline else "") + f"-# {by}")
    for section in text.sections:
        if section.boundary.spoils is Spoils.NOTHING and not section.heading:
            card.text(shown_body(text, section))
    headed = [section for section in text.sections if section.heading]
    if headed:
        lines = [_section_line(section, lang) for section in headed[:_SECTIONS_SHOWN]]
        card.line(visible=False).text("\n".join(lines))
    card.gallery(*_pictures(text.sections, lang))


def _section_line(section: Section, lang: Lang) -> str:
    heading = escape_line(section.heading)
    safe = section.boundary.spoils is Spoils.NOTHING
    shown = f"**{heading}**" if safe else spoiler(heading)
    return f"{shown} · {spoils_line(lang, section.boundary)}"


def _pictures(sections: tuple[Section, ...], lang: Lang) -> list[discord.MediaGalleryItem]:
    items = []
    for section in sections:
        for picture in section.pictures:
            if picture.url is None:
                continue
            hidden = picture.hidden or section.boundary.spoils is not Spoils.NOTHING
            # A caption may give away what its picture does, and alt text cannot be hidden.
            alt = plain(picture.alt or picture.caption)
            if hidden:
                alt = lang.say("Picture of the review")
            items.append(
                discord.MediaGalleryItem(
                    picture.url, description=clip(alt, ALT_TEXT) or None, spoiler=hidden
                )
            )
    return items[:GALLERY]


def _scores(page: DramaPage, lang: Lang, *, private: bool) -> str:
    standing, scale = page.standing, page.scale
    lines = []
    if standing.server is not None:
        lines.append(
            lang.say("This server: {score}", score=show_tally(lang, standing.server, scale))
        )
    lines.append(lang.say("Everyone: {score}", score=show_tally(lang, standing.everyone, scale)))
    if standing.dropped.count:
        lines.append(
            lang.say("Dropped it: {score}", score=show_tally(lang, standing.dropped, scale))
        )
    text = "⭐ " + " · ".join(lines)
    if private:
        mine = []
        if standing.mine:
            mine.append(
                lang.say(
                    "You gave it {score}", score=f"**{show_score(lang, standing.mine, scale)}**"
                )
            )
        if page.watch:
            status = f"{STATUS_EMOJI[page.watch.status]} {status_name(lang, page.watch.status)}"
            if page.watch.episode is not None:
                status += " · " + lang.say(
                    "episode {episode}", episode=show_episode(page.watch.episode)
                )
            mine.append(status)
        if mine:
            text += "\n" + " · ".join(mine)
    return text


def _add_buttons(card: Card, page: DramaPage, lang: Lang, *, in_server: bool) -> None:
    drama = page.drama.id
    discuss = button(lang.say("Discuss"), ids.DRAMA_DISCUSS.make(drama=drama), emoji="💬")
    card.row(
        button(
            lang.say("Rate"),
            ids.DRAMA_RATE.make(drama=drama),
            emoji="⭐",
            style=discord.ButtonStyle.primary,
        ),
        button(lang.say("Review"), ids.DRAMA_REVIEW.make(drama=drama), emoji="✍️"),
        *([discuss] if in_server else []),
        button(lang.say("Watchlist"), ids.DRAMA_WATCHLIST.make(drama=drama), emoji="🔖"),
        button(lang.say("More like this"), ids.DRAMA_LIKE.make(drama=drama), emoji="🎞️"),
    )
    more = [button(lang.say("Details"), ids.DRAMA_DETAILS.make(drama=drama), emoji="🔎")]
    if page.reviews:
        label = lang.plural("Read {count} review", "Read {count} reviews", page.reviews)
        more.append(button(label, ids.DRAMA_REVIEWS.make(drama=drama, page=0), emoji="📖"))
    if page.standing.everyone.count or page.standing.dropped.count:
        more.append(button(lang.say("Ratings"), ids.DRAMA_RATINGS.make(drama=drama), emoji="📊"))
    if page.house_review and page.house_review.source_url:
        more.append(link(lang.say("Original post"), page.house_review.source_url))
    follow = ids.FOLLOW_START.make(kind=Kind.DRAMA.value, id=drama)
    more.insert(1, button(lang.say("Follow"), follow, emoji="🔔"))
    card.row(*more)


def _reason(like: Likeness, lang: Lang) -> str:
    parts = []
    if like.actors:
        names = lang.listed([escape_line(name, MAX_SHOWN_TITLE) for name in _shared(like, lang)])
        parts.append(lang.say("Also with {actors}", actors=names))
    if like.genres:
        parts.append(lang.listed([genre_name(lang, key) for key in like.genres]))
    if like.networks:
        parts.append(
            lang.say(
                "Also on {networks}", networks=lang.listed([escape_line(n) for n in like.networks])
            )
        )
    return " · ".join(parts)


def _shared(like: Likeness, lang: Lang) -> list[str]:
    """Name the actors they share in the reader's language."""
    facts = like.drama.facts
    members = {member.actor: names_of(lang, facts, member)[0] for member in facts.cast}
    return [members.get(actor, actor) for actor in like.actors]
