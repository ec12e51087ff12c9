"""systemd units and supervisord programs."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from connlint.models.environment import Supplied
from connlint.parsers.topology.arguments import number
from connlint.parsers.topology.files import find_file
from connlint.parsers.topology.launch import ONE, Launch
from connlint.parsers.topology.recognise import groups_in
from connlint.parsers.topology.words import Word
from connlint.sources.optional import read_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from connlint.models.place import Place
    from connlint.models.topology import ProcessGroup
    from connlint.sources.text import Source

_PAIR = re.compile(r"""([A-Za-z_]\w*)=("[^"]*"|'[^']*'|[^,\s]*)""")


def read_unit(source: Source, root: Path, environment: Mapping[str, Supplied]) -> list[ProcessGroup]:
    """The groups of a systemd service: ExecStart with Environment and the EnvironmentFile of the project."""
    variables = dict(environment)
    commands: list[tuple[Place, str]] = []
    for section, key, value, place in _assignments(source):
        if section != "Service":
            continue
        if key == "Environment":
            variables.update(_quoted_pairs(value, source.name, place))
        elif key == "EnvironmentFile":
            variables.update(_env_file(root, value.lstrip("-")))
        elif key == "ExecStart":
            commands.append((place, value.lstrip("@-:+!")))
    name = source.path.stem
    return [
        group
        for place, command in commands
        for group in groups_in(Launch(name, place, root, environment=variables), command)
    ]


def read_supervisord(source: Source, root: Path, environment: Mapping[str, Supplied]) -> list[ProcessGroup]:
    """The groups of supervisord's programs: command, numprocs, environment."""
    programs: dict[str, dict[str, tuple[str, Place]]] = {}
    for section, key, value, place in _assignments(source, comment=r"\s;.*"):
        if section.startswith("program:"):
            programs.setdefault(section.removeprefix("program:"), {})[key] = (value, place)
    found: list[ProcessGroup] = []
    for name, keys in programs.items():
        if "command" not in keys:
            continue
        command, place = keys["command"]
        variables = dict(environment)
        if "environment" in keys:
            pairs, where = keys["environment"]
            variables.update({key: _supplied(value, source.name, where) for key, value in _PAIR.findall(pairs)})
        count = keys.get("numprocs")
        replicas = number(Word(count[0]), "numprocs", count[1]) if count else ONE
        launch = Launch(name, place, root, environment=variables, replicas=replicas)
        found.extend(groups_in(launch, command.replace("%%", "%")))
    return found


def _assignments(source: Source, comment: str = "") -> Iterator[tuple[str, str, str, Place]]:
    """(section, key, value, place) of an ini file with backslash and indented continuations."""
    section, pending, start = "", "", 0
    lines = [*source.lines, ""]
    for index, line in enumerate(lines, 1):
        text = re.sub(comment, "", line) if comment else line
        stripped = text.strip()
        if pending and (pending.endswith("\\") or (line[:1].isspace() and stripped)):
            pending = pending.rstrip("\\") + " " + stripped
            continue
        if pending:
            key, _, value = pending.partition("=")
            yield section, key.strip(), value.strip(), source.span(start, 1, start, len(lines[start - 1].rstrip()) + 1)
            pending = ""
        if stripped.startswith("[") and stripped.endswith("]"):
            section = stripped[1:-1]
        elif stripped and stripped[0] not in "#;" and "=" in stripped:
            pending, start = stripped, index


def _quoted_pairs(value: str, file: str, place: Place) -> dict[str, Supplied]:
    """Systemd's Environment: words, each of which may be quoted as a whole."""
    try:
        words = shlex.split(value)
    except ValueError:
        return {}
    pairs = (word.partition("=") for word in words)
    return {name: _supplied(text, file, place) for name, equals, text in pairs if equals}


def _supplied(value: str, file: str, place: Place) -> Supplied:
    return Supplied(value=value.strip("\"'"), how=f"environment of {file}", origin=place)


def _env_file(root: Path, name: str) -> dict[str, Supplied]:
    from connlint.sources.dotenv import read_dotenv

    path = find_file(root, name)
    source = read_or_none(path) if path else None
    return read_dotenv(source) if source else {}
