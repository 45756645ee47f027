"""Shows in the shapes TVmaze documents, in our own words."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

Raw = dict[str, Any]


def network(name: str, country: str) -> Raw:
    return {
        "id": 1,
        "name": name,
        "country": {"name": country, "code": country, "timezone": "Asia/Seoul"},
        "officialSite": None,
    }


def aka(name: str, country: str | None = None) -> Raw:
    where = {"name": country, "code": country, "timezone": "UTC"} if country else None
    return {"name": name, "country": where}


def credit(person_id: int, name: str, character: str, *, own: bool = False) -> Raw:
    image = {"medium": f"https://static.tvmaze.com/m/{person_id}.jpg", "original": "https://x/"}
    return {
        "person": {"id": person_id, "name": name, "image": image, "country": None},
        "character": {"id": person_id * 10, "name": character, "image": None},
        "self": own,
        "voice": False,
    }


def episode(
    season: int,
    number: int | None,
    airdate: str,
    *,
    kind: str = "regular",
    name: str = "",
    airtime: str = "20:30",
    airstamp: str | None = None,
) -> Raw:
    return {
        "id": season * 1_000 + (number or 500),
        "name": name or f"Episode {number}",
        "season": season,
        "number": number,
        "type": kind,
        "airdate": airdate,
        "airtime": airtime,
        "airstamp": airstamp or f"{airdate}T11:30:00+00:00",
        "runtime": 80,
        "rating": {"average": None},
        "image": None,
        "summary": None,
    }


SIGNAL: Raw = {
    "id": 13_187,
    "url": "https://www.tvmaze.com/shows/13187/signal",
    "name": "Signal",
    "type": "Scripted",
    "language": "Korean",
    "genres": ["Drama", "Crime", "Thriller", "Mystery", "Espionage"],
    "status": "Ended",
    "runtime": None,
    "averageRuntime": 80,
    "premiered": "2016-01-22",
    "ended": "2016-03-12",
    "officialSite": None,
    "schedule": {"time": "20:30", "days": ["Friday", "Saturday"]},
    "rating": {"average": 8.9},
    "weight": 83,
    "network": network("tvN", "KR"),
    "webChannel": None,
    "dvdCountry": None,
    "externals": {"tvrage": None, "thetvdb": 306_070, "imdb": "tt5332206"},
    "image": {
        "medium": "https://static.tvmaze.com/uploads/images/medium_portrait/1/1.jpg",
        "original": "https://static.tvmaze.com/uploads/images/original_untouched/1/1.jpg",
    },
    "summary": "<p><b>Signal</b>: an old radio joins two officers, years apart.</p>",
    "updated": 1_704_794_122,
    "_links": {"self": {"href": "https://api.tvmaze.com/shows/13187"}},
    "_embedded": {
        "akas": [
            aka("시그널"),
            aka("Sigeuneol"),
            aka("信號", "TW"),
            aka("シグナル", "JP"),
            aka("signal ", "US"),
            aka("Сигнал", "RU"),
        ],
        "cast": [
            credit(1, "Lee Je Hoon", "Park Hae Young"),
            credit(2, "Kim Hye Soo", "Cha Soo Hyun"),
            credit(1, "Lee Je Hoon", "Young Hae Young"),
            credit(3, "Some Singer", "Some Singer", own=True),
        ],
        "seasons": [{"id": 1, "number": 1, "episodeOrder": 16}],
    },
}


def show(**changes: Any) -> Raw:
    """The sample with some fields changed; ``akas``, ``cast`` and ``seasons`` are embedded."""
    raw = deepcopy(SIGNAL)
    for name in ("akas", "cast", "seasons"):
        if name in changes:
            raw["_embedded"][name] = changes.pop(name)
    return raw | changes


def season(count: int, number: int = 1, start: int = 1) -> list[Raw]:
    """Episodes of a season, one a day from the first of a month."""
    return [
        episode(number, k, f"20{15 + number}-01-{k - start + 1:02}")
        for k in range(start, count + start)
    ]
