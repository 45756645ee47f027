"""Where commands print to."""

from __future__ import annotations

import sys
from typing import Final

from rich.console import Console

_PIPED_WIDTH: Final = 110


def console() -> Console:
    """Return standard output, which may be a terminal or not."""
    # Whatever a terminal cannot write is better a question mark than a traceback.
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
    out = Console(highlight=False, markup=False, emoji=False)
    if not out.is_terminal:
        out.width = _PIPED_WIDTH
    return out
