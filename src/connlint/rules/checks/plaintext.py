"""CL710: sides of the pooler that talk over a network without TLS."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.models.traced import Traced, known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.rules.subjects import Subject

_OPEN = ("disable", "allow", "prefer")
_PRIVATE_NAMES = r"\.(internal|local|localdomain|lan|home|svc|cluster|private|test|invalid|localhost)(\.|$)"


def look(subject: Subject) -> Iterator[dict[str, Traced]]:
    """Yield each side: clients on every address, and backends by name or address."""
    config: PgBouncerConfig = subject.data[2]  # type: ignore[index]
    if subject.value("facts.listens_beyond_loopback") is True:
        yield from _side(
            subject, "client_tls_sslmode", "clients come in", subject.traced("pooler.listen_addr"), public=False
        )
    for entry in config.databases.values():
        host = entry.settings.get("host")
        if host is not None and host.status == "known" and isinstance(host.value, str) and _is_public(host.value):
            yield from _side(subject, "server_tls_sslmode", "PgBouncer goes to PostgreSQL", host, public=True)


def _side(subject: Subject, setting: str, side: str, where: Traced, *, public: bool) -> Iterator[dict[str, Traced]]:
    mode = subject.traced(f"pooler.{setting}")
    refused = ("disable",) if public else _OPEN
    if mode.decided and mode.value in refused:
        at = mode.origin or subject.place("pooler")
        yield {
            "side": known(side),
            "where": where,
            "setting": known(setting),
            "mode": mode.model_copy(update={"origin": at}),
            "better": known("verify-full" if public else "require"),
            "public": known(public),
        }


def _is_public(host: str) -> bool:
    """Whether a host is surely not on this machine or in a private network."""
    if host.startswith(("/", "@")) or "." not in host:
        return False
    if not host.replace(".", "").isdigit():
        return re.search(_PRIVATE_NAMES, host) is None
    import ipaddress

    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return False
