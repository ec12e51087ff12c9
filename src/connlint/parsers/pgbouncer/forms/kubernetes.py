"""PgBouncer in Kubernetes manifests: an ini in a ConfigMap, a container with variables, two operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, unknown
from connlint.parsers.pgbouncer import read_pgbouncer
from connlint.parsers.pgbouncer.forms.cloudnativepg import read_pooler
from connlint.parsers.pgbouncer.forms.container import Container, read_container
from connlint.parsers.pgbouncer.forms.images import recognise
from connlint.parsers.pgbouncer.forms.variables import of_container
from connlint.parsers.pgbouncer.forms.zalando import read_postgresql_manifest
from connlint.parsers.topology.kubernetes import Cluster

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from connlint.models.environment import Supplied
    from connlint.parsers.pgbouncer.forms import Forms
    from connlint.sources.text import Source
    from connlint.sources.yaml_positions import Yaml

_WORKLOADS = ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Pod")
_USERLISTS = ("userlist", "users.txt", "auth_file", "pg_hba", "hba.conf")


def read_manifests(
    found: Forms,
    source: Source,
    documents: Sequence[Yaml],
    environment: Mapping[str, Supplied],
    version: str | None,
) -> None:
    """Add what the objects of one file configure."""
    cluster = Cluster.of(documents)
    for (kind, name), node in cluster.objects.items():
        if kind in ("ConfigMap", "Secret"):
            _read_data(found, node, f"{kind} {name}", version)
        elif kind == "Pooler":
            found.poolers.append(read_pooler(source, node, version))
        elif kind == "postgresql":
            found.poolers.extend(read_postgresql_manifest(source, node, cluster, version))
        elif kind in _WORKLOADS:
            for container in _containers(node):
                count = _pods(cluster, kind, name, node)
                _read_container(found, source, container, cluster, (name, count, environment, version))


def _pods(cluster: Cluster, kind: str, name: str, node: Yaml) -> Traced:
    if kind == "DaemonSet":
        return unknown("a DaemonSet runs one pod on each node", node.place, "nodes")
    return cluster.replicas(kind, name, node)


def _read_data(found: Forms, node: Yaml, form: str, version: str | None) -> None:
    for part in ("data", "stringData"):
        data = node.get(part)
        if data is None or (part == "data" and form.startswith("Secret")):
            continue
        for key, value in data.pairs:
            if any(word in key.text for word in _USERLISTS):
                found.secrets.append(value.place)
            elif value.kind == "scalar" and "[pgbouncer]" in value.text:
                config = read_pgbouncer(value.inner_source(), version=version, final="{{" not in value.text)
                found.poolers.append(config.model_copy(update={"form": form}))


def _containers(node: Yaml) -> Iterator[Yaml]:
    spec = node.at("spec", "template", "spec") or node.get("spec")
    containers = spec.get("containers") if spec else None
    yield from containers.elements if containers else ()


def _read_container(
    found: Forms,
    source: Source,
    container: Yaml,
    cluster: Cluster,
    context: tuple[str, Traced, Mapping[str, Supplied], str | None],
) -> None:
    name, count, environment, version = context
    node = container.get("image")
    image = recognise(node.text) if node else None
    if node is None or image is None or _mounts_ini(container, image[0].folders):
        return
    given = of_container(container, f"env of {name}", cluster.variables(container, name), environment)
    described = Container(source, node.place, image[1] or version, count)
    found.poolers.append(read_container(image[0], given, described))


def _mounts_ini(container: Yaml, folders: Sequence[str]) -> bool:
    """Whether a file is mounted where the image looks for an ini; it wins over the variables."""
    mounts = container.get("volumeMounts")
    targets = [
        path.text.rstrip("/") for mount in (mounts.elements if mounts else ()) if (path := mount.get("mountPath"))
    ]
    return any(target in (folder, f"{folder}/pgbouncer.ini") for target in targets for folder in folders)
