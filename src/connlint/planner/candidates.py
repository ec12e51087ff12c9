"""One alias against one pooler: everything that speaks for or against their being linked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.plain import Plain
from connlint.planner.addresses import Verdict, compare_hosts, compare_ports, machine, port_of
from connlint.planner.values import number, text

if TYPE_CHECKING:
    from connlint.models.django import Alias
    from connlint.models.pgbouncer import PgBouncerConfig, PoolerEntry


class Candidate(Plain):
    """How one alias compares with the pooler at ``index``.

    ``entry`` is the [databases] line for NAME ("" when none), ``name`` whether NAME is served; ``backend`` is the
    name of an entry whose own backend is exactly the alias's host and port ("" when there is none).
    """

    index: int
    host: Verdict
    port: Verdict
    name: Verdict
    entry: str
    backend: str

    @property
    def proved(self) -> bool:
        """Host and port are the pooler's own."""
        return self.host == "same" and self.port == "same"

    @property
    def exact(self) -> bool:
        """Port, and as far as they can be compared host and name, are the pooler's."""
        return self.proved or (self.port == "same" and self.host != "different" and self.name != "different")

    @property
    def excluded(self) -> bool:
        """The alias names the backend behind the pooler, so it goes past it."""
        return self.backend != "" and not self.proved


def compare(alias: Alias, pooler: PgBouncerConfig, index: int) -> Candidate:
    """Compare an alias with a pooler."""
    host = alias.settings.get("HOST")
    port = compare_ports(port_of(alias.settings.get("PORT")), pooler)
    name, entry = _serve(alias, pooler)
    compared = compare_hosts(host, pooler)
    return Candidate(index, compared, port, name, entry, _backend(alias, pooler))


def _serve(alias: Alias, pooler: PgBouncerConfig) -> tuple[Verdict, str]:
    """Which entry serves NAME: its own, ``*``, or none; an unknown or empty NAME takes the only entry there is."""
    written = alias.settings.get("NAME")
    name = text(written)
    if not name:
        empty = written is None or written.decided
        return "possible" if empty else "unknown", next(iter(pooler.databases)) if len(pooler.databases) == 1 else ""
    if name in pooler.databases and name != "*":
        return "same", name
    if "*" in pooler.databases:
        return "same", "*"
    return ("different" if pooler.databases_whole else "unknown"), ""


def _backend(alias: Alias, pooler: PgBouncerConfig) -> str:
    host, port = text(alias.settings.get("HOST")), number(port_of(alias.settings.get("PORT")))
    if host is None or port is None:
        return ""
    return next((name for name, entry in pooler.databases.items() if _leads_to(entry, host, port)), "")


def _leads_to(entry: PoolerEntry, host: str, port: float) -> bool:
    written = entry.settings.get("host")
    there = "" if written is None else text(written)
    if there is None or number(port_of(entry.settings.get("port"))) != port:
        return False
    return machine(host) in {machine(one) for one in there.split(",")}
