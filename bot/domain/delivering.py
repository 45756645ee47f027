"""How one attempt to deliver an announcement went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from bot.domain.announcing import Delivery, Trouble


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message is there.

    Attributes:
        channel_id: The channel, thread or forum post it is in.
        message_id: The message.
        repeated: It may have arrived before, and show what the review was then.
    """

    delivery: Delivery
    channel_id: int
    message_id: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Missed:
    """It did not arrive, or nobody knows.

    Attributes:
        error: What went wrong, for whoever looks into the database.
        lasting: Another attempt would fail the same way.
    """

    delivery: Delivery
    error: str
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Barred:
    """Its channel takes nothing until people change something."""

    delivery: Delivery
    trouble: Trouble


@dataclass(frozen=True, slots=True)
class Dropped:
    """It is not to arrive any more: the member left the server it is from."""

    delivery: Delivery
    reason: str


Outcome: TypeAlias = Arrived | Missed | Barred | Dropped
