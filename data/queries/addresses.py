"""Web addresses as columns hold them."""

from __future__ import annotations

from typing import Final

MAX_URL: Final = 2_000


def fitting(url: str | None) -> str | None:
    """Return an address if it fits into its column, else None."""
    return url if url and len(url) <= MAX_URL else None
