"""Stretches of years, as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.domain.errors import InvalidInputError
from bot.domain.texts import t

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100

_YEAR: Final = r"(\d{4})\s*년?"
_DASH: Final = r"\s*(?:-|–|—|~|〜|～|to|until|bis|부터)\s*"
_ONE: Final = re.compile(_YEAR)
_DECADE: Final = re.compile(r"['’]?((?:19|20)?\d0)\s*(?:['’]?s|년대|年代)")
_RANGE: Final = re.compile(rf"{_YEAR}{_DASH}{_YEAR}(?:\s*까지)?")
_UNTIL: Final = re.compile(rf"(?:until|through|up to|<=|≤|-|–|~){_YEAR}|{_YEAR}\s*까지")
_BEFORE: Final = re.compile(rf"(?:before|<){_YEAR}|{_YEAR}\s*(?:이전|전)")
_SINCE: Final = re.compile(rf"(?:since|from|>=|≥){_YEAR}|{_YEAR}\s*(?:\+|-|–|~|이후|부터)")
_AFTER: Final = re.compile(rf"(?:after|>){_YEAR}")


@dataclass(frozen=True, slots=True)
class Years:
    """A stretch of years, both ends included; None leaves an end open, but not both."""

    first: int | None
    last: int | None

    def __post_init__(self) -> None:
        ends = [year for year in (self.first, self.last) if year is not None]
        if not ends or not all(FIRST_YEAR <= year <= LAST_YEAR for year in ends):
            raise InvalidInputError(
                t(
                    "I know years from {first} to {last}. Write one such as 2016.",
                    first=str(FIRST_YEAR),
                    last=str(LAST_YEAR),
                )
            )
        if self.first is not None and self.last is not None and self.first > self.last:
            msg = "years out of order"
            raise ValueError(msg)

    @classmethod
    def parse(cls, typed: str) -> Years:
        """Read years as people type them: ``2016``, ``2010s``, ``2015-2020``, ``before 2000``.

        Raises:
            InvalidInputError: They are no years, or none that has dramas.
        """
        text = " ".join(typed.casefold().split())
        words = re.sub(r"(?<=[a-z<>=≤≥]) (?=\d)", "", text)  # "before 2000"
        if found := _ONE.fullmatch(text):
            return cls(int(found[1]), int(found[1]))
        if found := _DECADE.fullmatch(text):
            decade = int(found[1]) if len(found[1]) == 4 else _century(int(found[1]))
            return cls(decade, decade + 9)
        if found := _RANGE.fullmatch(text):
            ends = sorted((int(found[1]), int(found[2])))
            return cls(ends[0], ends[1])
        if found := _BEFORE.fullmatch(words):
            return cls(None, _number(found) - 1)
        if found := _AFTER.fullmatch(words):
            return cls(_number(found) + 1, None)
        if found := _UNTIL.fullmatch(words):
            return cls(None, _number(found))
        if found := _SINCE.fullmatch(words):
            return cls(_number(found), None)
        raise InvalidInputError(
            t(
                "“{typed}” is no year I understand. Write 2016, 2010s, 2015-2020 or before 2000.",
                typed=text[:40],
            )
        )

    @classmethod
    def parse_written(cls, written: str) -> Years:
        """Read what ``written`` wrote.

        Raises:
            ValueError: It wrote something else.
        """
        ends = [int(end) if end else None for end in written.split("-")]
        first, last = ends * 2 if len(ends) == 1 else ends
        try:
            return cls(first, last)
        except InvalidInputError as error:
            raise ValueError(written) from error

    @property
    def written(self) -> str:
        """Digits and a dash, at most nine: ``2016``, ``2010-2019``, ``-1999``, ``2020-``."""
        if self.first == self.last:
            return str(self.first)
        return f"{self.first or ''}-{self.last or ''}"

    @property
    def decade(self) -> int | None:
        """The first year of the decade that this is, or None where it is none."""
        whole = (
            self.first is not None
            and self.last is not None
            and self.first % 10 == 0
            and self.last == self.first + 9
        )
        return self.first if whole else None


def _century(decade: int) -> int:
    return (1900 if decade >= 30 else 2000) + decade


def _number(found: re.Match[str]) -> int:
    return int(next(group for group in found.groups() if group))
