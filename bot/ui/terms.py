"""Names of the things we store by key: genres, statuses, scores and scales."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.content_warnings import ContentWarning
from bot.domain.dramas import AirStatus, Source, show_episode
from bot.domain.genres import Genre
from bot.domain.scores import Scale, Score, Tally
from bot.domain.spoilers import SpoilerBoundary, Spoils
from bot.domain.texts import Text, t
from bot.domain.watching import WatchStatus

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.dramas import CastMember, Drama, DramaFacts, DramaLine
    from bot.i18n import Lang

MAX_SHOWN_TITLE: Final = 150
"""Characters of a title or a name that a card shows: no real one is longer."""

GENRES: Final[dict[str, Text]] = {
    Genre.ROMANCE: t("Romance"),
    Genre.COMEDY: t("Comedy"),
    Genre.MELODRAMA: t("Melodrama"),
    Genre.THRILLER: t("Thriller"),
    Genre.MYSTERY: t("Mystery"),
    Genre.CRIME: t("Crime"),
    Genre.ACTION: t("Action"),
    Genre.ADVENTURE: t("Adventure"),
    Genre.FANTASY: t("Fantasy"),
    Genre.SUPERNATURAL: t("Supernatural"),
    Genre.HORROR: t("Horror"),
    Genre.SCIENCE_FICTION: t("Science fiction"),
    Genre.HISTORICAL: t("Historical"),
    Genre.POLITICAL: t("Political"),
    Genre.LEGAL: t("Legal"),
    Genre.MEDICAL: t("Medical"),
    Genre.YOUTH: t("Youth"),
    Genre.SCHOOL: t("School"),
    Genre.FAMILY: t("Family"),
    Genre.FRIENDSHIP: t("Friendship"),
    Genre.SLICE_OF_LIFE: t("Slice of life"),
    Genre.WORKPLACE: t("Workplace"),
    Genre.MUSIC: t("Music"),
    Genre.FOOD: t("Food"),
    Genre.SPORTS: t("Sports"),
    Genre.BUSINESS: t("Business"),
    Genre.MILITARY: t("Military"),
    Genre.PSYCHOLOGICAL: t("Psychological"),
    Genre.LGBTQ: t("LGBTQ+"),
}

STATUSES: Final[dict[WatchStatus, Text]] = {
    WatchStatus.WATCHING: t("Watching"),
    WatchStatus.COMPLETED: t("Completed"),
    WatchStatus.PLANNED: t("Plan to watch"),
    WatchStatus.ON_HOLD: t("On hold"),
    WatchStatus.DROPPED: t("Dropped"),
}

STATUS_EMOJI: Final[dict[WatchStatus, str]] = {
    WatchStatus.WATCHING: "▶️",
    WatchStatus.COMPLETED: "✅",
    WatchStatus.PLANNED: "🔖",
    WatchStatus.ON_HOLD: "⏸️",
    WatchStatus.DROPPED: "🗑️",
}

AIR_STATUSES: Final[dict[AirStatus, Text]] = {
    AirStatus.PLANNED: t("Planned"),
    AirStatus.AIRING: t("Airing"),
    AirStatus.ENDED: t("Ended"),
    AirStatus.CANCELLED: t("Cancelled"),
}

WARNINGS: Final[dict[str, Text]] = {
    ContentWarning.VIOLENCE: t("Violence"),
    ContentWarning.GORE: t("Blood and gore"),
    ContentWarning.SEXUAL_VIOLENCE: t("Sexual violence"),
    ContentWarning.DOMESTIC_ABUSE: t("Domestic abuse"),
    ContentWarning.CHILD_ABUSE: t("Child abuse"),
    ContentWarning.SUICIDE: t("Suicide"),
    ContentWarning.SELF_HARM: t("Self-harm"),
    ContentWarning.BULLYING: t("Bullying"),
    ContentWarning.DRUGS: t("Drugs"),
    ContentWarning.ILLNESS: t("Terminal illness"),
    ContentWarning.CHILD_DEATH: t("Death of a child"),
    ContentWarning.ANIMAL_CRUELTY: t("Cruelty to animals"),
    ContentWarning.FLASHING: t("Flashing lights"),
}

SOURCES: Final[dict[Source, Text | str]] = {
    Source.PEOPLE: t("Set by hand"),
    Source.SEED: t("Starter catalogue"),
    Source.TVMAZE: "TVmaze",
    Source.TMDB: "TMDB",
    Source.WIKIDATA: "Wikidata",
    Source.REVIEW: t("House reviews"),
}

FIELDS: Final[dict[str, Text]] = {
    "title": t("Title"),
    "native_title": t("Native title"),
    "language": t("Language"),
    "year": t("Year"),
    "country": t("Country"),
    "episodes": t("Number of episodes"),
    "genres": t("Genres"),
    "networks": t("Networks"),
    "cast": t("Cast"),
    "synopsis": t("Synopsis"),
    "poster_url": t("Poster"),
    "aliases": t("Other titles"),
    "status": t("Airing status"),
    "first_aired": t("First air date"),
    "last_aired": t("Last air date"),
    "runtime": t("Episode length"),
    "tags": t("Tags"),
    "warnings": t("Content warnings"),
    "age_ratings": t("Age ratings"),
    "trailers": t("Trailers"),
}
"""The fields of ``DramaFacts`` in words."""


def genre_name(lang: Lang, key: str) -> str:
    """Name a genre; one that is not ours is shown as it is."""
    return lang.render(GENRES[key]) if key in GENRES else key


def status_name(lang: Lang, status: WatchStatus) -> str:
    """Name a watchlist status."""
    return lang.render(STATUSES[status])


def warning_name(lang: Lang, key: str) -> str:
    """Name a content warning; one that is not ours is shown as it is."""
    return lang.render(WARNINGS[key]) if key in WARNINGS else key


def air_status_name(lang: Lang, status: AirStatus) -> str:
    """Name whether a drama has begun and ended."""
    return lang.render(AIR_STATUSES[status])


def source_name(lang: Lang, source: Source) -> str:
    """Name where facts came from."""
    name = SOURCES[source]
    return name if isinstance(name, str) else lang.render(name)


def field_name(lang: Lang, field: str) -> str:
    """Name a field of a drama's facts."""
    return lang.render(FIELDS[field]) if field in FIELDS else field


def air_line(lang: Lang, facts: DramaFacts) -> str:
    """Say when a drama airs, as far as that is known; "" where nothing is."""
    first = lang.day(facts.first_aired) if facts.first_aired else ""
    last = lang.day(facts.last_aired) if facts.last_aired else ""
    match facts.status:
        case AirStatus.AIRING if first:
            return lang.say("Airing since {date}", date=first)
        case AirStatus.PLANNED if first:
            return lang.say("Announced for {date}", date=first)
        case AirStatus.CANCELLED if first:
            return lang.say("Cancelled · began {date}", date=first)
        case AirStatus.PLANNED | AirStatus.AIRING | AirStatus.CANCELLED:
            return air_status_name(lang, facts.status)
    if first and last:
        if first == last:
            return lang.say("Aired on {date}", date=first)
        return lang.say("Aired {first} to {last}", first=first, last=last)
    if last:
        return lang.say("Ended {date}", date=last)
    if first and facts.status is None:
        return lang.say("First aired {date}", date=first)
    if first:
        return lang.say("Ended · began {date}", date=first)
    return air_status_name(lang, facts.status) if facts.status else ""


def show_score(lang: Lang, score: Score, scale: Scale = Scale.TEN) -> str:
    """Write one score in a scale: ``8.5/10``, ``★★★★½`` or ``85/100``."""
    return show_points(lang, score.points, scale, digits=None)


def show_points(lang: Lang, points: float, scale: Scale, *, digits: int | None = 1) -> str:
    """Write a score or an average on the ten-point scale in another one."""
    match scale:
        case Scale.STARS:
            return stars(round(points)) + (f" {lang.number(points / 2, 1)}" if digits else "")
        case Scale.HUNDRED:
            return f"{lang.number(points * 10, 0)}/100"
        case _:
            return f"{lang.number(points, digits)}/10"


def stars(of_ten: int) -> str:
    """Draw whole points of ten as five stars, halves included."""
    full, half = divmod(of_ten, 2)
    return "★" * full + "½" * half + "☆" * (5 - full - half)


def show_tally(lang: Lang, tally: Tally, scale: Scale) -> str:
    """Write an average with how many gave it."""
    if tally.mean is None:
        return lang.say("no ratings yet")
    return lang.plural(
        "{mean} from {count} rating",
        "{mean} from {count} ratings",
        tally.count,
        mean=f"**{show_points(lang, tally.mean, scale)}**",
    )


def spoils_line(lang: Lang, boundary: SpoilerBoundary) -> str:
    """Say what a text gives away."""
    match boundary.spoils:
        case Spoils.NOTHING:
            return lang.say("No spoilers")
        case Spoils.THROUGH if boundary.episode is not None:
            return lang.say(
                "Spoils through episode {episode}", episode=show_episode(boundary.episode)
            )
        case _:
            return lang.say("Spoils the whole drama")


def titles_of(lang: Lang, facts: DramaFacts | DramaLine) -> tuple[str, str | None]:
    """Return a drama's title in the reader's language and its other one, both unescaped.

    Who reads the drama's own language gets the native title first. The other title is None
    where there is none, or where it is the same.
    """
    return _ordered(lang, facts, facts.title, facts.native_title)


def title_of(lang: Lang, drama: Drama) -> str:
    """Return the one title to call a drama by in the reader's language, unescaped."""
    return titles_of(lang, drama.facts)[0]


def names_of(lang: Lang, facts: DramaFacts, member: CastMember) -> tuple[str, str | None]:
    """Return an actor's name and their other one, in the same order as the drama's titles."""
    return _ordered(lang, facts, member.actor, member.native_name)


def drama_line(lang: Lang, drama: DramaLine) -> str:
    """Tell a drama apart in one plain line: both titles, year, country."""
    main, other = titles_of(lang, drama)
    told = [str(drama.year)] if drama.year else []
    if drama.country:
        told.append(lang.country(drama.country))
    beside = f" · {other}" if other else ""
    return f"{main}{beside}" + (f" ({', '.join(told)})" if told else "")


def _ordered(
    lang: Lang, facts: DramaFacts | DramaLine, english: str, native: str | None
) -> tuple[str, str | None]:
    if not native or not native.strip() or native == english:
        return english, None
    spoken = (facts.language or "").split("-")[0].lower()
    return (native, english) if spoken == lang.code else (english, native)


def how_long(moment: datetime) -> str:
    """Write a moment as Discord counts it in the reader's client: "in 2 hours", "3 days ago"."""
    return f"<t:{int(moment.timestamp())}:R>"
