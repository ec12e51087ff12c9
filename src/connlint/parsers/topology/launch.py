"""What is started: a command with its surroundings, before anybody knows which server it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from connlint.models.topology import ProcessGroup
from connlint.models.traced import Traced, default, known

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from connlint.models.environment import Supplied
    from connlint.models.place import Place
    from connlint.parsers.topology.words import Word

ONE = default(1, "one, not scaled in this file")
NONE = default(0, "none")


@dataclass(frozen=True)
class Launch:
    """One command: its words after the program's name, the variables it sees, how often it runs.

    ``root`` is the directory in which files that it names are looked for.
    """

    name: str
    place: Place
    root: Path
    words: tuple[Word, ...] = ()
    environment: Mapping[str, Supplied] = field(default_factory=dict)
    replicas: Traced = ONE
    surge: Traced = NONE


def make_group(  # noqa: PLR0913 - a group has that many sides, all by keyword
    launch: Launch,
    server: str,
    *,
    processes: Traced,
    threads: Traced,
    worker_class: Traced | None = None,
    timeout: Traced = NONE,
    asgi: bool = False,
    preload: bool = False,
    role: str = "web",
) -> ProcessGroup:
    """A process group of this launch."""
    settings = launch.environment.get("DJANGO_SETTINGS_MODULE")
    return ProcessGroup(
        name=launch.name,
        server=server,
        place=launch.place,
        worker_class=worker_class or known(server, "command", launch.place),
        processes=processes,
        threads=threads,
        replicas=launch.replicas,
        surge=launch.surge,
        timeout=timeout,
        asgi=asgi,
        preload=preload,
        role=role,
        settings_module=settings.value if settings else "",
    )
