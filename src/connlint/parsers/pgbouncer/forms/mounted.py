"""Which container reads a ConfigMap's pgbouncer.ini: where it is mounted, and whether its image looks there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from connlint.models.problem import Problem
from connlint.models.traced import Traced, unknown
from connlint.parsers.pgbouncer.forms.images import Image, recognise
from connlint.parsers.topology.kubernetes import Cluster

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from connlint.sources.yaml_positions import Yaml

WORKLOADS = ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Pod")
_ENDS = ("", ".svc", ".svc.cluster.local")
_INI = re.compile(r"[\w./-]+\.ini\b")
_DEFAULT = "/etc/pgbouncer/pgbouncer.ini"
_OWN_FOLDER = "PGBOUNCER_MOUNTED_CONF_DIR"


@dataclass(frozen=True)
class Mount:
    """An object mounted into a container whose image connlint knows: at which path, in how many pods."""

    path: Yaml
    container: Yaml
    image: Image
    version: str | None
    count: Traced
    services: tuple[str, ...]

    @property
    def target(self) -> str:
        """The path in the container."""
        return self.path.text.rstrip("/")

    @property
    def unread(self) -> bool:
        """Whether the image surely does not look there, and no command names the file."""
        if not self.image.folders or inis_of(self.container) or _names_a_folder(self.container):
            return False
        looked = {*self.image.folders, *(f"{folder}/pgbouncer.ini" for folder in self.image.folders)}
        return self.target not in looked

    def problem(self, form: str) -> Problem:
        """That the file is not read."""
        where = f"{self.image.folders[0]}/pgbouncer.ini"
        return Problem(
            kind="mount-ignored",
            message=f"the image {self.image.title} does not read pgbouncer.ini of {form} at {self.target}: "
            f"it looks for {where} only, so PgBouncer runs with what its variables and defaults give",
            place=self.path.place,
            subject=form,
            suggestion=self.image.folders[0],
            data={"image": self.image.title},
        )


def mounts_of(documents: Sequence[Yaml], kind: str, name: str, key: str) -> list[Mount]:
    """The containers that mount a key of a ConfigMap or a Secret."""
    cluster = Cluster.of(documents)
    return [
        mount
        for document in documents
        for (workload, own), node in Cluster.of([document]).objects.items()
        if workload in WORKLOADS
        for mount in _in_pod(node, (kind, name, key), pods(cluster, workload, own, node), services(documents, node))
    ]


def pods(cluster: Cluster, kind: str, name: str, node: Yaml) -> Traced:
    """How many pods a workload runs."""
    if kind == "DaemonSet":
        return unknown("a DaemonSet runs one pod on each node", node.place, "nodes")
    return cluster.replicas(kind, name, node)


def containers_of(node: Yaml) -> Iterator[Yaml]:
    """The containers of a workload, but for those that only prepare it."""
    containers = _spec(node, "containers")
    yield from containers.elements if containers else ()


def services(documents: Sequence[Yaml], node: Yaml) -> tuple[str, ...]:
    """The names by which other pods reach a workload's: of the Services that select them; its own without any."""
    labels = node.at("spec", "template", "metadata", "labels") or node.at("metadata", "labels")
    held = {(key.text, value.text) for key, value in labels.pairs} if labels else set()
    own = node.at("metadata", "name")
    found: list[str] = []
    for document in documents:
        for (kind, name), service in Cluster.of([document]).objects.items():
            if kind != "Service":
                continue
            selector = service.at("spec", "selector")
            wanted = {(key.text, value.text) for key, value in selector.pairs} if selector else set()
            if own is not None and name == own.text:
                own = None
            if wanted and wanted <= held and not _renumbers(service, node):
                space = service.at("metadata", "namespace")
                found += [name, *(f"{name}.{space.text}{end}" for end in _ENDS if space)]
    return tuple(found) or ((own.text,) if own else ())


def _renumbers(service: Yaml, workload: Yaml) -> bool:
    """Whether a Service may listen at another port than its pods."""
    named = {
        name.text: number.text
        for container in containers_of(workload)
        if (held := container.get("ports"))
        for port in held.elements
        if (name := port.get("name")) and (number := port.get("containerPort"))
    }
    ports = service.at("spec", "ports")
    for port in ports.elements if ports else ():
        here, there = port.get("port"), port.get("targetPort")
        if there is not None and here is not None and named.get(there.text, there.text) != here.text:
            return True
    return False


def inis_of(container: Yaml) -> list[str]:
    """The configuration files that a container's command names."""
    nodes = [node for part in ("command", "args") if (node := container.get(part))]
    return [path for node in nodes for text in _texts(node) for path in _INI.findall(text)]


def runs_another_ini(container: Yaml) -> bool:
    """Whether the command names a file that the image does not write, or one that is mounted."""
    targets = [path.text.rstrip("/") for path in mount_paths(container)]
    return any(
        ini != _DEFAULT or any(ini == target or ini.startswith(f"{target}/") for target in targets)
        for ini in inis_of(container)
    )


def mount_paths(container: Yaml) -> Iterator[Yaml]:
    """Where something is mounted."""
    mounts = container.get("volumeMounts")
    for mount in mounts.elements if mounts else ():
        path = mount.get("mountPath")
        if path is not None:
            yield path


def _texts(node: Yaml) -> list[str]:
    return [node.text, *(member.text for member in node.elements)]


def _names_a_folder(container: Yaml) -> bool:
    env = container.get("env")
    names = [name.text for member in (env.elements if env else ()) if (name := member.get("name"))]
    return _OWN_FOLDER in names or container.get("envFrom") is not None


def _spec(node: Yaml, part: str) -> Yaml | None:
    spec = node.at("spec", "template", "spec") or node.get("spec")
    return spec.get(part) if spec else None


def _in_pod(node: Yaml, wanted: tuple[str, str, str], count: Traced, names: tuple[str, ...]) -> Iterator[Mount]:
    held = _spec(node, "volumes")
    volumes = {own.text for one in (held.elements if held else ()) if (own := one.get("name")) and _holds(one, wanted)}
    for container in containers_of(node):
        image = container.get("image")
        known = recognise(image.text) if image else None
        if known is None:
            continue
        mounts = container.get("volumeMounts")
        for mount in mounts.elements if mounts else ():
            name, path, part = (mount.get(key) for key in ("name", "mountPath", "subPath"))
            if name and path and name.text in volumes and (part is None or part.text == wanted[2]):
                yield Mount(path, container, known[0], known[1], count, names)


def _holds(volume: Yaml, wanted: tuple[str, str, str]) -> bool:
    """Whether a volume shows a key of an object: all of it, or the key among its ``items``."""
    kind, name, key = wanted
    projected = volume.at("projected", "sources")
    for one in (volume, *(projected.elements if projected else ())):
        part = one.get("configMap" if kind == "ConfigMap" else "secret")
        named = (part.get("name") or part.get("secretName")) if part else None
        items = part.get("items") if part else None
        keys = [held.text for item in (items.elements if items else ()) if (held := item.get("key"))]
        if named is not None and named.text == name and (not keys or key in keys):
            return True
    return False
