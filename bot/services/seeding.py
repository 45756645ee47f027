"""Loading the starter catalogue: once for each of its versions."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from bot.domain.claims import claimed
from bot.domain.dramas import Source
from data.queries import catalogue as queries
from data.queries import saving, state, stocking
from data.seed import files as seed_files

if TYPE_CHECKING:
    from datetime import datetime

    from data.engine import Sessions

_SEED: Final = "seed_digest"


async def seed_catalogue(sessions: Sessions, now: datetime) -> int:
    """Load the starter catalogue; return how many dramas it added or mended.

    What people and other sources say stays, and so does everything when the same starter
    catalogue was loaded before.
    """
    digest = await asyncio.to_thread(seed_files.digest)
    async with sessions() as session:
        if await state.find_state(session, _SEED) == digest:
            return 0
    from data.seed.rows import read_seed  # its checks take their time to build

    dramas = await asyncio.to_thread(read_seed)
    async with sessions.begin() as session:
        await stocking.lock_stocking(session)
        if await state.find_state(session, _SEED) == digest:
            return 0  # another process was faster
        revision = await queries.save_revision(session)
        known = await stocking.list_sources(session)
        new = [(drama.key, drama.facts) for drama in dramas if drama.key not in known]
        await stocking.save_new_dramas(session, new, Source.SEED, now=now, revision=revision)
        mended = 0
        for drama in dramas:
            if drama.key not in known:
                continue
            drama_id = known[drama.key][0]
            before = await saving.find_claims(session, drama_id)
            said = claimed(drama.facts, now)
            # What only its row says stays: a review may have told it before there were claims.
            told = {n: c.value for n, c in before.get(Source.SEED, {}).items()}
            if any(told.get(name) != claim.value for name, claim in said.items()):
                mended += 1
                await saving.record_claims(
                    session, drama_id, Source.SEED, said, now=now, revision=revision, whole=False
                )
        await state.save_state(session, _SEED, digest)
    return len(new) + mended
