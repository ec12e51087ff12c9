"""Dockerfile: ENV, ENTRYPOINT and CMD of the last stage."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from connlint.models.environment import Supplied
from connlint.parsers.topology.launch import Launch
from connlint.parsers.topology.recognise import groups_in, groups_of_words
from connlint.parsers.topology.words import exec_words, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from connlint.models.place import Place
    from connlint.models.topology import ProcessGroup
    from connlint.sources.text import Source

_INSTRUCTION = re.compile(r"\s*([A-Za-z]+)\s+(.*)", re.DOTALL)
_PAIR = re.compile(r"""(\w+)=("(?:\\.|[^"\\])*"|'[^']*'|(?:\\.|\S)*)""")


@dataclass
class Image:
    """What an image is set to: variables, and its command with the place of CMD or ENTRYPOINT."""

    environment: dict[str, Supplied] = field(default_factory=dict)
    entrypoint: str = ""
    command: str = ""
    place: Place | None = None


def read_image(source: Source) -> Image:
    """The last stage; a stage built from an earlier one inherits its settings."""
    stages: dict[str, Image] = {}
    image = Image()
    for place, name, rest in _instructions(source):
        if name == "FROM":
            image = _stage(stages, rest)
        elif name == "ENV":
            _set(image.environment, rest, source, place)
        elif name == "ENTRYPOINT":
            image.entrypoint, image.command, image.place = rest, "", place
        elif name == "CMD":
            image.command, image.place = rest, place
    return image


def read_dockerfile(source: Source, root: Path, environment: Mapping[str, Supplied]) -> list[ProcessGroup]:
    """The groups that a container of the image starts."""
    image = read_image(source)
    if image.place is None:
        return []
    launch = Launch("container", image.place, root, environment={**image.environment, **environment})
    return image_groups(launch, image)


def image_groups(launch: Launch, image: Image) -> list[ProcessGroup]:
    """What the image's own ENTRYPOINT and CMD start."""
    groups = _groups(launch, image.entrypoint + " " + image.command) if image.entrypoint else []
    return groups or _groups(launch, image.command)


def _groups(launch: Launch, instruction: str) -> list[ProcessGroup]:
    parts = re.findall(r"\[[^\]]*\]", instruction) if instruction.strip().startswith("[") else []
    words: list[str] = []
    for part in parts:
        words.extend(_list(part) or [])
    if words:
        return groups_of_words(launch, exec_words(words, launch.environment))
    return groups_in(launch, instruction)


def _list(text: str) -> list[str] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return [str(part) for part in found] if isinstance(found, list) else None


def _stage(stages: dict[str, Image], rest: str) -> Image:
    words = [word for word in rest.split() if not word.startswith("--")]
    base = stages.get(words[0].lower()) if words else None
    image = Image(dict(base.environment), base.entrypoint, base.command, base.place) if base else Image()
    if len(words) > 2 and words[1].lower() == "as":  # noqa: PLR2004 - FROM image AS name
        stages[words[2].lower()] = image
    return image


def _set(environment: dict[str, Supplied], rest: str, source: Source, place: Place) -> None:
    pairs = _PAIR.findall(rest) if re.match(r"\w+=", rest) else [tuple(rest.split(None, 1))]
    for pair in pairs:
        if len(pair) != 2:  # noqa: PLR2004 - ENV NAME without a value
            continue
        name, value = pair
        text = plain(value.strip("\"'") if value[:1] in "\"'" else value, environment)
        if text is not None:
            environment[name] = Supplied(value=text, how=f"ENV of {source.name}", origin=place)


def _instructions(source: Source) -> Iterator[tuple[Place, str, str]]:
    joined, start = "", 0
    for number, line in enumerate(source.lines, 1):
        if line.lstrip().startswith("#"):
            continue
        start = start or number
        if line.rstrip().endswith("\\"):
            joined += line.rstrip()[:-1] + " "
            continue
        match = _INSTRUCTION.match(joined + line)
        if match:
            end = source.span(start, 1, number, len(line.rstrip()) + 1)
            yield end, match.group(1).upper(), match.group(2).strip()
        joined, start = "", 0
