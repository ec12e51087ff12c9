"""One run over a folder, with what the editor holds instead of what is on the disk."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from connlint.lint import Report, lint
from connlint.models.plain import Plain
from connlint.sources.encoding import UTF8, python_encoding
from connlint.sources.errors import UnreadableError
from connlint.sources.text import HELD, MAX_BYTES, lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from connlint.models.options import Options


class Seen(Plain):
    """A file as the run saw it: where it lies, and its text by lines."""

    path: Path
    lines: list[str]


class Outcome(Plain):
    """What a run of a folder found: a report, or the error that ended it; the files by the names that places have."""

    folder: Path
    report: Report | None
    error: UnreadableError | None
    files: Mapping[str, Seen]


def look(folder: Path, texts: Mapping[Path, str], configure: Callable[[], Options]) -> Outcome:
    """Do what ``connlint`` does in the folder. Changes the working directory: one run at a time.

    ``texts`` are the open documents; ``configure`` reads the options anew, in the folder.
    """
    token = HELD.set(_held(folder, texts))
    try:
        os.chdir(folder)
        report = lint((), configure())
        return Outcome(folder, report, None, _seen(folder, _named(report), report.texts))
    except UnreadableError as error:
        from connlint.lint.texts import Texts

        return Outcome(folder, None, error, _seen(folder, [error.file], Texts()))
    except OSError as error:
        return Outcome(folder, None, UnreadableError(f"cannot be read: {error.strerror}", str(folder)), {})
    finally:
        HELD.reset(token)


def unchanged(seen: Seen, text: str | None) -> bool:
    """Whether the file is still what the run saw: ``text`` of an open document, else what is on the disk."""
    if text is not None:
        return lines_of(text) == seen.lines
    from connlint.sources.text import read

    try:
        return read(seen.path).lines == seen.lines
    except UnreadableError:
        return False


def _named(report: Report) -> Iterator[str]:
    yield from report.result.files
    for finding in report.result.findings:
        yield from (location.place.file for location in finding.locations)
        yield from (edit.place.file for edit in (finding.fix.edits if finding.fix else ()))


def _seen(folder: Path, names: Iterator[str] | list[str], texts: Callable[[str], list[str] | None]) -> dict[str, Seen]:
    return {name: Seen(folder / name, texts(name) or []) for name in dict.fromkeys(names)}


def _held(folder: Path, texts: Mapping[Path, str]) -> dict[Path, bytes]:
    """The bytes by every path that a run may give the file: the working directory has no symbolic links in it."""
    real = Path(os.path.realpath(folder))
    found: dict[Path, bytes] = {}
    for path, text in texts.items():
        data = _encoded(path, text)
        if len(data) > MAX_BYTES:
            continue
        inside = [real / path.relative_to(folder)] if folder in path.parents else []
        found.update(dict.fromkeys([path, Path(os.path.realpath(path)), *inside], data))
    return found


def _encoded(path: Path, text: str) -> bytes:
    """What saving would write."""
    data = text.encode("utf-8", "replace")
    encoding = python_encoding(data) if path.suffix == ".py" else UTF8
    try:
        return data if encoding == UTF8 else text.encode(encoding, "replace")
    except LookupError:
        return data
