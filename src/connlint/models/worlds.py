"""The worlds of a settings module: one value from the value of each, with the conditions that tell values apart."""

from __future__ import annotations

from connlint.models.conditions import Literals, simplify
from connlint.models.traced import Branch, Traced, either, unknown

__all__ = ["Case", "Literals", "merge", "simplify"]

Case = tuple[Literals, "Traced | None"]
"""What a key is in one world; None where it is not set and has no default."""


def merge(cases: list[Case]) -> Traced | None:
    """One traced value from the value of each world; None when no world has one."""
    groups: dict[str, list[tuple[Literals, Traced]]] = {}
    if len(cases) > 1:
        cases = [case for literals, traced in cases for case in _expanded(literals, traced)]
    for literals, traced in cases:
        if traced is not None:
            groups.setdefault(_identity(traced), []).append((literals, traced))
    if not groups:
        return None
    first = next(iter(groups.values()))
    if len(first) == len(cases):
        return first[0][1]
    values = [group[0][1] for group in groups.values()]
    if all(value.status == "unknown" for value in values) and all(traced for _, traced in cases):
        return _all_unknown(values)
    return either(tuple(_branch(group, cases) for group in groups.values()), origin=first[0][1].origin)


def _expanded(literals: Literals, traced: Traced | None) -> list[Case]:
    """The branches of an ``either`` as cases of their own."""
    if traced is None or traced.status != "either":
        return [(literals, traced)]
    return [((*literals, _literal(branch.condition)), branch.traced) for branch in traced.branches]


def _literal(condition: str) -> tuple[str, bool]:
    positive = condition.removesuffix(" is not set")
    return (condition, True) if positive == condition else (f"{positive} is set", False)


def _branch(group: list[tuple[Literals, Traced]], cases: list[Case]) -> Branch:
    inside = [literals for literals, _ in group]
    identity = _identity(group[0][1])
    outside = [literals for literals, traced in cases if traced is None or _identity(traced) != identity]
    return Branch(condition=simplify(inside, outside), traced=group[0][1])


def _identity(traced: Traced) -> str:
    """Equal for values that a reader cannot tell apart; 0, False and '0' differ."""
    if traced.status == "unknown":
        return f"unknown {traced.reason}"
    return f"{traced.status} {traced.secret} {traced.value!r}"


def _all_unknown(values: list[Traced]) -> Traced:
    reason = "; or ".join(value.reason for value in values)
    missing = next((value.missing for value in values if value.missing), "")
    return unknown(reason, origin=values[0].origin, missing=missing)
