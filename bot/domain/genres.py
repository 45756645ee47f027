"""Our list of genres, in the terms review sites use."""

from __future__ import annotations

from enum import StrEnum


class Genre(StrEnum):
    """A genre's key in storage and in the starter catalogue."""

    ROMANCE = "romance"
    COMEDY = "comedy"
    MELODRAMA = "melodrama"
    THRILLER = "thriller"
    MYSTERY = "mystery"
    CRIME = "crime"
    ACTION = "action"
    ADVENTURE = "adventure"
    FANTASY = "fantasy"
    SUPERNATURAL = "supernatural"
    HORROR = "horror"
    SCIENCE_FICTION = "science-fiction"
    HISTORICAL = "historical"
    POLITICAL = "political"
    LEGAL = "legal"
    MEDICAL = "medical"
    YOUTH = "youth"
    SCHOOL = "school"
    FAMILY = "family"
    FRIENDSHIP = "friendship"
    SLICE_OF_LIFE = "slice-of-life"
    WORKPLACE = "workplace"
    MUSIC = "music"
    FOOD = "food"
    SPORTS = "sports"
    BUSINESS = "business"
    MILITARY = "military"
    PSYCHOLOGICAL = "psychological"
    LGBTQ = "lgbtq"
