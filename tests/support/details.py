"""A drama of which everything is known, and its rows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.domain.claims import claimed
from bot.domain.dramas import AirStatus, CastMember, DramaFacts, Link, Name, NameKind, Source
from data.queries import saving
from data.queries.catalogue import save_revision
from data.tables import EpisodeRow, RegisterRow, RelationRow, WatchOptionRow

if TYPE_CHECKING:
    from bot.services.registry import Services
    from data.engine import Sessions

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PAGE = "https://www.tvmaze.com/shows/7"
WATCH_PAGE = "https://www.themoviedb.org/tv/7/watch?locale=KR"

FULL = DramaFacts(
    title="Weightlifting Fairy",
    native_title="역도요정",
    language="ko",
    year=2016,
    country="KR",
    episodes=24,
    genres=("romance", "sports"),
    networks=("MBC",),
    cast=tuple(
        CastMember(
            f"Actor {n:03}",
            f"Role {n:03}",
            f"배우 {n:03}",
            f"https://static.test/{n}.jpg" if n % 3 else None,
            f"tvmaze:{n}",
        )
        for n in range(200)
    ),
    synopsis="She lifts.",
    poster_url="https://static.test/poster.jpg",
    aliases=(Name("Weightlifting Fairy Kim Bok Joo", NameKind.ALIAS),),
    status=AirStatus.ENDED,
    first_aired=date(2016, 11, 16),
    last_aired=date(2017, 1, 11),
    runtime=60,
    tags=("swimming", "college"),
    warnings=("bullying", "self-harm"),
    age_ratings=(("US", "TV-14"), ("KR", "15")),
    trailers=tuple(Link(f"Trailer {n}", f"https://video.test/{n}") for n in range(1, 9)),
)


async def stock_full(services: Services, sessions: Sessions) -> int:
    """Store the drama as TVmaze and TMDB tell it, with all its rows; return its id."""
    drama = await services.catalogue.save("fairy", FULL, Source.TVMAZE)
    remake = await services.catalogue.save(
        "fairy-jp", DramaFacts("Lifting Girl", "重量少女", "ja", 2019, "JP"), Source.TVMAZE
    )
    async with sessions.begin() as session:
        revision = await save_revision(session)
        said = claimed(DramaFacts(FULL.title, year=2017, episodes=16), NOW)
        await saving.record_claims(session, drama.id, Source.TMDB, said, now=NOW, revision=revision)
        session.add_all(_registers(drama.id, remake.id))
        session.add_all(_related(drama.id))
        session.add_all(_episodes(drama.id))
        session.add_all(_offers(drama.id))
    await services.catalogue.refresh()
    return drama.id


def _registers(drama: int, remake: int) -> list[RegisterRow]:
    return [
        RegisterRow(register="tvmaze", external_id="7", drama_id=drama, url=PAGE),
        RegisterRow(register="wikidata", external_id="Q7", drama_id=drama),
        RegisterRow(register="tvmaze", external_id="8", drama_id=remake),
    ]


def _related(drama: int) -> list[RelationRow]:
    told = [("remake", "tvmaze", "8", "Lifting Girl", 2019), ("sequel", "tmdb", "9", "Fairy 2", 0)]
    return [
        RelationRow(
            drama_id=drama,
            source="wikidata",
            position=place,
            relation=relation,
            register=register,
            external_id=external,
            title=title,
            year=year or None,
        )
        for place, (relation, register, external, title, year) in enumerate(told)
    ]


def _episodes(drama: int) -> list[EpisodeRow]:
    rows = [
        EpisodeRow(
            drama_id=drama,
            number=Decimal(n),
            title=f"Secret {n:02}",
            season=1 if n <= 16 else 2,
            number_in_season=n if n <= 16 else n - 16,
            aired_on=date(2016 if n <= 16 else 2018, 11, n),
            airs_at=datetime(2016, 11, n, 13, tzinfo=UTC) if n <= 16 else None,
            source="tvmaze",
        )
        for n in range(1, 25)
    ]
    special = EpisodeRow(drama_id=drama, number=Decimal("16.5"), special=True, title="Behind")
    return [*rows, special]


def _offers(drama: int) -> list[WatchOptionRow]:
    told = [
        ("KR", "buy", "Naver", WATCH_PAGE),
        ("KR", "stream", "Wavve", WATCH_PAGE),
        ("KR", "stream", "Netflix", WATCH_PAGE),
        ("US", "ads", "Viki", "https://www.themoviedb.org/tv/7/watch?locale=US"),
        ("BR", "stream", "Netflix", None),
    ]
    rows = [
        WatchOptionRow(
            drama_id=drama,
            source="tmdb",
            region=region,
            position=place,
            service=service,
            kind=kind,
            url=url,
        )
        for place, (region, kind, service, url) in enumerate(told)
    ]
    everywhere = WatchOptionRow(
        drama_id=drama,
        source="tvmaze",
        region="",
        position=0,
        service="Kocowa",
        kind="stream",
        url="https://kocowa.test/fairy",
    )
    return [*rows, everywhere]
