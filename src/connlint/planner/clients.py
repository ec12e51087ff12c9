"""How many connections the processes of the topology hold: processes x threads x replicas, for each alias."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.stack import Sum
from connlint.models.traced import Traced, known, unknown
from connlint.planner.sums import add, product, shown, term
from connlint.planner.values import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connlint.models.stack import Link, Stack, Term
    from connlint.models.topology import ProcessGroup, Topology

NO_TOPOLOGY = unknown("no worker counts were found; declare them, or the number of clients", missing="topology")


_UNBOUNDED = frozenset({"gevent", "eventlet", "asgi"})


def is_unbounded(group: ProcessGroup) -> bool:
    """Whether each request gets a thread or greenlet of its own, which never serves another one."""
    if group.server == "celery":
        return False
    return group.asgi or (group.worker_class.decided and group.worker_class.value in _UNBOUNDED)


def connections_per_process(group: ProcessGroup, link: Link) -> Traced:
    """What one process can hold for one alias: one for each thread, or the native pool's max_size.

    Unknown where a kept connection is never found again: then every request leaves one behind.
    """
    pool = link.facts.get("native_pool")
    if pool is not None and pool.value:
        return link.facts["native_pool_max_size"]
    persistent = link.facts.get("persistent")
    if persistent is None or not group.threads.decided or not is_unbounded(group):
        return group.threads
    if not persistent.decided:
        return persistent
    if not persistent.value:
        return group.threads
    reason = f"{group.name} keeps a connection for each request with CONN_MAX_AGE above 0, and never uses it again"
    return unknown(reason, persistent.origin, "CONN_MAX_AGE")


def groups_of(stack: Stack, module: int) -> list[ProcessGroup]:
    """The groups that run this module; a group that names none runs any."""
    name = stack.modules[module].module
    named = [group for group in stack.topology.groups if group.settings_module]
    if name and any(group.settings_module == name for group in named):
        return [group for group in stack.topology.groups if group.settings_module in ("", name)]
    return [group for group in stack.topology.groups if not group.settings_module] or list(stack.topology.groups)


def count_clients(
    topology: Topology, groups: Sequence[ProcessGroup], links: Sequence[Link], *, surge: bool = False
) -> Sum:
    """The clients that ``groups`` open through ``links`` (aliases of one world); with ``surge`` during a deploy."""
    if topology.clients is not None and surge and any(number(group.surge) != 0 for group in groups):
        return Sum(total=unknown("the declared clients do not say how many a deploy adds", topology.clients.origin))
    if topology.clients is not None:
        return Sum(
            total=topology.clients,
            terms=(term("declared clients", topology.clients),),
            formula=f"{shown(topology.clients)} clients (declared)",
        )
    if not groups:
        return Sum(total=NO_TOPOLOGY)
    if not links:
        return Sum(total=known(0, "no alias leads there"), formula="0 clients")
    counted = [_group_clients(group, links, surge=surge) for group in groups]
    total = add([one.total for one in counted], "sum over the process groups")
    formula = "; ".join(one.formula for one in counted)
    if len(counted) > 1:
        formula += f"; {' + '.join(shown(one.total) for one in counted)} = {_clients(total)}"
    return Sum(total=total, terms=tuple(member for one in counted for member in one.terms), formula=formula)


def _group_clients(group: ProcessGroup, links: Sequence[Link], *, surge: bool) -> Sum:
    replicas = add([group.replicas, group.surge], "replicas and surge") if surge else group.replicas
    terms = [term(f"{group.name}: processes", group.processes), *_width_terms(group, links)]
    terms.append(term(f"{group.name}: replicas", group.replicas))
    if surge:
        terms.append(term(f"{group.name}: surge of a deploy", group.surge))
    widths = [connections_per_process(group, link) for link in links]
    total = product([group.processes, replicas, add(widths, "connections of a process")], f"process group {group.name}")
    formula = f"{group.name}: {_formula(group, links, replicas, widths)} = {_clients(total)}"
    return Sum(total=total, terms=tuple(terms), formula=formula)


def _clients(total: Traced) -> str:
    return f"{shown(total)} {'client' if number(total) == 1 else 'clients'}"


def _width_terms(group: ProcessGroup, links: Sequence[Link]) -> list[Term]:
    pooled = [link for link in links if link.facts.get("native_pool") is not None and link.facts["native_pool"].value]
    terms = [term(f"{link.alias}: max_size of its native pool", link.facts["native_pool_max_size"]) for link in pooled]
    if len(pooled) < len(links):
        terms.insert(0, term(f"{group.name}: threads of a process", group.threads))
    if len(links) > 1:
        terms.append(term("aliases", known(len(links), "aliases")))
    return terms


def _formula(group: ProcessGroup, links: Sequence[Link], replicas: Traced, widths: Sequence[Traced]) -> str:
    parts = [f"{shown(group.processes)} {'process' if number(group.processes) == 1 else 'processes'}"]
    if all(width is group.threads for width in widths):
        parts.append(f"{shown(group.threads)} {'thread' if number(group.threads) == 1 else 'threads'}")
        if len(links) > 1:
            parts.append(f"{len(links)} aliases")
    else:
        sizes = " + ".join(shown(width) for width in widths)
        parts.append(f"({sizes}) connections" if len(widths) > 1 else f"{sizes} connections")
    if shown(replicas) != "1":
        parts.append(f"{shown(replicas)} replicas")
    return " x ".join(parts)
