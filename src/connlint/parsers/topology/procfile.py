"""Procfile: one process type a line; how many of each run is said elsewhere (app.json's formation)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from connlint.models.traced import Traced, known
from connlint.parsers.topology.launch import ONE, Launch
from connlint.parsers.topology.recognise import groups_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from connlint.models.environment import Supplied
    from connlint.models.topology import ProcessGroup
    from connlint.sources.text import Source

_LINE = re.compile(r"([A-Za-z0-9_-]+):\s*(.+)")
_RELEASE = frozenset({"release"})


def read_procfile(source: Source, root: Path, environment: Mapping[str, Supplied]) -> list[ProcessGroup]:
    """The groups of a Procfile; ``release`` runs before the others and does not count."""
    found: list[ProcessGroup] = []
    formation = _formation(root)
    for index, line in enumerate(source.lines, 1):
        match = _LINE.match(line)
        if match is None or match.group(1) in _RELEASE:
            continue
        place = source.span(index, match.start(2) + 1, index, len(line.rstrip()) + 1)
        replicas = formation.get(match.group(1), ONE)
        launch = Launch(match.group(1), place, root, environment=environment, replicas=replicas)
        found.extend(groups_in(launch, match.group(2)))
    return found


def _formation(root: Path) -> dict[str, Traced]:
    """``formation`` of app.json: dynos of each process type."""
    try:
        data = json.loads((root / "app.json").read_text(encoding="utf-8"))
        quantities = {name: entry["quantity"] for name, entry in data.get("formation", {}).items()}
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return {}
    return {name: known(count, "formation of app.json") for name, count in quantities.items() if isinstance(count, int)}
