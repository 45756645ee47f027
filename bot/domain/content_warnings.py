"""What people may want to know before they watch: our list of content warnings."""

from __future__ import annotations

from enum import StrEnum


class ContentWarning(StrEnum):
    """A content warning's key in storage."""

    VIOLENCE = "violence"
    GORE = "gore"
    SEXUAL_VIOLENCE = "sexual-violence"
    DOMESTIC_ABUSE = "domestic-abuse"
    CHILD_ABUSE = "child-abuse"
    SUICIDE = "suicide"
    SELF_HARM = "self-harm"
    BULLYING = "bullying"
    DRUGS = "drugs"
    ILLNESS = "terminal-illness"
    CHILD_DEATH = "death-of-a-child"
    ANIMAL_CRUELTY = "animal-cruelty"
    FLASHING = "flashing-lights"
