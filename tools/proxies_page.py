"""Writes docs/proxies.md from the proxy and network data; with --check it only compares."""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from connlint.planner.proxies.data import networks, proxies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.planner.proxies.data import Documented, Entry

PAGE = Path(__file__).parents[1] / "docs" / "proxies.md"
WORDS = {
    "mode": "pool mode",
    "pins": "pins a client that has session state",
    "client_idle_seconds": "closes an idle client after",
    "session_life_seconds": "closes a client at the age of",
    "wait_seconds": "a client waits for a server connection",
    "startup_options": 'OPTIONS["options"]',
    "prepared_statements": "prepared statements in transaction mode",
    "keeps_settings": "SET is kept for its client in transaction mode",
    "listen": "LISTEN in transaction mode",
    "advisory_locks": "session advisory locks in transaction mode",
    "most_clients": "client connections",
    "tls_required": "refuses a client without TLS",
    "idle_seconds": "forgets an idle connection after",
    "resets": "answers the next packet with a reset",
}
HEAD = """\
# Proxies and networks that connlint knows

<!-- Written by tools/proxies_page.py from src/connlint/planner/proxies/*.toml; change those. -->

Many applications reach PostgreSQL through a pooler that no file of the project describes: the provider's. connlint
recognises it from HOST and PORT, or takes it from the configuration, and then applies the rules for pool modes and idle
limits with the numbers below. Each number names the page that states it and the day it was read. A number that nobody
documents is not here, and connlint does not make one up.

A *default* can be changed by whoever runs the proxy; connlint cannot see that. Declare what differs:

```toml
[tool.connlint.proxy]            # for every alias
kind = "rds-proxy"               # one of the names below, or "none"
mode = "session"                 # session, transaction, statement, none
client-idle = 3600               # seconds; 0 for never

[tool.connlint.proxy.reports]    # for one alias; what it leaves out comes from the table above
kind = "none"

[tool.connlint.network]          # between Django and HOST
kind = "aws-nlb"                 # one of the names below
idle-limit = 350                 # or seconds of your own
```

An alias that leads to a PgBouncer whose configuration is part of the check needs none of this: its own file says more.
"""

NETWORKS = """\
## Networks

A TCP keepalive before the limit keeps the connection alive (`keepalives_idle` in OPTIONS, or the other side's). It does
not help against a proxy's limit for idle clients, which counts queries.
"""


def render() -> str:
    """The whole page."""
    lines = [HEAD, "## Proxies", ""]
    for entry in proxies().values():
        lines += _section(entry)
    lines.append(NETWORKS)
    for entry in networks().values():
        lines += _section(entry)
    return "\n".join(lines).rstrip() + "\n"


def _section(entry: Entry) -> list[str]:
    lines = [f"### `{entry.kind}`: {entry.name}", "", _recognition(entry), "", entry.limits, ""]
    rows = list(_rows(entry))
    if rows:
        lines += ["| what | value | status | source |", "| --- | --- | --- | --- |", *rows, ""]
    days = [f"[{key}]({address}), read {read}" for key, (address, read) in entry.sources.items()]
    return [*lines, f"Sources: {'; '.join(days)}.", ""]


def _recognition(entry: Entry) -> str:
    ways = [f"hosts like `{entry.example}`"] if entry.example else []
    ways += [f"the environment variable `{name}` when its value is not known" for name in entry.variables]
    if not ways:
        return "Declared only."
    ports = f", port {' or '.join(str(port) for port in entry.ports)}" if entry.direct else ""
    direct = "; other ports are PostgreSQL itself" if entry.direct else ""
    return f"Recognised by {' and '.join(ways)}{ports}{direct}."


def _rows(entry: Entry) -> Iterator[str]:
    keys = {address: key for key, (address, _) in entry.sources.items()}
    for port, fact in entry.ports.items():
        yield _row(f"pool mode at port {port}", fact, keys)
    for name, fact in entry.facts.items():
        if name in WORDS:
            error = entry.facts.get("startup_error") if name == "startup_options" else None
            yield _row(WORDS[name], fact, keys, f": `{error.value}`" if error else "")


def _row(words: str, fact: Documented, keys: dict[str, str], more: str = "") -> str:
    unit = " s" if words in {WORDS[name] for name in WORDS if name.endswith("_seconds")} else ""
    status = "fixed" if fact.fixed else "default"
    return f"| {words} | {_shown(fact.value, unit)}{more} | {status} | {keys[fact.address]} |"


def _shown(value: Any, unit: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value == math.inf:
        return "never"
    return f"{'as PgBouncer' if value == 'pgbouncer' else value}{unit}"


def main() -> int:
    """Write the page, or check it."""
    page = render()
    if "--check" in sys.argv[1:]:
        return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page)
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
