"""Networks and tags, found by what people type of them."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.search import TitleEntry, TitleIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.services.vocabulary import VocabularyService


class Kind(StrEnum):
    """What a word is."""

    NETWORK = "network"
    TAG = "tag"


class WordService:
    """Small indexes over the catalogue's words, built again when those change."""

    def __init__(self, vocabulary: VocabularyService) -> None:
        self._vocabulary = vocabulary
        self._built: dict[Kind, tuple[Sequence[str], TitleIndex]] = {}

    async def suggest(self, kind: Kind, typed: str, limit: int) -> list[str]:
        """Return the words that fit what was typed, the best first; for nothing, the commonest."""
        words, index = await self._of(kind)
        if not typed.strip():
            return list(words[:limit])
        return [words[hit.id] for hit in index.search(typed, limit)]

    async def meant(self, kind: Kind, typed: str) -> str | None:
        """Return the one word that was meant; None where there is doubt."""
        words, index = await self._of(kind)
        wanted = " ".join(typed.casefold().split())
        for word in words:
            if " ".join(word.casefold().split()) == wanted:
                return word
        found = index.meant(typed)
        return None if found is None else words[found]

    async def _of(self, kind: Kind) -> tuple[Sequence[str], TitleIndex]:
        vocabulary = self._vocabulary
        words = await (vocabulary.networks() if kind is Kind.NETWORK else vocabulary.tags())
        built = self._built.get(kind)
        if built is None or (built[0] is not words and built[0] != words):
            # The commoner a word, the likelier it is meant.
            entries = [
                TitleEntry(place, word, popularity=float(len(words) - place))
                for place, word in enumerate(words)
            ]
            built = (words, await asyncio.to_thread(TitleIndex.build, entries))
            self._built[kind] = built
        return built
