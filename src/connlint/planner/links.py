"""Which alias reaches which pooler entry: proved where host and port say so, assumed only with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.stack import Link
from connlint.models.traced import Traced, known, unknown
from connlint.planner.addresses import port_of
from connlint.planner.candidates import Candidate, compare
from connlint.planner.engines import engine_facts
from connlint.planner.values import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connlint.models.django import Alias, SettingsModule, World
    from connlint.models.stack import Stack


def find_links(stack: Stack) -> tuple[Link, ...]:
    """One link for each alias of each world of each module; without effective values, with the link's own facts."""
    return tuple(
        link
        for m, module in enumerate(stack.modules)
        for w, world in enumerate(module.worlds)
        for link in _world_links(stack, m, w, world)
    )


def _world_links(stack: Stack, module: int, world: int, content: World) -> list[Link]:
    aliases = content.databases or {}
    facts = {name: engine_facts(alias.settings.get("ENGINE")) for name, alias in aliases.items()}
    candidates = {
        name: [compare(alias, pooler, index) for index, pooler in enumerate(stack.poolers)]
        for name, alias in aliases.items()
        if facts[name]["is_postgresql"].value is not False
    }
    anchors = [aliases[name] for name, found in candidates.items() if any(one.exact for one in found)]
    links = []
    for name, alias in aliases.items():
        chosen, reason = _choose(alias, candidates.get(name, []), anchors, stack.modules)
        links.append(_link(alias, chosen, reason, facts[name], (module, world)))
    return links


def _choose(
    alias: Alias, candidates: list[Candidate], anchors: list[Alias], modules: Sequence[SettingsModule]
) -> tuple[Candidate | None, str]:
    """The pooler an alias goes to, and why that is assumed ("" when it is proved); None: directly to PostgreSQL."""
    if found := _proved(candidates):
        return found[0], _doubt(alias, found[0], len(found))
    from connlint.planner.proxies.recognise import names_a_service

    host = alias.settings.get("HOST")
    if host is not None and names_a_service(host):
        return None, f"HOST {host.value!r} is a service of its own, not a PgBouncer that was given"
    if found := _exact(candidates):
        return found[0], _doubt(alias, found[0], len(found))
    return _assume(alias, candidates, anchors, modules)


def _assume(
    alias: Alias, candidates: list[Candidate], anchors: list[Alias], modules: Sequence[SettingsModule]
) -> tuple[Candidate | None, str]:
    """The only pooler that can be meant although nothing matches, with the reason; or why it is not."""
    open_ones = [one for one in candidates if not one.excluded]
    if len(open_ones) != 1:
        return None, _direct_reason(candidates)
    only = open_ones[0]
    if "unknown" in (only.host, only.port) and "different" not in (only.host, only.port):
        return only, _unknown_reason(alias)
    if only.port == "same" and only.host != "different":
        return only, _doubt(alias, only, 1)
    if elsewhere := _elsewhere(alias, only, anchors, modules):
        return None, elsewhere
    return only, "it is the only pooler given, although its address is not the alias's HOST and PORT"


def _elsewhere(alias: Alias, only: Candidate, anchors: list[Alias], modules: Sequence[SettingsModule]) -> str:
    """Why an alias with another address than the only pooler does not go there; "" when it may."""
    if anchors and not _same_host(alias, anchors):
        return "another alias matches the pooler's address, this one does not"
    if len(modules) > 1 or [only.host, only.port, only.name].count("different") > 1:
        return "its HOST and PORT are not where the pooler listens"
    if switch := _switch(alias, modules[0]):
        return f"its HOST and PORT are not where the pooler listens while {switch} is not set (--env or --env-file)"
    return ""


def _switch(alias: Alias, module: SettingsModule) -> str:
    """A variable named after poolers that nobody supplied and that is not what gives HOST or PORT: the module takes
    another way with it; "" when there is none.
    """
    written = [value for key in ("HOST", "PORT") if (value := alias.settings.get(key)) is not None]
    told = " ".join([*(value.how for value in written), *(hop.what for value in written for hop in value.chain)])
    names = (read.name for read in module.environment if not read.given and _names_a_pooler(read.name))
    return next((name for name in names if name not in told), "")


def _names_a_pooler(variable: str) -> bool:
    return any(word in variable.lower() for word in ("bouncer", "pooler"))


def _proved(candidates: list[Candidate]) -> list[Candidate]:
    return sorted((one for one in candidates if one.proved), key=lambda one: one.name == "different")


def _exact(candidates: list[Candidate]) -> list[Candidate]:
    return [one for one in candidates if one.exact and not one.excluded]


def _same_host(alias: Alias, anchors: list[Alias]) -> bool:
    here = text(alias.settings.get("HOST"))
    return here is not None and any(text(anchor.settings.get("HOST")) == here for anchor in anchors)


def _doubt(alias: Alias, chosen: Candidate, fitting: int) -> str:
    if fitting > 1:
        return f"{fitting} poolers fit equally well; the first was taken"
    if chosen.proved:
        return ""
    host = alias.settings.get("HOST")
    if host is not None and not host.decided:
        return _unknown_reason(alias)
    shown = f"HOST {text(host)!r}" if text(host) else "the Unix socket of HOST"
    return f"{shown} cannot be compared with listen_addr, but the port is the pooler's"


def _direct_reason(candidates: list[Candidate]) -> str:
    bypassed = next((one.backend for one in candidates if one.excluded), "")
    if bypassed:
        return f"its HOST and PORT are those of the backend of [databases] {bypassed}, so it goes past the pooler"
    if candidates:
        return "no pooler listens at its HOST and PORT"
    return "no pooler was given"


def _unknown_reason(alias: Alias) -> str:
    for key in ("HOST", "PORT"):
        value = alias.settings.get(key)
        if value is not None and not value.decided:
            reason = value.reason or "it depends on a condition"
            return f"{key} is not known ({reason}); the only pooler given was taken"
    return "the pooler's own address is not known; it is the only one given"


def _verdict(alias: Alias, key: str, verdict: str) -> Traced:
    value = alias.settings.get(key)
    origin = (value.origin if value else None) or alias.place
    if verdict == "unknown":
        reason = value.reason if value is not None and not value.decided else f"the pooler's side of {key} is not known"
        return unknown(reason, origin, value.missing if value else "")
    return known(verdict != "different", "comparison with the pooler", origin)


def _link(alias: Alias, chosen: Candidate | None, reason: str, facts: dict[str, Traced], at: tuple[int, int]) -> Link:
    module, world = at
    facts = {**facts, "pooled": known(chosen is not None, "link", alias.place)}
    facts["port"] = port_of(alias.settings.get("PORT"))
    user = alias.settings.get("USER")
    if chosen is None:
        why = reason if facts["is_postgresql"].value is not False else "not PostgreSQL"
        return Link(module=module, world=world, alias=alias.name, user=user, reason=why, facts=facts)
    facts["port_matches"] = _verdict(alias, "PORT", chosen.port)
    facts["host_matches"] = _verdict(alias, "HOST", chosen.host)
    facts["name_served"] = _verdict(alias, "NAME", chosen.name)
    return Link(
        module=module,
        world=world,
        alias=alias.name,
        pooler=chosen.index,
        entry=chosen.entry,
        user=user,
        assumed=bool(reason),
        reason=reason,
        port_matches=facts["port_matches"].value if facts["port_matches"].decided else None,
        facts=facts,
    )
