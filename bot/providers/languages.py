"""Which language a title is in: by its script, its country, and what a provider calls it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from babel import Locale
from babel.core import get_global

# ISO 15924, in the order in which they decide: a Korean title may hold Latin letters too.
_SCRIPTS: Final = {
    "Hang": re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]"),
    "Kana": re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u31f0-\u31ff]"),
    "Hani": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"),
    "Thai": re.compile(r"[\u0e01-\u0e2e\u0e40-\u0e46]"),
    "Laoo": re.compile(r"[\u0e81-\u0ec6]"),
    "Khmr": re.compile(r"[\u1780-\u17b3]"),
    "Mymr": re.compile(r"[\u1000-\u103f]"),
    "Deva": re.compile(r"[\u0904-\u0939]"),
    "Arab": re.compile(r"[\u0620-\u064a\u0671-\u06d3]"),
    "Cyrl": re.compile(r"[\u0400-\u052f]"),
    "Grek": re.compile(r"[\u0391-\u03c9]"),
    "Hebr": re.compile(r"[\u05d0-\u05ea]"),
    "Latn": re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
}
_ONE_LANGUAGE: Final = {"Hang": "ko", "Kana": "ja", "Thai": "th", "Laoo": "lo", "Khmr": "km"}
_TRADITIONAL: Final = frozenset({"TW", "HK", "MO"})
_SIMPLIFIED: Final = frozenset({"CN", "SG", "MY"})
# Languages that are spoken in one country above all, where a drama's own is not told: those of
# services that stream everywhere have none.
_HOMES: Final = {"ko": "KR", "ja": "JP", "th": "TH", "vi": "VN"}
_ENGLISH: Final = frozenset({"US", "GB", "AU", "CA", "NZ", "IE"})
# Where English names differ from those of the Unicode CLDR.
_OTHER_NAMES: Final = {"panjabi": "pa", "mandarin": "zh", "cantonese": "zh-Hant", "tagalog": "fil"}


def script_of(text: str) -> str | None:
    """Return a text's script as ISO 15924 has it (``Kana`` for both kinds), or None."""
    return next((script for script, letters in _SCRIPTS.items() if letters.search(text)), None)


def language_called(name: str | None, country: str | None) -> str | None:
    """Return the BCP 47 tag of a language by its English name."""
    if not name:
        return None
    folded = name.casefold().strip()
    code = _OTHER_NAMES.get(folded) or _codes().get(folded)
    return language_tag(code, country) if code else None


def language_tag(code: str, country: str | None) -> str:
    """Return a tag as we write it: Chinese by the script that is written in its country.

    ``code`` is ISO 639's, or ``cn``, which TMDB has for Cantonese.
    """
    if code == "cn":
        return "zh-Hant"
    return _chinese(country) if code == "zh" else code


def language_in(country: str | None) -> str | None:
    """Return the language that is spoken most in a country."""
    if country in _ENGLISH:
        return "en"
    likely = get_global("likely_subtags").get(f"und_{country}")
    return language_tag(likely.split("_")[0], country) if likely else None


def home_of(language: str | None) -> str | None:
    """Return the country of a language that has one above all."""
    return _HOMES.get(language or "")


def language_of_title(text: str, country: str | None, own: str | None) -> str | None:
    """Return the language of a drama's title, where its letters leave no doubt.

    ``country`` is where the drama is called so, or None for its own, and ``own`` its language.
    """
    script = script_of(text)
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    there = language_in(country) if country else own
    if script == "Hani":
        if there == "ja" or (there or "").startswith("zh"):
            return there
        return _chinese(country) if country in _SIMPLIFIED else None
    if script == "Latn" and country is None:
        # In its own country a title in Latin letters may be English, or the native one romanised.
        return own if own and _script_of_language(own) == "Latn" else None
    return there if there and script == _script_of_language(there) else None


def is_native(text: str, language: str | None) -> bool:
    """Tell whether a title is in its language's own letters, where those are not Latin."""
    if language is None:
        return False
    script = script_of(text)
    if language == "ja":
        return script in {"Kana", "Hani"}
    return script is not None and script != "Latn" and script == _script_of_language(language)


def native_title(
    candidates: list[tuple[str, str | None]], language: str | None, country: str | None
) -> str | None:
    """Return the native title among a drama's other titles.

    That of its own country, else any in its letters from a country that writes the language.
    Candidates come with the country where the drama is called so, None being its own.
    """
    native = [(text, where) for text, where in candidates if is_native(text, language)]
    for text, where in native:
        if where is None or where == country:
            return text
    base = (language or "").split("-")[0]
    for text, where in native:
        if (language_of_title(text, where, None) or "").startswith(base):
            return text
    return None


def _chinese(country: str | None) -> str:
    return "zh-Hant" if country in _TRADITIONAL else "zh-Hans"


@cache
def _script_of_language(language: str) -> str | None:
    if language.startswith("zh"):
        return "Hani"
    if language == "ko":
        return "Hang"
    if language == "ja":
        return "Kana"
    likely: str | None = get_global("likely_subtags").get(language)
    return likely.split("_")[1] if likely else None


@cache
def _codes() -> dict[str, str]:
    languages = Locale("en").languages
    # The shorter tag wins where two are called the same.
    return {
        name.casefold(): code for code, name in sorted(languages.items(), key=lambda i: -len(i[0]))
    }
