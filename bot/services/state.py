"""What the bot remembers of its own start-ups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.queries import state as queries

if TYPE_CHECKING:
    from data.engine import Sessions


@dataclass(frozen=True, slots=True)
class StateService:
    """Remembers which command tree Discord was sent last."""

    sessions: Sessions

    async def is_synced(self, application_id: int, digest: str) -> bool:
        """Tell whether this command tree is the one that was sent last."""
        async with self.sessions() as session:
            return await queries.find_state(session, _key(application_id)) == digest

    async def note_synced(self, application_id: int, digest: str) -> None:
        """Remember that this command tree was sent."""
        async with self.sessions.begin() as session:
            await queries.save_state(session, _key(application_id), digest)


def _key(application_id: int) -> str:
    return f"command_tree:{application_id}"
