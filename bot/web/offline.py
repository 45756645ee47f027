"""The web for those who have none: commands and tests that ask no site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.texts import t
from bot.web.errors import SiteError, Trouble
from bot.web.getting import Web

if TYPE_CHECKING:
    from bot.web.exchange import Answer


class Offline(Web):
    """A web on which no site can be reached."""

    def __init__(self) -> None:
        """Need nothing."""

    async def get(self, url: str, **_options: object) -> Answer:
        """Reach no site.

        Raises:
            SiteError: Always.
        """
        raise SiteError(
            Trouble.UNREACHABLE,
            t("I am not connected to the web here, so I cannot read {url}.", url=url),
        )
