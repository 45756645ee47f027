"""Wikidata's interface: names in their own scripts, numbers in other registers, remakes.

The Action API of https://www.wikidata.org, as https://www.mediawiki.org/wiki/API:Etiquette
asks: one request after the other, who we are and how to reach us, and ``maxlag`` on work that
nobody waits for. Searching by statement is CirrusSearch's ``haswbstatement``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from bot.domain.dramas import Source
from bot.providers.credits import WIKIDATA
from bot.providers.model import Fetched
from bot.providers.pacing import Pace
from bot.providers.values import line, record, records
from bot.providers.wikidata import vocabulary as words
from bot.providers.wikidata.items import ITEM, Item
from bot.providers.wikidata.shows import read_item, targets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.shows import Show, ShowId
    from bot.providers.client import PoliteClient
    from bot.providers.model import Credit


_PATH: Final = "/w/api.php"
_AT_ONCE: Final = 50
"""How many items one request may name."""
_BUSY: Final = frozenset({"maxlag", "ratelimited", "readonly", "timeout"})


class Wikidata:
    """The provider of native names, identifiers and what is a remake of what."""

    URL: ClassVar[str] = "https://www.wikidata.org"
    PACE: ClassVar[Pace] = Pace(1, 1.0)

    source: Source = Source.WIKIDATA
    credit: Credit = WIKIDATA

    def __init__(self, client: PoliteClient) -> None:
        self._client = client

    async def search(
        self, title: str, *, year: int | None = None, limit: int = 10, urgent: bool = True
    ) -> list[Show]:
        """Return series called like that in any language; see ``Provider``."""
        # Without the signs that mean something to the search.
        query = line("".join(c if c.isalnum() else " " for c in title), 200)
        if query is None:
            return []
        deadline = self._client.deadline(urgent=urgent)
        numbers = await self._find(f"{query} {_only_series()}", limit, urgent, deadline)
        items = await self._items(numbers, urgent, deadline)
        shows = [show for item in items if (show := read_item(item)) is not None]
        shows.sort(key=lambda show: year is not None and show.facts.year != year)
        return shows[:limit]

    async def find(self, ids: Iterable[ShowId], *, urgent: bool = False) -> str | None:
        """Return the item of a show by what it is called elsewhere, or None.

        Ids of registers that Wikidata does not know, and badly formed ones, count for nothing.

        Raises:
            UnavailableError: No answer, or none that can be read.
        """
        statements = [
            f"{words.REGISTERS[show.register][0]}={show.id}"
            for show in ids
            if show.register in words.REGISTERS
            and words.REGISTERS[show.register][1].fullmatch(show.id)
        ]
        if not statements:
            return None
        deadline = self._client.deadline(urgent=urgent)
        numbers = await self._find(
            f"haswbstatement:{'|'.join(statements)}", _AT_ONCE, urgent, deadline
        )
        return numbers[0] if numbers else None

    async def show(self, show_id: str, *, etag: str | None = None, urgent: bool = False) -> Fetched:
        """Return a show with its related series; see ``Provider``.

        The etag is the item's revision: a show that is unchanged costs one request in place
        of three.
        """
        if not ITEM.fullmatch(show_id):
            return Fetched(None)
        deadline = self._client.deadline(urgent=urgent)
        found = await self._items([show_id], urgent, deadline)
        if not found:
            return Fetched(None)
        item = found[0]
        if etag is not None and etag == item.revision:
            return Fetched(None, etag, unchanged=True)
        show = read_item(item, await self._neighbours(item, urgent, deadline))
        if show is None:
            raise self._client.unreadable()
        return Fetched(show, item.revision)

    async def _neighbours(self, item: Item, urgent: bool, deadline: float | None) -> list[Item]:
        """The items that a show may have to do with, whichever of both says so."""
        if item.id is None:
            return []
        bases = [item.id, *item.items(words.BASED_ON)]
        statements = "|".join(f"{words.BASED_ON}={number}" for number in bases[:20])
        query = f"haswbstatement:{statements} {_only_series()}"
        based_alike = await self._find(query, _AT_ONCE, urgent, deadline)
        numbers = dict.fromkeys((*targets(item), *based_alike))
        numbers.pop(item.id, None)
        return await self._items(list(numbers)[:_AT_ONCE], urgent, deadline)

    async def _find(
        self, query: str, limit: int, urgent: bool, deadline: float | None
    ) -> list[str]:
        params = [
            ("action", "query"),
            ("list", "search"),
            ("srsearch", query),
            ("srnamespace", "0"),
            ("srlimit", str(max(1, min(limit, _AT_ONCE)))),
            ("srprop", ""),
        ]
        body = await self._ask(params, urgent, deadline)
        found = record(body.get("query")).get("search")
        if not isinstance(found, list):
            raise self._client.unreadable()
        titles = (str(entry.get("title")) for entry in records(found))
        return [title for title in titles if ITEM.fullmatch(title)]

    async def _items(self, numbers: list[str], urgent: bool, deadline: float | None) -> list[Item]:
        """The items there are of those, in their order."""
        if not numbers:
            return []
        params = [
            ("action", "wbgetentities"),
            ("ids", "|".join(numbers)),
            ("props", "info|labels|aliases|claims"),
            ("languages", "|".join(words.LABELS)),
        ]
        body = await self._ask(params, urgent, deadline)
        if record(body.get("error")).get("code") == "no-such-entity":
            return []
        entities = body.get("entities")
        if not isinstance(entities, dict):
            raise self._client.unreadable()
        # One that was merged comes under its new number, so not all are under their own.
        raws = [record(raw) for raw in entities.values()]
        return [Item(raw) for raw in raws if "missing" not in raw and raw.get("id")]

    async def _ask(
        self, params: list[tuple[str, str]], urgent: bool, deadline: float | None
    ) -> dict[str, object]:
        common = [("format", "json"), ("formatversion", "2")]
        if not urgent:
            common.append(("maxlag", "5"))
        answer = await self._client.get(
            _PATH, params=[*params, *common], urgent=urgent, deadline=deadline
        )
        if answer is None or not isinstance(answer.body, dict):
            raise self._client.unreadable()
        return answer.body


def is_refusal(body: object) -> bool:
    """Tell Wikidata's "not now" from an answer: it has the status 200 (Manual:Maxlag)."""
    return record(record(body).get("error")).get("code") in _BUSY


def _only_series() -> str:
    return "haswbstatement:" + "|".join(
        f"{words.INSTANCE_OF}={number}" for number in sorted(words.SERIES)
    )
