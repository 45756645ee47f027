"""What is in the catalogue: counted, compared, written out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.domain.claims import claimed, conflicts, stated, to_json
from bot.services.import_state import find_import_state
from data.queries import census as queries

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.domain.claims import Conflict
    from bot.services.import_state import ImportState
    from data.engine import Sessions
    from data.queries.census import Counted, Recorded, RegisterCount

_BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class Census:
    """What there is.

    Attributes:
        conflicts: How many fields sources disagree on, by field.
    """

    countries: list[Counted]
    sources: list[Counted]
    registers: list[RegisterCount]
    conflicts: Counter[str]
    reached: ImportState


@dataclass(frozen=True, slots=True)
class Disputed:
    """A fact that sources disagree on."""

    drama_id: int
    title: str
    year: int | None
    conflict: Conflict


@dataclass(frozen=True, slots=True)
class CensusService:
    """Reads the whole catalogue, a part at a time."""

    sessions: Sessions

    async def count(self) -> Census:
        """Count everything."""
        disputed: Counter[str] = Counter()
        async for each in self.disputes():
            disputed[each.conflict.field] += 1
        async with self.sessions() as session:
            return Census(
                await queries.count_by_country(session),
                await queries.count_by_source(session),
                await queries.count_registers(session),
                disputed,
                await find_import_state(session),
            )

    async def disputes(self) -> AsyncIterator[Disputed]:
        """Yield what sources disagree on, drama by drama."""
        after = 0
        while True:
            async with self.sessions() as session:
                found = await queries.list_disputable(session, after, limit=_BATCH)
            if not found:
                return
            for drama_id, title, year, claims in found:
                for conflict in conflicts(claims):
                    yield Disputed(drama_id, title, year, conflict)
            after = found[-1][0]

    async def everything(self) -> AsyncIterator[dict[str, Any]]:
        """Yield every drama as JSON values: its facts, who says each, what it is called elsewhere.

        Who of the members said something is left out.
        """
        after = 0
        while True:
            async with self.sessions() as session:
                found = await queries.list_recorded(session, after, limit=_BATCH)
            if not found:
                return
            for each in found:
                yield _written(each)
            after = found[-1].drama.id


def _written(each: Recorded) -> dict[str, Any]:
    facts = each.drama.facts
    claims = each.claims or {each.source: claimed(facts, each.updated_at)}
    ranked = sorted(claims, key=lambda source: -source.rank)
    told_by = {
        name: [source.value for source in ranked if name in claims[source]]
        for name in stated(facts)
    }
    return {
        "id": each.drama.id,
        "key": each.key,
        "facts": {
            name: entry["value"] for name, entry in to_json(claimed(facts, each.updated_at)).items()
        },
        "told_by": told_by,
        "claims": {
            source.value: {
                name: {"value": entry["value"], "at": entry["at"]}
                for name, entry in to_json(claims[source]).items()
            }
            for source in ranked
        },
        "elsewhere": [
            {"register": register, "id": external_id} | ({"url": url} if url else {})
            for register, external_id, url in each.ids
        ],
    }
