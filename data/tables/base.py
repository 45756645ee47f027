"""What every table shares: constraint names, aware times, episode numbers."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import DateTime, Dialect, Integer, MetaData, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

NAMING: Final = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class UTCDateTime(TypeDecorator[datetime]):
    """Aware UTC datetimes on every backend; SQLite would drop the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive values and normalise the rest to UTC."""
        if value is not None and value.tzinfo is None:
            msg = "naive datetime"
            raise ValueError(msg)
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Put back the zone that SQLite forgets."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class EpisodeNumber(TypeDecorator[Decimal]):
    """An episode's number in tenths, so that 11.5 sorts and compares on every backend."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Store tenths, refusing what they cannot hold."""
        if value is None:
            return None
        tenths = value * 10
        if tenths != tenths.to_integral_value():
            msg = f"episode {value} is finer than a tenth"
            raise ValueError(msg)
        return int(tenths)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Return the number as people write it."""
        return None if value is None else (Decimal(value) / 10).normalize()


class Base(DeclarativeBase):
    """Declarative base with named constraints, which Alembic needs to alter them."""

    metadata = MetaData(naming_convention=NAMING)
