"""A member's settings, a server's, and what becomes of a member's data."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import discord

from bot.domain.scores import Scale, Score
from bot.domain.texts import Text, t
from bot.ui import custom_ids as ids
from bot.ui.cards.announcement_terms import quiet_line
from bot.ui.cards.regions import region_select, shown_region
from bot.ui.layout import QUIET, WARNING, Card, button, option, select
from bot.ui.terms import show_score

if TYPE_CHECKING:
    from bot.i18n import Lang
    from bot.services.hours import Day
    from bot.services.settings import Kept, Preferences
    from bot.ui.layout import CardView

NO_SCALE: Final = "server"
_EXAMPLE: Final = Score.of_points(8.5)
_SCALES: Final[dict[Scale, Text]] = {
    Scale.TEN: t("10 points"),
    Scale.STARS: t("5 stars"),
    Scale.HUNDRED: t("100 points"),
}


def settings_card(preferences: Preferences, lang: Lang, *, day: Day | None = None) -> CardView:
    """Show a member's settings, and a server's to those who manage it.

    Args:
        preferences: The member's.
        lang: The member's language.
        day: The zone and quiet hours of the server they manage, or None where they manage none.
    """
    card = Card()
    card.text(f"## ⚙️ {lang.say('Settings')}")
    card.text(
        f"**{lang.say('My score scale')}**\n"
        + lang.say("How I show you scores, in every server and in direct messages.")
    )
    card.row(_own_scale(preferences, lang))
    card.line()
    card.section(
        f"**{lang.say('My country')}**\n"
        + lang.say("Where I look for services to watch a drama on, and for its age rating."),
        accessory=button(lang.say("Another country…"), ids.SETTINGS_COUNTRY.make(), emoji="🌍"),
    )
    region = preferences.region
    card.row(region_select(ids.SETTINGS_REGION.make(shown=shown_region(region)), region, lang))
    if preferences.counted is not None:
        card.line()
        toggle = _counted_button(preferences, lang)
        card.section(*_counted_texts(lang, preferences), accessory=toggle)
    if day is not None:
        card.line()
        card.text(
            f"**{lang.say('Score scale of this server')}**\n"
            + lang.say("For members who chose none of their own. You see this as a manager.")
        )
        card.row(_guild_scale(preferences, lang))
        card.section(
            f"**{lang.say('Quiet hours of this server')}**\n{quiet_line(day.quiet, lang)}",
            accessory=button(lang.say("Change…"), ids.SETTINGS_HOURS.make(), emoji="🌙"),
        )
        if day.quiet is not None:
            card.row(button(lang.say("No quiet hours"), ids.SETTINGS_NO_HOURS.make()))
    card.line()
    card.text(
        f"**{lang.say('My data')}**\n"
        + lang.say("Everything I keep about you: as a file to read, or deleted for good.")
    )
    card.row(
        button(lang.say("Download my data"), ids.SETTINGS_EXPORT.make(), emoji="📥"),
        button(lang.say("Delete my data"), ids.SETTINGS_FORGET.make(), emoji="🗑️"),
        button(lang.say("What I keep"), ids.ABOUT_OPEN.make(), emoji="🔎"),
    )
    return card.build()


def ask_forget_card(kept: Kept, lang: Lang) -> CardView:
    """Say what would be deleted, and ask."""
    back = button(lang.say("Back"), ids.SETTINGS_BACK.make())
    if kept.is_nothing:
        return _nothing(lang).row(back).build()
    card = Card(accent=WARNING)
    card.text(f"## {lang.say('Delete all your data?')}")
    card.text(_listed(kept, lang))
    card.text(
        lang.say(
            "It is gone in every server at once and cannot be brought back. Messages that are "
            "already posted on Discord stay until somebody deletes them there."
        )
    )
    card.row(
        button(
            lang.say("Delete it all"),
            ids.SETTINGS_FORGET_YES.make(),
            style=discord.ButtonStyle.danger,
        ),
        button(lang.say("Download it first"), ids.SETTINGS_EXPORT.make()),
        back,
    )
    return card.build()


def forgotten_card(kept: Kept, lang: Lang) -> CardView:
    """Say what was deleted."""
    if kept.is_nothing:
        return _nothing(lang).build()
    card = Card(accent=QUIET)
    card.text(f"## {lang.say('Your data is deleted')}")
    card.text(_listed(kept, lang))
    return card.text(f"-# {lang.say('If you use me again, I start anew.')}").build()


def export_card(content: bytes, filename: str, lang: Lang) -> CardView:
    """Hand a member's data over as a file."""
    card = Card(accent=QUIET)
    card.text(
        f"**{lang.say('Your data')}**\n"
        + lang.say("Only you see this file. Scores are in half points: 17 stands for 8.5 of 10.")
    )
    return card.attach(discord.File(io.BytesIO(content), filename=filename)).file(filename).build()


def _nothing(lang: Lang) -> Card:
    return Card(accent=QUIET).text(
        lang.say("I keep nothing about you: there is nothing to delete.")
    )


def _own_scale(preferences: Preferences, lang: Lang) -> discord.ui.Select[discord.ui.LayoutView]:
    own = preferences.own_scale
    options = [
        option(
            lang.say("As each server prefers"),
            NO_SCALE,
            description=lang.say("10 points where a server chose nothing"),
            chosen=own is None,
        ),
        *_scale_options(own, lang),
    ]
    return select(ids.SETTINGS_SCALE.make(), lang.say("Pick a scale"), options)


def _guild_scale(preferences: Preferences, lang: Lang) -> discord.ui.Select[discord.ui.LayoutView]:
    options = _scale_options(preferences.guild_scale or Scale.TEN, lang)
    return select(ids.SETTINGS_GUILD_SCALE.make(), lang.say("Pick a scale"), options)


def _scale_options(chosen: Scale | None, lang: Lang) -> list[discord.SelectOption]:
    return [
        option(
            lang.render(name),
            scale.value,
            description=show_score(lang, _EXAMPLE, scale),
            chosen=scale is chosen,
        )
        for scale, name in _SCALES.items()
    ]


def _counted_texts(lang: Lang, preferences: Preferences) -> tuple[str, str]:
    state = (
        lang.say("Your ratings count in the averages of this server.")
        if preferences.counted
        else lang.say("Your ratings are left out of the averages of this server.")
    )
    return f"**{lang.say('Averages of this server')}**", state


def _counted_button(
    preferences: Preferences, lang: Lang
) -> discord.ui.Button[discord.ui.LayoutView]:
    if preferences.counted:
        return button(lang.say("Leave me out"), ids.SETTINGS_COUNTED.make(to="no"))
    return button(
        lang.say("Count me in"),
        ids.SETTINGS_COUNTED.make(to="yes"),
        style=discord.ButtonStyle.primary,
    )


def _listed(kept: Kept, lang: Lang) -> str:
    lines = [
        text
        for count, text in (
            (kept.ratings, lang.plural("{count} rating", "{count} ratings", kept.ratings)),
            (
                kept.reviews,
                lang.plural(
                    "{count} review, with its text and pictures",
                    "{count} reviews, with their texts and pictures",
                    kept.reviews,
                ),
            ),
            (
                kept.watchlist,
                lang.plural(
                    "{count} drama on your watchlist",
                    "{count} dramas on your watchlist",
                    kept.watchlist,
                ),
            ),
            (
                kept.lookups,
                lang.plural(
                    "{count} drama you looked up", "{count} dramas you looked up", kept.lookups
                ),
            ),
            (
                kept.suggestions,
                lang.plural(
                    "{count} suggestion for the catalogue",
                    "{count} suggestions for the catalogue",
                    kept.suggestions,
                ),
            ),
            (
                kept.follows,
                lang.plural("{count} thing you follow", "{count} things you follow", kept.follows),
            ),
            (
                kept.servers,
                lang.plural(
                    "{count} server you used me in", "{count} servers you used me in", kept.servers
                ),
            ),
            (kept.settings, lang.say("your settings")),
        )
        if count
    ]
    return "\n".join(f"- {line}" for line in lines)
