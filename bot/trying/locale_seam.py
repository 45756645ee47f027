"""Lets a member of the simulated world speak another language than American English."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from simcord import Env


class Languages:
    """Which locale the interactions of each member carry.

    SimCord 3.2.1 writes ``"locale": "en-US"`` into every interaction. They all leave through
    ``env.backend.emit``, so the locale is put right there, for one world at a time.
    """

    def __init__(self, env: Env) -> None:
        self._by_user: dict[int, str] = {}
        self._everyone: str | None = None
        self._backend = env.backend
        self._emit = env.backend.emit
        self._backend.emit = self._translate  # type: ignore[method-assign]

    def speak(self, locale: str, user_id: int | None = None) -> None:
        """Let ``user_id``, or everyone who chose nothing, use Discord in ``locale``."""
        if user_id is None:
            self._everyone = locale
        else:
            self._by_user[user_id] = locale

    def of(self, user_id: int) -> str:
        """Return the locale of a member, a Discord locale such as ``ko``."""
        return self._by_user.get(user_id) or self._everyone or "en-US"

    def remove(self) -> None:
        """Give the world back as it was."""
        self._backend.emit = self._emit  # type: ignore[method-assign]

    def _translate(self, event: str, payload: Mapping[str, Any]) -> None:
        if event == "INTERACTION_CREATE":
            user = payload.get("user") or payload["member"]["user"]
            payload = {**payload, "locale": self.of(int(user["id"]))}
        self._emit(event, payload)


@contextmanager
def speaking(env: Env, locale: str, user_id: int | None = None) -> Iterator[None]:
    """Give the interactions inside the block ``locale``: one member's, or everyone's."""
    languages = Languages(env)
    languages.speak(locale, user_id)
    try:
        yield
    finally:
        languages.remove()
