"""YAML with the place of every value. PyYAML is imported when the first YAML file is met."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from connlint.sources.errors import MissingLibraryError, UnreadableError
from connlint.sources.text import Source
from connlint.sources.yaml_nodes import composed

if TYPE_CHECKING:
    from pathlib import Path

    from connlint.models.place import Place

_MERGE = "tag:yaml.org,2002:merge"
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=e))(?:e[-+]?[0-9]+)?", re.IGNORECASE)
_DEEPEST = 200
_DEEP = re.compile(rf"(?:-[ \t]+|\?[ \t]+){{{_DEEPEST}}}")
_MOST_DIGITS = 300

Scalar = str | int | float | bool | None


@dataclass(frozen=True)
class Yaml:
    """One node: a mapping, a sequence or a scalar. Children are made when they are asked for, so that
    aliases that point back to where they stand cost nothing."""

    source: Source
    node: Any
    memo: dict[int, tuple[tuple[Yaml, Yaml], ...]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def kind(self) -> Literal["mapping", "sequence", "scalar"]:
        """What the node is."""
        return str(self.node.id)  # type: ignore[return-value] # PyYAML's three names are these

    @property
    def place(self) -> Place:
        """The span of the node in its file."""
        start, end = self.node.start_mark, self.node.end_mark
        return self.source.span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    @property
    def text(self) -> str:
        """The text of a scalar as written, without quotes; "" for the others."""
        return str(self.node.value) if self.kind == "scalar" else ""

    @property
    def style(self) -> str:
        """The quote around a scalar, "|" or ">" for a block, "" for a plain one and for the others."""
        return getattr(self.node, "style", None) or ""

    @property
    def value(self) -> Scalar:
        """A scalar as Python sees it: plain numbers, true and false, null; everything quoted is text. None for the
        others."""
        return self.text if self.style else _plain(self.text)

    @property
    def pairs(self) -> tuple[tuple[Yaml, Yaml], ...]:
        """Keys and values of a mapping, with merged (``<<``) ones after its own; () for the others.

        Raises UnreadableError when what is merged merges others hundreds of times over.
        """
        if self.kind != "mapping":
            return ()
        found = self.memo.get(id(self.node))
        if found is None:
            self.memo[id(self.node)] = ()  # what merges itself merges nothing
            try:
                found = self.memo[id(self.node)] = tuple(self._merged_pairs())
            except RecursionError:
                raise UnreadableError("merged mappings are nested too deep", self.source.name) from None
        return found

    @property
    def elements(self) -> tuple[Yaml, ...]:
        """The members of a sequence; () for the others."""
        return tuple(self._child(node) for node in self.node.value) if self.kind == "sequence" else ()

    def get(self, key: str) -> Yaml | None:
        """The value of a key of a mapping; None when it is missing, or when this is no mapping."""
        return next((value for name, value in self.pairs if name.text == key), None)

    def at(self, *path: str | int) -> Yaml | None:
        """The node at the end of a path of keys and indices; None when there is none."""
        node: Yaml | None = self
        for step in path:
            if node is None:
                return None
            if isinstance(step, int):
                node = node.elements[step] if step < len(node.elements) else None
            else:
                node = node.get(step)
        return node

    def inner_source(self) -> Source:
        """A text file that stands inside a scalar, as a source whose places are those of the YAML file.

        The lines of a literal block keep their indentation; for other styles every place is that of the
        whole scalar.
        """
        if self.style != "|":
            return _Pinned(self.source.name, self.source.path, self.text.encode(), self.place)
        first = self.node.start_mark.line + 1
        lines = self.source.lines[first : first + self._block_length(first)]
        return Source(self.source.name, self.source.path, ("\n" * first + "\n".join(lines) + "\n").encode())

    def _block_length(self, first: int) -> int:
        end = self.node.end_mark
        return int(end.line - first + (1 if end.column else 0))

    def _child(self, node: Any) -> Yaml:
        return Yaml(self.source, node, self.memo)

    def _merged_pairs(self) -> list[tuple[Yaml, Yaml]]:
        own, merged = [], []
        for key, value in self.node.value:
            if key.tag == _MERGE:
                nodes = value.value if value.id == "sequence" else [value]
                merged += [pair for node in nodes for pair in self._child(node).pairs]
            else:
                own.append((self._child(key), self._child(value)))
        names = {key.text for key, _ in own}
        for key, value in merged:
            if key.text not in names:
                names.add(key.text)
                own.append((key, value))
        return own


class _Pinned(Source):
    """A text without places of its own: each is that of the scalar which holds it."""

    def __init__(self, name: str, path: Path, data: bytes, pinned: Place) -> None:
        super().__init__(name, path, data)
        self.pinned = pinned

    def span(self, line: int, column: int, end_line: int, end_column: int) -> Place:  # noqa: ARG002
        return self.pinned


def read_yaml(source: Source) -> list[Yaml]:
    """Read the documents of a YAML file, empty ones left out.

    Raises UnreadableError with the place of a mistake, when the file is nested too deep, and when PyYAML
    is not installed.
    """
    try:
        import yaml  # an optional library
    except ImportError:
        message = "reading YAML needs PyYAML; install it with: pip install 'connlint[yaml]'"
        raise MissingLibraryError(message, source.name) from None
    text = source.text
    if _flow_depth(text) > _DEEPEST or _DEEP.search(text):
        raise UnreadableError(f"nested deeper than {_DEEPEST} levels", source.name)
    nodes: tuple[Any, ...]
    try:
        nodes = composed(text)
    except yaml.YAMLError as error:
        raise _unreadable(source, error) from None
    except RecursionError:
        raise UnreadableError("nested too deep", source.name) from None
    return [Yaml(source, node) for node in nodes if node is not None]


def _unreadable(source: Source, error: Exception) -> UnreadableError:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).split("\n", 1)[0]
    if mark is None:
        return UnreadableError(f"not YAML: {problem}", source.name)
    place = source.span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
    return UnreadableError(f"not YAML: {problem}", source.name, place)


def _flow_depth(text: str) -> int:
    """How deep brackets nest at most, counted without regard to quotes."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[{\]}]", text):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


def _plain(text: str) -> Scalar:
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    if _INT.fullmatch(text) and len(text) < _MOST_DIGITS:
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
