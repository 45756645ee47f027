"""What Alembic runs: our metadata, on the connection it is given or on DATABASE_URL."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Literal

from alembic import context

from data.engine import create_engine
from data.tables import Base

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext
    from sqlalchemy import Connection


def run(connection: Connection) -> None:
    """Migrate over an open connection."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        render_item=_render_item,
    )
    with context.begin_transaction():
        context.run_migrations()


def _render_item(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:  # noqa: ANN401
    if kind == "type" and type(item).__module__.startswith("data.tables"):
        return f"data.tables.base.{type(item).__name__}()"
    return False


async def _run_alone(url: str) -> None:
    engine = create_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(run)
    await engine.dispose()


given = context.config.attributes.get("connection")
if given is not None:
    # pytest-alembic hands over an engine, our own start-up a connection.
    if hasattr(given, "connect"):
        with given.connect() as opened:
            run(opened)
            opened.commit()
    else:
        run(given)
else:
    asyncio.run(_run_alone(str(context.config.get_main_option("sqlalchemy.url"))))
