"""Configuration, read once from the environment (and ``.env``) and passed down."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import Annotated

from pydantic import Field, HttpUrl, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

DEFAULT_DATABASE = "sqlite+aiosqlite:///daebak.db"


class Settings(BaseSettings):
    """Everything an operator can set; names are those of the environment variables."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    discord_token: SecretStr | None = None
    database_url: str = DEFAULT_DATABASE
    discord_api_url: HttpUrl | None = None
    discord_requests_per_s: Annotated[float, Field(gt=0)] = 50.0
    shard_count: Annotated[int, Field(ge=1)] | None = None
    shard_ids: Annotated[tuple[int, ...], NoDecode] = ()
    log_level: str = "INFO"
    log_json: bool = False
    catalogue_updates: bool = True
    catalogue_countries: Annotated[tuple[str, ...], NoDecode] = ("KR", "JP", "CN", "TW", "TH")
    feed_polling: bool = True
    fetch_private: bool = False
    provider_contact: str | None = None
    tvmaze_url: HttpUrl | None = None
    tvmaze_requests_per_10s: Annotated[int, Field(ge=1)] = 18
    tmdb_key: SecretStr | None = None
    tmdb_url: HttpUrl | None = None
    wikidata_url: HttpUrl | None = None

    @field_validator(
        "discord_token",
        "shard_count",
        "discord_api_url",
        "provider_contact",
        "tvmaze_url",
        "tmdb_key",
        "tmdb_url",
        "wikidata_url",
        mode="before",
    )
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("shard_ids", mode="before")
    @classmethod
    def _split_shards(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("catalogue_countries", mode="before")
    @classmethod
    def _split_countries(cls, value: object) -> object:
        return countries_of(value) if isinstance(value, str) else value

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        level = value.upper()
        if level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            msg = "use DEBUG, INFO, WARNING or ERROR"
            raise ValueError(msg)
        return level

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        """Accept the short forms people paste, and name the drivers we use."""
        try:
            url = make_url(value or DEFAULT_DATABASE)
        except ArgumentError:
            msg = "use sqlite:///file.db or postgresql://user:password@host/name"
            raise ValueError(msg) from None
        drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
        backend = "postgresql" if url.drivername == "postgres" else url.get_backend_name()
        if backend not in drivers:
            msg = f"{backend} is not supported: use sqlite:///… or postgresql://…"
            raise ValueError(msg)
        return url.set(drivername=drivers[backend]).render_as_string(hide_password=False)

    @property
    def database_path(self) -> Path | None:
        """The file of an SQLite database, or None for PostgreSQL or one in memory."""
        url = make_url(self.database_url)
        if url.get_backend_name() != "sqlite" or url.database in {None, "", ":memory:"}:
            return None
        return Path(str(url.database))

    @property
    def index_path(self) -> Path:
        """Where the title index is kept between starts.

        Beside an SQLite database, else in the user's cache folder.
        """
        path = self.database_path
        if path is not None:
            return path.with_name(f"{path.name}.titles")
        cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        name = hashlib.sha256(self.database_url.encode()).hexdigest()[:16]
        return Path(cache) / "daebak" / f"{name}.titles"

    @property
    def database_label(self) -> str:
        """Where the data is, without a password, for the log."""
        path = self.database_path
        return str(path.resolve()) if path else make_url(self.database_url).render_as_string()


def countries_of(written: str) -> tuple[str, ...]:
    """Read countries between commas, by ISO 3166-1 alpha-2.

    Raises:
        ValueError: One of them is no such code; or there is none.
    """
    codes = tuple(
        dict.fromkeys(part.strip().upper() for part in written.split(",") if part.strip())
    )
    if not codes or any(re.fullmatch("[A-Z]{2}", code) is None for code in codes):
        msg = "use two-letter country codes between commas, such as KR,JP"
        raise ValueError(msg)
    return codes
