"""Posts that lie in files, or come in on standard input."""

from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

from bot.domain.errors import InvalidInputError, NotFoundError, UnavailableError
from bot.domain.texts import t
from bot.reading.pages.guard import MAX_BYTES

if TYPE_CHECKING:
    from pathlib import Path


def read_file(path: Path) -> bytes:
    """Return a file's bytes.

    Args:
        path: Of the file; ``-`` is standard input.

    Raises:
        InvalidInputError: It is a folder or no file, or over 2 MB.
        NotFoundError: There is none.
        UnavailableError: It cannot be read.
    """
    if str(path) == "-":
        return _checked(sys.stdin.buffer.read(MAX_BYTES + 1))
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise InvalidInputError(
                t(
                    "That is a folder: name the files in it, such as {example}.",
                    example=str(path / "*"),
                )
            )
        if not stat.S_ISREG(found.st_mode):
            raise InvalidInputError(t("That is no file: save the post as text or HTML first."))
        with path.open("rb") as file:
            return _checked(file.read(MAX_BYTES + 1))
    except FileNotFoundError:
        raise NotFoundError(t("There is no such file: check its name and folder.")) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnavailableError(t("It cannot be read: {reason}.", reason=reason)) from error


def _checked(body: bytes) -> bytes:
    if len(body) > MAX_BYTES:
        raise InvalidInputError(
            t("This post is over 2 MB: give me the page of one review, or paste its text.")
        )
    return body
