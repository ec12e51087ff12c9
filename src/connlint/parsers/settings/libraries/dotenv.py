"""python-dotenv: ``load_dotenv``, ``find_dotenv``, ``dotenv_values``, ``get_key``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from connlint.parsers.settings.call import MISSING
from connlint.parsers.settings.libraries import env_files
from connlint.parsers.settings.libraries.environ_path import text_of
from connlint.parsers.settings.libraries.semantics.dotenv_expand import expand, names
from connlint.parsers.settings.libraries.semantics.dotenv_file import parse_file
from connlint.parsers.settings.values import DictObj, NotKnown, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.call import Call
    from connlint.parsers.settings.libraries.semantics.assignment import Assignment

KEYWORDS = ("dotenv_path", "stream", "verbose", "override", "interpolate", "encoding")
DISABLED = ("1", "true", "t", "yes", "y")


def found_file(call: Call, filename: str = ".env", *, usecwd: bool = False) -> str:
    """The path that ``find_dotenv`` returns: the nearest file of that name at or above the caller, or ""."""
    start = str(call.rt.files.root) if usecwd else env_files.caller_directory(call)
    for directory in env_files.upwards(call, start):
        path = os.path.join(directory, filename)  # noqa: PTH118 - paths of the program are text
        if env_files.is_file(call, path):
            return path
    return ""


def find_dotenv(call: Call) -> Val:
    """``find_dotenv(filename=".env", raise_error_if_not_found=False, usecwd=False)``."""
    filename, strict, usecwd = call.bind("filename", "raise_error_if_not_found", "usecwd")
    path = found_file(call, call.plain(filename, ".env"), usecwd=bool(call.plain(usecwd, default=False)))
    if not path and call.plain(strict, default=False):
        call.fail(OSError, "File not found")
    return call.value(path, "computed")


def _statements(call: Call, path_val: Val, stream: Val) -> tuple[str, list[Assignment]]:
    if stream is not MISSING and stream.raw is not None:
        raise NotKnown(Unknown("an env file read from a stream"))
    path = "" if path_val is MISSING or path_val.raw is None else text_of(call, path_val)
    if path_val is MISSING or path_val.raw is None:
        path = found_file(call)
    text = env_files.text_of(call, path) if path else None
    return path, [] if text is None else list(parse_file(text))


def expanded(call: Call, statements: list[Assignment], *, override: bool, interpolate: bool) -> list[Assignment]:
    """The statements with ``${...}`` replaced; one that needs an unknown variable raises NotKnown."""
    if not interpolate:
        return statements
    wanted = {name for found in statements for name in names(found.value)}
    environment = {}
    for name in wanted:
        val = call.env(name)
        if val is not None:
            environment[name] = call.plain(val)
    values = expand([(found.name, found.value) for found in statements], environment, override=override)
    return [found._replace(value=values[found.name]) for found in statements]


def load_dotenv(call: Call) -> Val:
    """``load_dotenv(dotenv_path=None, stream=None, verbose=False, override=False, interpolate=True, ...)``."""
    path_val, stream, _, override_val, interpolate, _ = call.bind(*KEYWORDS)
    disabled = call.env("PYTHON_DOTENV_DISABLED")
    if disabled is not None and isinstance(disabled.raw, str) and disabled.raw.casefold() in DISABLED:
        return call.value(value=False)
    override = bool(call.plain(override_val, default=False))
    path, statements = _statements(call, path_val, stream)
    filled = expanded(call, statements, override=override, interpolate=bool(call.plain(interpolate, default=True)))
    env_files.load(call, path, filled, override=override)
    return call.value(bool(statements), "computed")


def dotenv_values(call: Call) -> Val:
    """``dotenv_values(dotenv_path=None, stream=None, verbose=False, interpolate=True, encoding=...)``."""
    path_val, stream, _, interpolate, _ = call.bind("dotenv_path", "stream", "verbose", "interpolate", "encoding")
    path, statements = _statements(call, path_val, stream)
    filled = expanded(call, statements, override=True, interpolate=bool(call.plain(interpolate, default=True)))
    items = {
        found.name: Val(None, f"env file {call.rt.reported(path)}", call.at)
        if found.value is None
        else env_files.variable(call, path, found, found.value)
        for found in filled
    }
    return Val(DictObj(dict(items)), f"env file {call.rt.reported(path)}" if path else "computed", call.at)


def get_key(call: Call) -> Val:
    """``get_key(dotenv_path, key_to_get, encoding)``: one value of the file, or None."""
    path_val, key, _ = call.bind("dotenv_path", "key_to_get", "encoding", required=2)
    path, statements = _statements(call, path_val, MISSING)
    filled = expanded(call, statements, override=True, interpolate=True)
    last = {found.name: found for found in filled}.get(call.plain(key))
    if last is None or last.value is None:
        return call.value(None)
    return env_files.variable(call, path, last, last.value)


FUNCTIONS = {
    "load_dotenv": load_dotenv,
    "find_dotenv": find_dotenv,
    "dotenv_values": dotenv_values,
    "get_key": get_key,
}
MEMBERS = {"dotenv": FUNCTIONS, "dotenv.main": FUNCTIONS}
