"""Finding a drama by what people type: pure, no Discord, no SQL."""

from bot.search.index import Hit, TitleEntry, TitleIndex

__all__ = ["Hit", "TitleEntry", "TitleIndex"]
