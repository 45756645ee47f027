"""Choosing the country one watches in: a select of the usual ones, a form for any other."""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING, Any, Final

from bot.domain.regions import COMMON_REGIONS
from bot.ui.layout import option, select
from bot.ui.limits import OPTIONS

if TYPE_CHECKING:
    from discord import ui

    from bot.i18n import Lang

AUTOMATIC: Final = "auto"
_REGIONAL_A: Final = 0x1F1E6  # two such letters are a flag


def region_select(custom_id: str, chosen: str | None, lang: Lang) -> ui.Select[Any]:
    """Offer the usual countries, the chosen one among them; None is the language's own."""
    codes = list(COMMON_REGIONS)
    if chosen is not None and chosen not in codes:
        codes.insert(0, chosen)
    options = [
        option(
            lang.say("As my Discord language says"),
            AUTOMATIC,
            chosen=chosen is None,
            emoji="🌐",
        ),
        *(
            option(lang.country(code), code, chosen=code == chosen, emoji=_flag(code))
            for code in codes[: OPTIONS - 1]
        ),
    ]
    return select(custom_id, lang.say("Pick your country"), options)


def shown_region(chosen: str | None) -> str:
    """Return how a custom id names the choice."""
    return chosen.lower() if chosen else AUTOMATIC


def picked_region(value: str) -> str | None:
    """Return the country that a select's value stands for."""
    return None if value == AUTOMATIC else value


def _flag(code: str) -> str:
    return "".join(chr(_REGIONAL_A + ascii_uppercase.index(letter)) for letter in code)
