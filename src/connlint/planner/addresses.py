"""Where an alias connects to and where a pooler listens, and whether the two can be one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from connlint.models.traced import Traced, default
from connlint.planner.values import derived, number, text, undecided

if TYPE_CHECKING:
    from connlint.models.pgbouncer import PgBouncerConfig

Verdict = Literal["same", "possible", "different", "unknown"]

DEFAULT_PORT = 5432
_WILDCARD = frozenset({"*", "0.0.0.0", "::", "[::]"})  # noqa: S104 - compared, never bound
_LOOPBACK_NAMES = frozenset({"localhost", "::1", "[::1]", "ip6-localhost"})


def is_loopback(host: str) -> bool:
    """Whether a host can only be this machine."""
    lowered = host.lower()
    return lowered in _LOOPBACK_NAMES or lowered.startswith("127.")


def is_socket(host: str) -> bool:
    """Whether libpq takes the host for a Unix socket directory (empty: its built-in one)."""
    return host == "" or host.startswith(("/", "@"))


def machine(host: str) -> str:
    """A host as it is told apart from others: all names of this machine are one, its socket directories too (a server
    listens with one port number on both).
    """
    return "localhost" if is_loopback(host) or is_socket(host) else host.lower()


def is_literal(host: str) -> bool:
    """Whether a host is an IP address, not a name."""
    return ":" in host or host.replace(".", "").isdigit()


def port_of(port: Traced | None) -> Traced:
    """The port an alias connects to: 5432 where it is not set, unknown where it is no number."""
    if port is None:
        return default(DEFAULT_PORT, "default of PostgreSQL")
    if not port.decided:
        return undecided(port)
    if port.value in (None, ""):
        return derived(port, DEFAULT_PORT, "default of PostgreSQL")
    try:
        return derived(port, int(str(port.value)))
    except ValueError:
        return undecided(port, f"PORT {port.value!r} is not a number")


def listen_addresses(pooler: PgBouncerConfig) -> list[str] | None:
    """The addresses of the TCP listener, [] when there is none, None when they are not known."""
    written = text(pooler.settings.get("listen_addr", default(None, "default of PgBouncer")))
    if written is None:
        return None
    return [part.strip() for part in written.split(",") if part.strip()]


def compare_ports(port: Traced, pooler: PgBouncerConfig) -> Verdict:
    """Whether the alias's port is the one the pooler listens at."""
    there = number(pooler.settings.get("listen_port"))
    here = number(port)
    if here is None or there is None:
        return "unknown"
    return "same" if here == there else "different"


def _compare_socket(host: str, pooler: PgBouncerConfig) -> Verdict:
    directory = pooler.settings.get("unix_socket_dir")
    there = text(directory)
    if there is None or directory is None:
        return "unknown"
    if there == "":
        return "different"
    if host.rstrip("/").removeprefix("/var") == there.rstrip("/").removeprefix("/var"):
        return "same"
    return "possible" if host == "" or directory.status == "default" else "different"


def _compare_address(host: str, address: str) -> Verdict:
    if host.lower() == address.lower().strip("[]"):
        return "same"
    if is_loopback(host) and (address in _WILDCARD or is_loopback(address)):
        return "same"
    if is_literal(host) and is_literal(address) and address not in _WILDCARD:
        return "different"
    if is_loopback(host) and is_literal(address) and address not in _WILDCARD:
        return "different"
    if is_loopback(address):
        return "different" if is_literal(host) else "possible"
    return "possible"


def compare_hosts(host: Traced | None, pooler: PgBouncerConfig) -> Verdict:
    """Whether the alias's HOST can be where the pooler listens; a name proves nothing either way."""
    here = "" if host is None else text(host)
    if here is None:
        return "unknown"
    if is_socket(here):
        return _compare_socket(here, pooler)
    if here in pooler.services:
        return "same"
    addresses = listen_addresses(pooler)
    if addresses is None:
        return "unknown"
    if not addresses:
        return "different"
    verdicts = {_compare_address(here, address) for address in addresses}
    return "same" if "same" in verdicts else "possible" if "possible" in verdicts else "different"
