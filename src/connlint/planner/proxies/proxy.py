"""The facts of one link's proxy."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from connlint.models.traced import Traced, default, known, unknown
from connlint.planner.proxies.recognise import declaration, proxy_of
from connlint.planner.values import number

if TYPE_CHECKING:
    from connlint.models.django import Alias
    from connlint.models.place import Place
    from connlint.models.proxy import DeclaredProxy
    from connlint.models.topology import Topology
    from connlint.planner.proxies.data import Documented, Entry

_DECLARED = "declared in [tool.connlint.proxy]"
_SESSION = ("keeps_settings", "listen", "advisory_locks", "prepared_statements")
"""What a client with a server connection of its own can do anyway."""


def proxy_facts(topology: Topology, alias: Alias, facts: dict[str, Traced]) -> dict[str, Traced]:
    """``proxy_kind``, ``proxy_mode``, ``proxy_client_idle_seconds`` ... as documented or declared; {} without one."""
    declared = declaration(topology, alias.name)
    entry = proxy_of(facts["host"], declared)
    mode = _mode(entry, declared, facts) if entry is not None else None
    if entry is None or mode is None:
        return {}
    origin = facts["host"].origin
    found = {
        "proxy_kind": known(entry.kind, _how(declared, entry), origin),
        "proxy_name": known(entry.name, _how(declared, entry), origin),
        "proxy_documentation": known(entry.address, "proxy data", origin),
        "proxy_mode": mode,
        "proxy_client_idle_seconds": _client_idle(entry, declared, origin),
        "proxy_session_life_seconds": _limit(entry, "session_life_seconds", origin),
        "proxy_pins": _documented(entry.facts["pins"], origin) if "pins" in entry.facts else default(False, entry.name),
        **{f"proxy_{name}": _feature(entry, name, mode, origin) for name in _SESSION},
    }
    for name in ("wait_seconds", "most_clients", "tls_required"):
        if name in entry.facts:
            found[f"proxy_{name}"] = _documented(entry.facts[name], origin)
    found.update(_shares(mode, found["proxy_pins"]))
    from connlint.planner.proxies.options import options_facts

    return {**found, **options_facts(entry, alias)}


def _how(declared: DeclaredProxy | None, entry: Entry) -> str:
    return f"recognised; {entry.address}" if entry.address and not (declared and declared.kind) else _DECLARED


def _mode(entry: Entry, declared: DeclaredProxy | None, facts: dict[str, Traced]) -> Traced | None:
    """The pool mode; None when the port is that of the server itself, so that there is no proxy."""
    port, origin = facts["port"], facts["host"].origin
    documented = entry.ports.get(int(number(port) or 0)) if entry.ports else entry.facts.get("mode")
    if documented is None and entry.direct and port.decided:
        return None
    if declared is not None and declared.mode is not None:
        return known(declared.mode, _DECLARED, origin)
    if documented is not None:
        return _documented(documented, port.origin if entry.ports else origin)
    if entry.ports and not port.decided:
        return unknown(f"the port decides the mode of {entry.name}: {port.reason}", port.origin, port.missing or "PORT")
    return unknown(f"the pool mode of {entry.name} is the operator's choice", origin, "mode in [tool.connlint.proxy]")


def _documented(fact: Documented, origin: Place | None) -> Traced:
    how = f"documented at {fact.address}" if fact.fixed else f"documented default at {fact.address}"
    return Traced(status="known" if fact.fixed else "default", value=fact.value, how=how, origin=origin)


def _client_idle(entry: Entry, declared: DeclaredProxy | None, origin: Place | None) -> Traced:
    if declared is not None and declared.client_idle is not None:
        return known(declared.client_idle or math.inf, _DECLARED, origin)
    return _limit(entry, "client_idle_seconds", origin)


def _limit(entry: Entry, name: str, origin: Place | None) -> Traced:
    fact = entry.facts.get(name)
    return _documented(fact, origin) if fact else default(math.inf, f"{entry.name} documents no limit")


def _feature(entry: Entry, name: str, mode: Traced, origin: Place | None) -> Traced:
    if not mode.decided:
        return mode
    if mode.value in ("session", "none"):
        return known(True, f"{mode.value} mode: the server connection is the client's own", mode.origin)
    if entry.facts.get("pins"):
        return _documented(entry.facts["pins"], origin)
    fact = entry.facts.get(name)
    return _documented(fact, origin) if fact else unknown(f"{entry.name} does not document {name}", origin)


def _shares(mode: Traced, pins: Traced) -> dict[str, Traced]:
    """Whether what one client leaves on a server connection can meet another client, and the reverse."""
    if not mode.decided:
        return dict.fromkeys(("proxy_shares_servers", "proxy_supports_session_state", "proxy_ties_sockets"), mode)
    ties = mode.value in ("session", "none")
    how = "pinned while it has state" if pins.value else f"{mode.value} mode"
    return {
        "proxy_ties_sockets": known(ties, how, mode.origin),
        "proxy_supports_session_state": known(ties or bool(pins.value), how, mode.origin),
        "proxy_shares_servers": known(not ties and not pins.value, how, mode.origin),
    }
