"""What the processes that use an alias say about it: worker timeouts, concurrency, threads that never come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, default, known, unknown
from connlint.planner.clients import NO_TOPOLOGY, is_unbounded
from connlint.planner.values import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connlint.models.topology import ProcessGroup, Versions

_ASGI_SERVERS = ("daphne", "uvicorn", "hypercorn", "granian")


def worker_facts(groups: Sequence[ProcessGroup]) -> dict[str, Traced]:
    """``worker_timeout_seconds``, ``asgi``, ``concurrency_unbounded``, ``server_kind``, ``processes``,
    ``threads_per_process``."""
    if not groups:
        return dict.fromkeys(
            ("worker_timeout_seconds", "asgi", "server_kind", "threads_per_process", "processes"), NO_TOPOLOGY
        )
    web = [group for group in groups if group.role in ("", "web")]
    facts = {"worker_timeout_seconds": _shortest_timeout(web), "asgi": _asgi(groups)}
    first = next((group for group in groups if is_unbounded(group)), groups[0])
    facts["server_kind"] = known(_kind(first), "topology", first.place)
    widest = web or groups
    facts["threads_per_process"] = _largest([group.threads for group in widest])
    facts["processes"] = _largest([group.processes for group in widest])
    facts["concurrency_unbounded"] = facts["asgi"]
    return facts


def asgi_is_likely(groups: Sequence[ProcessGroup], versions: Versions) -> Traced:
    """Whether the project asks for an ASGI server while no file says what serves the web."""
    if any(group.role in {"", "web"} for group in groups):
        return known(False, "process groups")
    server = next((name for name in _ASGI_SERVERS if name in versions.found), "")
    return known(bool(server), f"{server} is among the requirements" if server else "requirements")


def _kind(group: ProcessGroup) -> str:
    worker = group.worker_class.value if group.worker_class.decided else ""
    return f"{group.server} {worker}".strip()


def _asgi(groups: Sequence[ProcessGroup]) -> Traced:
    """Whether some group serves each request in a thread or greenlet that never comes back."""
    found = next((group for group in groups if is_unbounded(group)), None)
    if found is not None:
        return known(True, f"process group {found.name}", found.worker_class.origin or found.place)
    doubtful = next((group for group in groups if not group.worker_class.decided), None)
    if doubtful is not None:
        return unknown(doubtful.worker_class.reason, doubtful.worker_class.origin, doubtful.worker_class.missing)
    return known(False, "process groups", groups[0].place)


def _shortest_timeout(web: Sequence[ProcessGroup]) -> Traced:
    """The timeout that ends a slow request: gunicorn's does for sync workers only (the others keep beating)."""
    doubtful = [group.worker_class for group in web if group.server == "gunicorn" and not group.worker_class.decided]
    if doubtful:
        return doubtful[0]
    killing = [group for group in web if group.server != "gunicorn" or group.worker_class.value == "sync"]
    timeouts = [group.timeout for group in killing if number(group.timeout) != 0]
    if not timeouts:
        return default(0, "no web worker is ended by a timeout")
    missing = [timeout for timeout in timeouts if number(timeout) is None]
    return missing[0] if missing else min(timeouts, key=lambda timeout: number(timeout) or 0)


def _largest(values: Sequence[Traced]) -> Traced:
    missing = [value for value in values if number(value) is None]
    return missing[0] if missing else max(values, key=lambda value: number(value) or 0)
