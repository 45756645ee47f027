"""Whether a text can be the value of a label that stands above it, or glued to it."""

from __future__ import annotations

import re

from bot.reading.casts.cast import cast_of_value
from bot.reading.drama_names.titles import genre_list
from bot.reading.scored.scores import whole_line_score
from bot.reading.stated import values
from bot.reading.stated.genre_names import genres_of, genres_within
from bot.reading.stated.labels import Key, bare
from bot.reading.words import has_native

_LONGEST = 60
# As in "Ann: 9/10 - the best of the year".
_BY_ONE = re.compile(r"[A-Z]\w{1,14}:\s*\d{1,2}(?:[.,]\d{1,2})?\s?/\s?(?:5|10)\b")


def fits_below(key: Key, line: str) -> bool:
    """Tell whether a line can be nothing but the value of the empty label above it."""
    return {
        Key.GENRE: bool(genre_list(line) or genres_of(line) or genres_within(bare(line))),
        Key.NETWORK: values.network_line(line) is not None,
        Key.EPISODES: bool(re.match(r"\d", line)),
        Key.NATIVE: has_native(line) and len(line) < _LONGEST,
        Key.YEAR: values.year_of(line) is not None and len(line) < _LONGEST,
        Key.COUNTRY: values.country_of(line) is not None,
        Key.SCORE: whole_line_score(line) is not None or _BY_ONE.match(line) is not None,
        Key.IGNORED: whole_line_score(line) is not None,
    }.get(key, False)


def fits_behind(key: Key, value: str) -> bool:
    """Tell whether the text behind a label without a colon is its value."""
    if key is Key.GENRE:
        words = values.genre_words(value)
        return bool(words) and all(genres_within(word) for word in words)
    return (
        (key is Key.NATIVE and has_native(value))
        or (key is Key.NETWORK and values.network_line(value) is not None)
        or (key is Key.EPISODES and values.glued_count(value) is not None)
        or (key is Key.CAST and len(cast_of_value(value)) > (" as " not in value))
        or (key is Key.COUNTRY and values.country_of(value) is not None)
        or (key is Key.YEAR and values.year_of(value) is not None)
    )
