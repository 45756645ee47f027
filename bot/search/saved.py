"""An index in a file: numpy arrays and a little text, checked as they are read."""

from __future__ import annotations

import json
import os
import zipfile
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

FORMAT: Final = 1
"""To be raised with every change to what is saved, or to how names are spelt."""

_ABOUT: Final = "about"


def write(
    path: Path, columns: Mapping[str, npt.NDArray[Any]], countries: list[str], *, stamp: str
) -> None:
    """Write an index; whoever reads the file meanwhile finds the old one or the new one."""
    about = json.dumps({"format": FORMAT, "stamp": stamp, "countries": countries})
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        beside = Path(file.name)
        try:
            np.savez(file, **{_ABOUT: np.frombuffer(about.encode(), np.uint8)}, **columns)
            file.flush()
            os.fsync(file.fileno())
            beside.replace(path)
        except BaseException:
            beside.unlink()
            raise


def read(path: Path, *, stamp: str) -> tuple[dict[str, npt.NDArray[Any]], list[str]] | None:
    """Return the columns and countries; None for a file that is not there, damaged or another.

    Nothing is unpickled, and each column's checksum is compared.
    """
    with suppress(OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        with np.load(path, allow_pickle=False) as file:
            about = json.loads(file[_ABOUT].tobytes())
            if about["format"] != FORMAT or about["stamp"] != stamp:
                return None
            columns = {name: file[name] for name in file.files if name != _ABOUT}
        return columns, about["countries"]
    return None
