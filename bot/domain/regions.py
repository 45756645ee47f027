"""In which country a member can watch: what Discord's language tells, and the usual choices."""

from __future__ import annotations

from typing import Final

COMMON_REGIONS: Final = (
    "US", "KR", "GB", "CA", "AU", "PH", "ID", "MY", "SG", "TH", "VN", "JP",
    "TW", "HK", "IN", "BR", "MX", "DE", "FR", "ES", "IT", "NL", "PL", "TR",
)  # fmt: skip
"""Countries that are offered to choose from, as many as fit beside "automatic"."""

_FALLBACK: Final = "US"
_AT_HOME: Final = {
    "bg": "BG",
    "cs": "CZ",
    "da": "DK",
    "de": "DE",
    "el": "GR",
    "es-419": "MX",
    "fi": "FI",
    "fr": "FR",
    "hi": "IN",
    "hr": "HR",
    "hu": "HU",
    "id": "ID",
    "it": "IT",
    "ja": "JP",
    "ko": "KR",
    "lt": "LT",
    "nl": "NL",
    "no": "NO",
    "pl": "PL",
    "ro": "RO",
    "ru": "RU",
    "th": "TH",
    "tr": "TR",
    "uk": "UA",
    "vi": "VN",
}
"""Where most people who use Discord in a language live, where its tag does not say."""


def region_of_locale(locale: str) -> str:
    """Guess a country (ISO 3166-1 alpha-2) from a Discord locale such as ``ko`` or ``pt-BR``."""
    if locale in _AT_HOME:
        return _AT_HOME[locale]
    _, _, region = locale.partition("-")
    is_code = len(region) == 2 and region.isascii() and region.isalpha()
    return region.upper() if is_code else _FALLBACK
