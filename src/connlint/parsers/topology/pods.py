"""The variables that Django's pods get in Kubernetes: env and envFrom of the containers that start the application."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from connlint.models.environment import Supplied
from connlint.parsers.topology.config_maps import ConfigMaps, expanded, not_known
from connlint.parsers.topology.kubernetes import WORKLOADS, Cluster
from connlint.parsers.topology.naming import DATABASE, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from connlint.models.topology import ProcessGroup
    from connlint.sources.yaml_positions import Yaml

_TRIAL = re.compile(
    r"(?:^|[._/-])(?:dev(?:elop(?:ment)?)?|local|tests?|ci|stag(?:e|ing)|examples?)(?:[._/-]|$)", re.IGNORECASE
)
_FROM = (("configMapRef", "name"), ("secretRef", "name"), ("prefix",))
_UNREAD = {
    "secretKeyRef": ("Secret", "name"),
    "configMapKeyRef": ("ConfigMap", "name"),
    "fieldRef": ("the pod's", "fieldPath"),
    "resourceFieldRef": ("the pod's", "resource"),
}


@dataclass(frozen=True)
class _Pod:
    """One container: where it stands, its image without the tag, the roles of what it starts, its variables."""

    workload: str
    container: str
    image: str
    roles: frozenset[str]
    variables: dict[str, Supplied]

    @property
    def django(self) -> bool:
        return SETTINGS in self.variables

    def doubt(self) -> tuple[bool, bool, bool]:
        """Sorts the container that serves the web and tells most about Django first."""
        return "web" not in self.roles, not self.django, not any(map(DATABASE.search, self.variables))


def pod_environment(documents: Sequence[Yaml], root: Path, environment: Mapping[str, Supplied]) -> dict[str, Supplied]:
    """The variables of the containers that run Django, {} when none does.

    What a Secret or the cluster sets is set, to a value that is not known. So is what the web and the workers of the
    same image, or several manifests of one name, set differently.
    """
    kept = _without_trials(documents, root)
    every = ConfigMaps.of(documents)
    maps = ConfigMaps({**every.data, **ConfigMaps.of(kept).data}, every.secrets)
    found = [
        _pod(name, container, cluster.container(container, name, root, environment), maps)
        for name, container, cluster in _containers(kept)
    ]
    started = [pod for pod in found if "web" in pod.roles or pod.django]
    if not started:
        return {}
    first = min(started, key=_Pod.doubt)
    others = [pod for pod in found if pod is not first and _same_application(first, pod)]
    return {name: _agreed(name, one, first, others) for name, one in first.variables.items()}


def _without_trials(documents: Sequence[Yaml], root: Path) -> Sequence[Yaml]:
    """The manifests that are not those of tests, development or staging; all where there are no others."""
    kept = [one for one in documents if not _TRIAL.search(os.path.relpath(one.source.path, root))]
    return kept if any(True for _ in _containers(kept)) else documents


def _same_application(first: _Pod, other: _Pod) -> bool:
    same_place = (first.workload, first.container) == (other.workload, other.container)
    return same_place or bool(first.image and other.image == first.image) or (first.django and other.django)


def _agreed(name: str, one: Supplied, first: _Pod, others: Sequence[_Pod]) -> Supplied:
    for other in others:
        there = other.variables.get(name)
        if there is not None and (there.value, there.missing) != (one.value, one.missing):
            who = f"{first.workload} and {other.workload}" if first.workload != other.workload else "several manifests"
            return not_known(f"{who} set {name} differently", name, one.how, one.origin)
    return one


def _containers(documents: Sequence[Yaml]) -> Iterator[tuple[str, Yaml, Cluster]]:
    for document in documents:
        cluster = Cluster.of([document])
        for (kind, name), node in cluster.objects.items():
            containers = node.at("spec", "template", "spec", "containers") if kind in WORKLOADS else None
            for container in containers.elements if containers else ():
                yield name, container, cluster


def _pod(name: str, container: Yaml, groups: Sequence[ProcessGroup], maps: ConfigMaps) -> _Pod:
    node, own = container.get("image"), container.get("name")
    image = node.text.partition("@")[0] if node else ""
    head, colon, tail = image.rpartition(":")
    bare = head if colon and "/" not in tail else image
    roles = frozenset(group.role for group in groups)
    return _Pod(name, own.text if own else "", bare, roles, _variables(container, name, maps))


def _variables(container: Yaml, name: str, maps: ConfigMaps) -> dict[str, Supplied]:
    """``envFrom``, then ``env``, the last winning."""
    found: dict[str, Supplied] = {}
    sources = container.get("envFrom")
    for entry in sources.elements if sources else ():
        reference, secret, prefix = (entry.at(*path) for path in _FROM)
        pairs = dict(maps.pairs(reference.text)) if reference else maps.secrets.get(secret.text if secret else "", {})
        found.update({f"{prefix.text if prefix else ''}{key}": value for key, value in pairs.items()})
    env = container.get("env")
    for entry in env.elements if env else ():
        variable, given = entry.get("name"), _value(entry, f"env of {name}", maps, found)
        if variable is not None and given is not None:
            found[variable.text] = given
    return found


def _value(entry: Yaml, how: str, maps: ConfigMaps, before: Mapping[str, Supplied]) -> Supplied | None:
    """What one member of ``env`` gives; None where it may give nothing."""
    variable, written, other = entry.get("name"), entry.get("value"), entry.get("valueFrom")
    if variable is None:
        return None
    if written is None and other is not None:
        return _referred(variable.text, other, how, maps)
    if written is None or (written.value is None and not written.style):
        return Supplied(value="", how=how, origin=variable.place)
    return expanded(written, how, before)


def _referred(variable: str, node: Yaml, how: str, maps: ConfigMaps) -> Supplied | None:
    """What ``valueFrom`` gives; None where it may give nothing."""
    for kind, (whose, named) in _UNREAD.items():
        reference = node.get(kind)
        if reference is None:
            continue
        name, key, optional = (reference.get(part) for part in (named, "key", "optional"))
        what = f"{whose} {name.text if name else '?'}"
        if kind == "configMapKeyRef" and name and key and (held := maps.value(name.text, key.text)):
            return held
        if optional is not None and optional.value is True:
            return None
        return not_known(f"{variable} is set from {what}, which connlint does not see", what, how, node.place)
    return not_known(f"{variable} is set from what connlint does not know", variable, how, node.place)
