"""What a rating answers, and how a drama is rated, as a picture and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.domain.scores import Scale, Score
from bot.pictures.distribution import DistributionChart
from bot.ui import custom_ids as ids
from bot.ui.layout import Card, button
from bot.ui.limits import ALT_TEXT
from bot.ui.safe import clip, escape_line, plain
from bot.ui.terms import MAX_SHOWN_TITLE, show_points, show_score, title_of, titles_of

if TYPE_CHECKING:
    from bot.domain.dramas import Drama
    from bot.domain.scores import Distribution
    from bot.i18n import Lang
    from bot.services.ratings import Ratings
    from bot.ui.layout import CardView

PICTURE: Final = "ratings.png"
HERE: Final = "server"
EVERYONE: Final = "everyone"


def rated_card(
    drama: Drama, score: Score | None, before: Score | None, scale: Scale, lang: Lang
) -> CardView:
    """Say what became of a member's rating, and offer to change it."""
    card = Card()
    title = escape_line(title_of(lang, drama), MAX_SHOWN_TITLE)
    if score is None and before is None:
        card.text(lang.say("You have not rated {title} yet.", title=title))
    elif score is None:
        card.text(lang.say("Your rating of {title} is gone.", title=title))
    else:
        given = f"**{show_score(lang, score, scale)}**"
        card.text("⭐ " + lang.say("You gave {title} {score}.", title=title, score=given))
    if before is not None and before != score:
        card.text(f"-# {lang.say('Before: {score}', score=show_score(lang, before, scale))}")
    buttons = [
        button(
            lang.say("Rate") if score is None else lang.say("Change"),
            ids.DRAMA_RATE.make(drama=drama.id),
            style=discord.ButtonStyle.primary,
        )
    ]
    if score is not None:
        remove = ids.RATING_REMOVE.make(drama=drama.id)
        buttons.append(button(lang.say("Remove my rating"), remove))
    buttons.append(button(lang.say("Drama card"), ids.DRAMA_CARD.make(drama=drama.id)))
    return card.row(*buttons).build()


def ratings_chart(drama: Drama, ratings: Ratings, scope: str, lang: Lang) -> DistributionChart:
    """Return what the picture shows, in words already translated."""
    chosen = _chosen(ratings, scope)
    main, other = titles_of(lang, drama.facts)
    return DistributionChart(
        title=clip(plain(main), MAX_SHOWN_TITLE),
        native_title=clip(plain(other or ""), MAX_SHOWN_TITLE),
        counts=chosen.counts,
        heading=_heading(scope, lang),
        summary=_summary(chosen, ratings.scale, lang),
        scale_labels=_labels(ratings.scale, lang),
    )


def ratings_card(
    drama: Drama, ratings: Ratings, scope: str, picture: discord.File | None, lang: Lang
) -> CardView:
    """Show how a drama is rated: the picture with its alt text, and its scores in words."""
    card = Card()
    title, heading = title_of(lang, drama), _heading(scope, lang)
    words = in_words(_chosen(ratings, scope), ratings.scale, lang)
    if picture is None:
        card.text(f"## {escape_line(title, MAX_SHOWN_TITLE)}\n{heading}")
    else:
        card.attach(picture)
        # The picture names the drama and whose ratings these are, so the text does not.
        alt = "\n".join((clip(plain(title), MAX_SHOWN_TITLE), heading, words))
        item = discord.MediaGalleryItem(f"attachment://{PICTURE}", description=clip(alt, ALT_TEXT))
        card.gallery(item, optional=False)
    card.text(words)
    buttons = [
        button(
            lang.say("Rate"),
            ids.DRAMA_RATE.make(drama=drama.id),
            emoji="⭐",
            style=discord.ButtonStyle.primary,
        )
    ]
    if ratings.server is not None:
        other = EVERYONE if scope == HERE else HERE
        switch = ids.RATINGS_SCOPE.make(drama=drama.id, scope=other)
        buttons.append(button(_heading(other, lang), switch, emoji="🔁"))
    return card.row(*buttons).build()


def in_words(distribution: Distribution, scale: Scale, lang: Lang) -> str:
    """Describe a distribution: the average, then how many gave each score."""
    if not distribution.total:
        return lang.say("Nobody has rated it yet. Be the first.")
    given = [
        lang.plural(
            "{count} gave it {score}",
            "{count} gave it {score}",
            count,
            score=show_score(lang, Score(points), scale),
        )
        for points, count in reversed(list(enumerate(distribution.counts, 1)))
        if count
    ]
    return f"{_summary(distribution, scale, lang)}. {lang.listed(given)}."


def _chosen(ratings: Ratings, scope: str) -> Distribution:
    return ratings.server if scope == HERE and ratings.server is not None else ratings.everyone


def _heading(scope: str, lang: Lang) -> str:
    return lang.say("Ratings in this server") if scope == HERE else lang.say("Everyone’s ratings")


def _summary(distribution: Distribution, scale: Scale, lang: Lang) -> str:
    if distribution.mean is None:
        return lang.say("No ratings yet")
    return lang.plural(
        "{mean} from {count} rating",
        "{mean} from {count} ratings",
        distribution.total,
        mean=show_points(lang, distribution.mean, scale),
    )


def _labels(scale: Scale, lang: Lang) -> tuple[str, ...]:
    match scale:
        case Scale.STARS:
            return tuple("★" * n for n in range(1, 6))
        case Scale.HUNDRED:
            return tuple(str(n * 10) for n in range(1, 11))
        case _:
            return tuple(lang.number(n) for n in range(1, 11))
