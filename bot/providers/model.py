"""What every provider of facts can do, and what it asks in return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.domain.dramas import Source
    from bot.domain.shows import Show
    from bot.domain.texts import Text


@dataclass(frozen=True, slots=True)
class Credit:
    """How a provider's facts are to be credited wherever they are shown.

    Attributes:
        url: The provider's own page; a show's page is in ``Show.url``.
        notice: The sentence that its licence or terms ask for.
    """

    name: str
    url: str
    licence: str
    licence_url: str
    notice: Text


@dataclass(frozen=True, slots=True)
class Fetched:
    """A show as it is now.

    Attributes:
        show: None where the provider has it no more, or where it is unchanged.
        etag: What to ask with the next time, where the provider says.
        unchanged: Whether it is still what ``etag`` stood for.
    """

    show: Show | None
    etag: str | None = None
    unchanged: bool = False


class Provider(Protocol):
    """A register of shows that can be searched and read."""

    @property
    def source(self) -> Source:
        """What its facts are marked with."""
        ...

    @property
    def credit(self) -> Credit:
        """How it is to be credited."""
        ...

    async def search(
        self, title: str, *, year: int | None = None, limit: int = 10, urgent: bool = True
    ) -> list[Show]:
        """Return shows that may be meant, the likeliest first, without cast and episodes.

        Args:
            title: As somebody typed it.
            year: Shows of that year come first.
            limit: How many at most.
            urgent: Somebody waits: answered or given up within 10 seconds.

        Raises:
            UnavailableError: No answer in time, or none that can be read.
        """
        ...

    async def show(self, show_id: str, *, etag: str | None = None, urgent: bool = False) -> Fetched:
        """Return all that is told of a show.

        Args:
            show_id: Its id with this provider.
            etag: From the last time: a show that is still the same is not told again.
            urgent: Somebody waits: answered or given up within 10 seconds.

        Raises:
            UnavailableError: No answer in time, or none that can be read.
        """
        ...
