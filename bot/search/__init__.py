"""Finding a drama by what people type: pure, no Discord, no SQL."""

from bot.search.entry import TitleEntry
from bot.search.index import Hit, TitleIndex

__all__ = ["Hit", "TitleEntry", "TitleIndex"]
