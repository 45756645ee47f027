"""The filters that several commands take, as options, and as what they mean."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from discord import app_commands

from bot.domain.browsing import Field, Filters, Length
from bot.domain.dramas import AirStatus
from bot.domain.scores import Score
from bot.domain.years import Years
from bot.ui.cards.browsing import FIRST, LAST
from bot.ui.filter_terms import LENGTHS
from bot.ui.replies import is_askers, send_card, update_card
from bot.ui.terms import AIR_STATUSES
from cogs._base import DaebakCog
from cogs._options import country_of, genre_of, network_of, tag_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.services.registry import Services
    from bot.ui.layout import CardView
    from cogs._base import Interaction

LeastScore = app_commands.Range[float, 0.5, 10.0]

_END: Final = 10**9
_STATUSES: Final = [
    app_commands.Choice(name=app_commands.locale_str(name.message), value=status.value)
    for status, name in AIR_STATUSES.items()
]
_LENGTHS: Final = [
    app_commands.Choice(name=app_commands.locale_str(name.message), value=length.value)
    for length, name in LENGTHS.items()
]


def filtered(command: Any) -> Any:  # noqa: ANN401 - as discord.py's own decorators
    """Describe and complete the filters among a command's options."""
    command = app_commands.describe(
        country="Only dramas from this country",
        year="Only these years: 2016, 2010s, 2015-2020, before 2000",
        genre="Only dramas of this genre",
        tag="Only dramas about this",
        network="Only dramas of this network",
        status="Only dramas that are planned, airing, or over",
        length="Only dramas of this length",
        score="Only dramas that everyone gives this much on average, from 0.5 to 10",
        private="Show it only to me",
    )(command)
    command = app_commands.choices(status=_STATUSES, length=_LENGTHS)(command)
    return app_commands.autocomplete(
        country=DaebakCog.suggest_countries,
        year=DaebakCog.suggest_years,
        genre=DaebakCog.suggest_genres,
        tag=DaebakCog.suggest_tags,
        network=DaebakCog.suggest_networks,
    )(command)


async def filters_of(
    services: Services, said: Mapping[Field, str | float | None], before: Filters | None = None
) -> Filters:
    """Return filters with what was said of some of them; None leaves one as it was.

    Raises:
        InvalidInputError: Something that was said is not understood, or there is none of it.
    """
    changed: dict[str, Any] = {}
    for name, value in said.items():
        if value is not None:
            changed[name.value] = await _understood(services, name, value)
    return replace(before or Filters(), **changed)


def place_of(page: str) -> int:
    """Return the page, from 0, that a button leads to."""
    return {FIRST: 0, LAST: _END}[page] if page in (FIRST, LAST) else int(page)


async def turn(interaction: Interaction, card: CardView) -> None:
    """Show a card in a list's place to whoever asked for that list, and else to them alone."""
    if is_askers(interaction):
        await update_card(interaction, card)
    else:
        await send_card(interaction, card, private=True)


async def _understood(services: Services, name: Field, value: str | float) -> object:
    typed = str(value)
    match name:
        case Field.COUNTRY:
            return country_of(typed)
        case Field.YEARS:
            return Years.parse(typed)
        case Field.GENRE:
            return await genre_of(services, typed)
        case Field.TAG:
            return await tag_of(services, typed)
        case Field.NETWORK:
            return await network_of(services, typed)
        case Field.STATUS:
            return AirStatus(typed)
        case Field.LENGTH:
            return Length(typed)
        case Field.LEAST:
            return Score.of_points(float(value)).half_points
