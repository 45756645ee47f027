"""Public messages that carry a review, and are changed when it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Carries(StrEnum):
    """What of a review a message shows."""

    REVIEW = "review"
    ANNOUNCEMENT = "announcement"
    TEST = "test"
    DIRECT = "direct"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Published:
    """A message of ours that everybody in its channel reads.

    Attributes:
        guild_id: Its server, or None in a direct message with the bot.
        language: The code of the language it is in, where no server says it.
    """

    message_id: int
    channel_id: int
    carries: Carries
    guild_id: int | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A message that shows what its review was before, claimed by whoever holds this.

    Attributes:
        review_id: Whose text it shows, or None where nothing of that review is kept.
        changes: How many changes there had been when it was claimed.
        attempts: How often it was claimed since the last change, this time included.
        digest_id: The digest it is, or None.
    """

    message: Published
    review_id: int | None
    changes: int
    attempts: int
    digest_id: int | None = None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What stands where a review stood whose blog took the post down.

    Attributes:
        house: The blog.
    """

    house: str
