"""The connection pooler of Zalando's operator: numbers that it derives from two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, known, unknown
from connlint.parsers.pgbouncer.forms.draft import Draft, Given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.parsers.topology.kubernetes import Cluster
    from connlint.sources.text import Source
    from connlint.sources.yaml_positions import Yaml

_WHOSE = "set by the Zalando operator"
_OPERATOR = {"maxDBConnections": 60, "numberOfInstances": 2}
_OPERATOR_NAMES = {
    "maxDBConnections": "connection_pooler_max_db_connections",
    "numberOfInstances": "connection_pooler_number_of_instances",
    "mode": "connection_pooler_mode",
}
_FEWEST_INSTANCES = 2
_FIXED = {
    "listen_port": "5432",
    "listen_addr": "*",
    "auth_type": "md5",
    "auth_file": "/etc/pgbouncer/userlist.txt",
    "auth_dbname": "postgres",
    "admin_users": "pooler",
    "server_tls_sslmode": "require",
    "client_tls_sslmode": "require",
    "client_tls_key_file": "/etc/ssl/certs/pgbouncer.key",
    "client_tls_cert_file": "/etc/ssl/certs/pgbouncer.crt",
    "max_client_conn": "10000",
    "idle_transaction_timeout": "600",
    "server_login_retry": "5",
    "ignore_startup_parameters": "extra_float_digits,options",
}


def read_postgresql_manifest(
    source: Source, node: Yaml, cluster: Cluster, version: str | None
) -> Iterator[PgBouncerConfig]:
    """The poolers of one ``kind: postgresql``: one for the primary, one for replicas where they are enabled."""
    pooler = node.at("spec", "connectionPooler")
    primary, replica = node.at("spec", "enableConnectionPooler"), node.at("spec", "enableReplicaConnectionPooler")
    name = node.at("metadata", "name") or node
    if primary.value is True if primary else pooler is not None:
        yield _pooler(source, pooler, cluster, name, version)
    if replica is not None and replica.value is True:
        yield _pooler(source, pooler, cluster, name, version, "-repl")


def _pooler(  # noqa: PLR0913, PLR0917 - one call for each role
    source: Source, pooler: Yaml | None, cluster: Cluster, name: Yaml, version: str | None, role: str = ""
) -> PgBouncerConfig:
    draft = Draft(source, (pooler or name).place, "Zalando connection pooler")
    draft.section("databases")
    host = Given(f"{name.text}{role}", "name of the cluster", name.place)
    port, user = Given("5432", _WHOSE, draft.place), Given("pooler", _WHOSE, draft.place)
    for entry in ("*", "postgres"):
        draft.entry(Given(entry, _WHOSE, draft.place), {"host": host, "port": port, "auth_user": user})
    draft.section("pgbouncer")
    for key, text in _FIXED.items():
        draft.preset(key, text, _WHOSE)
    _mode(draft, pooler, cluster)
    highest, instances = _number("maxDBConnections", pooler, cluster), _number("numberOfInstances", pooler, cluster)
    _sizes(draft, highest, instances)
    return draft.config(version, _count(instances, draft))


def _mode(draft: Draft, pooler: Yaml | None, cluster: Cluster) -> None:
    node = (pooler.get("mode") if pooler else None) or _operator(cluster, "mode")
    draft.setting(
        "pool_mode", Given(node.text, "mode", node.place) if node else Given("transaction", _WHOSE, draft.place)
    )


def _sizes(draft: Draft, highest: tuple[int | None, Yaml | None], instances: tuple[int | None, Yaml | None]) -> None:
    """Each pod gets its share of the connections, a pool half of that, the reserve a quarter of the pool's double."""
    node = highest[1] or instances[1]
    place = node.place if node else draft.place
    if highest[0] is None or not instances[0]:
        for key in ("max_db_connections", "default_pool_size", "reserve_pool_size"):
            draft.setting(key, Given("", "maxDBConnections", place, missing="maxDBConnections"))
        return
    share = highest[0] // instances[0]
    how = f"{highest[0]} maxDBConnections over {instances[0]} instances"
    for key, value in (
        ("max_db_connections", share),
        ("default_pool_size", share // 2),
        ("reserve_pool_size", share // 4),
    ):
        draft.setting(key, Given(str(value), how, place))


def _number(key: str, pooler: Yaml | None, cluster: Cluster) -> tuple[int | None, Yaml | None]:
    """The number of a key with its node: of the manifest, of the operator's configuration, or its default."""
    node = (pooler.get(key) if pooler else None) or _operator(cluster, key)
    if node is None:
        return _OPERATOR[key], None
    return (int(node.text) if node.text.isdecimal() else None), node


def _operator(cluster: Cluster, key: str) -> Yaml | None:
    for (kind, _), node in cluster.objects.items():
        if kind == "OperatorConfiguration":
            return node.at("configuration", "connection_pooler", _OPERATOR_NAMES[key])
    return None


def _count(instances: tuple[int | None, Yaml | None], draft: Draft) -> Traced:
    value, node = instances
    place = node.place if node else draft.place
    if value is None:
        return unknown("numberOfInstances is not a number", place, "numberOfInstances")
    return known(max(value, _FEWEST_INSTANCES), "numberOfInstances" if node else _WHOSE, place)
