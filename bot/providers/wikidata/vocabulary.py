"""Wikidata's properties and items that we read, by their numbers."""

from __future__ import annotations

import re
from typing import Final

INSTANCE_OF: Final = "P31"
BASED_ON: Final = "P144"
FOLLOWS: Final = "P155"
FOLLOWED_BY: Final = "P156"
PART_OF_SERIES: Final = "P179"
SPIN_OFF: Final = "P2512"
DERIVATIVE: Final = "P4969"
TITLE: Final = "P1476"
ORIGINAL_LANGUAGE: Final = "P364"
COUNTRY_OF_ORIGIN: Final = "P495"
EPISODES: Final = "P1113"
START: Final = "P580"
END: Final = "P582"
PUBLISHED: Final = "P577"
BROADCASTER: Final = "P449"

REGISTERS: Final = {
    "tvmaze": ("P8600", re.compile(r"[1-9][0-9]{0,9}")),
    "tmdb": ("P4983", re.compile(r"[1-9][0-9]{0,9}")),
    "imdb": ("P345", re.compile(r"tt[0-9]{5,12}")),
    "tvdb": ("P4835", re.compile(r"[1-9][0-9]{0,9}")),
}
"""What a drama is called elsewhere, the registers we would rather have first."""

SERIES: Final = frozenset(
    {
        "Q5398426",  # television series
        "Q1259759",  # miniseries
        "Q526877",  # web series
        "Q1366112",  # drama television series
        "Q15416",  # television program
        "Q581714",  # animated series
        "Q117467246",  # animated television series
        "Q63952888",  # anime television series
    }
)

COUNTRIES: Final = {
    "Q884": "KR",
    "Q17": "JP",
    "Q148": "CN",
    "Q865": "TW",
    "Q869": "TH",
    "Q8646": "HK",
    "Q14773": "MO",
    "Q881": "VN",
    "Q928": "PH",
    "Q252": "ID",
    "Q833": "MY",
    "Q334": "SG",
}
LANGUAGES: Final = {
    "Q9176": "ko",
    "Q5287": "ja",
    "Q7850": "zh",
    "Q9192": "zh",
    "Q9186": "cn",
    "Q9217": "th",
    "Q9199": "vi",
    "Q9240": "id",
}
LABELS: Final = {
    "en": "en",
    "mul": None,
    "ko": "ko",
    "ja": "ja",
    "zh": None,
    "zh-hans": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-hant": "zh-Hant",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "th": "th",
}
"""Languages of labels and aliases that we read, in this order, with BCP 47's tag for each.

``mul`` is a name that is the same in many languages, and plain ``zh`` may be in either script.
"""
