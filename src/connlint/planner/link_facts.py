"""Everything a link carries: effective values, the alias's facts, timeouts, startup parameters, its sums."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from connlint.models.stack import Sum
from connlint.models.traced import Traced, known, unknown
from connlint.planner.alias_facts import alias_facts, same_place
from connlint.planner.clients import count_clients, groups_of
from connlint.planner.drivers import driver_facts
from connlint.planner.effective import effective, reserve
from connlint.planner.fleet import pool_key
from connlint.planner.pooler_facts import pooler_clients, process_count
from connlint.planner.pools import make_pool
from connlint.planner.proxies import between
from connlint.planner.startup_facts import startup_facts
from connlint.planner.sums import first_unknown, product, shown, term
from connlint.planner.timeouts import timeout_facts
from connlint.planner.values import number
from connlint.planner.worker_facts import asgi_is_likely, worker_facts

if TYPE_CHECKING:
    from connlint.models.django import Alias
    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.stack import Link, Stack
    from connlint.planner.pooler_facts import Worlds
    from connlint.planner.pools import Pool


def with_values(stack: Stack, link: Link) -> Link:
    """The link with its effective values and the facts that need no other link."""
    if link.facts["is_postgresql"].value is False:
        return link
    alias = alias_of(stack, link)
    pooler = stack.poolers[link.pooler] if link.pooler is not None else None
    values = effective(pooler, link.entry, link.user) if pooler else {}
    groups = groups_of(stack, link.module)
    link = link.model_copy(update={"effective": values})
    facts = {
        **link.facts,
        **alias_facts(alias, stack.versions),
        **driver_facts(stack.versions),
        **startup_facts(alias, pooler, stack.versions),
        **timeout_facts(stack, link, alias, pooler),
        **worker_facts(groups),
        "asgi_is_likely": asgi_is_likely(groups, stack.versions),
    }
    if pooler:
        facts["reserve"] = reserve(pooler, values)
    facts.update(between(stack, link, alias, facts))
    return link.model_copy(update={"facts": facts})


def alias_of(stack: Stack, link: Link) -> Alias:
    """The alias a link is about."""
    return (stack.modules[link.module].worlds[link.world].databases or {})[link.alias]


def with_sums(stack: Stack, worlds: Worlds, link: Link) -> Link:
    """The link with its sums and the facts that look at the other aliases of its world."""
    if link.facts["is_postgresql"].value is not True:
        return link
    mates = worlds[link.module, link.world]
    sums = {"clients": _alias_clients(stack, link, mates)}
    facts = {**link.facts, "alias_clients": sums["clients"].total}
    alias = alias_of(stack, link)
    others = [mate.alias for mate in mates if mate.alias != link.alias and same_place(alias, alias_of(stack, mate))]
    facts["same_server_aliases"] = known(others, "aliases with the same HOST, PORT and NAME", alias.place)
    facts["aliases_without_timeout"] = known(_without_timeout(link, mates), "aliases", alias.place)
    if link.pooler is not None:
        clients = pooler_clients(stack, worlds, [(link.module, link.world)], link.pooler)
        sums["pooler_clients"], facts["pooler_clients"] = clients, clients.total
        if link.entry:
            _add_pool(stack, stack.poolers[link.pooler], link, mates, (sums, facts))
    return link.model_copy(update={"sums": sums, "facts": facts})


def _without_timeout(link: Link, mates: list[Link]) -> list[str]:
    """The other aliases of the module for which no file sets statement_timeout."""
    found = ((mate.alias, mate.facts["statement_timeout_declared"]) for mate in mates if mate.alias != link.alias)
    return [alias for alias, declared in found if declared.decided and not declared.value]


def _alias_clients(stack: Stack, link: Link, mates: list[Link]) -> Sum:
    if stack.topology.clients is not None and len(mates) > 1:
        return Sum(total=unknown("the declared clients are not split by alias", stack.topology.clients.origin))
    return count_clients(stack.topology, groups_of(stack, link.module), [link])


def _add_pool(
    stack: Stack,
    pooler: PgBouncerConfig,
    link: Link,
    mates: list[Link],
    into: tuple[dict[str, Sum], dict[str, Traced]],
) -> None:
    sums, facts = into
    key = pool_key(stack, link)
    pool = make_pool(pooler, link.entry, key[1], name=key[0])
    sharing = [mate for mate in mates if mate.pooler == link.pooler and mate.entry and pool_key(stack, mate) == key]
    sums["pool"] = _pool_sum(pool)
    bound, limit_key = pool.bound
    facts["pool_limit"] = sums["pool"].total
    count = process_count(pooler)
    facts["pool_processes"] = count
    facts["pool_limit_all"] = product([sums["pool"].total, count], "the pools of all processes")
    facts["pool_limit_key"] = known(limit_key, "what bounds the pool", bound.origin or pooler.home)
    if stack.topology.clients is not None and len(sharing) < len(mates):
        clients = Sum(total=unknown("the declared clients are not split by alias", stack.topology.clients.origin))
    else:
        clients = count_clients(stack.topology, groups_of(stack, link.module), sharing)
    sums["pool_clients"], facts["pool_clients"] = clients, clients.total
    others = [mate.alias for mate in sharing if mate.alias != link.alias]
    facts["same_pool_aliases"] = known(others, f"aliases of pool {pool.name}", alias_of(stack, link).place)


def _pool_sum(pool: Pool) -> Sum:
    """The most server connections of one pool: P + R, and not more than the caps it shares."""
    caps = [("max_db_connections", pool.max_db), ("max_user_connections", pool.max_user)]
    written = [(name, cap) for name, cap in caps if cap is not None]
    terms = [term("pool_size", pool.size)] if not pool.unlimited else []
    if number(pool.reserve) != 0:
        terms.append(term("reserve_pool_size", pool.reserve))
    terms.extend(term(name, cap) for name, cap in written)
    missing = first_unknown([pool.limit, *(cap for _, cap in written)])
    if missing is not None:
        return Sum(total=missing, terms=tuple(terms))
    figure = min([number(pool.limit) or 0, *(number(cap) or 0 for _, cap in written)])
    total = known(
        figure if figure == math.inf else int(figure), "most server connections of the pool", pool.size.origin
    )
    formula = f"{shown(pool.size)} + {shown(pool.reserve)}" if number(pool.reserve) and not pool.unlimited else ""
    return Sum(total=total, terms=tuple(terms), formula=f"{formula} server connections".strip() if formula else "")
