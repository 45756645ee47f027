"""How long a provider asks to be left alone."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

LONGEST: Final = 3_600.0


def retry_after(header: str | None, *, longest: float = LONGEST) -> float | None:
    """Return the seconds of a ``Retry-After`` header; None where it tells none.

    Args:
        header: Seconds or a date (RFC 9110, section 10.2.3).
        longest: Seconds that are believed at most.
    """
    if not header:
        return None
    try:
        seconds = float(header)
    except ValueError:
        try:
            until = parsedate_to_datetime(header)
            seconds = (until.replace(tzinfo=until.tzinfo or UTC) - _now()).total_seconds()
        except (ValueError, OverflowError):
            return None
    return None if math.isnan(seconds) else min(max(seconds, 0.0), longest)


def _now() -> datetime:
    return datetime.now(UTC)
