"""Made-up shows in TVmaze's shapes: any number of them, the same ones for the same seed.

A show's details are made anew whenever they are asked for, from the seed, its id and how often
it was changed; what the world keeps is which shows there are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, Final

Raw = dict[str, Any]

START: Final = 1_600_000_000
"""When everything there is from the beginning was updated, give or take."""
NOW: Final = 1_760_000_000
"""The world's time when it begins; it moves only when it is told to."""
SITE: Final = "https://www.tvmaze.com"
IMAGES: Final = "https://static.tvmaze.com/uploads/images"

_PLACES: Final = (
    # country, language, network, hour of broadcast in UTC; None for a service that is everywhere
    ("KR", "Korean", "tvN", 12),
    ("KR", "Korean", "MBC", 13),
    ("JP", "Japanese", "Fuji TV", 13),
    ("CN", "Chinese", "Hunan TV", 12),
    ("TW", "Chinese", "TVBS", 13),
    ("TH", "Thai", "GMM25", 14),
    ("US", "English", "HBO", 2),
    (None, "Korean", "Netflix", None),
)
_TYPES: Final = ("Scripted",) * 7 + ("Animation", "Reality", "Talk Show")
_GENRES: Final = (
    "Drama",
    "Romance",
    "Comedy",
    "Crime",
    "Thriller",
    "Mystery",
    "History",
    "Medical",
)
_STATUSES: Final = ("Ended",) * 7 + ("Running", "To Be Determined", "In Development")
_WORDS: Final = {
    "en": ("Paper", "Moon", "Harbour", "Spring", "Letter", "Silent", "River", "Garden", "Second"),
    "Korean": ("종이", "달", "항구", "봄날", "편지", "침묵", "강가", "정원", "두번째"),
    "Japanese": ("紙の", "月", "港の", "春", "手紙", "しずかな", "川", "庭", "二番目の"),
    "Chinese": ("纸", "月亮", "港湾", "春天", "信", "无声", "河", "花园", "第二"),
    "Thai": ("กระดาษ", "จันทร์", "ท่าเรือ", "ฤดูใบไม้ผลิ", "จดหมาย", "เงียบ", "แม่น้ำ", "สวน", "ที่สอง"),
}
_SYLLABLES: Final = ("Ha", "Min", "Seo", "Jun", "Yu", "Rin", "Ken", "Mei", "Lan", "Som", "Chai")


def seeded(*about: object) -> Random:
    """Return randomness that is the same whenever it is about the same."""
    return Random(":".join(map(str, about)))  # noqa: S311 -- made-up data, no secret


@dataclass
class TVmazeWorld:
    """Which shows there are, and how often each was changed.

    Attributes:
        people: How many actors all shows share.
    """

    size: int
    seed: int = 1
    people: int = 0
    now: int = NOW
    ids: list[int] = field(init=False)
    updated: dict[int, int] = field(init=False, default_factory=dict)
    _changes: dict[int, int] = field(init=False, default_factory=dict)
    _rng: Random = field(init=False)

    def __post_init__(self) -> None:
        """Make the first shows, with gaps between their ids as deletions leave them."""
        self._rng = seeded(self.seed)
        self.people = self.people or self.size // 5 + 20
        self.ids = []
        self.add(self.size)
        self.updated = {show_id: START + show_id for show_id in self.ids}

    def add(self, count: int) -> list[int]:
        """Add new shows behind the last one."""
        last = self.ids[-1] if self.ids else 0
        new = []
        for _ in range(count):
            last += 1 if self._rng.random() < 0.9 else self._rng.randint(2, 9)
            new.append(last)
            self.updated[last] = self.now
        self.ids += new
        return new

    def change(self, count: int) -> list[int]:
        """Change some shows: their text, their popularity, one more episode."""
        chosen = sorted(self._rng.sample(self.ids, count))
        for show_id in chosen:
            self._changes[show_id] = self._changes.get(show_id, 0) + 1
            self.updated[show_id] = self.now
        return chosen

    def delete(self, count: int) -> list[int]:
        """Delete some shows."""
        chosen = sorted(self._rng.sample(self.ids, count))
        for show_id in chosen:
            self.ids.remove(show_id)
            del self.updated[show_id]
        return chosen

    def has(self, show_id: int) -> bool:
        """Tell whether there is such a show."""
        return show_id in self.updated

    def show(self, show_id: int) -> Raw:
        """Its main information."""
        rng = self._about(show_id)
        country, language, channel, _ = rng.choice(_PLACES)
        chosen = rng.sample(range(9), 2)
        premiered = self.premiered(show_id)
        status = rng.choice(_STATUSES)
        changes = self._changes.get(show_id, 0)
        name = " ".join(_WORDS["en"][i] for i in chosen)
        place = {
            "id": len(channel),
            "name": channel,
            "country": {"name": country, "code": country, "timezone": "UTC"} if country else None,
            "officialSite": None,
        }
        return {
            "id": show_id,
            "url": f"{SITE}/shows/{show_id}/show",
            "name": name,
            "type": rng.choice(_TYPES),
            "language": language,
            "genres": rng.sample(_GENRES, 2),
            "status": status,
            "runtime": 60,
            "averageRuntime": 63,
            "premiered": premiered.isoformat(),
            "ended": self._days(show_id)[-1].isoformat() if status == "Ended" else None,
            "officialSite": None,
            "schedule": {"time": "21:00", "days": ["Monday", "Tuesday"]},
            "rating": {"average": None},
            "weight": min(100, rng.randrange(100) + changes),
            "network": place if country else None,
            "webChannel": None if country else place,
            "dvdCountry": None,
            "externals": {"tvrage": None, "thetvdb": 100_000 + show_id, "imdb": f"tt{show_id:07}"},
            "image": _image(show_id) if rng.random() < 0.9 else None,
            "summary": f"<p><b>{name}</b> tells of {rng.choice(_SYLLABLES)}. ({changes})</p>",
            "updated": self.updated[show_id],
            "_links": {"self": {"href": f"https://api.tvmaze.com/shows/{show_id}"}},
        }

    def akas(self, show_id: int) -> list[Raw]:
        """Its other titles: the native one, and one abroad."""
        rng = self._about(show_id)
        _, language, _, _ = rng.choice(_PLACES)
        chosen = rng.sample(range(9), 2)
        if language not in _WORDS:
            return []
        native = " ".join(_WORDS[language][i] for i in chosen)
        abroad = " ".join(("The", *(_WORDS["en"][i] for i in chosen)))
        return [
            {"name": native, "country": None},
            {"name": abroad, "country": {"name": "United States", "code": "US", "timezone": ""}},
        ]

    def cast(self, show_id: int) -> list[Raw]:
        """Who plays in it, of the actors that all shows share; some have two roles."""
        rng = self._about(show_id, "cast")
        chosen = rng.sample(range(1, self.people + 1), min(self.people, rng.randint(2, 8)))
        chosen += chosen[:1] if rng.random() < 0.2 else []
        return [
            {
                "person": self.person(person),
                "character": {"id": show_id * 100 + k, "name": f"Role {k + 1}", "image": None},
                "self": False,
                "voice": False,
            }
            for k, person in enumerate(chosen)
        ]

    def person(self, number: int) -> Raw:
        """One of the actors; namesakes among them."""
        rng = seeded(self.seed, "person", number)
        return {
            "id": number,
            "url": f"{SITE}/people/{number}/person",
            "name": " ".join(rng.choices(_SYLLABLES, k=3)),
            "country": None,
            "image": _image(number),
            "updated": START,
        }

    def episodes(self, show_id: int, *, specials: bool) -> list[Raw]:
        """Its episodes, two a week, and a special behind the last of some shows."""
        *_, hour = self._about(show_id).choice(_PLACES)
        days = self._days(show_id)
        found = [_episode(show_id, k + 1, day, hour, "regular") for k, day in enumerate(days)]
        if specials and show_id % 3 == 0:
            after = days[-1] + timedelta(days=1)
            found.append(_episode(show_id, None, after, hour, "significant_special"))
        return found

    def seasons(self, show_id: int) -> list[Raw]:
        """Its one season."""
        count = len(self._days(show_id))
        return [{"id": show_id, "number": 1, "name": "", "episodeOrder": count}]

    def premiered(self, show_id: int) -> date:
        """When its first episode is shown."""
        return date(2000, 1, 3) + timedelta(weeks=show_id % 1_300)

    def airing_on(self, day: date) -> list[int]:
        """Shows with an episode or a special on a day."""
        return [show_id for show_id in self.ids if self._airs(show_id, day)]

    def _airs(self, show_id: int, day: date) -> bool:
        first = self.premiered(show_id)
        if not first <= day <= first + timedelta(weeks=12):
            return False
        episodes = self.episodes(show_id, specials=True)
        return any(episode["airdate"] == day.isoformat() for episode in episodes)

    def _days(self, show_id: int) -> list[date]:
        first = self.premiered(show_id)
        count = self._about(show_id, "length").randint(4, 16) + self._changes.get(show_id, 0)
        return [first + timedelta(weeks=k // 2, days=k % 2) for k in range(count)]

    def _about(self, show_id: int, what: str = "") -> Random:
        return seeded(self.seed, show_id, what)


def _image(number: int) -> Raw:
    return {
        "medium": f"{IMAGES}/medium_portrait/{number}.jpg",
        "original": f"{IMAGES}/original_untouched/{number}.jpg",
    }


def _episode(show_id: int, number: int | None, day: date, hour: int | None, kind: str) -> Raw:
    # What has no hour is stamped with noon, as services that stream are.
    at = datetime(day.year, day.month, day.day, 12 if hour is None else hour, tzinfo=UTC)
    return {
        "id": show_id * 1_000 + (number or 999),
        "url": f"{SITE}/episodes/{show_id}",
        "name": f"Episode {number}" if number else "Making Of",
        "season": 1,
        "number": number,
        "type": kind,
        "airdate": day.isoformat(),
        "airtime": "" if hour is None else "21:00",
        "airstamp": at.isoformat(),
        "runtime": 60,
        "rating": {"average": None},
        "image": None,
        "summary": None,
    }
