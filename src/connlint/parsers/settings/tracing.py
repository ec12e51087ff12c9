"""From a Val to a Traced: value, how, origin, chain; secrets struck out."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from connlint.models.place import Hop, Place
from connlint.models.traced import REDACTED, Branch, Traced, either
from connlint.parsers.settings.lifting import leaves
from connlint.parsers.settings.limits import MAX_LEAVES
from connlint.parsers.settings.naming import type_name
from connlint.parsers.settings.texts import is_secret_name, is_secret_text
from connlint.parsers.settings.unit import place_of
from connlint.parsers.settings.values import (
    Choice,
    DictObj,
    EnvVal,
    Instance,
    ListObj,
    NativeObject,
    NotKnown,
    SetObj,
    Unknown,
    Val,
)

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime

MAX_HOPS = 12
MAX_DEPTH = 12


class Tracer:
    """Makes Traced values for one run."""

    def __init__(self, rt: Runtime) -> None:
        self.rt = rt

    def settled(self, val: Val) -> Val:
        """The Val with the choices that this run decided resolved."""
        raw = val.raw
        while type(raw) is Choice:
            answer = self.rt.decisions.answer(raw.question)
            if answer is None:
                return val
            val = raw.yes if answer else raw.no
            raw = val.raw
        if type(raw) is Unknown and self.rt.decisions.facts:
            found = self.rt.decisions.constant(raw.symbol)
            if found:
                return Val(found[0], "compared", val.at, (val,))
        return val

    def traced(self, val: Val, key: str = "", depth: int = 0, at: Place | None = None) -> Traced:
        """The value under this key; ``at`` is its place where a branch of it has another."""
        val = self.settled(val)
        raw = val.raw
        secret = is_secret_name(key)
        if type(raw) is Choice:
            return self._either(val, key, depth)
        place = at or place_of(val.at)
        chain = self._chain(val)
        if secret or is_secret_text(raw):
            self._mark(val)
        if type(raw) is Unknown:
            return Traced(
                status="unknown", reason=raw.reason, missing=raw.missing, origin=place, chain=chain, secret=secret
            )
        value, lost = self._value(val, depth)
        if lost is not None:
            return Traced(
                status="unknown",
                reason=lost.reason,
                missing=lost.missing,
                origin=place,
                chain=chain,
                secret=secret,
                parts=self._parts(raw, depth),
            )
        if secret or is_secret_text(value):
            value = REDACTED if value not in ("", None) else value
            secret = True
        return Traced(
            status="known",
            value=value,
            how=self._how(val),
            origin=place,
            chain=chain,
            secret=secret,
            parts=self._parts(raw, depth),
        )

    def _how(self, val: Val) -> str:
        return val.how

    def _either(self, val: Val, key: str, depth: int) -> Traced:
        if leaves(val) > MAX_LEAVES:
            return Traced(status="unknown", reason="too many possible values", origin=place_of(val.at))
        place = place_of(val.at)
        branches = tuple(
            Branch(condition=" and ".join(texts), traced=self.traced(leaf, key, depth, place))
            for texts, leaf in self._branches(val, [])
        )
        return either(branches, place)

    def _branches(self, val: Val, texts: list[str]) -> list[tuple[list[str], Val]]:
        val = self.settled(val)
        raw = val.raw
        if type(raw) is not Choice:
            return [(texts, val)]
        question = raw.question
        negative = question.negative or f"not ({question.text})"
        return [*self._branches(raw.yes, [*texts, question.text]), *self._branches(raw.no, [*texts, negative])]

    def _value(self, val: Val, depth: int) -> tuple[Any, Unknown | None]:
        """The plain value as the model holds it, or why there is none."""
        try:
            return self._plain(val, depth), None
        except NotKnown as problem:
            return None, problem.unknown

    def _plain(self, val: Val, depth: int = 0) -> Any:
        val = self.settled(val)
        raw = val.raw
        if raw is None or isinstance(raw, (bool, int, float)):
            return raw
        if isinstance(raw, str):
            return _shown(raw)
        if depth > MAX_DEPTH:
            raise NotKnown(Unknown("nested too deeply"))
        if isinstance(raw, Instance) and raw.base is not None:
            return self._plain(Val(raw.base), depth)
        if isinstance(raw, NativeObject) and hasattr(raw, "mapping"):
            raw = raw.mapping(self.rt, None).raw
        if isinstance(raw, (ListObj, SetObj, DictObj)) and raw.open is not None:
            raise NotKnown(raw.open)
        if isinstance(raw, DictObj):
            return {str(key): self._member(str(key), item, depth) for key, item in raw.items.items()}
        if isinstance(raw, ListObj):
            return [self._plain(item, depth + 1) for item in raw.items]
        if isinstance(raw, tuple):
            return [self._plain(item, depth + 1) for item in raw]
        if isinstance(raw, SetObj):
            return [item if isinstance(item, (int, float)) else _shown(item) for item in raw.items]
        return self._object(val, raw)

    def _member(self, key: str, item: Val, depth: int) -> Any:
        value = self._plain(item, depth + 1)
        return REDACTED if is_secret_name(key) and value not in ("", None) else value

    def _object(self, val: Val, raw: Any) -> Any:
        if type(raw) is Unknown:
            raise NotKnown(raw)
        if type(raw) is Choice:
            raise NotKnown(Unknown(f"depends on whether {raw.question.text}"))
        if type(raw).__module__.startswith("connlint.") or isinstance(raw, type):
            raise NotKnown(Unknown(f"a {type_name(val)} object"))
        return str(raw)

    def _parts(self, raw: Any, depth: int) -> dict[str, Traced] | None:
        if isinstance(raw, Instance) and raw.base is not None:
            raw = raw.base
        if not isinstance(raw, DictObj) or depth > MAX_DEPTH:
            return None
        return {str(key): self.traced(item, str(key), depth + 1) for key, item in raw.items.items()}

    def _chain(self, val: Val) -> tuple[Hop, ...]:
        """The places and variables the value came through, newest first."""
        hops: list[Hop] = []
        lines: set[str] = set()
        seen: set[int] = set()
        todo = [val]
        while todo and len(hops) < MAX_HOPS:
            item = todo.pop()
            if id(item) in seen:
                continue
            seen.add(id(item))
            place = place_of(item.at)
            if place is not None and place.short not in lines:
                lines.add(place.short)
                hops.append(Hop(what="", at=place))
            innermost = not any(isinstance(parent, EnvVal) for parent in item.parents)
            if isinstance(item, EnvVal) and innermost and f"env {item.variable}" not in lines:
                lines.add(f"env {item.variable}")
                hops.append(Hop(what=f"env {item.variable}"))
            todo += reversed(item.parents)
        return tuple(hops)

    def _mark(self, val: Val) -> None:
        """Remember the places of literals that hold a secret."""
        seen: set[int] = set()
        todo = [val]
        while todo and len(seen) < 100:  # noqa: PLR2004  a chain, not a heap
            item = todo.pop()
            if id(item) in seen:
                continue
            seen.add(id(item))
            literal = isinstance(item.at, tuple) and isinstance(item.at[1], ast.Constant)
            if isinstance(item.raw, str) and item.raw and (literal or isinstance(item.at, Place)):
                self.rt.secret(place_of(item.at))
            todo += item.parents


def _shown(item: object) -> str:
    return REDACTED if is_secret_text(item) else str(item)
