"""Making a version of a member's review out of what was typed, and of an earlier one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.reviews import Picture, Place, ReviewText, Section
from bot.domain.spoilers import SpoilerBoundary, Spoils

if TYPE_CHECKING:
    from bot.domain.reviews import Review, ReviewDraft


def text_of(draft: ReviewDraft, before: Review | None, picture: Picture | None) -> ReviewText:
    """Return what a draft says, keeping an earlier version's pictures where they are."""
    open_pictures: tuple[Picture, ...] = ()
    hidden_pictures: tuple[Picture, ...] = ()
    boundary = draft.boundary
    if before is not None:
        for section in before.text.sections:
            if section.boundary.spoils is Spoils.NOTHING:
                open_pictures += section.pictures
            else:
                hidden_pictures += section.pictures
                if not draft.spoiler_part:
                    boundary = section.boundary
    if picture is not None:
        # A new picture goes where the old one was.
        open_pictures, hidden_pictures = ((), (picture,)) if hidden_pictures else ((picture,), ())
    if boundary.spoils is Spoils.NOTHING:
        boundary = SpoilerBoundary.everything()
    sections = [Section("", draft.body, SpoilerBoundary.nothing(), open_pictures)]
    if draft.spoiler_part or hidden_pictures:
        sections.append(Section("", draft.spoiler_part, boundary, hidden_pictures))
    return ReviewText(draft.score, draft.verdict, tuple(sections))


def bounded(text: ReviewText, boundary: SpoilerBoundary) -> ReviewText:
    """Return the text with its spoiler part spoiling this much."""
    sections = tuple(
        section
        if section.boundary.spoils is Spoils.NOTHING
        else replace(section, boundary=boundary)
        for section in text.sections
    )
    return replace(text, sections=sections)


def pictured(text: ReviewText, place: Place) -> ReviewText:
    """Return the text with its pictures in another place."""
    pictures = tuple(picture for section in text.sections for picture in section.pictures)
    sections = []
    for section in text.sections:
        is_open = section.boundary.spoils is Spoils.NOTHING
        wanted = place is (Place.OPEN if is_open else Place.HIDDEN)
        kept = replace(section, pictures=pictures if wanted else ())
        # A spoiler part of nothing but the picture goes with it.
        if is_open or kept.body or kept.pictures:
            sections.append(kept)
    if place is Place.HIDDEN and pictures and text.boundary is None:
        sections.append(Section("", "", SpoilerBoundary.everything(), pictures))
    return replace(text, sections=tuple(sections))
