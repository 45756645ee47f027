"""A bot in a process and on a core of its own, pointed at a double in this one."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, process_time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.wire.double import DiscordDouble

BARE: Final = "benchmarks.bare_bot:build"
DAEBAK: Final = "benchmarks.daebak_bot:build"

# Two cores, as far as there are two: the double's and the bots'.
_CORES: Final = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [0]
DOUBLES_CORE: Final = _CORES[0]
BOTS_CORE: Final = _CORES[-1]

_SHOWN_OF_LOG: Final = 3_000


class BotProcess:
    """A running bot, seen from outside.

    Attributes:
        started: Monotonic seconds just before the process was started.
    """

    def __init__(self, process: asyncio.subprocess.Process, started: float, log: Path) -> None:
        self.started = started
        self._process = process
        self._log = log
        self._seen: dict[str, float] = {}

    async def seconds_until(self, event: str) -> float:
        """Return the seconds from the start of the process to ``connect`` or ``ready``.

        Raises:
            RuntimeError: The bot ended before that.
        """
        assert self._process.stdout is not None
        while event not in self._seen:
            line = await self._process.stdout.readline()
            if not line:
                log = await asyncio.to_thread(self._log.read_text, encoding="utf-8")
                msg = f"the bot ended before {event!r}:\n{log[-_SHOWN_OF_LOG:]}"
                raise RuntimeError(msg)
            self._seen.update(json.loads(line))
        return self._seen[event] - self.started

    def cpu_seconds(self) -> float:
        """Return the CPU time that the process has used."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8")
        user, system = fields.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def resident_mib(self) -> float:
        """Return the process's resident memory in MiB, as Linux counts it."""
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@dataclass(slots=True)
class Bystanders:
    """How much the rest of the machine worked since this was made (Linux; elsewhere unknown).

    Whatever else runs takes turns of some milliseconds on our cores: where that is more than a
    few percent, a p99 says more about the neighbours than about the bots.
    """

    bots: list[BotProcess]
    _since: float = field(default_factory=monotonic)
    _before: float | None = None

    def __post_init__(self) -> None:
        self._before = self._others()

    def share(self) -> float | None:
        """Return what others used of one core, 0 to the number of cores; None where unknown."""
        now = self._others()
        if now is None or self._before is None:
            return None
        return max(0.0, now - self._before) / (monotonic() - self._since)

    def _others(self) -> float | None:
        stat = Path("/proc/stat")
        if not stat.exists():
            return None
        user, nice, system, _, _, *rest = (
            int(ticks) for ticks in stat.read_text(encoding="ascii").split("\n", 1)[0].split()[1:8]
        )
        busy = (user + nice + system + sum(rest)) / os.sysconf("SC_CLK_TCK")
        return busy - process_time() - sum(bot.cpu_seconds() for bot in self.bots)


@asynccontextmanager
async def bot_process(
    target: str, double: DiscordDouble, *, database_url: str
) -> AsyncIterator[BotProcess]:
    """Start ``module:function`` on a core of its own, and end it afterwards."""
    with tempfile.NamedTemporaryFile(prefix="bot-", suffix=".log") as log:
        started = monotonic()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "benchmarks.child", target, str(BOTS_CORE)),
            *(double.api_url, double.gateway_url, double.world.token, database_url),
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            # As on an ordinary machine: modules are compiled once, not at every start.
            env={k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"},
        )
        try:
            yield BotProcess(process, started, Path(log.name))
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()
