"""Small catalogues to search in."""

from functools import cache

from bot.search import TitleEntry, TitleIndex
from data.seed.rows import read_seed


def index_of(*names):
    """An index of dramas, each given as its title and its other names."""
    return TitleIndex.build(
        TitleEntry(number, title, aliases=tuple(others))
        for number, (title, *others) in enumerate(names, 1)
    )


@cache
def starter_entries():
    """The dramas of the starter catalogue."""
    return tuple(
        TitleEntry(
            number,
            one.facts.title,
            one.facts.native_title,
            tuple(name.text for name in one.facts.aliases),
            one.facts.year,
            one.facts.country,
        )
        for number, one in enumerate(read_seed())
    )


@cache
def starter_index():
    """The index of the starter catalogue; not to be changed."""
    return TitleIndex.build(starter_entries())


def names_of(entry):
    """All names of an entry."""
    return [name for name in (entry.title, entry.native, *entry.aliases) if name]


def found(typed, index=None, limit=25):
    """The titles found, the best first."""
    index = index or starter_index()
    return [index.entry(hit.id).title for hit in index.search(typed, limit)]
