import asyncio
from dataclasses import replace
import pytest
from sqlalchemy import text, update, select
from data.queries.catalogue import save_revision
from data.tables import DramaRow, GuildSettingsRow
from tests.support.shows import show_of
from bot.domain.editing import Editor

async def test_deadlock(services, sessions, database_url):
    if "postgres" not in database_url: pytest.skip("pg")
    taken = await services.shows.take_in(show_of())
    async with sessions.begin() as session:
        revision = await save_revision(session)
        task = asyncio.create_task(services.shows.take_in(show_of(popularity=90.0)))
        for _ in range(200):
            async with sessions() as other:
                n = await other.scalar(text("select count(*) from pg_locks where not granted"))
            if n: break
            await asyncio.sleep(0.01)
        await session.execute(update(DramaRow).where(DramaRow.id == taken.drama_id).values(changed=revision))
    await task

async def test_trust(services):
    await services.editing.trust(Editor(1, owner=True), 99999999999999999999, trusted=True)
