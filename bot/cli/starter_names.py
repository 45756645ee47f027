"""The starter catalogue's names, to read posts with where there is no database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.search import TitleEntry, TitleIndex
from data.seed.rows import read_seed

if TYPE_CHECKING:
    from bot.domain.dramas import DramaFacts


class StarterNames:
    """Knows the titles and actors that ship with the bot (``bot.reading.model.Known``)."""

    def __init__(self) -> None:
        dramas = [drama.facts for drama in read_seed()]
        natives = {member.actor: member.native_name for drama in dramas for member in drama.cast}
        self._titles = TitleIndex.build(_entry(i, drama) for i, drama in enumerate(dramas))
        self._people = TitleIndex.build(
            TitleEntry(i, name, native) for i, (name, native) in enumerate(natives.items())
        )

    def is_title(self, text: str) -> bool:
        """Tell whether a drama is called so."""
        return bool(self._titles.named(text))

    def actor(self, name: str) -> str | None:
        """Return an actor's name as it is known; None for anybody else."""
        found = self._people.named(name)
        entry = self._people.entry(found[0]) if found else None
        return entry.title if entry else None


def _entry(number: int, drama: DramaFacts) -> TitleEntry:
    aliases = tuple(name.text for name in drama.aliases)
    return TitleEntry(number, drama.title, drama.native_title, aliases=aliases)
