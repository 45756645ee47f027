"""The select with which moderators say what a section of a blog's review spoils here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.spoilers import Spoils
from bot.ui import custom_ids as ids
from bot.ui.layout import option, select
from bot.ui.safe import clip, plain
from bot.ui.terms import spoils_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import discord

    from bot.domain.reviews import Section
    from bot.i18n import Lang
    from bot.services.review_views import Reading

SAFE: Final = "safe"
ALL: Final = "all"
THROUGH: Final = "through"
AS_WRITTEN: Final = "written"

_HEADING: Final = 55


def boundary_select(
    reading: Reading,
    shown: Iterable[int],
    changed: Collection[int],
    page: int,
    lang: Lang,
) -> discord.ui.Select[discord.ui.LayoutView] | None:
    """Make the select for the sections on a page; None where there are none.

    Args:
        reading: The review.
        shown: The indices of these sections.
        changed: Of which moderators said something here.
        page: Of the card.
        lang: The moderator's language.
    """
    options = []
    for index in shown:
        section = reading.review.text.sections[index]
        name = clip(plain(section.heading), _HEADING) or lang.say("The opening")
        now = plain(_now(section, lang))
        for what, label in (
            (SAFE, lang.say("{section}: safe for everybody", section=name)),
            (ALL, lang.say("{section}: spoils everything", section=name)),
            (THROUGH, lang.say("{section}: spoils through an episode …", section=name)),
            (AS_WRITTEN, lang.say("{section}: as the blog has it", section=name)),
        ):
            is_now = what == _STATES.get(section.boundary.spoils)
            if is_now or (what == AS_WRITTEN and index not in changed):
                continue
            options.append(option(label, f"{index}-{what}", description=now))
    if not options:
        return None
    custom_id = ids.REVIEW_SECTIONS.make(
        review=reading.review.id, version=reading.review.version, page=page
    )
    return select(custom_id, lang.say("Moderators: what does a section spoil?"), options)


def parse_choice(value: str) -> tuple[int, str]:
    """Read what was chosen: the section's index, and what it spoils."""
    index, _, what = value.partition("-")
    return int(index), what


def _now(section: Section, lang: Lang) -> str:
    if section.boundary.spoils is Spoils.NOTHING:
        return lang.say("Now: safe for everybody")
    return lang.say("Now: {boundary}", boundary=spoils_line(lang, section.boundary))


_STATES: Final = {Spoils.NOTHING: SAFE, Spoils.EVERYTHING: ALL}
