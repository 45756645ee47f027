"""Languages: gettext catalogues, and a reader's language bound to them.

English is the source language. A catalogue is a ``.po`` file under ``data/locales``,
compiled in memory when the bot starts, so that no compiled file can go stale. A missing
translation falls back to English, text by text.
"""

from __future__ import annotations

import gettext
import io
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from babel import Locale, dates, lists, numbers
from babel.messages import mofile, pofile

from bot.domain.texts import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

Value = str | int | float | Text

LANGUAGES: Final = ("en", "ko")
"""The languages we have, as gettext names them."""

_PARTICLES: Final = {
    "은(는)": ("은", "는"),
    "을(를)": ("을", "를"),
    "이(가)": ("이", "가"),
    "와(과)": ("과", "와"),
    "(으)로": ("으로", "로"),
}
_PARTICLE: Final = re.compile(
    r"(?<=([가-힣0-9]))(\W{0,4}?)(" + "|".join(map(re.escape, _PARTICLES)) + ")"
)
_CLOSED_DIGITS: Final = "013678"  # 영, 일, 삼, 육, 칠, 팔 end in a consonant
_RIEUL: Final = 8  # the place of ㄹ among the final consonants

_TELLING: Final = 3  # letters that a name begins with may tell it
_CALLED: Final = {
    "uk": "GB",
    "england": "GB",
    "great britain": "GB",
    "usa": "US",
    "america": "US",
    "korea": "KR",
    "한국": "KR",
    "uae": "AE",
    "turkey": "TR",
    "viet nam": "VN",
}
# Regions of CLDR that are no countries: unions, pseudo-regions, exceptional reservations.
_NO_COUNTRIES: Final = frozenset(
    ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ")
)


@dataclass(frozen=True, slots=True)
class Lang:
    """The language one reader reads, with its numbers, dates and plurals."""

    code: str
    _catalogue: gettext.NullTranslations
    _locale: Locale

    def say(self, message: str, /, **params: Value) -> str:
        """Translate ``message`` and fill in its ``{parameters}``."""
        return self._fill(self._catalogue.gettext(message), params)

    def plural(self, one: str, many: str, count: int, /, **params: Value) -> str:
        """Translate the form that goes with ``count``, which is also a parameter."""
        chosen = self._catalogue.ngettext(one, many, count)
        return self._fill(chosen, {**params, "count": self.number(count)})

    def term(self, context: str, message: str, /) -> str:
        """Translate a short term whose meaning depends on its context."""
        return str(self._catalogue.pgettext(context, message))

    def render(self, text: Text, /) -> str:
        """Put a ``Text`` into words."""
        if text.plural is not None and text.count is not None:
            return self.plural(text.message, text.plural, text.count, **text.params)
        return self.say(text.message, **text.params)

    def number(self, value: float, /, digits: int | None = None) -> str:
        """Write a number, with exactly ``digits`` decimals where given."""
        pattern = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
        return str(numbers.format_decimal(value, format=pattern, locale=self._locale))

    def percent(self, share: float, /) -> str:
        """Write a share from 0 to 1 as whole per cent."""
        return numbers.format_percent(share, locale=self._locale)

    def listed(self, items: Sequence[str], /) -> str:
        """Write items as a sentence does: "a, b and c"."""
        if self.code == "ko":
            return ", ".join(items)  # CLDR's 및 is for documents, not for talk
        return lists.format_list(list(items), locale=self._locale)

    def day(self, value: date | datetime, /) -> str:
        """Write a date in its medium form."""
        return dates.format_date(value, format="medium", locale=self._locale)

    def weekday(self, value: date, /) -> str:
        """Write a date of these weeks: with its weekday, without its year."""
        return str(dates.format_skeleton("MMMEd", value, locale=self._locale))

    def country(self, code: str, /) -> str:
        """Name a country by its ISO 3166-1 code, or give the code back where unknown."""
        return str(self._locale.territories.get(code, code))

    def language(self, code: str, /) -> str:
        """Name a language by its BCP 47 tag, or give the tag back where unknown."""
        names = self._locale.languages
        return str(names.get(code.replace("-", "_"), names.get(code.split("-")[0], code)))

    def _fill(self, message: str, params: dict[str, Value]) -> str:
        if not params:
            return message
        filled = message.format(**{name: self._word(value) for name, value in params.items()})
        return settle_particles(filled) if self.code == "ko" else filled

    def _word(self, value: Value) -> str:
        if isinstance(value, Text):
            return self.render(value)
        if isinstance(value, float):
            return self.number(value)
        return str(value)


@cache
def lang_for(locale: str | None) -> Lang:
    """Return the language for a Discord locale such as ``ko`` or ``en-US``."""
    code = (locale or "en").split("-")[0].lower()
    if code not in LANGUAGES:
        code = "en"
    return Lang(code, _load(code), Locale.parse(code))


def country_code(typed: str) -> str | None:
    """Return the ISO 3166-1 code of a country as people write it, or None where unknown.

    They write its code, its name in one of our languages, or how the name begins.
    """
    wanted = " ".join(typed.split()).casefold()
    known = _countries()
    code = _CALLED.get(wanted, wanted.upper())
    if code in known.values():
        return code
    if wanted in known:
        return known[wanted]
    near = {found for name, found in known.items() if name.startswith(wanted)}
    return near.pop() if len(near) == 1 and len(wanted) >= _TELLING else None


def settle_particles(text: str) -> str:
    """Choose between Korean particles such as 을(를) by how the word before them ends.

    Both stay after a word in another script, which does not say how it is read.
    """
    return _PARTICLE.sub(_settled, text)


@cache
def _countries() -> dict[str, str]:
    """Return the codes of countries by their folded names in our languages."""
    return {
        str(name).casefold(): code
        for language in LANGUAGES
        for code, name in Locale.parse(language).territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }


def _settled(match: re.Match[str]) -> str:
    last, between, both = match.groups()
    if last.isdigit():
        closed, rieul = last in _CLOSED_DIGITS, last in "178"
    else:
        # Unicode orders syllables by their 28 final consonants, none being the first.
        final = (ord(last) - ord("가")) % 28
        closed, rieul = final > 0, final == _RIEUL
    if both == "(으)로" and rieul:
        closed = False
    return between + _PARTICLES[both][0 if closed else 1]


def _load(code: str) -> gettext.NullTranslations:
    if code == "en":
        return gettext.NullTranslations()
    source = resources.files("data") / "locales" / f"{code}.po"
    with source.open("rb") as file:
        catalogue = pofile.read_po(file, locale=code)
    compiled = io.BytesIO()
    mofile.write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
