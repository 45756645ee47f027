"""What the bot can do, what it is, and what it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot import __version__
from bot.domain.texts import Text, t
from bot.ui import custom_ids as ids
from bot.ui.cards.credits import all_notices
from bot.ui.layout import QUIET, Card, button
from bot.ui.translator import DESCRIPTION, NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.i18n import Lang
    from bot.ui.layout import CardView


@dataclass(frozen=True, slots=True)
class HelpCommand:
    """A slash command as help shows it.

    Attributes:
        name: Its whole English name, such as ``review write``.
        description: Its English description.
        id: Discord's id of it, for a mention that opens it; None where it is not known, or
            where the member cannot use the command.
    """

    name: str
    description: str
    id: int | None = None


_GROUPS: Final[tuple[tuple[str, Text, frozenset[str]], ...]] = (
    ("🔎", t("Find and rate dramas"), frozenset({"drama", "rate", "ratings", "person", "airing"})),
    ("✍️", t("Reviews"), frozenset({"review", "reviews"})),
    ("💬", t("Talk without spoilers"), frozenset({"discuss"})),
    ("🔖", t("Keep track of what you watch"), frozenset({"progress", "watch", "watchlist"})),
    ("🔔", t("New reviews for you"), frozenset({"follow"})),
    ("📣", t("New reviews in your server"), frozenset({"announce", "feed"})),
)
_REST: Final = ("🧰", t("And also"))


def help_card(commands: Sequence[HelpCommand], lang: Lang) -> CardView:
    """Show the first steps and every command, in groups."""
    card = Card()
    card.text(f"## {lang.say('Dramas, together')}\n" + _first_steps(commands, lang))
    grouped: set[str] = set()
    for emoji, title, roots in _GROUPS:
        members = [command for command in commands if _root(command) in roots]
        grouped |= {command.name for command in members}
        _add_group(card, f"{emoji} {lang.render(title)}", members, lang)
    rest = [command for command in commands if command.name not in grouped]
    _add_group(card, f"{_REST[0]} {lang.render(_REST[1])}", rest, lang)
    card.line(visible=False)
    card.text(
        "-# "
        + lang.say(
            "To take an answer of mine away: open its menu, then Apps → {command}.",
            command=lang.term(NAME, "Delete this response"),
        )
    )
    card.row(
        button(lang.say("Settings"), ids.SETTINGS_OPEN.make(), emoji="⚙️"),
        button(lang.say("About me and your data"), ids.ABOUT_OPEN.make(), emoji="🔎"),
    )
    return card.build()


def about_card(lang: Lang, *, settings: str) -> CardView:
    """Show the version, what is kept of members, and where everything comes from.

    Args:
        lang: The reader's language.
        settings: How to reach the settings: the command's mention or name.
    """
    card = Card(accent=QUIET)
    card.text(
        f"## Daebak {__version__}\n"
        + lang.say(
            "A bot for communities that watch Korean and other Asian dramas together. "
            "Daebak is free software under the MIT license."
        )
    )
    card.line()
    card.text(f"### {lang.say('What I keep')}\n" + _bullets(_kept(lang)))
    card.text(f"### {lang.say('What I do not')}\n" + _bullets(_not_kept(lang)))
    card.text(f"### {lang.say('Your say')}\n" + _bullets(_your_say(lang, settings)))
    card.line()
    card.text(f"### {lang.say('Where things come from')}\n" + _bullets(_sources(lang)))
    card.row(button(lang.say("My settings and data"), ids.SETTINGS_OPEN.make(), emoji="⚙️"))
    return card.build()


def mention_of(command: HelpCommand, lang: Lang) -> str:
    """Write a command so that a click opens it, or by its name in the reader's language."""
    if command.id is not None:
        return f"</{command.name}:{command.id}>"
    name = " ".join(lang.term(NAME, part) for part in command.name.split())
    return f"**/{name}**"


def _first_steps(commands: Iterable[HelpCommand], lang: Lang) -> str:
    written = {command.name: mention_of(command, lang) for command in commands}
    steps = []
    if "drama" in written:
        steps.append(
            lang.say(
                "Look a drama up with {command}: its card has buttons for everything else.",
                command=written["drama"],
            )
        )
    if "rate" in written:
        steps.append(
            lang.say(
                "Give it a score with {command}; your server has an average of its own.",
                command=written["rate"],
            )
        )
    if "discuss" in written:
        steps.append(
            lang.say(
                "Talk about an episode with {command}: there is one thread for each, so nobody "
                "is spoiled.",
                command=written["discuss"],
            )
        )
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))


def _add_group(card: Card, title: str, commands: Sequence[HelpCommand], lang: Lang) -> None:
    if commands:
        card.line(visible=False)
        lines = [
            f"{mention_of(command, lang)} · {lang.term(DESCRIPTION, command.description)}"
            for command in commands
        ]
        card.text("\n".join([f"**{title}**", *lines]))


def _root(command: HelpCommand) -> str:
    return command.name.split()[0]


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _kept(lang: Lang) -> tuple[str, ...]:
    return (
        lang.say(
            "Your ratings, your watchlist with how far you are, your reviews with their earlier "
            "versions and pictures, what you follow, and your settings."
        ),
        lang.say(
            "Which dramas you looked up, to suggest them again, and in which servers you used "
            "me, for their averages and for what you follow."
        ),
        lang.say("Who opened a discussion thread, and who set up announcements in a server."),
        lang.say("It is filed under the number of your Discord account, without your name."),
    )


def _not_kept(lang: Lang) -> tuple[str, ...]:
    return (
        lang.say("I do not read messages: I see only commands, buttons and forms meant for me."),
        lang.say("I pass nothing on. Whoever runs me can see what I keep."),
    )


def _your_say(lang: Lang, settings: str) -> tuple[str, ...]:
    return (
        lang.say(
            "Averages do not say who rated. Reviews name their author. Watchlist entries marked "
            "private are for you alone."
        ),
        lang.say(
            "{command} has it all as a file, deletes it, or keeps you out of a server’s averages.",
            command=settings,
        ),
    )


def _sources(lang: Lang) -> tuple[str, ...]:
    return (
        lang.say("Drama facts: the starter catalogue, compiled by the Daebak project."),
        *all_notices(lang),
        lang.say("Reviews: by the members and blogs named with them; blogs are linked."),
        lang.say(
            "Lettering in pictures: {font} ({license}).",
            font="Noto Sans CJK",
            license="SIL Open Font License 1.1",
        ),
        lang.say(
            "Built with {parts}.",
            parts=lang.listed(
                [
                    "discord.py (MIT)",
                    "SQLAlchemy (MIT)",
                    "RapidFuzz (MIT)",
                    "Babel (BSD)",
                    "Typst (Apache 2.0)",
                ]
            ),
        ),
    )
