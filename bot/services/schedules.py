"""What is on within a week."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.shows import ShowId
from bot.services.show_reader import Progress

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.shows import Show
    from bot.providers.tvmaze.provider import TVmaze
    from bot.services.import_state import Scope
    from bot.services.show_reader import Run

DAYS: Final = 9
"""From yesterday in UTC on: it may be yesterday still where a drama is on, or tomorrow already."""


async def week_of(tvmaze: TVmaze, scope: Scope, now: datetime, run: Run) -> list[Show]:
    """Return the shows of a scope that are on within a week, broadcast or released.

    Args:
        tvmaze: Whom to ask.
        scope: Which shows.
        now: The time.
        run: Is stepped for every request.

    Raises:
        StoppedError: The run is to end.
        UnavailableError: TVmaze does not answer.
    """
    first = now.date() - timedelta(days=1)
    found: dict[ShowId, Show] = {}
    total = DAYS * (len(scope.countries) + 1)
    asked = 0
    for day in (first + timedelta(days=k) for k in range(DAYS)):
        # Services of one country are in the list of all.
        for country in (*scope.countries, None):
            await run.step()
            answer = (
                tvmaze.web_schedule(None, day) if country is None else tvmaze.schedule(country, day)
            )
            for show, _ in await run.asked(answer):
                if scope.wants(show):
                    found[ShowId(show.source.value, show.id)] = show
            asked += 1
            run.progress(Progress("schedule", asked, total))
    return list(found.values())
