"""Numbers that a project declares in its own configuration: they replace what files say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.models.topology import ProcessGroup, Topology
from connlint.models.traced import Traced, default, known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connlint.models.place import Place

NUMBERS = ("processes", "threads", "replicas", "surge", "timeout")
TOTALS = ("clients", "cores", "allowance", "nofile", "network_idle_limit")
WORDS = ("server", "worker_class", "role", "settings_module")
_DEFAULTS = {"processes": 1, "threads": 1, "replicas": 1, "surge": 0, "timeout": 0}


def declare(topology: Topology, table: Mapping[str, Any], place: Place | None = None) -> Topology:
    """Apply ``[tool.connlint.topology]``: totals (clients, cores, allowance, nofile, network_idle_limit) and a table
    for each process group (processes, threads, replicas, surge, timeout, server, worker_class, role,
    settings_module). A group that no file has is added. Raises ValueError with one line for the user.
    """
    totals: dict[str, Traced] = {}
    groups = {group.name: group for group in topology.groups}
    for name, value in table.items():
        if name in TOTALS:
            totals[name] = _number(name, value, place)
        elif isinstance(value, dict):
            groups[name] = _group(groups.get(name), name, value, place)
        else:
            known_names = ", ".join(TOTALS)
            raise ValueError(f"topology.{name} is neither one of {known_names} nor a table for a process group")
    return topology.model_copy(update={"groups": tuple(groups.values()), **totals})


def _group(group: ProcessGroup | None, name: str, table: Mapping[str, Any], place: Place | None) -> ProcessGroup:
    update: dict[str, Any] = {}
    for key, value in table.items():
        if key in NUMBERS:
            update[key] = _number(f"{name}.{key}", value, place)
        elif key in WORDS and isinstance(value, str):
            update[key] = known(value, "declared", place) if key == "worker_class" else value
        elif key in ("asgi", "preload") and isinstance(value, bool):
            update[key] = value
        else:
            raise ValueError(f"topology.{name}.{key} is not known, or has the wrong type")
    if group is not None:
        return group.model_copy(update=update)
    base = {key: default(value, "not declared") for key, value in _DEFAULTS.items()}
    kind = {"name": name, "server": "declared", "place": place, "worker_class": default("sync", "not declared")}
    return ProcessGroup(**{**kind, **base, **update})


def _number(name: str, value: Any, place: Place | None) -> Traced:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
        raise ValueError(f"topology.{name} must be a number of 0 or more, not {value!r}")
    return known(value, "declared", place)
