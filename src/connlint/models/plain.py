"""Records that only connlint sees: as quick to define as a class with nothing in it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NoReturn

if sys.version_info >= (3, 11):
    from typing import dataclass_transform
elif TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_: object) -> Any:
        """Only type checkers make anything of it."""
        return lambda cls: cls


if TYPE_CHECKING:
    from typing_extensions import Self


@dataclass_transform(frozen_default=True)
class Plain:
    """A record whose fields are the annotations of its class, in order; what it gives a field there is the default.

    Equal and hashed as its values are, like a named tuple. Python compiles a constructor for every dataclass and every
    named tuple; thirty of them take longer than to read two files and check them. Defaults must not be mutable: all
    records share them.
    """

    _names: tuple[str, ...]
    _known: frozenset[str]
    _needed: frozenset[str]

    def __init_subclass__(cls, *, frozen: bool = True) -> None:
        cls._names = tuple(cls.__annotations__)
        cls._known = frozenset(cls._names)
        cls._needed = frozenset(name for name in cls._names if not hasattr(cls, name))
        if frozen:
            cls.__setattr__ = _refuse  # type: ignore[assignment]  # it never returns

    def __init__(self, *values: Any, **named: Any) -> None:
        held = self.__dict__
        held.update(zip(self._names, values, strict=False))
        held.update(named)
        if len(held) != len(values) + len(named) or not self._needed <= held.keys() <= self._known:
            raise TypeError(f"{type(self).__name__} takes {', '.join(self._names)}")

    def changed(self, **fields: Any) -> Self:
        """The same record with other values in some fields."""
        return type(self)(**{**dict(zip(self._names, self._values(), strict=True)), **fields})

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self._names)

    def __eq__(self, other: object) -> bool:
        return self._values() == other._values() if isinstance(other, Plain) and type(other) is type(self) else False

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in zip(self._names, self._values(), strict=True))
        return f"{type(self).__name__}({shown})"


def _refuse(self: Plain, name: str, value: object) -> NoReturn:
    raise AttributeError(f"{type(self).__name__} cannot be changed: {name} = {value!r}")
