"""A catalogue of plausible dramas of any size, with people, lists and ratings, made by chance."""

from __future__ import annotations

import itertools
import random
import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from bot.domain.genres import Genre
from data.tables import (
    Base,
    CastRow,
    DramaGenreRow,
    DramaNameRow,
    DramaNetworkRow,
    DramaRow,
    DramaTagRow,
    EpisodeRow,
    GuildMemberRow,
    PersonRow,
    RatingRow,
    StateRow,
    TallyRow,
    WatchRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Column, Connection
    from sqlalchemy.ext.asyncio import AsyncConnection

    Rows = Iterator[tuple[Any, ...]]


SEED: Final = 20_261_122
NOW: Final = datetime(2026, 11, 22, 12, tzinfo=UTC)
GUILD: Final = 1
GUILD_MEMBERS: Final = 2_000
USERS: Final = 10_000
RATED: Final = 0.2  # of the dramas, as on rating sites: most are rated by nobody
CAST: Final = 8
_BATCH: Final = 5_000

_WORDS: Final = re.findall(
    r"\w+",
    "love moon star heart king queen doctor lawyer secret night spring summer winter school "
    "family boss prince flower river house time dream city ghost hunter detective crown wind "
    "rain snow sea fire mirror letter kitchen hospital island road train garden sky song dance "
    "blood shadow memory promise marriage divorce first last my your our beautiful strange "
    "perfect lonely golden hidden lost good bad sweet young great little unknown eternal",
)
_SYLLABLES: Final = "가나다라마바사아자차카타파하고노도로모보소오조초구누두루무부수우주추기니디리"
_HAN: Final = "愛月星心王后醫法秘夜春夏冬校家時夢城鬼花河火風雨雪海鏡書島路天歌血影記約婚"
_COUNTRIES: Final = (("KR", 30), ("CN", 30), ("JP", 22), ("TW", 7), ("TH", 8), ("HK", 3))
_STATUSES: Final = (("ended", 88), ("airing", 5), ("planned", 4), ("cancelled", 1), (None, 2))
_LENGTHS: Final = ((8, 15), (10, 15), (12, 20), (16, 20), (24, 10), (40, 10), (100, 3), (None, 7))


def some_of(chance: random.Random, weighted: Sequence[tuple[Any, int]], count: int) -> list[Any]:
    """Draw by weight."""
    return chance.choices([v for v, _ in weighted], [w for _, w in weighted], k=count)


class Plausible:
    """The rows of every table; the same for the same number of dramas."""

    def __init__(self, dramas: int) -> None:
        self.dramas = dramas
        self.people = max(dramas * 3 // 10, 20)
        self._chance = random.Random(SEED)  # noqa: S311 - made-up data
        self.networks = [f"Channel {number}" for number in range(1, 401)]
        self.tags = [f"{a} {b}" for a, b in itertools.product(_WORDS[:60], repeat=2)]

    def tables(self) -> Iterator[tuple[type[Base], Iterator[tuple[Any, ...]]]]:
        """Yield tables, each with its rows, in the order that foreign keys ask for."""
        yield DramaRow, self._dramas()
        yield (
            PersonRow,
            ((i, name, "", name.replace(" ", "").lower()) for i, name in self._people()),
        )
        yield DramaNameRow, ((i, 0, f"{self._latin()} {i}", "alias") for i in self._every())
        genres, common = list(Genre), [40 / (place + 1) for place in range(len(Genre))]
        yield DramaGenreRow, self._several(genres, common, 3)
        yield (
            DramaNetworkRow,
            self._several(
                self.networks, [30 / (place + 1) for place in range(len(self.networks))], 1
            ),
        )
        yield (
            DramaTagRow,
            self._several(self.tags, [30 / (place + 10) for place in range(len(self.tags))], 6),
        )
        yield CastRow, self._cast()
        yield EpisodeRow, self._episodes()
        yield (
            GuildMemberRow,
            ((GUILD, user, True, NOW) for user in range(1, min(GUILD_MEMBERS, USERS) + 1)),
        )
        ratings = list(self._ratings())
        yield RatingRow, iter(ratings)
        yield TallyRow, self._tallies(ratings)
        yield WatchRow, self._watching()
        yield StateRow, iter([("catalogue_revision", "1")])

    def _every(self) -> range:
        return range(1, self.dramas + 1)

    def _latin(self) -> str:
        return " ".join(
            self._chance.choices(_WORDS, k=self._chance.choice((1, 2, 2, 3, 3, 4)))
        ).title()

    def _dramas(self) -> Rows:
        chance = self._chance
        countries = some_of(chance, _COUNTRIES, self.dramas)
        statuses = some_of(chance, _STATUSES, self.dramas)
        lengths = some_of(chance, _LENGTHS, self.dramas)
        for at, number in enumerate(self._every()):
            korean = countries[at] == "KR"
            year = min(2027, int(2027 - chance.expovariate(1 / 12)))
            native = "".join(chance.choices(_SYLLABLES if korean else _HAN, k=chance.randint(2, 6)))
            synopsis = " ".join(chance.choices(_WORDS, k=70))
            first = date(year, chance.randint(1, 12), chance.randint(1, 28))
            episodes = lengths[at] and lengths[at] + chance.randint(-2, 2)
            popularity = round(100 * chance.paretovariate(1.2), 1)
            # In the order of _COLUMNS.
            yield (
                *(number, f"plausible-{number}", self._latin(), native, "ko" if korean else "zh"),
                *(year, countries[at], episodes, synopsis, None, "tvmaze", NOW, statuses[at]),
                *(first, None, 60, popularity, 1),
            )

    def _people(self) -> Iterator[tuple[int, str]]:
        for number in range(1, self.people + 1):
            yield number, f"{self._latin()} {number}"

    def _several(self, values: Sequence[str], weights: Sequence[float], most: int) -> Rows:
        chance = self._chance
        cumulated = list(itertools.accumulate(weights))
        for number in self._every():
            drawn = chance.choices(values, cum_weights=cumulated, k=chance.randint(1, most))
            for place, value in enumerate(dict.fromkeys(drawn)):
                yield number, str(value), place

    def _cast(self) -> Rows:
        chance = self._chance
        for number in self._every():
            # Some act in hundreds of dramas, most in a few.
            who = {int(self.people * chance.random() ** 2) + 1 for _ in range(CAST)}
            for place, person in enumerate(sorted(who)):
                yield number, place, person, f"Role {place}"

    def _episodes(self) -> Rows:
        for number in range(1, self.dramas + 1, 20):
            for episode in range(1, 17):
                day = NOW + timedelta(days=episode, minutes=number)
                yield number, episode * 10, False, f"Part {episode}", day.date(), day

    def _ratings(self) -> Rows:
        chance = self._chance
        for number in chance.sample(self._every(), int(self.dramas * RATED)):
            taste = chance.gauss(15, 2)
            for user in {
                chance.randint(1, USERS) for _ in range(int(chance.paretovariate(0.9)) % 400)
            }:
                yield number, user, min(20, max(1, round(chance.gauss(taste, 2)))), NOW

    def _tallies(self, ratings: Sequence[tuple[Any, ...]]) -> Rows:
        sums: dict[int, list[int]] = {}
        for number, _, points, _ in ratings:
            held = sums.setdefault(number, [0, 0])
            held[0] += 1
            held[1] += points
        for number, (count, total) in sums.items():
            yield number, count, total, 0, 0

    def _watching(self) -> Rows:
        chance = self._chance
        for user in range(1, min(USERS, 500) + 1):
            for number in {chance.randint(1, self.dramas) for _ in range(40)}:
                yield user, number, chance.choice(("watching", "completed", "planned")), False, NOW


_COLUMNS: Final[dict[type[Base], Sequence[str]]] = {
    DramaRow: re.findall(
        r"\w+",
        "id key title native_title language year country episodes synopsis poster_url source "
        "updated_at status first_aired last_aired runtime popularity changed",
    ),
    PersonRow: ("id", "name", "native_name", "fold"),
    DramaNameRow: ("drama_id", "position", "text", "kind"),
    DramaGenreRow: ("drama_id", "genre", "position"),
    DramaNetworkRow: ("drama_id", "network", "position"),
    DramaTagRow: ("drama_id", "tag", "position"),
    CastRow: ("drama_id", "position", "person_id", "role"),
    EpisodeRow: ("drama_id", "number", "special", "title", "aired_on", "airs_at"),
    GuildMemberRow: ("guild_id", "user_id", "counted", "first_seen_at"),
    RatingRow: ("drama_id", "user_id", "half_points", "updated_at"),
    TallyRow: ("drama_id", "count", "total", "dropped_count", "dropped_total"),
    WatchRow: ("user_id", "drama_id", "status", "private", "updated_at"),
    StateRow: ("key", "value"),
}


async def fill(connection: AsyncConnection, dramas: int) -> None:
    """Fill a migrated, empty database, the fast way that each kind of it has."""
    for table, rows in Plausible(dramas).tables():
        names = _COLUMNS[table]
        while batch := list(itertools.islice(rows, _BATCH)):
            if connection.dialect.name == "postgresql":
                raw = await connection.get_raw_connection()
                await raw.driver_connection.copy_records_to_table(  # type: ignore[union-attr]
                    table.__tablename__, records=batch, columns=names
                )
            else:
                await connection.run_sync(_insert, table, names, batch)
    await connection.commit()


def _insert(
    connection: Connection,
    table: type[Base],
    names: Sequence[str],
    batch: list[tuple[Any, ...]],
) -> None:
    columns: list[Column[Any]] = [table.__table__.c[name] for name in names]
    marks = ", ".join("?" for _ in columns)
    listed = ", ".join(f'"{name}"' for name in names)
    connection.exec_driver_sql(
        f"INSERT INTO {table.__tablename__} ({listed}) VALUES ({marks})",  # noqa: S608
        [tuple(_plain(value) for value in row) for row in batch],
    )


def _plain(value: Any) -> Any:  # noqa: ANN401 - any column's
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ", "microseconds")
    return value.isoformat() if isinstance(value, date) else value
