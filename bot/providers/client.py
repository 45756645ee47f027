"""One provider's web interface, asked politely: paced, patient, identified, bounded."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

import structlog
from tenacity import (
    AsyncRetrying,
    retry_if_exception_type,
    wait_exponential_jitter,
    wait_random,
)
from yarl import URL

from bot.domain.errors import UnavailableError
from bot.domain.texts import t
from bot.providers.exchange import (
    Answer,
    PassingError,
    RefusalError,
    UnreadableError,
    exchange,
)
from bot.providers.pacing import Pacer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import aiohttp
    from tenacity import RetryCallState

    from bot.domain.texts import Text
    from bot.providers.pacing import Clock, Pace, Sleep

    Params: TypeAlias = Sequence[tuple[str, str]]

log = structlog.get_logger(__name__)

URGENT: Final = 10.0
"""Seconds in which somebody who waits gets an answer or a refusal."""
PATIENCE: Final = 180.0
"""Seconds after which work in the background gives a request up."""
ATTEMPTS: Final = 5
MAX_REDIRECTS: Final = 3


class RefusedError(UnavailableError):
    """A provider understood a request and will not answer it, however often it is asked."""

    def __init__(self, text: Text, status: int) -> None:
        super().__init__(text)
        self.status = status


class PoliteClient:
    """Asks one provider over a session that others use too.

    It keeps the pace, one request at a time unless the pace says otherwise; says who is
    asking; waits as long as it is told to; and repeats what failed in passing, at most five
    times in all. Keys and tokens are in no log line and in no error.

    Args:
        name: The provider's, for members.
        secrets: Parameters of every request that nobody is to see.
        is_refusal: Tells answers that mean "too busy" though their status is 200.
        clock: Seconds, from any start.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        name: str,
        base_url: str,
        pace: Pace,
        user_agent: str,
        headers: Mapping[str, str] | None = None,
        secrets: Mapping[str, str] | None = None,
        is_refusal: Callable[[object], bool] | None = None,
        clock: Clock = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._name = name
        self._base = base_url.rstrip("/")
        self._headers = {
            **(headers or {}),
            "User-Agent": user_agent,
            "Accept": "application/json",
        }
        self._exchange = partial(
            exchange,
            session,
            secrets=secrets or {},
            is_refusal=is_refusal or (lambda _: False),
        )
        self._clock = clock
        self._sleep = sleep
        self._pacer = Pacer(pace, clock=clock, sleep=sleep)

    def deadline(self, *, urgent: bool) -> float | None:
        """Return until when a call of one or more requests has to be over, on the clock."""
        return self._clock() + URGENT if urgent else None

    async def get(
        self,
        path: str,
        *,
        params: Params = (),
        urgent: bool = False,
        etag: str | None = None,
        deadline: float | None = None,
    ) -> Answer | None:
        """Ask for a resource; None where there is none (404).

        Args:
            path: Below the provider's base address, from its slash on.
            params: In order; the same name may stand there more than once.
            urgent: Go ahead of what is not, and give up after 10 seconds.
            etag: Ask only for what has changed since.
            deadline: When to give up, if not then; see ``deadline``.

        Raises:
            RefusedError: It will not be answered (a 4xx status).
            UnavailableError: No answer in time, or none that can be read.
        """
        until = deadline if deadline is not None else self.deadline(urgent=urgent)
        left = PATIENCE if until is None else until - self._clock()
        if self._pacer.held_for() > left:
            raise self._unavailable()
        asked = _Asked(path, params, etag, urgent, until)
        try:
            async with asyncio.timeout(None if until is None else left):
                return await self._persist(asked)
        except (PassingError, TimeoutError) as error:
            raise self._unavailable() from error
        except RefusalError as error:
            raise self._refused(error.status) from error
        except UnreadableError as error:
            raise self.unreadable() from error

    def unreadable(self) -> UnavailableError:
        """Return the error for an answer that is not as documented."""
        return UnavailableError(
            t("{provider} sent an answer that I cannot read: try again later.", provider=self._name)
        )

    async def _persist(self, asked: _Asked) -> Answer | None:
        retrying = AsyncRetrying(
            retry=retry_if_exception_type(PassingError),
            wait=_pause,
            stop=partial(self._is_over, asked),
            before_sleep=partial(self._note, asked),
            sleep=self._sleep,
            reraise=True,
        )
        return await retrying(self._attempt, asked)

    async def _attempt(self, asked: _Asked) -> Answer | None:
        url = URL(self._base + asked.path).extend_query(asked.params)
        headers = self._headers | ({"If-None-Match": asked.etag} if asked.etag else {})
        for _ in range(MAX_REDIRECTS + 1):
            async with self._pacer.turn(urgent=asked.urgent):
                if asked.until is None:
                    # Patience begins here: waiting for others is no failure.
                    asked.until = self._clock() + PATIENCE
                try:
                    found = await self._exchange(url, headers)
                except PassingError as error:
                    # For everybody who waits, not only for this request.
                    self._pacer.hold(error.wait or 0.0)
                    raise
            if not isinstance(found, URL):
                return found
            url = found
        raise UnreadableError

    def _is_over(self, asked: _Asked, state: RetryCallState) -> bool:
        again = self._clock() + state.upcoming_sleep
        too_late = asked.until is not None and again > asked.until
        return too_late or state.attempt_number >= ATTEMPTS

    def _note(self, asked: _Asked, state: RetryCallState) -> None:
        log.info(
            "a provider is asked again",
            provider=self._name,
            path=asked.path,
            reason=str(_failure(state)),
            seconds=round(state.upcoming_sleep, 1),
        )

    def _refused(self, status: int) -> RefusedError:
        if status == 401:
            text = t(
                "{provider} does not accept my key: tell whoever runs me.", provider=self._name
            )
        else:
            text = t(
                "{provider} refused what I asked (status {status}): try again later.",
                provider=self._name,
                status=status,
            )
        return RefusedError(text, status)

    def _unavailable(self) -> UnavailableError:
        return UnavailableError(
            t(
                "{provider} does not answer right now: try again in a few minutes.",
                provider=self._name,
            )
        )


@dataclass(slots=True)
class _Asked:
    path: str
    params: Params
    etag: str | None
    urgent: bool
    until: float | None


_backoff = wait_exponential_jitter(max=30)
_jitter = wait_random(0, 1)


def _pause(state: RetryCallState) -> float:
    error = _failure(state)
    if isinstance(error, PassingError) and error.wait is not None:
        return error.wait + _jitter(state)
    return _backoff(state)


def _failure(state: RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome else None
