"""Files are written whole or not at all: a full disk, or a kill, leaves what stood there before."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from connlint.sources.errors import UnreadableError


def write(file: Path, data: bytes) -> None:
    """Put ``data`` in place of what the file holds; links and permissions stay.

    Raises UnreadableError, with the file as it was, when the system refuses.
    """
    try:
        real = Path(os.path.realpath(file))
        if real.exists() and not real.is_file():
            real.write_bytes(data)  # a pipe or a device
        else:
            _replace(real, data)
    except OSError as error:
        raise UnreadableError(f"cannot be written: {error.strerror}", file.as_posix()) from None


def _replace(real: Path, data: bytes) -> None:
    passing = real.with_name(f".{real.name}.{os.getpid()}")
    try:
        with passing.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if real.exists():
            shutil.copymode(real, passing)
        passing.replace(real)
    except BaseException:
        with suppress(OSError):
            passing.unlink()
        raise
