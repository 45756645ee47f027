"""Shows as providers tell them, for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from bot.domain.dramas import AirStatus, CastMember, DramaFacts, Name, NameKind, Source
from bot.domain.shows import Airing, RelatedShow, Relation, Show, ShowId, WatchKind, WatchOption

CHANGED = datetime(2025, 6, 1, tzinfo=UTC)

BEYOND_EVIL = DramaFacts(
    title="Beyond Evil",
    native_title="괴물",
    language="ko",
    year=2021,
    country="KR",
    episodes=16,
    genres=("thriller", "crime"),
    networks=("JTBC",),
    cast=(
        CastMember("Shin Ha Kyun", "Lee Dong Sik", photo_url="https://x/1.jpg", ref="tvmaze:11"),
        CastMember("Yeo Jin Goo", "Han Joo Won", photo_url="https://x/2.jpg", ref="tvmaze:12"),
    ),
    synopsis="Two policemen of a small town.",
    poster_url="https://x/poster.jpg",
    aliases=(Name("Freak", NameKind.ALIAS, "en"),),
    status=AirStatus.ENDED,
    first_aired=date(2021, 2, 19),
    last_aired=date(2021, 4, 10),
    runtime=70,
)


def show_of(
    facts: DramaFacts = BEYOND_EVIL,
    show_id: str = "500",
    *,
    source: Source = Source.TVMAZE,
    also: tuple[ShowId, ...] = (),
    **more: Any,
) -> Show:
    """Return a show with these facts; ``also`` is what it is called elsewhere."""
    values: dict[str, Any] = {"changed_at": CHANGED, "popularity": 50.0, "airings": ()} | more
    return Show(
        source=source,
        id=show_id,
        url=f"https://provider.example/{source}/{show_id}",
        facts=facts,
        ids=(ShowId(source.value, show_id), *also),
        kind="Scripted",
        **values,
    )


def summary_of(show: Show) -> Show:
    """Return as much of a show as an index tells."""
    facts = replace(show.facts, cast=(), aliases=(), native_title=None, episodes=None)
    return replace(show, facts=facts, airings=None)


def airing(number: str, day: int = 1, **more: Any) -> Airing:
    """Return an episode of March 2021."""
    values: dict[str, Any] = {
        "season": 1,
        "airs_on": date(2021, 3, day),
        "airs_at": datetime(2021, 3, day, 14, tzinfo=UTC),
        "runtime": 70,
    } | more
    return Airing(Decimal(number), **values)


WATCH = (
    WatchOption("KR", "Netflix", WatchKind.STREAM, "https://x/kr"),
    WatchOption("KR", "TVING", WatchKind.STREAM),
    WatchOption("US", "Netflix", WatchKind.STREAM),
)
RELATED = (RelatedShow(Relation.REMAKE, ShowId("tmdb", "77"), "Beyond Evil (JP)", 2024),)
