import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

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


async def test_people_keep_their_roles_and_ratings_are_counted(database_url):
    """What a database of the first version holds survives the update, and the way back."""
    config = alembic_config(database_url)
    old = (
        "INSERT INTO dramas (id, key, title, source, updated_at) "
        "VALUES (1, 'signal', 'Signal', 'seed', '2026-01-01 00:00:00+00:00')",
        "INSERT INTO people (id, name, native_name) VALUES (7, 'Lee Je-Hoon', '이제훈')",
        "INSERT INTO cast_members VALUES (1, 0, 7, 'Park Hae Young')",
        "INSERT INTO ratings VALUES (1, 10, 18, '2026-01-01 00:00:00+00:00')",
        "INSERT INTO ratings VALUES (1, 11, 6, '2026-01-01 00:00:00+00:00')",
        "INSERT INTO watch_entries VALUES "
        "(11, 1, 'dropped', NULL, FALSE, '2026-01-01 00:00:00+00:00')",
    )

    def through(connection):
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
        for statement in old:
            connection.execute(text(statement))
        command.upgrade(config, "head")
        cast = "SELECT p.{}, c.role FROM people p JOIN cast_members c ON c.person_id = p.id"
        after = connection.execute(text(cast.format("fold"))).all()
        tally = connection.execute(
            text("SELECT count, total, dropped_count, dropped_total FROM drama_tallies")
        ).one()
        connection.execute(text("INSERT INTO people (name, native_name, fold) VALUES ('a','','a')"))
        command.downgrade(config, "0001")
        back = connection.execute(text(cast.format("name"))).all()
        command.upgrade(config, "head")
        return after, tuple(tally), back

    after, tally, back = await on(database_url, through)
    assert after == [("leejehoon", "Park Hae Young")]
    assert tally == (1, 18, 1, 6)
    assert back == [("Lee Je-Hoon", "Park Hae Young")]


async def test_subscriptions_and_what_is_on_its_way_survive_both_ways(database_url):
    """What servers had announced with the second version goes on, there and back again."""
    config = alembic_config(database_url)
    old = (
        "INSERT INTO dramas (id, key, title, source, updated_at) "
        "VALUES (1, 'signal', 'Signal', 'seed', THEN)",
        "INSERT INTO reviews (id, drama_id, house, version, written_at, first_impression) "
        "VALUES (3, 1, 'Blog', 1, THEN, FALSE), (4, 1, 'Blog', 1, THEN, FALSE)",
        "INSERT INTO subscriptions (id, guild_id, channel_id, genres, networks, least_score, "
        "created_by, created_at, disabled_at, disabled_reason) VALUES "
        '(5, 50, 60, \'["romance"]\', \'["tvN", "JTBC"]\', 16, 7, THEN, NULL, NULL), '
        "(8, 50, 61, '[]', '[]', NULL, 7, THEN, THEN, 'gone')",
        "INSERT INTO events (id, kind, review_id, created_at, expanded_at) VALUES "
        "(9, 'review', 3, THEN, THEN), (10, 'review', 4, THEN, NULL)",
        "INSERT INTO deliveries (id, event_id, subscription_id, state, attempts, due_at) "
        "VALUES (20, 9, 5, 'pending', 2, THEN)",
    )

    newer = (
        "INSERT INTO subscriptions (guild_id, channel_id, user_id, kind, filters, created_by, "
        "created_at) VALUES (0, 0, 7, 'drama:1', '{}', 7, THEN)"
    )
    then = "'2026-01-01 00:00:00+00:00'"

    def through(connection):
        config.attributes["connection"] = connection
        command.downgrade(config, "0002")
        for statement in old:
            connection.execute(text(statement.replace("THEN", then)))
        command.upgrade(config, "head")
        wanted = (
            "SELECT id, channel_id, user_id, kind, filters, disabled_reason FROM subscriptions "
            "ORDER BY id"
        )
        after = [
            (*row[:4], row[4] if isinstance(row[4], dict) else json.loads(row[4]), row[5])
            for row in connection.execute(text(wanted))
        ]
        # Ids are not given again, and what the older version cannot hold goes.
        connection.execute(text(newer.replace("THEN", then)))
        newest = connection.execute(text("SELECT MAX(id) FROM subscriptions")).scalar()
        waits = "SELECT id, event_id, subscription_id, state, attempts FROM deliveries"
        events = "SELECT id, review_id, expanded_at IS NULL FROM events ORDER BY id"
        way = [tuple(row) for row in connection.execute(text(waits))]
        noted = [(*row[:2], bool(row[2])) for row in connection.execute(text(events))]
        command.downgrade(config, "0002")
        back = [
            (row[0], *(v if isinstance(v, list) else json.loads(v) for v in row[1:3]), row[3])
            for row in connection.execute(
                text("SELECT id, genres, networks, least_score FROM subscriptions ORDER BY id")
            )
        ]
        still = [tuple(row) for row in connection.execute(text(waits))]
        command.upgrade(config, "head")
        return after, newest, way, noted, back, still

    after, newest, way, noted, back, still = await on(database_url, through)
    filters = {"genres": ["romance"], "networks": ["tvN", "JTBC"], "least": 16}
    assert after[0] == (5, 60, 0, "reviews", filters, None)
    assert (after[1][:4], after[1][5]) == ((8, 61, 0, "reviews"), "gone")
    assert newest > 8
    assert way == still == [(20, 9, 5, "pending", 2)]
    assert noted == [(9, 3, False), (10, 4, True)]
    assert back == [(5, ["romance"], ["tvN", "JTBC"], 16), (8, [], [], None)]


def _add_a_migration(tmp_path, monkeypatch):
    """Pretend that a later version of Daebak brings one more migration."""
    folder = tmp_path / "migrations"
    shutil.copytree(Path("data/migrations"), folder)
    (folder / "versions" / "9000_more.py").write_text(
        f"revision = '9000'\ndown_revision = '{revisions()[-1]}'\n"
        "def upgrade():\n    pass\ndef downgrade():\n    pass\n"
    )
    monkeypatch.setattr("data.migrate.MIGRATIONS", folder)
