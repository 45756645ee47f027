"""Finding a drama by what people type: pure, no Discord, no SQL.

How a search goes: ``readings`` says what a typed text may stand for (with and without "eng sub"
and a year); ``finding`` looks for names in every spelling and ``likeness`` says how well each
fits; ``ranking`` puts them in order. ``meaning`` is stricter: the one drama that must be meant.

What is searched: ``entries`` holds the dramas, ``names`` the spellings of their names, which
``spellings`` makes (``folding``, ``hangul``, ``kana``, ``han``, ``sounds``). Spellings are found by
how they begin (``columns``), by their pieces (``grams``) and in spite of a slip (``slips``), both
kept as ``postings``. ``saved`` writes it all to a file.
"""

from bot.search.entry import TitleEntry
from bot.search.index import Hit, TitleIndex

__all__ = ["Hit", "TitleEntry", "TitleIndex"]
