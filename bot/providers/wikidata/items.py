"""Reading Wikidata's items: labels, statements and their qualifiers, from its JSON.

The format is described at https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.providers import values
from bot.providers.values import line, record, records
from bot.providers.wikidata.vocabulary import INSTANCE_OF, REGISTERS, SERIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

ITEM: Final = re.compile(r"Q[1-9][0-9]{0,11}")

_TIME: Final = re.compile(r"\+([0-9]{4})-([0-9]{2})-([0-9]{2})T")
_AMOUNT: Final = re.compile(r"\+[0-9]{1,6}")
_DAY: Final = 11
_YEAR: Final = 9


class Item:
    """One item, read without trust in its shape."""

    def __init__(self, raw: Mapping[str, object]) -> None:
        self._raw = raw
        self._claims = record(raw.get("claims"))

    @property
    def id(self) -> str | None:
        """Its number, ``Q…``."""
        found = self._raw.get("id")
        return found if isinstance(found, str) and ITEM.fullmatch(found) else None

    @property
    def revision(self) -> str | None:
        """The number of its last revision."""
        found = values.whole(self._raw.get("lastrevid"), 1, 10**15)
        return None if found is None else str(found)

    @property
    def changed_at(self) -> object:
        """When it was changed last, as it is written."""
        return self._raw.get("modified")

    @property
    def is_series(self) -> bool:
        """Whether it is a series for television or the web.

        It is said to be one, or is called something in a register that has nothing else.
        """
        if any(kind in SERIES for kind in self.items(INSTANCE_OF)):
            return True
        return self.external("tvmaze") is not None or self.external("tmdb") is not None

    def label(self, language: str) -> str | None:
        """Its name in a language."""
        entry = record(record(self._raw.get("labels")).get(language))
        return line(entry.get("value"), values.MAX_TITLE)

    def also_called(self, language: str) -> list[str]:
        """Its other names in a language."""
        entries = records(record(self._raw.get("aliases")).get(language), 50)
        found = (line(entry.get("value"), values.MAX_TITLE) for entry in entries)
        return [text for text in found if text]

    def external(self, register: str) -> str | None:
        """What it is called in a register."""
        prop, shape = REGISTERS[register]
        for value in self._values(prop):
            if isinstance(value, str) and shape.fullmatch(value):
                return value
        return None

    def items(self, prop: str) -> list[str]:
        """The items that a property leads to, the preferred ones first."""
        return [number for value in self._values(prop) if (number := _number(value))]

    def qualified(self, prop: str, qualifier: str) -> list[str]:
        """The items that a property's statements are qualified with."""
        return [
            number
            for statement in self._statements(prop)
            for snak in records(record(statement.get("qualifiers")).get(qualifier), 20)
            if (number := _number(_value(snak)))
        ]

    def titles(self, prop: str) -> list[tuple[str, str]]:
        """Texts with the language each is in."""
        found = []
        for value in self._values(prop):
            text = line(record(value).get("text"), values.MAX_TITLE)
            language = line(record(value).get("language"), 20)
            if text and language:
                found.append((text, language))
        return found

    def count(self, prop: str) -> int | None:
        """A quantity without a unit."""
        for value in self._values(prop):
            amount = record(value).get("amount")
            if isinstance(amount, str) and _AMOUNT.fullmatch(amount):
                return int(amount)
        return None

    def day(self, prop: str) -> date | None:
        """A date that is known to the day."""
        for value in self._values(prop):
            found = _time(value, _DAY)
            if found and (on := values.day("-".join(found))):
                return on
        return None

    def year(self, *props: str) -> int | None:
        """The year of the first property that tells one."""
        for prop in props:
            for value in self._values(prop):
                if (found := _time(value, _YEAR)) and 1900 <= int(found[0]) <= 2200:
                    return int(found[0])
        return None

    def _values(self, prop: str) -> Iterator[object]:
        for statement in self._statements(prop):
            yield _value(record(statement.get("mainsnak")))

    def _statements(self, prop: str) -> list[Mapping[str, object]]:
        found = [s for s in records(self._claims.get(prop), 200) if s.get("rank") != "deprecated"]
        return sorted(found, key=lambda statement: statement.get("rank") != "preferred")


def _value(snak: Mapping[str, object]) -> object:
    return record(snak.get("datavalue")).get("value")


def _number(value: object) -> str | None:
    found = record(value).get("id")
    return found if isinstance(found, str) and ITEM.fullmatch(found) else None


def _time(value: object, precision: int) -> tuple[str, str, str] | None:
    known = values.whole(record(value).get("precision"), precision, 14)
    written = record(value).get("time")
    match = _TIME.match(written) if known and isinstance(written, str) else None
    return (match[1], match[2], match[3]) if match else None
