"""The worst case of one PgBouncer process: how many server connections it can open at once."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from connlint.models.stack import Sum, Term
from connlint.models.traced import Traced, known, unknown
from connlint.planner.flow import most_connections
from connlint.planner.pools import unlimited_reason
from connlint.planner.sums import first_unknown, shown, term
from connlint.planner.values import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from connlint.planner.pools import Pool


def worst_case(pools: list[Pool]) -> Sum:
    """The exact maximum flow over pools (P + R), entries (max_db_connections) and users (max_user_connections)."""
    terms = _terms(pools)
    caps = [cap for pool in pools for cap in (pool.max_db, pool.max_user) if cap is not None]
    missing = first_unknown([*(pool.limit for pool in pools), *caps])
    if missing is not None:
        return Sum(total=missing, terms=terms)
    flow = most_connections(*network(pools))
    if math.isinf(flow):
        return Sum(total=unlimited_reason(pools) or unknown("a pool has no limit"), terms=terms)
    origin = pools[0].size.origin if pools else None
    total = known(int(flow), "worst case of the pools and their caps", origin)
    return Sum(total=total, terms=terms, formula=_formula(pools, total))


def pools_sum(pools: list[Pool]) -> Traced:
    """The sum of P + R without the caps that span pools."""
    missing = first_unknown(pool.limit for pool in pools) or unlimited_reason(pools)
    if missing is not None:
        return missing
    return known(sum(int(number(pool.limit) or 0) for pool in pools), "sum of the pools")


def network(pools: list[Pool]) -> tuple[dict[tuple[str, str], float], dict[str, float], dict[str, float]]:
    """What ``flow`` takes: the limit of each pool, the caps of entries, the caps of users; all have to be known."""
    sizes = {pool.key: float(number(pool.limit) or 0) for pool in pools}
    entries = {pool.key[0]: float(number(pool.max_db) or 0) for pool in pools if pool.max_db is not None}
    users = {pool.key[1]: float(number(pool.max_user) or 0) for pool in pools if pool.max_user is not None}
    return sizes, entries, users


def _terms(pools: list[Pool]) -> tuple[Term, ...]:
    terms: list[Term] = []
    for pool in pools:
        terms.append(_infinite(pool) if pool.unlimited else term(f"pool {pool.name}: pool_size", pool.size))
        if number(pool.reserve) != 0:
            terms.append(term(f"pool {pool.name}: reserve_pool_size", pool.reserve))
    terms.extend(_cap_terms((pool.key[0], pool.max_db, "max_db_connections") for pool in pools))
    terms.extend(_cap_terms((pool.user, pool.max_user, "max_user_connections") for pool in pools if pool.user))
    return tuple(terms)


def _infinite(pool: Pool) -> Term:
    return Term(term=f"pool {pool.name}: pool_size", value="unlimited", origin=pool.size.origin)


def _cap_terms(caps: Iterable[tuple[str, Traced | None, str]]) -> list[Term]:
    unique = {(name, key): cap for name, cap, key in caps if cap is not None}
    return [term(f"at most, {key} of {name}", cap) for (name, key), cap in unique.items()]


def _formula(pools: list[Pool], total: Traced) -> str:
    parts = " + ".join(shown(pool.limit) for pool in pools) or "0"
    plain = sum(number(pool.limit) or 0 for pool in pools)
    capped = plain > (number(total) or 0)
    if capped:
        return f"{parts} = {shown(known(plain))}, capped to {shown(total)} server connections"
    return f"{parts} = {shown(total)} server connections" if len(pools) > 1 else f"{shown(total)} server connections"
