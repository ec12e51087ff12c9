"""From click's parameters and the configuration file to Options."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from connlint.cli.configuration import Configuration
from connlint.lint.inputs import shown
from connlint.models.environment import Supplied
from connlint.models.options import Options
from connlint.sources.text import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from connlint.models.place import Place

_VERSION = r"(?a)v?\d+(\.\d+)*((a|b|rc|alpha|beta)\d+)?(\+\w+)?"

_COPIED = (
    "select",
    "extend_select",
    "ignore",
    "fail_on",
    "exit_zero",
    "baseline",
    "settings",
    "configuration",
    "django_version",
    "pgbouncer_version",
    "postgres_version",
    "clients",
    "max_connections",
)


def options_from(parameters: Mapping[str, Any], configuration: Configuration | None) -> Options:
    """Options of a run. Raises click.UsageError for a value that has the wrong form."""
    configuration = configuration or Configuration()
    profile = _profile(parameters["profile"], configuration)
    given = {name: parameters[name] for name in _COPIED if name in parameters}
    for name in ("django_version", "pgbouncer_version", "postgres_version"):
        if given.get(name) and not re.fullmatch(_VERSION, given[name]):
            raise click.UsageError(f"--{name.replace('_', '-')} {given[name]}: write a release, such as 5.2 or 1.24.1")
    for name in ("settings", "configuration"):
        given[name] = given[name] or profile.get(name, "")
    return Options(
        **given,
        **configuration.declared,
        severity=dict(_pairs(parameters.get("severity", ()), "--severity")),
        suppressions=not parameters.get("no_suppressions", False),
        environment=_environment(parameters, configuration, profile),
        rules=configuration.rules,
        ranges=configuration.ranges,
        origins=_origins(parameters, configuration),
    )


def _origins(parameters: Mapping[str, Any], configuration: Configuration) -> dict[str, Place]:
    """The places of those options that the command line and the environment left as the file has them."""
    written = configuration.options
    return {name: place for name, place in configuration.places.items() if parameters.get(name) == written.get(name)}


def _environment(
    parameters: Mapping[str, Any], configuration: Configuration, profile: Mapping[str, Any]
) -> dict[str, Supplied]:
    """Variables, the later of equal names winning: configuration file, profile, command line.

    Of each, single variables win over env files. Env files on the command line replace the configuration's.
    """
    found: dict[str, Supplied] = {}
    if not parameters["env_file"]:
        _read_files(configuration.env_files, found)
    _set(configuration.environment.items(), f"env in {configuration.file}", found)
    _read_files(profile.get("env_file", ()), found)
    _set(profile.get("env", {}).items(), f"profile {parameters['profile']}", found)
    _read_files(parameters["env_file"], found)
    _set(_pairs(parameters["env"], "--env"), "--env", found)
    return found


def _read_files(files: Iterable[str], found: dict[str, Supplied]) -> None:
    for file in files:
        from connlint.sources.dotenv import read_dotenv

        before = {name: supplied.value for name, supplied in found.items()}
        found.update(read_dotenv(read(Path(file), shown(Path(file))), before))


def _set(variables: Iterable[tuple[str, str]], how: str, found: dict[str, Supplied]) -> None:
    found.update({name: Supplied(value=value, how=how) for name, value in variables})


def _profile(name: str, configuration: Configuration) -> Mapping[str, Any]:
    if not name:
        return {}
    if name not in configuration.profiles:
        names = ", ".join(configuration.profiles) or "none"
        where = configuration.file or "no configuration file"
        raise click.UsageError(f"no profile is called {name} ({where} has: {names})")
    return configuration.profiles[name]


def _pairs(values: Iterable[str], where: str) -> list[tuple[str, str]]:
    pairs = []
    for text in values:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise click.UsageError(f"{where} {text}: write it as NAME=VALUE")
        if where == "--severity" and value not in ("error", "warning", "note"):
            raise click.UsageError(f"--severity {text}: the level must be error, warning or note")
        pairs.append((name.strip(), value))
    return pairs
