"""python-decouple: the lines of its .env file, and its settings.ini.

Source of the facts: ``RepositoryEnv`` and ``RepositoryIni`` of 3.8; proved by tests against the library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.settings.libraries.semantics.assignment import Assignment
from connlint.parsers.settings.libraries.semantics.refused import Refused

if TYPE_CHECKING:
    import configparser
    from collections.abc import Iterator


def parse_env(text: str) -> Iterator[Assignment]:
    """The variables of a .env file as ``RepositoryEnv`` reads it: no ``export``, no inline comments."""
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        stripped = line.strip()
        name, equals, value = stripped.partition("=")
        if stripped.startswith("#") or not equals:
            continue
        column = len(line) - len(line.lstrip()) + 1
        yield Assignment(name.strip(), _unquoted(value.strip()), number, column, column + len(stripped))


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1] if quoted else value


def ini_value(text: str, name: str) -> str | None:
    """The interpolated value of one option of [settings], None when it has none.

    Raises Refused where configparser does: a line that is none, a section or option given twice, a ``%``
    in this value that is no interpolation.
    """
    import configparser

    parser = _parser(text)
    if not parser.has_option("settings", name):
        return None
    try:
        return parser.get("settings", name)
    except configparser.Error as error:
        raise Refused(type(error).__name__, f"settings.ini: the value of {name} cannot be interpolated") from None


def ini_line(text: str, name: str) -> int:
    """The number of the line that sets an option (0 when none does)."""
    section, found = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("["):
            section = line[1:].partition("]")[0]
        key = line.replace(":", "=").partition("=")[0].strip().lower()
        if key == name.lower() and section in ("settings", "DEFAULT") and not (found and section == "DEFAULT"):
            found = number
    return found


def _parser(text: str) -> configparser.ConfigParser:
    import configparser

    parser = configparser.ConfigParser()
    try:
        parser.read_string(text)
    except configparser.Error as error:
        raise Refused(type(error).__name__, "settings.ini cannot be parsed") from None
    return parser
