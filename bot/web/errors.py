"""What can keep a site's page from us, told apart so that others can act on it."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.domain.errors import InvalidInputError, UnavailableError
from bot.domain.texts import t, tn

if TYPE_CHECKING:
    from bot.domain.texts import Text


class Trouble(StrEnum):
    """Why a site did not give what was asked for."""

    UNREACHABLE = "unreachable"
    SLOW = "slow"
    BUSY = "busy"
    BROKEN = "broken"
    FORBIDDEN = "forbidden"
    MISSING = "missing"
    GONE = "gone"
    REFUSED = "refused"
    ASTRAY = "astray"
    UNREADABLE = "unreadable"


_PASSING: Final = frozenset({Trouble.UNREACHABLE, Trouble.SLOW, Trouble.BUSY, Trouble.BROKEN})


class SiteError(UnavailableError):
    """A site that did not give what was asked for.

    Attributes:
        trouble: Why.
        status: The site's HTTP status, where it answered with one.
        wait: Seconds for which its host is to be left alone, where that is known.
    """

    def __init__(
        self, trouble: Trouble, text: Text, *, status: int | None = None, wait: float | None = None
    ) -> None:
        super().__init__(text)
        self.trouble = trouble
        self.status = status
        self.wait = wait

    @property
    def is_passing(self) -> bool:
        """Whether it may be over the next time."""
        return self.trouble in _PASSING


def too_large(limit: int) -> InvalidInputError:
    """Return the error for what is over ``limit`` bytes."""
    return InvalidInputError(
        t(
            "That is over {limit} MB, more than I read from a site: give me the link of one post "
            "or feed.",
            limit=max(1, round(limit / 1_000_000)),
        )
    )


def refusal(status: int, wait: float | None = None) -> SiteError:
    """Return the error for an HTTP status that is no success.

    Args:
        status: As the site gave it.
        wait: Seconds for which it asked to be left alone.
    """
    trouble = _trouble(status)
    return SiteError(trouble, _TEXTS[trouble](status), status=status, wait=wait)


def held(wait: float) -> SiteError:
    """Return the error for a host that is left alone for ``wait`` seconds more."""
    return SiteError(
        Trouble.BUSY,
        tn(
            "That site was too busy or failed just now, so I leave it alone: try again in a "
            "minute.",
            "That site was too busy or failed just now, so I leave it alone: try again in {count} "
            "minutes.",
            max(1, math.ceil(wait / 60)),
        ),
        wait=wait,
    )


def _trouble(status: int) -> Trouble:
    match status:
        case 404:
            return Trouble.MISSING
        case 410:
            return Trouble.GONE
        case 401 | 403 | 451:
            return Trouble.FORBIDDEN
        case 408 | 425 | 429 | 503:
            return Trouble.BUSY
    return Trouble.BROKEN if status >= 500 else Trouble.REFUSED


_TEXTS: Final = {
    Trouble.MISSING: lambda status: t(
        "There is nothing at that link (status {status}): check it for a typing error, or look up "
        "the page’s new link.",
        status=status,
    ),
    Trouble.GONE: lambda status: t(
        "That site says that this page is gone for good (status {status}): look up its new link.",
        status=status,
    ),
    Trouble.FORBIDDEN: lambda status: t(
        "That site does not let me read this page (status {status}): ask whoever runs it, or "
        "paste the review’s text.",
        status=status,
    ),
    Trouble.BUSY: lambda status: t(
        "That site is too busy to answer (status {status}): try again later.", status=status
    ),
    Trouble.BROKEN: lambda status: t(
        "That site has a fault of its own (status {status}): try again later.", status=status
    ),
    Trouble.REFUSED: lambda status: t(
        "That site answered with status {status} instead of the page: check the link, or paste "
        "the review’s text.",
        status=status,
    ),
}
