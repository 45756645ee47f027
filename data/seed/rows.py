"""Reading the starter catalogue's rows, and refusing the first one that is wrong by name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from bot.domain.dramas import CastMember, DramaFacts, Name, NameKind
from bot.domain.genres import Genre
from data.seed.files import SeedError, read_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SCRIPTS: Final = {
    "ko": re.compile(r"[가-힣]"),
    "ja": re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]"),
    "zh-Hans": re.compile(r"[\u4e00-\u9fff]"),
    "zh-Hant": re.compile(r"[\u4e00-\u9fff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
}
_LANGUAGES_OF: Final = {
    "KR": {"ko"},
    "JP": {"ja"},
    "CN": {"zh-Hans"},
    "TW": {"zh-Hant"},
    "HK": {"zh-Hant"},
    "TH": {"th"},
}


def _trimmed(value: str) -> str:
    if value != value.strip():
        msg = "has spaces around it"
        raise ValueError(msg)
    return value


Line = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_trimmed)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Cast(_Strict):
    actor: Line
    native: Line
    role: Line


class _Row(_Strict):
    key: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=200)]
    title: Line
    native: Line
    language: Literal["ko", "ja", "zh-Hans", "zh-Hant", "th"]
    romanised: Annotated[str, Field(max_length=300), AfterValidator(_trimmed)]
    aliases: list[Line]
    year: Annotated[int, Field(ge=1960, le=2030)]
    country: Literal["KR", "JP", "CN", "TW", "HK", "TH"]
    episodes: Annotated[int, Field(ge=1, le=400)]
    networks: Annotated[list[Line], Field(min_length=1)]
    genres: Annotated[list[str], Field(min_length=1, max_length=6)]
    cast: Annotated[list[_Cast], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class SeedDrama:
    """A checked row: its stable key, and the facts."""

    key: str
    facts: DramaFacts


def read_seed() -> list[SeedDrama]:
    """Read and check the starter catalogue that ships with the bot.

    Raises:
        SeedError: Naming the first wrong row and what is wrong with it.
    """
    lines = [
        (f"{name}:{number}", line)
        for name, text in read_files().items()
        for number, line in enumerate(text.splitlines(), 1)
    ]
    dramas = [parse_row(line, where) for where, line in lines]
    _check_together(dramas)
    return dramas


def parse_row(line: str, where: str = "row") -> SeedDrama:
    """Read one row.

    Raises:
        SeedError: Malformed, or facts that contradict each other.
    """
    try:
        row = _Row.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        msg = f"{where}: {place}: {first['msg']}"
        raise SeedError(msg) from None
    for problem, wrong in _contradictions(row):
        if wrong():
            msg = f"{where} ({row.key}): {problem}"
            raise SeedError(msg)
    aliases = [Name(alias, NameKind.ALIAS) for alias in row.aliases]
    if row.romanised:
        aliases.insert(0, Name(row.romanised, NameKind.ROMANISED, f"{row.language}-Latn"))
    return SeedDrama(
        row.key,
        DramaFacts(
            title=row.title,
            native_title=row.native,
            language=row.language,
            year=row.year,
            country=row.country,
            episodes=row.episodes,
            genres=tuple(row.genres),
            networks=tuple(row.networks),
            cast=tuple(CastMember(c.actor, c.role, c.native) for c in row.cast),
            aliases=tuple(aliases),
        ),
    )


def _contradictions(row: _Row) -> Iterable[tuple[str, Callable[[], bool]]]:
    names = [row.title, row.native, row.romanised, *row.aliases]
    yield "the key does not end in the year", lambda: not row.key.endswith(f"-{row.year}")
    yield (
        "the native title is not in the language's script",
        lambda: not _SCRIPTS[row.language].search(row.native) and not row.native.isascii(),
    )
    yield (
        "the language does not go with the country",
        lambda: row.language not in _LANGUAGES_OF[row.country],
    )
    yield "an unknown genre", lambda: not set(row.genres) <= {g.value for g in Genre}
    for label, values in (
        ("genre", row.genres),
        ("network", row.networks),
        ("actor", [c.actor for c in row.cast]),
        ("alias", row.aliases),
    ):
        yield f"the same {label} twice", lambda values=values: len(set(values)) != len(values)  # type: ignore[misc]
    yield (
        "an alias that repeats another name",
        lambda: any(alias in names[:3] for alias in row.aliases),
    )


def _check_together(dramas: list[SeedDrama]) -> None:
    keys: set[str] = set()
    titles: set[tuple[str | None, int | None]] = set()
    spelling: dict[str, str] = {}
    for drama in dramas:
        if drama.key in keys:
            msg = f"{drama.key}: the key stands twice"
            raise SeedError(msg)
        keys.add(drama.key)
        title = (drama.facts.native_title, drama.facts.year)
        if title in titles:
            msg = f"{drama.key}: another row has the same native title and year"
            raise SeedError(msg)
        titles.add(title)
        for member in drama.facts.cast:
            native = member.native_name or ""
            if spelling.setdefault(native, member.actor) != member.actor:
                msg = f"{drama.key}: {native} is written both {spelling[native]} and {member.actor}"
                raise SeedError(msg)
