"""TVmaze's words for what we have words of our own for."""

from __future__ import annotations

from typing import Final

from bot.domain.dramas import AirStatus
from bot.domain.genres import Genre

GENRES: Final = {
    "Action": Genre.ACTION,
    "Adventure": Genre.ADVENTURE,
    "Comedy": Genre.COMEDY,
    "Crime": Genre.CRIME,
    "Family": Genre.FAMILY,
    "Fantasy": Genre.FANTASY,
    "Food": Genre.FOOD,
    "History": Genre.HISTORICAL,
    "Horror": Genre.HORROR,
    "Legal": Genre.LEGAL,
    "Medical": Genre.MEDICAL,
    "Music": Genre.MUSIC,
    "Mystery": Genre.MYSTERY,
    "Romance": Genre.ROMANCE,
    "Science-Fiction": Genre.SCIENCE_FICTION,
    "Sports": Genre.SPORTS,
    "Supernatural": Genre.SUPERNATURAL,
    "Thriller": Genre.THRILLER,
    "War": Genre.MILITARY,
}
"""What is not among them becomes a tag: Adult, Anime, Children, DIY, Espionage, Nature …"""

UNSPOKEN: Final = frozenset({"Drama"})
"""Genres that tell nothing of a drama."""

STATUSES: Final = {
    "Running": AirStatus.AIRING,
    "Ended": AirStatus.ENDED,
    # A season is over and nobody has said whether there will be another.
    "To Be Determined": AirStatus.ENDED,
    "In Development": AirStatus.PLANNED,
}
