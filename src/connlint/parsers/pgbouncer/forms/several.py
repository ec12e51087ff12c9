"""Several compose files of one project: which one says what a service is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from connlint.parsers.topology.compose import Service, read_services

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from connlint.models.environment import Supplied
    from connlint.sources.text import Source

_PRODUCTION = re.compile(r"prod|live|deploy", re.IGNORECASE)
_DEVELOPMENT = re.compile(r"dev|local|test|ci\b|override|debug|e2e|example", re.IGNORECASE)
_ELSEWHERE = 2


def merged_services(sources: Sequence[Source], root: Path | None, environment: Mapping[str, Supplied]) -> list[Service]:
    """The services by name, each of the file most like production that has it.

    A service without an image there is an override: the next file that has it says the rest. Files of
    tests and of developers' machines count only when there are no others: they are another deployment.
    Nothing outside ``root`` is read, which is the folder of each file when it is None.
    Raises UnreadableError when a file is not YAML.
    """
    found: dict[str, Service] = {}
    ordered = sorted(sources, key=_likeness)
    for source in [one for one in ordered if _likeness(one)[0] < _ELSEWHERE] or ordered:
        for service in read_services(source, root or source.path.parent, environment):
            known = found.get(service.name)
            if known is None:
                found[service.name] = service
            elif not {"image", "build"} & set(known.keys):
                keys = {**service.keys, **known.keys}
                found[service.name] = replace(known, keys=keys)
    return list(found.values())


def _likeness(source: Source) -> tuple[int, int]:
    name = source.path.name
    rank = 0 if _PRODUCTION.search(name) else _ELSEWHERE if _DEVELOPMENT.search(name) else 1
    return rank, len(source.path.parts)
