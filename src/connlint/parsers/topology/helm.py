"""Values of Helm charts: how many pods, and the worker counts that stand in variables of the containers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from connlint.models.traced import Traced, default, known, unknown
from connlint.parsers.topology.arguments import number
from connlint.parsers.topology.launch import Launch, make_group
from connlint.parsers.topology.words import Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from connlint.models.topology import ProcessGroup
    from connlint.sources.text import Source
    from connlint.sources.yaml_positions import Yaml

_LIST = "[]"
_DEEPEST = 8
_MOST = 10_000
"""Nodes that are looked at: aliases can make a small file very large."""
_GUNICORN = ("GUNICORN_WORKERS", "GUNICORN_THREADS", "GUNICORN_WORKER_CLASS")
_CELERY = ("CELERY_CONCURRENCY", "CELERY_WORKER_CONCURRENCY")
_PRODUCTION = re.compile(r"prod|live", re.IGNORECASE)
KeyPath = tuple[str, ...]


@dataclass(frozen=True)
class Values:
    """The scalars of the values by their path; a member of a list with ``name`` and ``value`` goes by its name."""

    scalars: dict[KeyPath, Yaml]

    def groups(self, root: Path) -> list[ProcessGroup]:
        """A group for each component with a literal worker count."""
        near: dict[KeyPath, dict[str, Yaml]] = {}
        for path, node in self.scalars.items():
            if path and path[-1] in (*_GUNICORN, *_CELERY):
                near.setdefault(self._component(path), {})[path[-1]] = node
        return [group for component, names in near.items() for group in self._groups(component, names, root)]

    def _groups(self, component: KeyPath, names: dict[str, Yaml], root: Path) -> Iterator[ProcessGroup]:
        replicas = self._replicas(component)
        workers = names.get(_GUNICORN[0])
        if workers is not None:
            yield _gunicorn(_launch(component, "web", workers, root, replicas), names)
        concurrency = next((names[name] for name in _CELERY if name in names), None)
        if concurrency is not None:
            shared = unknown("the values do not say how many pods run Celery", concurrency.place, "replicas")
            scale = replicas if workers is None else shared
            yield _celery(_launch(component, "worker", concurrency, root, scale), concurrency)

    def _component(self, path: KeyPath) -> KeyPath:
        """The nearest mapping around a variable that says how many pods there are; () when only the root may."""
        for length in range(len(path) - 1, 0, -1):
            if any((*path[:length], *key) in self.scalars for key in _SCALES):
                return path[:length]
        return ()

    def _replicas(self, component: KeyPath) -> Traced:
        """What an autoscaler may reach when it is on, otherwise the fixed number."""
        highest = self.scalars.get((*component, "autoscaling", "maxReplicas"))
        enabled = self.scalars.get((*component, "autoscaling", "enabled"))
        if highest is not None and (enabled is None or enabled.value is not False):
            if enabled is not None and enabled.value is not True:
                return unknown("autoscaling.enabled is not a literal", enabled.place, "replicas")
            return _count(highest, "maxReplicas")
        for name in ("replicaCount", "replicas"):
            pods = self.scalars.get((*component, name))
            if pods is not None:
                return _count(pods, name)
        return unknown("the values leave the number of pods to the chart", missing="replicas")


_SCALES = (("replicaCount",), ("replicas",), ("autoscaling", "maxReplicas"))


def read_values(sources: Sequence[Source], root: Path) -> tuple[list[ProcessGroup], list[Source]]:
    """The groups of values.yaml with those for production laid over it, and the files that were left out.

    Raises UnreadableError when a file is not YAML.
    """
    base = next((one for one in sources if one.path.stem == "values"), sources[0])
    own = [one for one in sources if one.path.parent == base.path.parent and one is not base]
    over = next((one for one in own if _PRODUCTION.search(one.path.name)), None)
    scalars = _scalars(base)
    if over is not None:
        scalars = _laid_over(scalars, _scalars(over))
    return Values(scalars).groups(root), [one for one in sources if one is not base and one is not over]


def _laid_over(below: dict[KeyPath, Yaml], above: dict[KeyPath, Yaml]) -> dict[KeyPath, Yaml]:
    """Mappings are merged, lists replaced, as Helm does."""
    lists = {path[: path.index(_LIST) + 1] for path in above if _LIST in path}
    kept = {path: node for path, node in below.items() if not any(path[: len(one)] == one for one in lists)}
    return {**kept, **above}


def _scalars(source: Source) -> dict[KeyPath, Yaml]:
    from connlint.sources.yaml_positions import read_yaml

    nodes = islice((pair for document in read_yaml(source) for pair in _walk(document, ())), _MOST)
    return {path: node for path, node in nodes if node.kind == "scalar"}


def _walk(node: Yaml, path: KeyPath) -> Iterator[tuple[KeyPath, Yaml]]:
    if len(path) > _DEEPEST:
        return
    yield path, node
    for key, value in node.pairs:
        yield from _walk(value, (*path, key.text))
    for member in node.elements:
        name, setting = member.get("name"), member.get("value")
        if name is not None and setting is not None:
            yield (*path, _LIST, name.text), setting


def _launch(component: KeyPath, name: str, node: Yaml, root: Path, replicas: Traced) -> Launch:
    surge = unknown("the values leave maxSurge to the chart", missing="surge")
    return Launch(".".join(component) or name, node.place, root, replicas=replicas, surge=surge)


def _gunicorn(launch: Launch, near: dict[str, Yaml]) -> ProcessGroup:
    threads, kind = near.get("GUNICORN_THREADS"), near.get("GUNICORN_WORKER_CLASS")
    left = unknown("the values leave it to the image", launch.place, "GUNICORN_THREADS")
    worker_class = unknown("the values leave gunicorn's worker class to the image", launch.place, "worker_class")
    if kind is not None:
        worker_class = known(kind.text, "GUNICORN_WORKER_CLASS", kind.place)
    asgi = worker_class.decided and "uvicorn" in str(worker_class.value)
    bounded = not worker_class.decided or worker_class.value in ("sync", "gthread")
    many = unknown(f"{worker_class.value} workers serve as many requests at once as come in", launch.place, "threads")
    width = _count(threads, "GUNICORN_THREADS") if threads is not None else left
    return make_group(
        launch,
        "gunicorn",
        processes=_count(near["GUNICORN_WORKERS"], "GUNICORN_WORKERS"),
        threads=width if bounded else many,
        worker_class=worker_class,
        timeout=unknown("the values leave gunicorn's timeout to the image", launch.place, "timeout"),
        asgi=asgi,
    )


def _celery(launch: Launch, concurrency: Yaml) -> ProcessGroup:
    return make_group(
        launch,
        "celery",
        processes=_count(concurrency, "the concurrency of Celery"),
        threads=default(1, "one at a time"),
        worker_class=default("prefork", "default of Celery"),
        role="worker",
    )


def _count(node: Yaml, what: str) -> Traced:
    return number(Word(node.text), what, node.place)
