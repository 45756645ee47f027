import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from bot.domain.errors import UnavailableError
from data.engine import create_engine, open_database
from data.migrate import alembic_config, migrate, revisions
from data.tables import Base


async def on(url, work):
    engine = create_engine(url)
    async with engine.begin() as connection:
        result = await connection.run_sync(work)
    await engine.dispose()
    return result


async def test_the_migrated_schema_is_the_declared_one(database_url):
    def differences(connection):
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, Base.metadata)

    assert await on(database_url, differences) == []


def test_the_files_names_tell_their_order():
    script = ScriptDirectory.from_config(alembic_config())
    assert revisions() == [r.revision for r in reversed(list(script.walk_revisions()))]
    assert revisions()[-1] == script.get_current_head()


async def test_down_takes_everything_back_and_up_brings_it_again(database_url):
    config = alembic_config(database_url)

    def down_and_up(connection):
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        left = set(inspect(connection).get_table_names())
        command.upgrade(config, "head")
        return left, set(inspect(connection).get_table_names())

    left, back = await on(database_url, down_and_up)
    assert left <= {"alembic_version"}
    assert back == set(Base.metadata.tables) | {"alembic_version"}


async def test_a_database_of_a_newer_version_is_left_alone(database_url):
    async with open_database(database_url) as sessions, sessions.begin() as session:
        from sqlalchemy import text

        await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UnavailableError, match="newer version of Daebak"):
        await migrate(database_url)


async def test_a_copy_is_kept_before_a_file_is_changed(tmp_path, monkeypatch):
    path = tmp_path / "daebak.db"
    url = f"sqlite+aiosqlite:///{path}"
    await migrate(url, database_path=path)
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO bot_state VALUES ('kept', 'yes')")
    connection.close()
    _add_a_migration(tmp_path, monkeypatch)
    kept = await migrate(url, database_path=path)
    assert kept is not None
    copy = sqlite3.connect(kept)
    assert copy.execute("SELECT value FROM bot_state WHERE key = 'kept'").fetchone() == ("yes",)
    copy.close()
    assert await migrate(url, database_path=path) is None


def _add_a_migration(tmp_path, monkeypatch):
    """Pretend that a later version of Daebak brings one more migration."""
    folder = tmp_path / "migrations"
    shutil.copytree(Path("data/migrations"), folder)
    (folder / "versions" / "9000_more.py").write_text(
        "revision = '9000'\ndown_revision = '0001'\n"
        "def upgrade():\n    pass\ndef downgrade():\n    pass\n"
    )
    monkeypatch.setattr("data.migrate.MIGRATIONS", folder)
