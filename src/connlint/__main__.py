"""The ``connlint`` script and ``python -m connlint``: a process of its own, started and ended without detours."""

import gc
import io
import os
import sys


def run() -> None:
    """Run the command line and end the process with its exit code."""
    # A short run makes no garbage worth a collection; a long one still gets its turn.
    gc.set_threshold(200_000, 20, 20)
    # Plugins of pydantic are code that somebody else installed, found by reading every package's metadata.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _open_streams()
    # Imported near the bottom of the stack: where a chunk of its frames ends, CPython asks the system for memory at
    # every call, and a module that is imported deep inside others can spend more time on that than on its own code.
    import click  # noqa: F401
    import pydantic  # noqa: F401

    from connlint.cli import main

    code = main()
    sys.stderr.flush()
    # Taking the interpreter apart object by object costs as much as the whole check.
    os._exit(code)


def _open_streams() -> None:
    """Streams that can be written to, whatever is in a name; a closed one (``>&-``) is one that nobody reads."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123  open to the end
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    run()
