"""Which statement_timeout (and its relatives) is in force for a link, and which layers ask for one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.models.plain import Plain
from connlint.models.traced import Traced, default, known, unknown
from connlint.planner.alias_facts import option
from connlint.planner.libpq_options import parse_options, seconds
from connlint.planner.servers import server_setting
from connlint.planner.values import derived, number, text, undecided

if TYPE_CHECKING:
    from connlint.models.django import Alias
    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.stack import Link, Stack

_SET = r"(?i)\bset\s+(?:session\s+)?(\w+)\s*(?:=|\bto\b)\s*('[^']*'|[^\s;]+)"
TIMEOUTS = ("statement_timeout", "idle_in_transaction_session_timeout", "idle_session_timeout", "lock_timeout")


class Layer(Plain):
    """One layer that sets a timeout: its name and the seconds (0 switches it off)."""

    name: str
    seconds: Traced


def options_parameters(alias: Alias) -> Traced:
    """What OPTIONS["options"] sets, by name; an unknown when the string is not known."""
    written = option(alias, "options")
    if written is None:
        return default({}, "not set")
    if not written.decided:
        return undecided(written)
    if written.value is None or isinstance(written.value, str):
        return derived(written, parse_options(written.value or "").parameters)
    return undecided(written, "OPTIONS['options'] is not text")


def connect_query(link: Link, pooler: PgBouncerConfig | None) -> Traced:
    """connect_query of the entry, "" when there is none."""
    line = pooler.databases.get(link.entry) if pooler else None
    return (line.settings.get("connect_query") if line else None) or default("", "not set")


def timeout_facts(stack: Stack, link: Link, alias: Alias, pooler: PgBouncerConfig | None) -> dict[str, Traced]:
    """The timeouts in force and where they come from."""
    parameters, query = options_parameters(alias), connect_query(link, pooler)
    facts = {"options_parameters": parameters, "connect_query": query}
    for name in TIMEOUTS:
        layers = _layers(stack, name, parameters, query)
        in_force, origin = _in_force(layers, link, parameters, query, name)
        facts[f"{name}_seconds"] = in_force
        if name == "statement_timeout":
            facts["statement_timeout_from"] = origin
            facts["statement_timeout_declared"] = (
                in_force if origin.value != "nowhere" else derived(in_force, None) if in_force.decided else in_force
            )
            facts["statement_timeout_layers"] = known({layer.name: layer.seconds.value for layer in layers}, "layers")
            facts["statement_timeout_asked"] = _asked(parameters, name)
    return facts


def _asked(parameters: Traced, name: str) -> Traced:
    if not parameters.decided:
        return parameters
    if name not in parameters.value:
        return default(None, "OPTIONS sets none")
    figure = seconds(parameters.value[name])
    if figure is None:
        return undecided(parameters, f"{name} {parameters.value[name]!r} is no time of PostgreSQL")
    return derived(parameters, figure)


def _from_query(query: Traced, name: str) -> Traced | None:
    asked = text(query)
    found = [value for key, value in re.findall(_SET, asked) if key.lower() == name] if asked else []
    if not found:
        return None
    figure = seconds(found[-1])
    if figure is None:
        return undecided(query, f"{name} {found[-1]!r} in connect_query is no time of PostgreSQL")
    return derived(query, figure)


def _layers(stack: Stack, name: str, parameters: Traced, query: Traced) -> list[Layer]:
    layers = []
    asked = _asked(parameters, name)
    if asked.decided and asked.value is not None:
        layers.append(Layer("OPTIONS options", asked))
    from_query = _from_query(query, name)
    if from_query is not None and from_query.decided:
        layers.append(Layer("connect_query", from_query))
    server = server_setting(stack, name)
    if server.status == "known" and number(server):  # 0 is what PostgreSQL has anyway
        layers.append(Layer("postgresql.conf", server))
    return layers


def _in_force(layers: list[Layer], link: Link, parameters: Traced, query: Traced, name: str) -> tuple[Traced, Traced]:
    """The value in force and the name of its layer: OPTIONS counts only without a pooler (it never passes one)."""
    direct = link.pooler is None
    if direct and not parameters.decided:
        return parameters, parameters
    if not direct and not query.decided:
        return query, query
    mode = link.effective.get("pool_mode")
    for layer in layers:
        if layer.name == "OPTIONS options" and not direct:
            continue
        if layer.name == "connect_query":
            if mode is None or not mode.decided:
                reason = mode.reason if mode else "pool_mode is not known"
                doubt = unknown(f"connect_query works in transaction and statement mode only: {reason}")
                return doubt, doubt
            if mode.value == "session":
                continue
        return layer.seconds, derived(layer.seconds, layer.name)
    nowhere = f"no file read sets {name}; a role or database of PostgreSQL may"
    return default(0, nowhere), default("nowhere", nowhere)
