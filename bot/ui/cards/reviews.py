"""Reviews as they are published, listed, confirmed and taken back."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

import discord

from bot.domain.dramas import show_episode
from bot.domain.reviews import Place
from bot.domain.spoilers import SpoilerBoundary, Spoils
from bot.ui import custom_ids as ids
from bot.ui.cards.review_parts import (
    add_pictures,
    author_name,
    byline,
    headline,
    poster,
    short_title,
    shown_body,
    title_line,
    turning_buttons,
)
from bot.ui.layout import QUIET, WARNING, Card, button, link, option, select
from bot.ui.limits import CARD_TEXT, OPTIONS
from bot.ui.safe import spoiler
from bot.ui.terms import spoils_line

if TYPE_CHECKING:
    from bot.domain.dramas import Drama
    from bot.domain.reviews import Review
    from bot.i18n import Lang
    from bot.services.review_views import OldVersion, Reading, Shelf
    from bot.ui.layout import CardView

_WHOLE: Final = "all"
_GUESSED_EPISODES: Final = 24  # where a drama's number of episodes is not known


def published_card(reading: Reading, guild_id: int | None, lang: Lang) -> CardView:
    """Show a review to everybody: what is safe, and a button for what is not."""
    review, text = reading.review, reading.review.text
    card = Card()
    line = headline(text, reading.scale, lang)
    by = byline(review, author_name(review, guild_id, lang), lang)
    top = title_line(reading.drama, lang) + (f"\n### {line}" if line else "") + f"\n-# {by}"
    card.section(top, accessory=poster(reading.drama, lang))
    room = CARD_TEXT - len(top)
    shortened = False
    for section in text.sections:
        if section.boundary.spoils is Spoils.NOTHING:
            body = shown_body(text, section)
            shortened = shortened or len(body) > room
            card.text(body)
            add_pictures(card, section, reading.uploads, lang)
    buttons = []
    if shortened:
        buttons.append(button(lang.say("Read it all"), ids.REVIEW_READ.make(review=review.id)))
    buttons += [
        button(
            _spoiler_label(section.boundary, lang),
            ids.REVIEW_SPOILER.make(review=review.id, section=i),
            emoji="🙈",
        )
        for i, section in enumerate(text.sections)
        if section.boundary.spoils is not Spoils.NOTHING
    ]
    card.row(
        *buttons,
        button(lang.say("Drama card"), ids.DRAMA_CARD.make(drama=review.drama_id), emoji="🎬"),
        button(lang.say("Rate"), ids.DRAMA_RATE.make(drama=review.drama_id), emoji="⭐"),
        button(lang.say("My review"), ids.REVIEW_MINE.make(review=review.id), emoji="✍️"),
    )
    return card.build()


def shelf_card(shelf: Shelf, guild_id: int | None, reader: int, lang: Lang) -> CardView:
    """List a drama's reviews, each with a button that opens it."""
    card = Card()
    drama = shelf.drama
    card.text(f"### {lang.say('Reviews of {title}', title=short_title(drama, lang))}")
    for review in shelf.reviews:
        own = review.author.user_id == reader
        line = headline(review.text, shelf.scale, lang)
        by = byline(review, author_name(review, guild_id, lang, own=own), lang)
        boundary = review.text.boundary
        spoils = lang.say("has a spoiler part") if boundary else lang.say("no spoilers")
        card.section(
            (f"**{line}**\n" if line else "") + f"{by}\n-# {spoils}",
            accessory=button(lang.say("Read"), ids.REVIEW_READ.make(review=review.id)),
        )
    if not shelf.reviews:
        card.text(lang.say("Nobody has reviewed it yet. Be the first!"))
    if shelf.pages > 1:
        card.row(
            *turning_buttons(
                ids.REVIEWS_PAGE, "page", shelf.page, shelf.pages, lang, drama=drama.id
            )
        )
    card.row(
        button(
            lang.say("Write a review"),
            ids.DRAMA_REVIEW.make(drama=drama.id),
            emoji="✍️",
            style=discord.ButtonStyle.primary,
        ),
        button(lang.say("Drama card"), ids.DRAMA_CARD.make(drama=drama.id), emoji="🎬"),
    )
    return card.build()


def saved_card(drama: Drama, lang: Lang, *, posted: bool = True) -> CardView:
    """Say that a review is kept, while or instead of its being posted."""
    card = Card()
    card.text(f"### {lang.say('Your review of {title} is saved', title=short_title(drama, lang))}")
    if not posted:
        card.text(
            lang.say(
                "I could not post it in this channel, so it is not shown here. "
                "/review read shows it to everybody who asks."
            )
        )
    return card.build()


def own_card(
    drama: Drama,
    review: Review,
    message_id: int,
    lang: Lang,
    *,
    edited: bool = False,
    url: str | None = None,
) -> CardView:
    """Confirm to the author what was published, and offer what they may want to change.

    Args:
        drama: What it reviews.
        review: The review as it is now.
        message_id: Where it is published, 0 where that is not known.
        lang: The author's language.
        edited: It was published before.
        url: A link to the message, where it is known.
    """
    card = Card()
    title = short_title(drama, lang)
    if edited:
        card.text(f"### {lang.say('Your review of {title} is updated', title=title)}")
    else:
        card.text(f"### {lang.say('Your review of {title} is published', title=title)}")
    key = {"review": review.id, "message": message_id}
    boundary = review.text.boundary
    if boundary is not None:
        card.text(
            lang.say(
                "Those who have not got that far are asked before your spoiler part opens. "
                "How far does it go?"
            )
        )
        card.row(
            select(
                ids.REVIEW_BOUNDARY.make(**key),
                spoils_line(lang, boundary),
                _boundary_options(drama, boundary, lang),
            )
        )
    buttons = []
    places = [
        section.boundary.spoils is Spoils.NOTHING
        for section in review.text.sections
        for _ in section.pictures
    ]
    if places:
        move = Place.HIDDEN if places[0] else Place.OPEN
        label = (
            lang.say("Hide the picture as a spoiler") if places[0] else lang.say("Show the picture")
        )
        buttons = [
            button(label, ids.REVIEW_PICTURE.make(**key, place=move)),
            button(
                lang.say("Take the picture out"),
                ids.REVIEW_PICTURE.make(**key, place=Place.NOWHERE),
            ),
        ]
    card.row(
        *buttons,
        button(lang.say("Edit"), ids.REVIEW_EDIT.make(**key), emoji="✏️"),
        button(lang.say("Delete"), ids.REVIEW_DELETE.make(review=review.id), emoji="🗑️"),
        *([link(lang.say("Go to the review"), url)] if url else []),
    )
    return card.build()


def ask_delete_card(reading: Reading, lang: Lang) -> CardView:
    """Ask before a review is deleted."""
    title = short_title(reading.drama, lang)
    card = Card(accent=WARNING)
    if reading.own:
        card.text(f"### {lang.say('Delete your review of {title}?', title=title)}")
        card.text(lang.say("Its text, its versions and its picture are gone for good."))
        card.text(lang.say("Your rating stays."))
    else:
        author = f"<@{reading.review.author.user_id}>"
        asked = lang.say("Delete the review of {title} by {author}?", title=title, author=author)
        card.text(f"### {asked}")
        card.text(lang.say("Its text, its versions and its picture are gone for good."))
    yes = ids.REVIEW_DELETE_YES.make(review=reading.review.id)
    card.row(
        button(lang.say("Delete it"), yes, style=discord.ButtonStyle.danger),
        button(lang.say("Keep it"), ids.REVIEW_KEEP.make(review=reading.review.id)),
    )
    return card.build()


def deleted_card(lang: Lang) -> CardView:
    """Stand where a review stood that is no more."""
    return Card(accent=QUIET).text(f"*{lang.say('This review was deleted.')}*").build()


def note_card(text: str) -> CardView:
    """Stand where a question stood that was answered."""
    return Card(accent=QUIET).text(text).build()


def version_card(old: OldVersion, lang: Lang) -> CardView:
    """Show one version of a review to its author or a moderator, spoilers hidden."""
    card = Card(accent=QUIET)
    title = lang.say(
        "{title}: version {version} of {count}",
        title=short_title(old.drama, lang),
        version=old.version,
        count=old.versions,
    )
    line = headline(old.text, old.scale, lang)
    card.text(
        f"### {title}\n" + (f"**{line}**\n" if line else "") + f"-# {lang.day(old.written_at)}"
    )
    for section in old.text.sections:
        if section.boundary.spoils is Spoils.NOTHING:
            card.text(shown_body(old.text, section))
        elif section.body:
            card.text(f"-# {spoils_line(lang, section.boundary)}")
            card.text(spoiler(shown_body(old.text, section)))
    card.row(
        *turning_buttons(
            ids.REVIEW_VERSIONS,
            "version",
            old.version,
            old.versions + 1,
            lang,
            first=1,
            review=old.review.id,
        )
    )
    return card.build()


def parse_boundary(value: str) -> SpoilerBoundary:
    """Read what was chosen from the options of ``own_card``."""
    if value == _WHOLE:
        return SpoilerBoundary.everything()
    return SpoilerBoundary.through(Decimal(value))


def _spoiler_label(boundary: SpoilerBoundary, lang: Lang) -> str:
    if boundary.episode is None:
        return lang.say("Read the spoiler part (whole drama)")
    return lang.say(
        "Read the spoiler part (through episode {episode})", episode=show_episode(boundary.episode)
    )


def _boundary_options(
    drama: Drama, current: SpoilerBoundary, lang: Lang
) -> list[discord.SelectOption]:
    count = drama.facts.episodes or _GUESSED_EPISODES
    episodes = {Decimal(number) for number in range(1, count + 1)} | drama.special_episodes
    if len(episodes) > OPTIONS - 2:
        # A step for each option; the command's option takes what lies between.
        step = -(-count // (OPTIONS - 2))
        episodes = {Decimal(number) for number in range(step, count + 1, step)}
    if current.episode is not None:
        episodes.add(current.episode)
    boundaries = [SpoilerBoundary.everything()]
    boundaries += [SpoilerBoundary.through(episode) for episode in sorted(episodes)]
    return [
        option(
            spoils_line(lang, boundary),
            _WHOLE if boundary.episode is None else show_episode(boundary.episode),
            chosen=boundary == current,
        )
        for boundary in boundaries
    ]
