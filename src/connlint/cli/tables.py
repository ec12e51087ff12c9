"""The tables of a configuration file, checked key by key."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from connlint.cli.configuration import Configuration
from connlint.cli.declared import network, proxies
from connlint.sources.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.models.place import Place
    from connlint.sources.text import Source

_LEVELS = ("error", "warning", "note")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a string")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false")
    return value


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError("a whole number")
    return value


def _times(value: object) -> int:
    """How often a switch is given: true is once."""
    return int(value) if isinstance(value, bool) else _number(value)


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
        raise TypeError("a number of seconds")
    return float(value)


def _texts(value: object) -> tuple[str, ...]:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise TypeError("a string or a list of strings")
    return tuple(values)


def _level(value: object) -> str:
    if value not in _LEVELS:
        raise TypeError("error, warning or note")
    return str(value)


def _levels(value: object) -> tuple[str, ...]:
    if not isinstance(value, dict) or not all(level in _LEVELS for level in value.values()):
        raise TypeError("a table of rules with error, warning or note")
    return tuple(f"{rule}={level}" for rule, level in value.items())


def _variables(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise TypeError("a table of strings")
    return value


def _table(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("a table")
    return value


def _ranges(value: object) -> dict[str, tuple[float, float]]:
    if not isinstance(value, dict):
        raise TypeError("a table of rules with [low, high]")
    found = {}
    for rule, bounds in value.items():
        if not isinstance(bounds, list) or [type(one) in (int, float) for one in bounds] != [True, True]:
            raise TypeError("a table of rules with [low, high]")
        found[rule] = (float(bounds[0]), float(bounds[1]))
    return found


_VERSIONS: dict[str, Callable[[object], Any]] = {
    f"{name}-version": _text for name in ("django", "pgbouncer", "postgres")
}
_OPTIONS: dict[str, Callable[[object], Any]] = {
    "format": _texts,
    "select": _texts,
    "extend-select": _texts,
    "ignore": _texts,
    "severity": _levels,
    "fail-on": _level,
    "exit-zero": _flag,
    "env-file": _texts,
    "profile": _text,
    "settings": _text,
    "configuration": _text,
    **_VERSIONS,
    "clients": _number,
    "max-connections": _number,
    "baseline": _text,
    "statistics": _flag,
    "no-suppressions": _flag,
    "quiet": _times,
    "verbose": _times,
    "color": _text,
    "fix": _flag,
    "unsafe-fixes": _flag,
    "diff": _flag,
}
_PROFILE: dict[str, Callable[[object], Any]] = {
    "env": _variables,
    "env-file": _texts,
    "settings": _text,
    "configuration": _text,
}
_DECLARED: dict[str, Callable[[object], Any]] = {
    "cores": _number,
    "allowance": _number,
    "nofile": _number,
    "network-idle-limit": _seconds,
    "proxy": proxies,
    "network": network,
    "topology": _table,
}
_REST: dict[str, Callable[[object], Any]] = {"env": _variables, "ranges": _ranges, "rules": _texts}
_PATHS = ("env-file", "baseline")
_NAMING = ("select", "extend-select", "ignore", "severity")
"""The options that name rules, which only the catalogue can check."""


def known_options() -> frozenset[str]:
    """Every key that the table may have."""
    return frozenset((*_OPTIONS, *_DECLARED, *_REST))


def configuration_of(table: dict[str, Any], source: Source) -> Configuration:
    """Check a table; raises UnreadableError for an unknown key, with the nearest known one, or a wrong value."""
    table = dict(table)
    profiles = table.pop("profile", {}) if isinstance(table.get("profile"), dict) else {}
    known = {**_OPTIONS, **_DECLARED, **_REST}
    values = _checked(table, known, source, "")
    options = {key: value for key, value in values.items() if key in _OPTIONS and key != "env-file"}
    return Configuration(
        file=source.name,
        options={_parameter(key): _located(key, value, source) for key, value in options.items()},
        environment=values.get("env", {}),
        env_files=tuple(_beside(file, source) for file in values.get("env-file", ())),
        profiles={name: _profile(name, one, source) for name, one in profiles.items()},
        ranges=values.get("ranges", {}),
        declared={_parameter(key): value for key, value in values.items() if key in _DECLARED},
        rules=tuple(_beside(folder, source) for folder in values.get("rules", ())),
        places={_parameter(key): place for key in table if (place := _naming(key, source)) is not None},
    )


def _profile(name: str, table: object, source: Source) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise UnreadableError(f"profile.{name} must be a table", source.name, _place(name, source))
    values = _checked(table, _PROFILE, source, f"profile.{name}.")
    return {_parameter(key): _located(key, value, source) for key, value in values.items()}


def _checked(
    table: dict[str, Any], known: dict[str, Callable[[object], Any]], source: Source, prefix: str
) -> dict[str, Any]:
    values = {}
    for written, value in table.items():
        key = written.replace("_", "-")
        if key not in known:
            raise UnreadableError(_unknown(written, key, known, prefix), source.name, _place(written, source))
        try:
            values[key] = known[key](value)
        except TypeError as error:
            message = f"{prefix}{written} must be {error}"
            raise UnreadableError(message, source.name, _place(written, source)) from None
    return values


def _unknown(written: str, key: str, known: dict[str, Any], prefix: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, known, 1)
    return f"unknown option {prefix}{written}{f'; did you mean {near[0]}?' if near else ''}"


def _place(key: str, source: Source) -> Place | None:
    pattern = re.compile(rf"^\s*(?:\[.*)?['\"]?(?P<key>{re.escape(key)})['\"]?\s*[=\].]")
    for number, line in enumerate(source.lines, 1):
        match = pattern.search(line)
        if match:
            return source.span(number, match.start("key") + 1, number, match.end("key") + 1)
    return None


def _naming(written: str, source: Source) -> Place | None:
    return _place(written, source) if written.replace("_", "-") in _NAMING else None


def _parameter(key: str) -> str:
    return key.replace("-", "_")


def _located(key: str, value: Any, source: Source) -> Any:
    """Paths in a configuration file are relative to it."""
    if key not in _PATHS:
        return value
    return _beside(value, source) if isinstance(value, str) else tuple(_beside(one, source) for one in value)


def _beside(path: str, source: Source) -> str:
    from connlint.lint.inputs import shown

    return shown(source.path.parent / Path(path))
