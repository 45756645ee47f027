"""The cards with which a server's managers say what is announced where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.announcing import FEEDS
from bot.domain.hours import DEFAULT_ZONE
from bot.domain.scores import MAX_HALF_POINTS, Score
from bot.ui import custom_ids as ids
from bot.ui.cards.announcement_terms import (
    RHYTHMS,
    chosen_options,
    filters_line,
    quiet_line,
    rhythm_line,
)
from bot.ui.cards.announcing import REASONS, on_button, remove_button
from bot.ui.layout import QUIET, WARNING, Card, button, option, select
from bot.ui.limits import OPTION_LABEL, OPTIONS
from bot.ui.safe import plain
from bot.ui.terms import GENRES, genre_name, show_score

if TYPE_CHECKING:
    from collections.abc import Sequence

    import discord

    from bot.domain.announcing import Subscription
    from bot.i18n import Lang
    from bot.services.announcement_views import Names
    from bot.services.hours import Day
    from bot.ui.layout import CardView

LIST_PAGE: Final = 6
GENRE_PARTS: Final = (tuple(GENRES)[:15], tuple(GENRES)[15:])
"""The genres of each of two selects: one holds 25 options, and there are more genres."""

ANY_SCORE: Final = "any"
ONE_BY_ONE: Final = "single"


def settings_card(
    subscription: Subscription,
    names: Names,
    networks: Sequence[str],
    lang: Lang,
    *,
    note: str = "",
) -> CardView:
    """Show which reviews a channel has announced, with selects that change it in place.

    Args:
        subscription: Which.
        names: Of what its filters name.
        networks: The catalogue's networks, the most common first.
        lang: The manager's language.
        note: What to say on top, already safe.
    """
    card = _begun(subscription, lang, note)
    card.text(_told(subscription, names, lang))
    card.text(f"-# {_explained(subscription, lang)}")
    for part, keys in enumerate(GENRE_PARTS):
        card.row(_genre_select(subscription, part, keys, lang))
    options = _network_options(subscription.filters.networks, networks)
    if options:
        custom_id = ids.ANNOUNCE_NETWORKS.make(subscription=subscription.id)
        label = lang.say("Networks: any")
        card.row(select(custom_id, label, options, least=0, most=len(options)))
    card.row(_score_select(subscription, lang))
    chosen = chosen_options(subscription.filters, names, lang)
    if subscription.kind == FEEDS:  # its blogs are what it is for: /feed remove takes them away
        chosen = [each for each in chosen if not each[1].startswith("feeds:")]
    if chosen:
        custom_id = ids.ANNOUNCE_LESS.make(subscription=subscription.id)
        taken = [option(plain(name), value) for name, value in chosen[:OPTIONS]]
        card.row(select(custom_id, lang.say("Take away a filter"), taken))
    how = ids.ANNOUNCE_HOW.make(subscription=subscription.id)
    return card.row(*_ways(subscription, button(lang.say("How"), how, emoji="🔔"), lang)).build()


def rhythm_card(
    subscription: Subscription, names: Names, day: Day, lang: Lang, *, note: str = ""
) -> CardView:
    """Show how a channel's reviews come: alone or together, at which hours, for which role.

    Args:
        subscription: Which.
        names: Of what its filters name.
        day: The server's zone and quiet hours.
        lang: The manager's language.
        note: What to say on top, already safe.
    """
    card = _begun(subscription, lang, note)
    card.text(_told(subscription, names, lang))
    card.row(_rhythm_select(subscription, lang))
    zone = day.zone or DEFAULT_ZONE
    card.text(
        quiet_line(day.quiet, lang)
        + "\n-# "
        + lang.say(
            "Digests come at 9:00, time zone {zone}. /announce quiet changes both.", zone=zone
        )
    )
    if subscription.role_id is None:
        hint = lang.say("No role is mentioned: the role option of /announce here chooses one.")
        card.text(f"-# {hint}")
    else:
        quiet = ids.ANNOUNCE_NO_ROLE.make(subscription=subscription.id)
        card.row(button(lang.say("Mention no role"), quiet, emoji="🔕"))
    which = ids.ANNOUNCE_EDIT.make(subscription=subscription.id)
    back = button(lang.say("Which reviews"), which, emoji="✏️")
    return card.row(*_ways(subscription, back, lang)).build()


def subscriptions_card(
    subscriptions: Sequence[Subscription], names: Names, page: int, lang: Lang
) -> CardView:
    """List where a server has reviews announced, six to a page."""
    card = Card(accent=QUIET)
    card.text(f"### {lang.say('Announcements of new reviews')}")
    if not subscriptions:
        card.text(
            lang.say(
                "There are none in this server yet. Use /announce here in the channel, thread or "
                "forum where they should go."
            )
        )
        return card.build()
    last = (len(subscriptions) - 1) // LIST_PAGE
    page = max(0, min(page, last))
    for each in subscriptions[page * LIST_PAGE : (page + 1) * LIST_PAGE]:
        card.line()
        state = "⚠️ " + lang.say("off") if each.trouble else "✅ " + lang.say("working")
        lines = (f"{_mention(each)} · {state}", _reason(each, lang), _told(each, names, lang))
        card.text("\n".join(line for line in lines if line))
        card.row(
            *([on_button(each, lang)] if each.trouble else []),
            button(lang.say("Change"), ids.ANNOUNCE_EDIT.make(subscription=each.id), emoji="✏️"),
            remove_button(each, lang),
        )
    if last:
        card.row(
            button(
                lang.say("Back"), ids.ANNOUNCE_LIST.make(page=max(0, page - 1)), disabled=page == 0
            ),
            button(lang.say("Next"), ids.ANNOUNCE_LIST.make(page=page + 1), disabled=page == last),
        )
    return card.build()


def _begun(subscription: Subscription, lang: Lang, note: str) -> Card:
    where = _mention(subscription)
    if subscription.trouble is not None:
        title = lang.say("Announcements in {channel} are off", channel=where)
    elif subscription.kind == FEEDS:
        title = lang.say("New reviews from blogs are announced in {channel}", channel=where)
    else:
        title = lang.say("New reviews are announced in {channel}", channel=where)
    card = Card(accent=WARNING if subscription.trouble else QUIET)
    return card.text(note).text(f"### {title}\n{_reason(subscription, lang)}")


def _ways(
    subscription: Subscription, other: discord.ui.Button[discord.ui.LayoutView], lang: Lang
) -> list[discord.ui.Button[discord.ui.LayoutView]]:
    test = ids.ANNOUNCE_TEST.make(subscription=subscription.id)
    return [
        *([on_button(subscription, lang)] if subscription.trouble else []),
        other,
        button(lang.say("Send a test"), test, emoji="🧪"),
        button(lang.say("All announcements"), ids.ANNOUNCE_LIST.make(page=0), emoji="📋"),
        remove_button(subscription, lang),
    ]


def _mention(subscription: Subscription) -> str:
    return f"<#{subscription.channel_id}>"


def _told(subscription: Subscription, names: Names, lang: Lang) -> str:
    lines = filters_line(subscription.filters, names, lang), rhythm_line(subscription, lang)
    return "\n".join(line for line in lines if line)


def _explained(subscription: Subscription, lang: Lang) -> str:
    if subscription.kind == FEEDS:
        return lang.say(
            "Reviews from these blogs: /feed list says how they are. A review has to pass every "
            "filter; a filter with nothing chosen lets all through."
        )
    return lang.say(
        "Reviews that members post in this server, and reviews from blogs. A review has to pass "
        "every filter; a filter with nothing chosen lets all through. /announce here also takes "
        "a country, a drama, a blog and a reviewer."
    )


def _reason(subscription: Subscription, lang: Lang) -> str:
    return lang.render(REASONS[subscription.trouble]) if subscription.trouble else ""


def _genre_select(
    subscription: Subscription, part: int, keys: Sequence[str], lang: Lang
) -> discord.ui.Select[discord.ui.LayoutView]:
    chosen = subscription.filters.genres
    options = [option(genre_name(lang, key), key, chosen=key in chosen) for key in keys]
    label = lang.say("Genres {part} of {parts}: any", part=part + 1, parts=len(GENRE_PARTS))
    custom_id = ids.ANNOUNCE_GENRES.make(subscription=subscription.id, part=part)
    return select(custom_id, label, options, least=0, most=len(options))


def _network_options(chosen: Sequence[str], networks: Sequence[str]) -> list[discord.SelectOption]:
    # What is chosen comes first, so that a change of the rest never loses it.
    shown = [
        network
        for network in dict.fromkeys((*chosen, *networks))
        if plain(network) and len(network) <= OPTION_LABEL
    ]
    return [option(plain(name), name, chosen=name in chosen) for name in shown[:OPTIONS]]


def _score_select(
    subscription: Subscription, lang: Lang
) -> discord.ui.Select[discord.ui.LayoutView]:
    least = subscription.filters.least
    options = [option(lang.say("Any score, or none"), ANY_SCORE, chosen=least is None)]
    for half_points in range(MAX_HALF_POINTS, 0, -1):
        score = Score(half_points)
        label = lang.say("{score} or more", score=show_score(lang, score))
        options.append(option(label, str(half_points), chosen=score == least))
    custom_id = ids.ANNOUNCE_SCORE.make(subscription=subscription.id)
    return select(custom_id, lang.say("Least score"), options)


def _rhythm_select(
    subscription: Subscription, lang: Lang
) -> discord.ui.Select[discord.ui.LayoutView]:
    options = [
        option(lang.render(text), digest or ONE_BY_ONE, chosen=digest is subscription.digest)
        for digest, text in RHYTHMS.items()
    ]
    custom_id = ids.ANNOUNCE_RHYTHM.make(subscription=subscription.id)
    return select(custom_id, lang.say("How reviews come"), options)
