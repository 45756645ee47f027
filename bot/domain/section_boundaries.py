"""What sections of blogs' reviews spoil, where a server's moderators say otherwise.

A section is told by its heading, so that what was said of it stays when the post is edited.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from bot.domain.post_marks import are_similar, title_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.reviews import ReviewText, Section
    from bot.domain.spoilers import SpoilerBoundary

_MAX_KEY: Final = 110


@dataclass(frozen=True, slots=True)
class SectionBoundary:
    """What a section spoils in one server; ``section`` is one of ``section_keys``."""

    section: str
    boundary: SpoilerBoundary


def section_keys(sections: Sequence[Section]) -> list[str]:
    """Return what each section is told by: its heading, numbered where several have the same."""
    counted: Counter[str] = Counter()
    keys = []
    for section in sections:
        key = title_key(section.heading)[:_MAX_KEY]
        counted[key] += 1
        keys.append(key if counted[key] == 1 else f"{key}#{counted[key]}")
    return keys


def find_boundaries(
    sections: Sequence[Section], said: Sequence[SectionBoundary]
) -> dict[int, SectionBoundary]:
    """Return for sections, by their index, what moderators said of them.

    A heading that was edited a little is the closest one that nothing else was said of.
    """
    keys = section_keys(sections)
    at = {key: i for i, key in enumerate(keys)}
    found = {at[each.section]: each for each in said if each.section in at}
    for each in said:
        if each.section in at:
            continue
        near = [
            (SequenceMatcher(None, each.section, key).ratio(), -i)
            for i, key in enumerate(keys)
            if i not in found and are_similar(each.section, key)
        ]
        if near:
            found[-max(near)[1]] = each
    return found


def with_boundaries(text: ReviewText, said: Sequence[SectionBoundary]) -> ReviewText:
    """Return a review's text with what moderators said of its sections."""
    found = find_boundaries(text.sections, said)
    if not found:
        return text
    sections = tuple(
        replace(section, boundary=found[i].boundary) if i in found else section
        for i, section in enumerate(text.sections)
    )
    return replace(text, sections=sections)
