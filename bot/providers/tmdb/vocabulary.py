"""TMDB's words for what we have words of our own for."""

from __future__ import annotations

from typing import Final

from bot.domain.content_warnings import ContentWarning
from bot.domain.dramas import AirStatus
from bot.domain.genres import Genre
from bot.domain.shows import WatchKind

GENRES: Final[dict[int, tuple[Genre, ...]]] = {
    10759: (Genre.ACTION, Genre.ADVENTURE),
    35: (Genre.COMEDY,),
    80: (Genre.CRIME,),
    10751: (Genre.FAMILY,),
    9648: (Genre.MYSTERY,),
    18: (),
}
"""Genres of series by id (``genre/tv/list``); "Drama" tells nothing of a drama."""

OTHER_GENRES: Final = {
    16: "Animation",
    99: "Documentary",
    10762: "Kids",
    10763: "News",
    10764: "Reality",
    10765: "Sci-Fi & Fantasy",
    10766: "Soap",
    10767: "Talk",
    10768: "War & Politics",
    37: "Western",
}
"""Genres that are none of ours, or one of two of ours: tags."""

KEYWORD_GENRES: Final = {
    "romance": Genre.ROMANCE,
    "romantic comedy": Genre.ROMANCE,
    "melodrama": Genre.MELODRAMA,
    "thriller": Genre.THRILLER,
    "fantasy": Genre.FANTASY,
    "magic": Genre.FANTASY,
    "supernatural": Genre.SUPERNATURAL,
    "ghost": Genre.SUPERNATURAL,
    "grim reaper": Genre.SUPERNATURAL,
    "horror": Genre.HORROR,
    "zombie": Genre.HORROR,
    "science fiction": Genre.SCIENCE_FICTION,
    "artificial intelligence (a.i.)": Genre.SCIENCE_FICTION,
    "dystopia": Genre.SCIENCE_FICTION,
    "historical drama": Genre.HISTORICAL,
    "historical fiction": Genre.HISTORICAL,
    "joseon dynasty": Genre.HISTORICAL,
    "period drama": Genre.HISTORICAL,
    "politics": Genre.POLITICAL,
    "legal drama": Genre.LEGAL,
    "lawyer": Genre.LEGAL,
    "courtroom drama": Genre.LEGAL,
    "medical drama": Genre.MEDICAL,
    "hospital": Genre.MEDICAL,
    "coming of age": Genre.YOUTH,
    "youth": Genre.YOUTH,
    "high school": Genre.SCHOOL,
    "school life": Genre.SCHOOL,
    "friendship": Genre.FRIENDSHIP,
    "slice of life": Genre.SLICE_OF_LIFE,
    "workplace drama": Genre.WORKPLACE,
    "office romance": Genre.WORKPLACE,
    "music": Genre.MUSIC,
    "idol": Genre.MUSIC,
    "cooking": Genre.FOOD,
    "sports": Genre.SPORTS,
    "chaebol": Genre.BUSINESS,
    "business": Genre.BUSINESS,
    "military": Genre.MILITARY,
    "war": Genre.MILITARY,
    "psychological thriller": Genre.PSYCHOLOGICAL,
    "boys' love (bl)": Genre.LGBTQ,
    "girls' love (gl)": Genre.LGBTQ,
    "lgbt": Genre.LGBTQ,
}
"""Genres that TMDB has as keywords."""

WARNINGS: Final = {
    "violence": ContentWarning.VIOLENCE,
    "graphic violence": ContentWarning.VIOLENCE,
    "school violence": ContentWarning.VIOLENCE,
    "gore": ContentWarning.GORE,
    "sexual violence": ContentWarning.SEXUAL_VIOLENCE,
    "sexual assault": ContentWarning.SEXUAL_VIOLENCE,
    "sexual abuse": ContentWarning.SEXUAL_VIOLENCE,
    "rape": ContentWarning.SEXUAL_VIOLENCE,
    "domestic violence": ContentWarning.DOMESTIC_ABUSE,
    "domestic abuse": ContentWarning.DOMESTIC_ABUSE,
    "abusive husband": ContentWarning.DOMESTIC_ABUSE,
    "child abuse": ContentWarning.CHILD_ABUSE,
    "suicide": ContentWarning.SUICIDE,
    "suicide attempt": ContentWarning.SUICIDE,
    "self harm": ContentWarning.SELF_HARM,
    "self-harm": ContentWarning.SELF_HARM,
    "bullying": ContentWarning.BULLYING,
    "school bullying": ContentWarning.BULLYING,
    "bully": ContentWarning.BULLYING,
    "drugs": ContentWarning.DRUGS,
    "drug addiction": ContentWarning.DRUGS,
    "drug abuse": ContentWarning.DRUGS,
    "drug trafficking": ContentWarning.DRUGS,
    "terminal illness": ContentWarning.ILLNESS,
    "cancer": ContentWarning.ILLNESS,
    "death of child": ContentWarning.CHILD_DEATH,
    "loss of child": ContentWarning.CHILD_DEATH,
    "death of son": ContentWarning.CHILD_DEATH,
    "death of daughter": ContentWarning.CHILD_DEATH,
    "animal cruelty": ContentWarning.ANIMAL_CRUELTY,
    "animal abuse": ContentWarning.ANIMAL_CRUELTY,
    "flashing lights": ContentWarning.FLASHING,
}
"""Keywords that people may want to know before they watch."""

STATUSES: Final = {
    "Returning Series": AirStatus.AIRING,
    "Planned": AirStatus.PLANNED,
    "In Production": AirStatus.PLANNED,
    "Pilot": AirStatus.PLANNED,
    "Ended": AirStatus.ENDED,
    "Canceled": AirStatus.CANCELLED,
}

WATCH_KINDS: Final = {
    "flatrate": WatchKind.STREAM,
    "free": WatchKind.FREE,
    "ads": WatchKind.ADS,
    "rent": WatchKind.RENT,
    "buy": WatchKind.BUY,
}
