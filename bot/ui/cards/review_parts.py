"""What the cards of reviews share: who wrote it, the score, the pictures."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import discord

from bot.ui.layout import button
from bot.ui.limits import ALT_TEXT, GALLERY
from bot.ui.safe import clip, clip_markup, escape, escape_line, plain, spoiler
from bot.ui.terms import MAX_SHOWN_TITLE, show_score, title_of, titles_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.dramas import Drama
    from bot.domain.reviews import Picture, Review, ReviewText, Section, Upload
    from bot.domain.scores import Scale
    from bot.i18n import Lang
    from bot.ui.custom_ids import CustomId
    from bot.ui.layout import Card


MAX_CAPTIONS: Final = 300  # characters, below the pictures of a section


def title_line(drama: Drama, lang: Lang, *besides: str) -> str:
    """Name a drama with its other title and year, and what else is to stand beside them."""
    main, other = titles_of(lang, drama.facts)
    told = [f"**{escape_line(other, MAX_SHOWN_TITLE)}**"] if other else []
    told += [str(drama.facts.year)] if drama.facts.year else []
    title = f"## {escape_line(main, MAX_SHOWN_TITLE)}"
    return f"{title}\n{' · '.join([*told, *besides])}".rstrip()


def short_title(drama: Drama, lang: Lang) -> str:
    """Name a drama in a sentence."""
    return escape_line(title_of(lang, drama), MAX_SHOWN_TITLE)


def poster(drama: Drama, lang: Lang) -> discord.ui.Thumbnail[discord.ui.LayoutView] | None:
    """Show a drama's poster, if it has one."""
    if not drama.facts.poster_url:
        return None
    title = clip(plain(title_of(lang, drama)), MAX_SHOWN_TITLE)
    alt = lang.say("Poster of {title}", title=title)
    return discord.ui.Thumbnail(drama.facts.poster_url, description=alt)


def headline(text: ReviewText, scale: Scale, lang: Lang) -> str:
    """Write the score and the verdict in one line; empty where there is neither."""
    score = text.score_text or (show_score(lang, text.score, scale) if text.score else "")
    return " — ".join(part for part in (escape_line(score), escape_line(text.verdict)) if part)


def shown_body(text: ReviewText, section: Section) -> str:
    """Return a section's body as Markdown to show: a blog's as we made it, a member's escaped."""
    return section.body if text.markup else escape(section.body)


def author_name(review: Review, guild_id: int | None, lang: Lang, *, own: bool = False) -> str:
    """Name who wrote a review; a member only where they wrote it, or to themselves."""
    if review.author.user_id is None:
        return escape_line(review.author.house or "")
    if own or review.guild_id == guild_id:
        return f"<@{review.author.user_id}>"
    return lang.say("a member of another server")


def byline(review: Review, author: str, lang: Lang) -> str:
    """Say who wrote a review and when, and that it was edited."""
    told = [lang.say("Review by {author}, {date}", author=author, date=lang.day(review.written_at))]
    if review.first_impression:
        told.append(lang.say("First impression"))
    if review.version > 1 and review.edited_at is not None:
        told.append(
            lang.say(
                "edited {date}, version {version}",
                date=lang.day(review.edited_at),
                version=review.version,
            )
        )
    return " · ".join(told)


def add_pictures(card: Card, section: Section, uploads: Mapping[int, Upload], lang: Lang) -> None:
    """Show a section's pictures, our own copies attached anew: Discord's addresses expire."""
    items = []
    for picture in section.pictures[:GALLERY]:
        # What hides a picture does not hide its description.
        told = "" if picture.hidden else plain(picture.alt or picture.caption)
        alt = clip(told, ALT_TEXT) or lang.say("Picture of the review")
        upload = uploads.get(picture.upload_id or 0)
        if upload is not None:
            name = _file_name(picture, upload)
            file = discord.File(io.BytesIO(upload.data), filename=name)
            card.attach(file)
            address = f"attachment://{name}"
        elif picture.url:
            address = picture.url
        else:
            continue
        hidden = picture.hidden
        items.append(discord.MediaGalleryItem(address, description=alt, spoiler=hidden))
    card.gallery(*items, optional=False)
    if items:
        card.text(captions(section), optional=True)


def captions(section: Section) -> str:
    """Write what stands below a section's pictures in one small line; empty where nothing does."""
    told = [
        spoiler(caption) if picture.hidden else caption
        for picture in section.pictures[:GALLERY]
        if (caption := escape_line(picture.caption))
    ]
    return clip_markup(f"-# {' · '.join(told)}", MAX_CAPTIONS) if told else ""


def turning_buttons(
    form: CustomId, name: str, at: int, end: int, lang: Lang, *, first: int = 0, **key: int
) -> list[discord.ui.Button[discord.ui.LayoutView]]:
    """Make the buttons that lead back and on, through numbers from ``first`` to before ``end``."""
    return [
        button(
            lang.say("Back"),
            form.make(**key, **{name: max(at - 1, first)}),
            emoji="◀️",
            disabled=at <= first,
        ),
        button(
            lang.say("Next"),
            form.make(**key, **{name: at + 1}),
            emoji="▶️",
            disabled=at >= end - 1,
        ),
    ]


def _file_name(picture: Picture, upload: Upload) -> str:
    return f"picture-{picture.upload_id}.{upload.media_type.rpartition('/')[2]}"
