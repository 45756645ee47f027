"""What the index costs: seconds and memory, in this fresh process, printed as JSON.

Run by ``benchmarks.search``; alone with ``python -m benchmarks.search_cost build PATH`` or
``load PATH``. Memory is the growth of the resident set (as Linux counts it) from just before,
with all modules loaded and a tiny index built and searched, to after some searches.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter, process_time
from typing import Final

from benchmarks.search_data import STAMP, entries
from bot.search import TitleEntry, TitleIndex

_TYPED: Final = ("signal", "사랑", "ㅅㄹ", "庆余年", "crahs landing", "sarangui", "the", "t")
_ADDED: Final = 1_000
_FIRST_ID: Final = 10_000_000


def resident_mib() -> float:
    """Return the memory this process holds, in MiB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def slowest_add(index: TitleIndex) -> tuple[float, float]:
    """Return the median and greatest milliseconds that adding a drama takes."""
    times = []
    for number in range(_ADDED):
        entry = TitleEntry(
            _FIRST_ID + number,
            f"A Drama Added Later {number}",
            f"나중에 더한 드라마 {number}",
            ("后来添加的电视剧", "Nazunge Deohan Deurama"),
            2026,
            "KR",
        )
        started = perf_counter()
        index.add(entry)
        times.append((perf_counter() - started) * 1e3)
    return sorted(times)[_ADDED // 2], max(times)


def main() -> None:
    """Build or load, measure and print."""
    how, path = sys.argv[1], Path(sys.argv[2])
    tiny = TitleIndex.build([TitleEntry(1, "Signal", "시그널", ("庆余年", "シグナル"))])
    for typed in _TYPED:
        tiny.search(typed)
    before = resident_mib()
    started, worked = perf_counter(), process_time()
    index = TitleIndex.build(entries()) if how == "build" else TitleIndex.load(path, stamp=STAMP)
    assert index is not None
    seconds, cpu_seconds = perf_counter() - started, process_time() - worked
    for typed in _TYPED:
        index.search(typed)
    held = resident_mib() - before
    if how == "build":
        index.save(path, stamp=STAMP)
    median, slowest = slowest_add(index)
    print(
        json.dumps(
            {
                "seconds": seconds,
                "cpu_seconds": cpu_seconds,
                "mib": held,
                "file_mib": path.stat().st_size / 2**20,
                "add_median_ms": median,
                "add_max_ms": slowest,
            }
        )
    )


if __name__ == "__main__":
    main()
