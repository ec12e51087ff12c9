"""The Pooler of CloudNativePG: what its operator writes into pgbouncer.ini."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, default, known, unknown
from connlint.parsers.pgbouncer.forms.draft import Draft, Given
from connlint.parsers.pgbouncer.forms.images import recognise
from connlint.parsers.pgbouncer.forms.variables import quote_of

if TYPE_CHECKING:
    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.sources.text import Source
    from connlint.sources.yaml_positions import Yaml

_WHOSE = "set by CloudNativePG"
_IGNORED = "ignore_startup_parameters"
_CONFIGS = "/controller/configs"
_PRESETS = {
    "log_stats": "0",
    "auth_type": "hba",
    "client_tls_sslmode": "prefer",
    "server_tls_sslmode": "verify-ca",
    _IGNORED: "extra_float_digits,options",
}
_FORCED = {
    "unix_socket_dir": "/controller/run",
    "listen_port": "5432",
    "listen_addr": "*",
    "admin_users": "pgbouncer",
    "auth_file": f"{_CONFIGS}/userlist.txt",
    "auth_hba_file": f"{_CONFIGS}/pg_hba.conf",
    "server_tls_ca_file": f"{_CONFIGS}/server-tls/ca.crt",
    "client_tls_cert_file": f"{_CONFIGS}/client-tls/tls.crt",
    "client_tls_key_file": f"{_CONFIGS}/client-tls/tls.key",
    "client_tls_ca_file": f"{_CONFIGS}/client-ca/ca.crt",
}
_AUTH_QUERY = "SELECT usename, passwd FROM public.user_search($1)"


def read_pooler(source: Source, node: Yaml, version: str | None) -> PgBouncerConfig:
    """One ``kind: Pooler``: presets of the operator, the user's parameters, what the operator forces."""
    name = node.at("metadata", "name")
    draft = Draft(source, (name or node).place, "CloudNativePG Pooler")
    _entry(draft, node)
    draft.section("pgbouncer")
    mode = node.at("spec", "pgbouncer", "poolMode")
    draft.setting("pool_mode", _given(mode, "poolMode") if mode else Given("session", _WHOSE, draft.place))
    query = node.at("spec", "pgbouncer", "authQuery")
    draft.setting("auth_query", _given(query, "authQuery") if query else Given(_AUTH_QUERY, _WHOSE, draft.place))
    draft.preset("auth_user", "cnpg_pooler_pgbouncer", _WHOSE)
    draft.preset("auth_dbname", "postgres", _WHOSE)
    _parameters(draft, node.at("spec", "pgbouncer", "parameters"))
    for key, text in _FORCED.items():
        draft.preset(key, text, _WHOSE)
    return draft.config(_image_version(node) or version, _instances(node))


def _entry(draft: Draft, node: Yaml) -> None:
    draft.section("databases")
    cluster, kind = node.at("spec", "cluster", "name"), node.at("spec", "type")
    host = f"{cluster.text}-{kind.text if kind else 'rw'}" if cluster else ""
    place = cluster.place if cluster else draft.place
    given = Given(host, "name of the cluster and type", place, missing="" if cluster else "spec.cluster.name")
    draft.entry(Given("*", _WHOSE, draft.place), {"host": given})


def _parameters(draft: Draft, parameters: Yaml | None) -> None:
    written = {key.text: value for key, value in (parameters.pairs if parameters else ())}
    for key, text in _PRESETS.items():
        if key not in written:
            draft.preset(key, text, _WHOSE)
    for key, value in written.items():
        if key in _FORCED:
            continue
        given = _given(value, f"parameter {key}")
        if key == _IGNORED:
            given = Given(f"{_PRESETS[key]},{value.text}", f"{_WHOSE}, with parameter {key}", value.place)
        draft.setting(key, given)


def _given(node: Yaml, how: str) -> Given:
    return Given(node.text, how, node.place, quote=quote_of(node))


def _instances(node: Yaml) -> Traced:
    written = node.at("spec", "instances")
    if written is None:
        return default(1, "default of CloudNativePG")
    if isinstance(written.value, int):
        return known(written.value, "instances", written.place)
    return unknown(f"instances {written.text!r} is not a number", written.place, "instances")


def _image_version(node: Yaml) -> str | None:
    """The version of an image that the pod template names."""
    containers = node.at("spec", "template", "spec", "containers")
    for container in containers.elements if containers else ():
        image, name = container.get("image"), container.get("name")
        if image and name and name.text == "pgbouncer":
            known_image = recognise(f"pgbouncer/pgbouncer:{image.text.rpartition(':')[2]}")
            return known_image[1] if known_image else None
    return None
