"""A value with its origin, and what stands for a value that is not known or not decided."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from connlint.parsers.settings.values import At

_SERIAL = count()
ENVIRONMENT = "environment"
"""The kind of the Unknown that opens a copy of the environment: what it lacks is a variable that is not supplied."""


class Val:
    """A payload with its origin: ``how`` it was obtained, ``at`` which place, from which ``parents``."""

    __slots__ = ("at", "how", "parents", "raw")

    def __init__(self, raw: Any, how: str = "literal", at: At = None, parents: tuple[Val, ...] = ()) -> None:
        self.raw = raw
        self.how = how
        self.at = at
        self.parents = parents

    def __repr__(self) -> str:
        return f"Val({self.raw!r}, {self.how!r})"


class EnvVal(Val):
    """What a look-up in the environment gave.

    ``state`` is "given" (supplied or written by the module), "default" (not supplied; the code's own
    default), "unset" (not supplied, no default) or "assumed" (the module cannot load without it).
    """

    __slots__ = ("state", "variable")

    def __init__(self, raw: Any, how: str, at: At, parents: tuple[Val, ...] = (), *, variable: str, state: str) -> None:
        super().__init__(raw, how, at, parents)
        self.variable = variable
        self.state = state


class Unknown:
    """Nothing is known but ``kind``, a type's name ("str", "int", "dict", "module", "" for any).

    ``missing`` names what would decide it (an environment variable, a file). ``symbol`` identifies it:
    two Unknowns with equal symbols are the same value. ``text`` is the condition that it is true.
    """

    __slots__ = ("kind", "missing", "reason", "symbol", "text")

    def __init__(self, reason: str, missing: str = "", kind: str = "", symbol: Any = None, text: str = "") -> None:
        self.reason = reason
        self.missing = missing
        self.kind = kind
        self.symbol: Any = ("once", next(_SERIAL)) if symbol is None else symbol
        self.text = text


class Question:
    """Something undecidable with two answers. Equal keys are the same question."""

    __slots__ = ("key", "negative", "text")

    def __init__(self, key: Any, text: str, negative: str = "") -> None:
        self.key = key
        self.text = text
        self.negative = negative

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Question) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


class Choice:
    """``yes`` where the question holds, else ``no``; neither is chosen before something needs it."""

    __slots__ = ("no", "question", "yes")

    def __init__(self, question: Question, yes: Val, no: Val) -> None:
        self.question = question
        self.yes = yes
        self.no = no
