"""The prose of a post: what is synopsis, what opinion, and its headed sections.

The line with the author's score parts a post. Before it, what has no heading of its own is plot
or opinion, by ``is_opinion``; what a heading such as "Synopsis" or "Thoughts" announces is that.
Everything else is a section. What a section spoils is what its heading or first line states,
else what the post's title or a warning before it states; else nothing where the score comes
later, and everything after the score or in a post without one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.domain.spoilers import SpoilerBoundary, Spoils
from bot.reading.drama_names.titles import is_title_again
from bot.reading.evidence import is_opinion
from bot.reading.headings import is_warning, role_of, stated_boundary
from bot.reading.model import Picture, Section
from bot.reading.pages.blocks import BlockKind, Role

if TYPE_CHECKING:
    from bot.reading.pages.blocks import Block


_SCORED: Final = re.compile(r"[\s:–—(-]+\d[\d.,]*\s?(?:/|out of)\s?\d+.*$")


@dataclass(frozen=True, slots=True)
class Prose:
    """A post's prose, sorted."""

    synopsis: tuple[str, ...]
    opinion: tuple[str, ...]
    marked_opinion: tuple[str, ...]
    sections: tuple[Section, ...]
    lead_pictures: tuple[Picture, ...]


@dataclass(slots=True)
class _Open:
    """A section that is being filled."""

    heading: str
    level: int
    stated: SpoilerBoundary | None
    after: bool
    paragraphs: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


def sort_prose(
    blocks: list[Block],
    *,
    verdict_at: int | None,
    stated: SpoilerBoundary | None,
    title: str | None = None,
    native: str | None = None,
) -> Prose:
    """Sort what is left of a post when its facts are taken.

    Args:
        blocks: In order.
        verdict_at: How many of them stand before the author's score or verdict, or None where
            the post has neither.
        stated: What the post's title states of spoilers.
        title: The drama's: a heading that only repeats it heads no section.
        native: The same in its own script.
    """
    divides = bool(verdict_at and _has_prose(blocks[:verdict_at]))
    sorting = _Sorting(verdict_at, stated, divides, title, native)
    for index, block in enumerate(blocks):
        sorting.take(block, index)
    return sorting.result()


@dataclass(slots=True)
class _Sorting:
    verdict_at: int | None
    default: SpoilerBoundary | None
    divides: bool
    title: str | None
    native: str | None
    synopsis: list[str] = field(default_factory=list)
    opinion: list[str] = field(default_factory=list)
    marked_opinion: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    open: _Open | None = None
    done: list[_Open] = field(default_factory=list)
    role: Role = Role.NONE
    outer: _Open | None = None
    scored: bool = False

    def take(self, block: Block, index: int) -> None:
        """Put the next block where it belongs."""
        after = self.verdict_at is not None and index >= self.verdict_at
        past = after and self.divides
        if block.kind is BlockKind.HEADING and is_title_again(block.text, self.title, self.native):
            return
        if block.kind is BlockKind.HEADING:
            self.scored = index == self.verdict_at and _heads_review(block.text)
            past &= not self.scored
            self._take_heading(block, after=after, past=past)
        elif past and self.open is None and not self.scored:
            self.role = Role.NONE
            self._start("", 7, None, after=True)
            self._fill(block)
        elif past and self.open is not None and not self.open.after and not self.open.heading:
            self._start("", 7, None, after=True)
            self._fill(block)
        else:
            self._fill(block)

    def result(self) -> Prose:
        """Return everything taken; sections without a word or picture are left out."""
        self._close()
        sections = tuple(
            Section(
                one.heading,
                tuple(one.paragraphs),
                tuple(one.pictures),
                self._boundary(one),
                tuple(one.marked),
            )
            for one in self.done
            if one.paragraphs or one.pictures
        )
        return Prose(
            tuple(self.synopsis),
            tuple(self.opinion),
            tuple(self.marked_opinion),
            sections,
            tuple(self.pictures),
        )

    def _take_heading(self, block: Block, *, after: bool, past: bool) -> None:
        above = self.open
        if above is not None and is_warning(above.heading) and not above.paragraphs:
            # "SPOILERS BELOW THIS LINE" heads all that follows, not a part of its own.
            self.default = above.stated or self.default
        self._close()
        stated = stated_boundary(block.text, heading=True)
        announced = block.role in {Role.SYNOPSIS, Role.OPINION, Role.CAST, Role.FACTS}
        if announced and not past and stated in {None, SpoilerBoundary.nothing()}:
            self.role = block.role
            return
        self.role = Role.NONE
        if stated is None and self.outer is not None and block.level > self.outer.level:
            stated = self.outer.stated
        elif stated is not None:
            self.outer = _Open(block.text, block.level, stated, after)
        else:
            self.outer = None
        self._start(block.text, block.level, stated, after=after)

    def _start(
        self, heading: str, level: int, stated: SpoilerBoundary | None, *, after: bool
    ) -> None:
        self._close()
        self.open = _Open(heading, level, stated or self.default, after)

    def _fill(self, block: Block) -> None:
        if block.picture is not None:
            (self.open.pictures if self.open else self.pictures).append(block.picture)
            return
        if is_warning(block.text):
            self._warn(block.text)
            return
        if self.open is not None:
            if not self.open.paragraphs:
                first = block.text.split("\n")[0]
                self.open.stated = stated_boundary(first, heading=False) or self.open.stated
            self.open.paragraphs.append(block.text)
            self.open.marked.append("\n".join(block.markdown))
        elif block.role is Role.SYNOPSIS or self.role is Role.SYNOPSIS:
            self.synopsis.append(block.text)
        elif self.role is Role.OPINION or is_opinion(block.text):
            self.opinion.append(block.text)
            self.marked_opinion.append("\n".join(block.markdown))
        else:
            self.synopsis.append(block.text)

    def _warn(self, text: str) -> None:
        """Take a warning for all that follows; if it says what is spoiled, for that."""
        boundary = stated_boundary(text, heading=True)
        if boundary is None:
            return
        self.default = boundary
        if self.open is not None and not self.open.paragraphs:
            self.open.stated = boundary
        elif boundary.spoils is not Spoils.NOTHING:
            self.role = Role.NONE
            self._start("", 7, boundary, after=True)

    def _close(self) -> None:
        if self.open is not None:
            self.done.append(self.open)
            self.open = None

    def _boundary(self, one: _Open) -> SpoilerBoundary:
        if one.stated is not None:
            return one.stated
        if one.after or self.verdict_at is None:
            return SpoilerBoundary.everything()
        return SpoilerBoundary.nothing()


def _heads_review(heading: str) -> bool:
    """Tell a heading with the score above the review itself: "My review: 9/10"."""
    return role_of(_SCORED.sub("", heading)) is Role.OPINION


def _has_prose(blocks: list[Block]) -> bool:
    return any(block.kind is BlockKind.PARAGRAPH for block in blocks)
