"""Memory that is done with."""

from __future__ import annotations

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Give freed memory back to the system, where the C library would keep it (malloc_trim(3)).

    Building a large index leaves some forty megabytes of it.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
