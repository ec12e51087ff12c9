"""PgBouncer in Kubernetes manifests: an ini in a ConfigMap, a container with variables, two operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.pgbouncer import read_pgbouncer
from connlint.parsers.pgbouncer.forms.cloudnativepg import read_pooler
from connlint.parsers.pgbouncer.forms.container import Container, read_container
from connlint.parsers.pgbouncer.forms.images import recognise
from connlint.parsers.pgbouncer.forms.mounted import (
    WORKLOADS,
    containers_of,
    mount_paths,
    mounts_of,
    pods,
    runs_another_ini,
    services,
)
from connlint.parsers.pgbouncer.forms.variables import of_container
from connlint.parsers.pgbouncer.forms.zalando import read_postgresql_manifest
from connlint.parsers.topology.kubernetes import Cluster

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from connlint.models.environment import Supplied
    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.traced import Traced
    from connlint.parsers.pgbouncer.forms import Forms
    from connlint.parsers.pgbouncer.forms.mounted import Mount
    from connlint.sources.yaml_positions import Yaml

_USERLISTS = ("userlist", "users.txt", "auth_file", "pg_hba", "hba.conf")


def read_manifests(
    found: Forms,
    documents: Sequence[Yaml],
    environment: Mapping[str, Supplied],
    version: str | None,
) -> None:
    """Add what the objects of all files configure; a name may stand in several files."""
    cluster = Cluster.of(documents)
    for document in documents:
        for (kind, name), node in Cluster.of([document]).objects.items():
            if kind in ("ConfigMap", "Secret"):
                _read_data(found, node, (kind, name), documents, version)
            elif kind == "Pooler":
                found.poolers.append(read_pooler(node.source, node, version))
            elif kind == "postgresql":
                found.poolers.extend(read_postgresql_manifest(node.source, node, cluster, version))
            elif kind in WORKLOADS:
                count, names = pods(cluster, kind, name, node), services(documents, node)
                for container in containers_of(node):
                    pooler = _of_container(container, cluster, (name, count, environment, version))
                    if pooler is not None:
                        found.poolers.append(pooler.model_copy(update={"services": names}))


def _read_data(
    found: Forms, node: Yaml, whose: tuple[str, str], documents: Sequence[Yaml], version: str | None
) -> None:
    for part in ("data", "stringData"):
        data = node.get(part)
        if data is None or (part == "data" and whose[0] == "Secret"):
            continue
        for key, value in data.pairs:
            if any(word in key.text for word in _USERLISTS):
                found.secrets.append(value.place)
            elif value.kind == "scalar" and "[pgbouncer]" in value.text:
                _read_ini(found, value, " ".join(whose), mounts_of(documents, *whose, key.text), version)


def _read_ini(found: Forms, value: Yaml, form: str, mounts: Sequence[Mount], version: str | None) -> None:
    """The ini of an object, as the pods run it that mount it; nobody runs one that no image looks for."""
    readers = [mount for mount in mounts if not mount.unread]
    one = readers[0] if len({(mount.image.title, mount.version, mount.count) for mount in readers}) == 1 else None
    tag = one.version if one else None
    config = read_pgbouncer(value.inner_source(), version=tag or version, final="{{" not in value.text)
    if mounts and not readers:
        found.problems.extend(mount.problem(form) for mount in mounts)
        found.secrets.extend(config.secrets)
        return
    names = tuple(dict.fromkeys(name for mount in readers for name in mount.services))
    update = {"form": form, "services": names, "process_count": one.count if one else config.process_count}
    found.poolers.append(config.model_copy(update=update))


def _of_container(
    container: Yaml, cluster: Cluster, context: tuple[str, Traced, Mapping[str, Supplied], str | None]
) -> PgBouncerConfig | None:
    name, count, environment, version = context
    node = container.get("image")
    image = recognise(node.text) if node else None
    if node is None or image is None or runs_another_ini(container) or _mounts_ini(container, image[0].folders):
        return None
    given = of_container(container, f"env of {name}", cluster.variables(container, name), environment)
    return read_container(image[0], given, Container(node.source, node.place, image[1] or version, count))


def _mounts_ini(container: Yaml, folders: Sequence[str]) -> bool:
    """Whether a file is mounted where the image looks for an ini; it wins over the variables."""
    targets = [path.text.rstrip("/") for path in mount_paths(container)]
    return any(target in (folder, f"{folder}/pgbouncer.ini") for target in targets for folder in folders)
