"""Running the real command line in a process of its own."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ROOT = Path(__file__).parents[2]
_OURS = (
    "DISCORD_TOKEN",
    "DATABASE_URL",
    "DISCORD_API_URL",
    "DISCORD_REQUESTS_PER_S",
    "SHARD_COUNT",
    "SHARD_IDS",
    "LOG_LEVEL",
    "LOG_JSON",
    "CATALOGUE_COUNTRIES",
    "TVMAZE_URL",
    "TMDB_KEY",
)


class Daebak:
    """A running ``daebak`` whose output is collected as it comes."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.lines: list[str] = []
        self._more = asyncio.Condition()
        self._readers = [
            asyncio.create_task(self._read(stream)) for stream in (process.stdout, process.stderr)
        ]

    @property
    def output(self) -> str:
        return "\n".join(self.lines)

    async def says(self, words: str, *, within: float = 30.0) -> str:
        """Wait until a line holds these words; return the line."""

        def found() -> str | None:
            return next((line for line in self.lines if words in line), None)

        try:
            async with asyncio.timeout(within), self._more:
                await self._more.wait_for(lambda: found() or self._ended)
        except TimeoutError:
            pass
        line = found()
        assert line is not None, f"it never said {words!r}:\n{self.output}"
        return line

    async def ends(self, *, within: float = 30.0) -> int:
        """Wait for the end; return the exit code."""
        async with asyncio.timeout(within):
            await asyncio.gather(*self._readers)
            return await self.process.wait()

    @property
    def _ended(self) -> bool:
        return all(reader.done() for reader in self._readers)

    async def _read(self, stream: asyncio.StreamReader | None) -> None:
        assert stream is not None
        try:
            async for line in stream:
                async with self._more:
                    self.lines.append(line.decode().rstrip())
                    self._more.notify_all()
        finally:
            # Whoever waits learns that nothing more will come.
            asyncio.get_running_loop().call_soon(lambda: asyncio.ensure_future(self._wake()))

    async def _wake(self) -> None:
        async with self._more:
            self._more.notify_all()


@asynccontextmanager
async def daebak(
    *arguments: str, cwd: Path, module: str = "bot", **settings: str
) -> AsyncIterator[Daebak]:
    """Start ``daebak`` in a folder with just these settings; kill it if it outlives the block.

    ``module`` is what is run in its place.
    """
    environment = {k: v for k, v in os.environ.items() if k not in _OURS}
    # Nothing outside is asked unless a test says where.
    environment |= {"CATALOGUE_UPDATES": "false"} | settings
    environment["PYTHONPATH"] = str(ROOT)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        *arguments,
        cwd=cwd,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    running = Daebak(process)
    try:
        yield running
    finally:
        if process.returncode is None:
            process.kill()
        await running.ends()
