"""The entry point: whatever happens, one line and exit code 0, 1 or 2."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from connlint.cli.group import commands
from connlint.sources.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

FAILED = 2
"""The exit code for everything that is not a finding."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code; nothing is raised."""
    try:
        code = commands.main(arguments and list(arguments), prog_name="connlint", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        return _fail(_one_line(error.format_message()))
    except UnreadableError as error:
        return _fail(f"{error.place.short if error.place else error.file}: {error.message}")
    except (click.Abort, KeyboardInterrupt):
        return _fail("interrupted")
    except (OSError, SystemExit) as error:
        return _lost(error)
    except Exception as error:  # noqa: BLE001 - the last net: a traceback helps nobody but us
        return _bug(error)
    return code if isinstance(code, int) else 0


def _fail(message: str) -> int:
    from connlint.reporters.words import clean

    try:
        click.echo(f"connlint: {clean(message)}", err=True)
    except OSError:
        _silence(sys.stderr)
    return FAILED


def _lost(error: OSError | SystemExit) -> int:
    """A file, the working directory, or else the output, that the system does not let us use."""
    if isinstance(error, SystemExit):  # what click makes of a pipe that nobody reads any more
        return FAILED
    if error.filename is not None or isinstance(error, FileNotFoundError):
        return _fail(f"{error.filename or 'the working directory'}: {error.strerror}")
    _silence(sys.stdout)
    return _fail(f"standard output: {error.strerror or error}")


def _silence(stream: TextIO) -> None:
    """The interpreter must not complain about a stream at exit once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _one_line(message: str) -> str:
    return " ".join(message.split())


def _bug(error: Exception) -> int:
    if os.environ.get("CONNLINT_DEBUG") or "-vv" in sys.argv:
        import traceback

        traceback.print_exception(error)
    text = _one_line(f"{type(error).__name__}: {error}")[:300]
    return _fail(f"this is a bug in connlint ({text}); CONNLINT_DEBUG=1 shows where. Please report it")
