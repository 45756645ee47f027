"""How each provider is to be credited, whether it is asked now or was long ago."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.dramas import Source
from bot.domain.texts import t
from bot.providers.model import Credit

if TYPE_CHECKING:
    from collections.abc import Mapping

TVMAZE: Final = Credit(
    name="TVmaze",
    url="https://www.tvmaze.com/",
    licence="CC BY-SA 4.0",
    licence_url="https://creativecommons.org/licenses/by-sa/4.0/",
    notice=t("Facts from TVmaze, shared under CC BY-SA 4.0."),
)
# The wording of section 3 of its terms.
TMDB: Final = Credit(
    name="TMDB",
    url="https://www.themoviedb.org/",
    licence="TMDB API Terms of Use",
    licence_url="https://www.themoviedb.org/api-terms-of-use",
    notice=t(
        "This product uses TMDB and the TMDB APIs but is not endorsed, certified, or otherwise "
        "approved by TMDB."
    ),
)
# Where to watch comes to TMDB from JustWatch, which has to be named beside it.
JUSTWATCH: Final = Credit(
    name="JustWatch",
    url="https://www.justwatch.com/",
    licence="TMDB API Terms of Use",
    licence_url="https://www.themoviedb.org/api-terms-of-use",
    notice=t("Where to watch is from JustWatch."),
)
WIKIDATA: Final = Credit(
    name="Wikidata",
    url="https://www.wikidata.org/",
    licence="CC0 1.0",
    licence_url="https://creativecommons.org/publicdomain/zero/1.0/",
    notice=t("Facts from Wikidata, in the public domain (CC0)."),
)

CREDITS: Final[Mapping[Source, Credit]] = {
    Source.TVMAZE: TVMAZE,
    Source.TMDB: TMDB,
    Source.WIKIDATA: WIKIDATA,
}
"""Whom facts of a source are to be credited to."""
