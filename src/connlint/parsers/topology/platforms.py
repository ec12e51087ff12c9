"""render.yaml and fly.toml: commands and instance counts of hosting platforms."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from connlint.models.environment import Supplied
from connlint.models.traced import default, known
from connlint.parsers.topology.launch import ONE, Launch
from connlint.parsers.topology.recognise import groups_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from connlint.models.topology import ProcessGroup
    from connlint.sources.text import Source


def read_render(source: Source, root: Path, environment: Mapping[str, Supplied]) -> list[ProcessGroup]:
    """Services of render.yaml: startCommand or dockerCommand, envVars, numInstances or scaling.maxInstances."""
    from connlint.sources.yaml_positions import read_yaml

    found: list[ProcessGroup] = []
    for document in read_yaml(source):
        services = document.get("services")
        for service in services.elements if services else ():
            command = service.get("startCommand") or service.get("dockerCommand")
            name = service.get("name")
            if command is None:
                continue
            count = service.at("scaling", "maxInstances") or service.get("numInstances")
            number = count.value if count else None
            replicas = known(number, "instances", count.place) if count and isinstance(number, int) else ONE
            variables = dict(environment)
            pairs = service.get("envVars")
            for pair in pairs.elements if pairs else ():
                key, value = pair.get("key"), pair.get("value")
                if key and value:
                    variables[key.text] = Supplied(value=value.text, how="envVars of render.yaml", origin=value.place)
            launch = Launch(name.text if name else "service", command.place, root, environment=variables)
            found.extend(group.model_copy(update={"replicas": replicas}) for group in groups_in(launch, command.text))
    return found


def read_fly(source: Source, root: Path, environment: Mapping[str, Supplied]) -> list[ProcessGroup]:
    """[processes] of fly.toml with [env]; how many machines run is not in the file."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        data = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError:
        return []
    variables = dict(environment)
    for name, value in _table(data, "env").items():
        variables[name] = Supplied(value=str(value), how="env of fly.toml")
    found: list[ProcessGroup] = []
    for name, command in _table(data, "processes").items():
        line = next((index for index, text in enumerate(source.lines, 1) if text.strip().startswith(name)), 1)
        place = source.span(line, 1, line, len(source.lines[line - 1].rstrip()) + 1)
        machines = default(1, "fly.toml does not say how many machines run")
        launch = Launch(name, place, root, environment=variables, replicas=machines)
        found.extend(groups_in(launch, str(command)))
    return found


def _table(data: dict[str, Any], name: str) -> dict[str, Any]:
    """A table of the file; without entries where it is a list, as the ``processes = []`` that Fly used to write."""
    found = data.get(name)
    return found if isinstance(found, dict) else {}
