"""Kubernetes manifests: Deployment, StatefulSet, CronJob, HorizontalPodAutoscaler, the variables of a ConfigMap."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from connlint.models.environment import Supplied
from connlint.models.traced import Traced, default, known, unknown
from connlint.parsers.topology.launch import NONE, ONE, Launch, make_group
from connlint.parsers.topology.recognise import groups_of_words
from connlint.parsers.topology.words import exec_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from connlint.models.topology import ProcessGroup
    from connlint.sources.yaml_positions import Yaml

WORKLOADS = frozenset({"Deployment", "StatefulSet", "ReplicaSet"})
"""The kinds that keep pods running."""
_DEFAULT_SURGE = "25%"
_MANAGE = re.compile(r"(?:manage\.py|django-admin)\s+[a-z]")
_ALONE = default(1, "a command of manage.py")


@dataclass(frozen=True)
class Cluster:
    """The objects of all manifests by kind and name."""

    objects: dict[tuple[str, str], Yaml]

    @classmethod
    def of(cls, documents: Sequence[Yaml]) -> Cluster:
        """Collect the documents that are objects; a List's items count."""
        found: dict[tuple[str, str], Yaml] = {}
        for document in documents:
            items = document.get("items")
            for node in items.elements if items else (document,):
                kind, name = node.get("kind"), node.at("metadata", "name")
                if kind and name:
                    found[kind.text, name.text] = node
        return cls(found)

    def groups(self, root: Path, environment: Mapping[str, Supplied]) -> list[ProcessGroup]:
        """The process groups that the workloads start."""
        found: list[ProcessGroup] = []
        for (kind, name), node in self.objects.items():
            if kind == "CronJob":
                found.extend(self._cron_job(name, node, root, environment))
            if kind not in WORKLOADS:
                continue
            replicas = self.replicas(kind, name, node)
            surge = _surge(node, replicas) if kind == "Deployment" else NONE
            containers = node.at("spec", "template", "spec", "containers")
            for container in containers.elements if containers else ():
                found.extend(self.container(container, name, root, environment, (replicas, surge)))
        return found

    def _cron_job(
        self, name: str, node: Yaml, root: Path, environment: Mapping[str, Supplied]
    ) -> Iterator[ProcessGroup]:
        """One run at a time: a worker or a command of manage.py in each of its pods."""
        suspended, pods = node.at("spec", "suspend"), node.at("spec", "jobTemplate", "spec", "parallelism")
        if suspended is not None and suspended.value is True:
            return
        replicas = _number(pods, "parallelism") if pods else default(1, "one run at a time")
        containers = node.at("spec", "jobTemplate", "spec", "template", "spec", "containers")
        for container in containers.elements if containers else ():
            groups = self.container(container, name, root, environment, (replicas, NONE))
            nodes = [one for key in ("command", "args") if (one := container.get(key))]
            if not groups and _MANAGE.search(" ".join(member.text for one in nodes for member in one.elements)):
                launch = Launch(
                    name,
                    nodes[0].place,
                    root,
                    environment={**environment, **self.variables(container, name)},
                    replicas=replicas,
                )
                groups = [make_group(launch, "manage.py", processes=_ALONE, threads=_ALONE, role="worker")]
            yield from groups

    def container(
        self,
        container: Yaml,
        name: str,
        root: Path,
        environment: Mapping[str, Supplied],
        scale: tuple[Traced, Traced] = (ONE, NONE),
    ) -> list[ProcessGroup]:
        """What one container starts by its command and args."""
        nodes = [node for key in ("command", "args") if (node := container.get(key))]
        if not nodes:
            return []
        variables = {**environment, **self.variables(container, name)}
        place = nodes[0].place
        launch = Launch(name, place, root, environment=variables, replicas=scale[0], surge=scale[1])
        texts = [member.text for node in nodes for member in node.elements]
        return groups_of_words(launch, exec_words(texts, variables))

    def variables(self, container: Yaml, name: str) -> dict[str, Supplied]:
        """``env`` and ``envFrom`` as far as they stand in the manifests."""
        found: dict[str, Supplied] = {}
        sources = container.get("envFrom")
        for entry in sources.elements if sources else ():
            reference = entry.at("configMapRef", "name")
            data = self.objects.get(("ConfigMap", reference.text)) if reference else None
            for key, value in (data.get("data") or data).pairs if data else ():
                if value.kind == "scalar":
                    how = f"ConfigMap {reference.text if reference else ''}"
                    found[key.text] = Supplied(value=value.text, how=how, origin=value.place)
        env = container.get("env")
        for entry in env.elements if env else ():
            variable, setting = entry.get("name"), entry.get("value") or self._of_config_map(entry)
            if variable and setting:
                found[variable.text] = Supplied(value=setting.text, how=f"env of {name}", origin=setting.place)
            elif variable:
                found.pop(variable.text, None)
        return found

    def _of_config_map(self, entry: Yaml) -> Yaml | None:
        """What ``valueFrom.configMapKeyRef`` refers to, when that object stands in the manifests."""
        name, key = (entry.at("valueFrom", "configMapKeyRef", part) for part in ("name", "key"))
        data = self.objects.get(("ConfigMap", name.text)) if name else None
        return data.at("data", key.text) if data and key else None

    def replicas(self, kind: str, name: str, node: Yaml) -> Traced:
        """The pods of a workload: what an autoscaler may reach, otherwise spec.replicas."""
        for (other, _), scaler in self.objects.items():
            target = scaler.at("spec", "scaleTargetRef")
            if other == "HorizontalPodAutoscaler" and target and _names(target, kind, name):
                highest = scaler.at("spec", "maxReplicas")
                if highest:
                    return _number(highest, "maxReplicas")
        written = node.at("spec", "replicas")
        return _number(written, "replicas") if written else default(1, "default of Kubernetes")


def _names(target: Yaml, kind: str, name: str) -> bool:
    found_kind, found_name = target.get("kind"), target.get("name")
    return bool(found_kind and found_name and (found_kind.text, found_name.text) == (kind, name))


def _number(node: Yaml, what: str) -> Traced:
    if isinstance(node.value, int) and not isinstance(node.value, bool):
        return known(node.value, what, node.place)
    return unknown(f"{what} {node.text!r} is not a number", node.place, what)


def _surge(node: Yaml, replicas: Traced) -> Traced:
    """MaxSurge of a rolling update in pods: a percentage is rounded up, 25 % is the default."""
    strategy = node.at("spec", "strategy")
    kind = strategy.get("type") if strategy else None
    if kind is not None and kind.text == "Recreate":
        return known(0, "strategy Recreate", kind.place)
    written = strategy.at("rollingUpdate", "maxSurge") if strategy else None
    text = written.text if written else _DEFAULT_SURGE
    origin = written.place if written else None
    how = "maxSurge" if written else "default of Kubernetes (25 %)"
    percent = re.fullmatch(r"(\d+)%", text)
    if percent is None:
        return known(int(text), how, origin) if text.isdigit() else unknown(f"maxSurge {text!r}", origin)
    if not replicas.decided:
        return replicas
    pods = math.ceil(int(percent.group(1)) * replicas.value / 100)
    return known(pods, f"{how}: {text} of {replicas.value}", origin)
