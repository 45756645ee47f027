"""What members follow: that it began or ended, and everything there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.follows import Followed, Kind
from bot.ui import custom_ids as ids
from bot.ui.cards.announcement_terms import drama_name, house_name
from bot.ui.cards.announcing import why_not
from bot.ui.layout import QUIET, WARNING, Card, button, option, select
from bot.ui.safe import clip, escape_line, plain
from bot.ui.terms import title_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import discord

    from bot.domain.announcing import Subscription
    from bot.i18n import Lang
    from bot.services.announcement_views import Names
    from bot.ui.layout import CardView

LIST_PAGE: Final = 10

_EMOJI: Final = {Kind.DRAMA: "🎬", Kind.REVIEWER: "✍️", Kind.HOUSE: "📰", Kind.ACTOR: "🎭"}
_NAME: Final = 60


def followed_card(followed: Followed, names: Names, lang: Lang, *, anew: bool) -> CardView:
    """Say that a member follows something, with the way to stop.

    Args:
        followed: What.
        names: What it is called.
        lang: The member's language.
        anew: They did not before.
    """
    name = _name(followed, names, lang)
    card = Card()
    if anew:
        card.text(f"### {lang.say('You follow {name} now', name=name)}")
    else:
        card.text(f"### {lang.say('You follow {name} already', name=name)}")
    card.text(
        lang.say(
            "New reviews come to you as direct messages from me, from servers that we share. Each "
            "message has a button that stops them."
        )
    )
    stop = ids.FOLLOW_STOP.make(kind=followed.kind.value, id=followed.id)
    return card.row(button(lang.say("Stop following"), stop, emoji="🔕"), _all(lang)).build()


def unfollowed_card(followed: Followed | None, names: Names, lang: Lang) -> CardView:
    """Say that a member follows something no more, with the way back.

    Args:
        followed: What, or None where that is not known any more.
        names: What it is called.
        lang: The member's language.
    """
    card = Card(accent=QUIET)
    if followed is None:
        card.text(lang.say("You do not follow that any more: no more messages come of it."))
        return card.row(_all(lang)).build()
    name = _name(followed, names, lang)
    card.text(f"### {lang.say('You no longer follow {name}', name=name)}")
    start = ids.FOLLOW_START.make(kind=followed.kind.value, id=followed.id)
    return card.row(button(lang.say("Follow again"), start, emoji="🔔"), _all(lang)).build()


def follows_card(follows: Sequence[Subscription], names: Names, page: int, lang: Lang) -> CardView:
    """List what a member follows, ten to a page."""
    off = [each.trouble for each in follows if each.trouble]
    card = Card(accent=WARNING if off else QUIET)
    if not follows:
        card.text(f"### {lang.say('You follow nothing yet')}")
        card.text(
            lang.say(
                "Follow a drama, a reviewer or an actor with /follow, or with the button on their "
                "cards: new reviews then come to you as direct messages."
            )
        )
        return card.build()
    title = lang.plural("You follow {count} thing", "You follow {count} things", len(follows))
    card.text(f"### {title}")
    if off:
        card.text("⚠️ " + lang.render(why_not(off[0])))
    last = (len(follows) - 1) // LIST_PAGE
    page = max(0, min(page, last))
    shown = follows[page * LIST_PAGE : (page + 1) * LIST_PAGE]
    known = [(each, Followed.parse(each.kind)) for each in shown]
    first = page * LIST_PAGE + 1
    lines = (
        f"{number}. {_line(each, followed, names, lang)}"
        for number, (each, followed) in enumerate(known, first)
    )
    card.text("\n".join(lines))
    options = [
        option(_label(followed, names, number, lang), str(each.id), emoji=_EMOJI[followed.kind])
        for number, (each, followed) in enumerate(known, first)
    ]
    card.row(select(ids.FOLLOWS_STOP.make(page=page), lang.say("Stop following"), options))
    buttons = []
    if off:
        buttons.append(button(lang.say("Turn back on"), ids.FOLLOWS_ON.make(), emoji="▶️"))
    if last:
        back = ids.FOLLOWS_PAGE.make(page=max(0, page - 1))
        buttons.append(button(lang.say("Back"), back, disabled=page == 0))
        following = ids.FOLLOWS_PAGE.make(page=page + 1)
        buttons.append(button(lang.say("Next"), following, disabled=page == last))
    return card.row(*buttons).build()


def _all(lang: Lang) -> discord.ui.Button[discord.ui.LayoutView]:
    return button(lang.say("Everything I follow"), ids.FOLLOWS_OPEN.make(), emoji="📋")


def _line(subscription: Subscription, followed: Followed, names: Names, lang: Lang) -> str:
    line = f"{_EMOJI[followed.kind]} {_name(followed, names, lang)}"
    return f"{line} · ⚠️ {lang.say('off')}" if subscription.trouble else line


def _name(followed: Followed, names: Names, lang: Lang) -> str:
    if followed.kind is Kind.DRAMA:
        return f"**{drama_name(followed.id, names, lang)}**"
    if followed.kind is Kind.HOUSE:
        return f"**{house_name(followed.id, names, lang)}**"
    if followed.kind is Kind.REVIEWER:
        return f"<@{followed.id}>"
    person = names.people.get(followed.id)
    return f"**{escape_line(person.name, _NAME)}**" if person else lang.say("somebody who is gone")


def _label(followed: Followed, names: Names, number: int, lang: Lang) -> str:
    """Name something where no mention shows."""
    name = ""
    if followed.kind is Kind.DRAMA and followed.id in names.dramas:
        name = title_of(lang, names.dramas[followed.id])
    elif followed.kind is Kind.HOUSE:
        name = names.houses.get(followed.id, "")
    elif followed.kind is Kind.ACTOR and followed.id in names.people:
        name = names.people[followed.id].name
    elif followed.kind is Kind.REVIEWER:
        name = lang.say("Reviewer")
    return f"{number}. {clip(plain(name), _NAME)}".strip()
