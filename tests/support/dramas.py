"""A small catalogue for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.dramas import CastMember, DramaFacts, Name, NameKind, Source

if TYPE_CHECKING:
    from bot.domain.dramas import Drama
    from bot.services.catalogue import CatalogueService

SOUNDTRACK = DramaFacts(
    title="Soundtrack #1",
    native_title="사운드트랙#1",
    language="ko",
    year=2022,
    country="KR",
    episodes=4,
    genres=("romance", "music", "friendship"),
    networks=("Disney+",),
    cast=(
        CastMember("Park Hyung Sik", "Han Sun Woo", "박형식"),
        CastMember("Han So Hee", "Lee Eun Soo", "한소희"),
    ),
)
SIGNAL = DramaFacts(
    title="Signal",
    native_title="시그널",
    language="ko",
    year=2016,
    country="KR",
    episodes=16,
    genres=("thriller", "crime", "mystery"),
    networks=("tvN",),
    cast=(
        CastMember("Lee Je Hoon", "Park Hae Young", "이제훈"),
        CastMember("Kim Hye Soo", "Cha Soo Hyun", "김혜수"),
    ),
)
HAPPINESS = DramaFacts(
    title="Happiness",
    native_title="해피니스",
    language="ko",
    year=2021,
    country="KR",
    episodes=12,
    genres=("thriller", "romance"),
    networks=("tvN", "TVING"),
    cast=(CastMember("Park Hyung Sik", "Jung Yi Hyun", "박형식"),),
)
CRASH_LANDING = DramaFacts(
    title="Crash Landing on You",
    native_title="사랑의 불시착",
    language="ko",
    year=2019,
    country="KR",
    episodes=16,
    genres=("romance", "comedy"),
    networks=("tvN",),
    cast=(CastMember("Hyun Bin", "Ri Jeong Hyeok", "현빈"),),
    aliases=(Name("CLOY", NameKind.ALIAS),),
)
GO_AHEAD = DramaFacts(
    title="Go Ahead",
    native_title="以家人之名",
    language="zh-Hans",
    year=2020,
    country="CN",
    episodes=46,
    genres=("family", "youth"),
    networks=("Hunan TV",),
)
HOSTILE = DramaFacts(
    title="||**@everyone** <@1> `x` \u202e[a](b)|| " + "long " * 52,
    native_title="||가|| #나",
    synopsis="|| spoiler ||\n# heading\n@here " + "x" * 5_000,
    genres=("romance",),
    episodes=None,
)

TEST_DRAMAS = {
    "soundtrack-1-2022": SOUNDTRACK,
    "signal-2016": SIGNAL,
    "happiness-2021": HAPPINESS,
    "crash-landing-on-you-2019": CRASH_LANDING,
    "go-ahead-2020": GO_AHEAD,
    "hostile": HOSTILE,
}


async def stock(catalogue: CatalogueService) -> None:
    """Put the test dramas into a catalogue."""
    for key, facts in TEST_DRAMAS.items():
        await catalogue.save(key, facts, Source.SEED)


def drama_id(catalogue: CatalogueService, title: str) -> int:
    """Return the id of a test drama."""
    titles = catalogue.titles
    return next(
        i
        for i in titles.named(title)
        if (line := titles.line(i)) is not None and line.title == title
    )


async def all_dramas(catalogue: CatalogueService) -> list[Drama]:
    """Return every drama of a small catalogue, by id."""
    return await catalogue.get_many(range(1, 1_000))
