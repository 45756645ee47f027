"""An index in a file: numpy arrays and a little text, checked as they are read."""

from __future__ import annotations

import json
import os
import struct
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    Columns = Mapping[str, npt.NDArray[Any]]

FORMAT: Final = 1
"""To be raised with every change to what is saved, or to how names are spelt."""

_ABOUT: Final = "about"
_DAMAGE: Final = (
    OSError,
    EOFError,
    KeyError,
    MemoryError,
    RuntimeError,  # NotImplementedError too: a compression that nothing here writes
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


def write(path: Path, columns: Columns, countries: list[str], *, stamp: str) -> None:
    """Write an index; whoever reads the file meanwhile finds the old one or the new one."""
    about = json.dumps({"format": FORMAT, "stamp": stamp, "countries": countries})
    arrays: dict[str, Any] = {_ABOUT: np.frombuffer(about.encode(), np.uint8), **columns}
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        beside = Path(file.name)
        try:
            np.savez(file, allow_pickle=False, **arrays)
            file.flush()
            os.fsync(file.fileno())
            beside.replace(path)
        except BaseException:
            beside.unlink()
            raise


def read(path: Path, *, stamp: str) -> tuple[Columns, list[str]] | None:
    """Return the columns and countries; None for a file that is not there, damaged or another.

    Nothing is unpickled, and every checksum is compared before anything is made of the file.
    """
    with suppress(*_DAMAGE):
        with zipfile.ZipFile(path) as file:
            if file.testzip() is not None:
                return None
        with np.load(path, allow_pickle=False) as arrays:
            about = json.loads(arrays[_ABOUT].tobytes())
            if about["format"] != FORMAT or about["stamp"] != stamp:
                return None
            columns = {name: arrays[name] for name in arrays.files if name != _ABOUT}
        return columns, about["countries"]
    return None
