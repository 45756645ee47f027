"""What a new review looks like where it is announced, and what managers read when that ends."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import discord

from bot.domain.announcing import Trouble
from bot.domain.dramas import Drama, DramaFacts, show_episode
from bot.domain.reviews import Author, Review, ReviewText, Section
from bot.domain.scores import Score
from bot.domain.spoilers import SpoilerBoundary, Spoils
from bot.domain.texts import Text, t
from bot.ui import custom_ids as ids
from bot.ui.cards.review_parts import add_pictures, headline, poster, shown_body, title_line
from bot.ui.layout import ACCENT, QUIET, WARNING, Card, button, link
from bot.ui.replies import shows
from bot.ui.safe import clip_markup, escape_line
from bot.ui.terms import genre_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.domain.announcing import Subscription
    from bot.domain.reviews import Upload
    from bot.domain.scores import Scale
    from bot.i18n import Lang
    from bot.ui.layout import CardView

REASONS: Final[dict[Trouble, Text]] = {
    Trouble.GONE: t("The channel, thread or forum was deleted."),
    Trouble.HIDDEN: t("I cannot see the channel any more."),
    Trouble.FORBIDDEN: t("I am not allowed to post there any more."),
    Trouble.LOCKED: t("The thread was closed and locked."),
    Trouble.CLOSED: t("Discord let no direct message of mine through to you."),
}
_REMEDIES: Final[dict[Trouble, Text]] = {
    Trouble.GONE: t("To go on in another channel, use /announce here in it."),
    Trouble.HIDDEN: t(
        "Grant me View Channel in Edit Channel → Permissions, then turn the announcements back on."
    ),
    Trouble.FORBIDDEN: t(
        "Check what I may do there in Edit Channel → Permissions, then turn the announcements "
        "back on."
    ),
    Trouble.LOCKED: t(
        "Open and unlock the thread, or grant me Manage Threads; then turn the announcements "
        "back on."
    ),
    Trouble.CLOSED: t(
        "Allow direct messages in the settings of a server that we share, then turn it back on."
    ),
}

_OPENING: Final = 400
_NONE: Final[Mapping[int, Upload]] = MappingProxyType({})


def announcement_card(
    drama: Drama,
    review: Review,
    scale: Scale,
    lang: Lang,
    *,
    uploads: Mapping[int, Upload] = _NONE,
    test: bool = False,
    role_id: int | None = None,
    direct: bool = False,
) -> CardView:
    """Announce a review: what is safe of its opening, and the way to the rest.

    Args:
        drama: What was reviewed.
        review: The review; one with id 0 is made up, and cannot be read.
        scale: The one the server sees scores in.
        lang: The server's language.
        uploads: The pictures of ours that may be attached, by id.
        test: Say that this is only a test.
        role_id: The role to mention.
        direct: It goes to a member who follows something of it, and may stop that.
    """
    card = Card(accent=QUIET) if test else Card()
    if test:
        card.text("-# 🧪 " + lang.say("This is a test: new reviews will look like this here."))
    card.text(f"<@&{role_id}>" if role_id else "")
    card.section(_heading(drama, lang), accessory=poster(drama, lang))
    card.text(_verdict(review, scale, lang))
    text = review.text
    opening = next((shown_body(text, s) for s in text.sections if _is_safe(s.boundary)), "")
    card.text(clip_markup(opening, _OPENING))
    for section in text.sections:
        if _is_safe(section.boundary):
            ours = tuple(p for p in section.pictures if p.upload_id in uploads)
            add_pictures(card, replace(section, pictures=ours), uploads, lang)
    rest = _widest(review.text)
    if rest is not None:
        card.text("-# " + _rest(rest, lang))
    buttons = []
    if review.id:
        label = lang.say("Read the review")
        read = ids.REVIEW_READ.make(review=review.id)
        buttons.append(button(label, read, emoji="📖", style=discord.ButtonStyle.primary))
    buttons.append(button(lang.say("Drama card"), ids.DRAMA_CARD.make(drama=drama.id), emoji="🎬"))
    if review.source_url:
        buttons.append(link(lang.say("Original post"), review.source_url))
    card.row(*buttons)
    if direct:
        card.row(*following_buttons(lang))
    return card.build()


def following_buttons(lang: Lang) -> list[discord.ui.Button[discord.ui.LayoutView]]:
    """Make the buttons under a direct message: to stop what brought it, and to see the rest."""
    return [
        button(lang.say("Stop these messages"), ids.FOLLOW_STOP_THIS.make(), emoji="🔕"),
        button(lang.say("Everything I follow"), ids.FOLLOWS_OPEN.make(), emoji="📋"),
    ]


def is_announcement(message: discord.Message, review_id: int) -> bool:
    """Tell whether a message of ours announces a review, and is no test, list or answer."""
    container = message.components[0] if message.components else None
    return (
        message.webhook_id is None  # an answer to a command comes through a webhook
        and isinstance(container, discord.Container)
        and container.accent_colour is not None
        and container.accent_colour.value == ACCENT
        and shows(message, ids.REVIEW_READ.make(review=review_id))
    )


def made_up(drama: Drama | None, user_id: int, now: datetime, lang: Lang) -> tuple[Drama, Review]:
    """Return a review that nobody wrote, to test with where there is none yet."""
    drama = drama or Drama(0, DramaFacts(lang.say("A drama")))
    verdict = lang.say("a verdict in one line")
    opening = lang.say("The opening of the review stands here, as far as it spoils nothing.")
    text = ReviewText(Score(17), verdict, (Section("", opening, SpoilerBoundary.nothing()),))
    return drama, Review(0, drama.id, Author(user_id=user_id), text, 1, now)


def stopped_card(
    subscription: Subscription, lang: Lang, *, lacking: Sequence[str] = (), in_server: bool = True
) -> CardView:
    """Tell a server's managers that announcements were switched off, why, and what to do.

    Args:
        subscription: Which.
        lang: The server's language.
        lacking: Names of the permissions that the bot lacks there, where it can tell.
        in_server: Whether this is read where the button can work.
    """
    card = Card(accent=WARNING)
    title = lang.say(
        "I stopped announcing new reviews in {channel}", channel=f"<#{subscription.channel_id}>"
    )
    card.text(f"### {title}\n{_reason(subscription, lang)}")
    card.text(_remedy(subscription.trouble, lang, lacking))
    card.text(
        "-# "
        + lang.say(
            "Whoever has Manage Server can do this. I say it once; /announce list shows it too. "
            "Reviews that are posted meanwhile are not announced later."
        )
    )
    if in_server:
        card.row(on_button(subscription, lang), remove_button(subscription, lang))
    return card.build()


def why_not(trouble: Trouble) -> Text:
    """Say why nothing can be posted somewhere, and what to do about it."""
    return t("{reason} {remedy}", reason=REASONS[trouble], remedy=_REMEDIES[trouble])


def on_button(subscription: Subscription, lang: Lang) -> discord.ui.Button[discord.ui.LayoutView]:
    """Make the button that turns announcements back on."""
    custom_id = ids.ANNOUNCE_ON.make(subscription=subscription.id)
    style = discord.ButtonStyle.primary
    return button(lang.say("Turn back on"), custom_id, emoji="▶️", style=style)


def remove_button(
    subscription: Subscription, lang: Lang
) -> discord.ui.Button[discord.ui.LayoutView]:
    """Make the button that ends announcements."""
    custom_id = ids.ANNOUNCE_REMOVE.make(subscription=subscription.id)
    return button(lang.say("Remove"), custom_id, emoji="🗑️", style=discord.ButtonStyle.danger)


def _heading(drama: Drama, lang: Lang) -> str:
    genres = [escape_line(genre_name(lang, key)) for key in drama.facts.genres[:3]]
    return f"-# 📣 {lang.say('New review')}\n{title_line(drama, lang, *genres)}"


def _rest(boundary: SpoilerBoundary, lang: Lang) -> str:
    if boundary.episode is None:
        return lang.say("The rest spoils the whole drama")
    return lang.say(
        "The rest spoils through episode {episode}", episode=show_episode(boundary.episode)
    )


def _verdict(review: Review, scale: Scale, lang: Lang) -> str:
    author = review.author
    line = headline(review.text, scale, lang)
    by = lang.say(
        "Review by {author}, {date}",
        author=escape_line(author.house) if author.house else f"<@{author.user_id}>",
        date=lang.day(review.written_at),
    )
    if review.first_impression:
        by += " · " + lang.say("First impression")
    return (f"### {line}\n" if line else "") + f"-# {by}"


def _is_safe(boundary: SpoilerBoundary) -> bool:
    return boundary.spoils is Spoils.NOTHING


def _widest(text: ReviewText) -> SpoilerBoundary | None:
    """Return what the section that gives most away gives away."""
    spoiling = [s.boundary for s in text.sections if not _is_safe(s.boundary)]
    if any(boundary.episode is None for boundary in spoiling):
        return SpoilerBoundary.everything()
    episodes = [boundary.episode for boundary in spoiling if boundary.episode is not None]
    return SpoilerBoundary.through(max(episodes)) if episodes else None


def _remedy(trouble: Trouble | None, lang: Lang, lacking: Sequence[str]) -> str:
    if trouble in {Trouble.HIDDEN, Trouble.FORBIDDEN} and lacking:
        return lang.say(
            "Grant me {permissions} in Edit Channel → Permissions, or to my role in Server "
            "Settings → Roles; then turn the announcements back on.",
            permissions=lang.listed([f"**{name}**" for name in lacking]),
        )
    return lang.render(_REMEDIES[trouble]) if trouble else ""


def _reason(subscription: Subscription, lang: Lang) -> str:
    return lang.render(REASONS[subscription.trouble]) if subscription.trouble else ""
