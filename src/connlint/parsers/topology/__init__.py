"""The processes that open connections, from whatever starts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.topology import Topology
from connlint.parsers.topology.declared import declare
from connlint.parsers.topology.environment import read_environment, read_pod_environment
from connlint.parsers.topology.kinds import ORDER, by_kind, find_files
from connlint.parsers.topology.readers import LEFT, groups_of_kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from connlint.models.environment import Supplied
    from connlint.models.topology import ProcessGroup
    from connlint.parsers.topology.kinds import Kind
    from connlint.sources.text import Source

__all__ = ["declare", "read_environment", "read_pod_environment", "read_topology"]

_LISTED = 4
"""Files that a note names."""


def read_topology(
    root: Path, files: Sequence[Path] | None = None, environment: Mapping[str, Supplied] | None = None
) -> Topology:
    """What the project's files (or the given ones) start: one way of deployment, the nearest to what really runs.

    A Procfile, a compose file and a Dockerfile usually describe the same processes, so only one kind of file
    counts; ``notes`` says which, and which were left out. ``environment`` is what the user supplies.
    """
    kinds = by_kind(find_files(root) if files is None else files)
    found: list[tuple[Kind, list[ProcessGroup]]] = []
    notes: list[str] = []
    for kind in ORDER:
        if kind in kinds:
            groups, remarks = groups_of_kind(kind, kinds[kind], root, environment or {})
            notes.extend(remarks if groups or not found else ())
            if groups:
                found.append((kind, groups))
    if not found:
        return Topology(notes=tuple(notes))
    chosen, groups = min(found, key=lambda pair: _is_development(pair[1]))
    others = [source.name for kind, _ in found if kind != chosen for source in kinds[kind]]
    others += [name for note in notes if note.startswith(LEFT) for name in note.removeprefix(LEFT).split(", ")]
    rest = [note for note in notes if not note.startswith(LEFT)]
    return Topology(groups=tuple(groups), notes=(_note(kinds[chosen], groups, others), *rest))


def _is_development(groups: Sequence[ProcessGroup]) -> bool:
    """Whether the web is served by runserver only, or not at all."""
    return all(group.server == "runserver" for group in groups if group.role == "web")


def _note(sources: Sequence[Source], groups: Sequence[ProcessGroup], others: Sequence[str]) -> str:
    files = dict.fromkeys(group.place.file for group in groups if group.place) or {sources[0].name: None}
    text = f"worker counts are those of {', '.join(files)}"
    left = [name for name in dict.fromkeys(others) if name not in files]
    more = f" and {len(left) - _LISTED} more" if left[_LISTED:] else ""
    return f"{text}; not counted: {', '.join(left[:_LISTED])}{more}" if left else text
