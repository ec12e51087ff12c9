"""Casts that a project passes (``cast=int``, ``[str]``, a lambda) as plain Python, and defaults with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import MISSING
from connlint.parsers.settings.libraries.semantics.environ_value import NOTSET
from connlint.parsers.settings.values import DictObj, ListObj, NotKnown, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.parsers.settings.call import Call


class Invoked:
    """A callable of the program; calling it gives a Val. Unlike a type it takes an unknown value too."""

    def __init__(self, call: Call, function: Val) -> None:
        self._call = call
        self._function = function

    def __call__(self, value: Any) -> Val:
        """The result of the program's function."""
        return self._call.invoke(self._function, value if isinstance(value, Val) else self._call.value(value))


def python_cast(call: Call, val: Val) -> Any:
    """A cast as plain Python: a type, a list, tuple or dict of casts, an Invoked; None where none was given."""
    if val is MISSING or val.raw is None:
        return None
    raw = val.raw
    if isinstance(raw, Unknown):
        raise NotKnown(raw)
    if isinstance(raw, ListObj):
        return [python_cast(call, item) for item in raw.items]
    if isinstance(raw, tuple):
        return tuple(python_cast(call, item) for item in raw)
    if isinstance(raw, DictObj):
        return {key: python_cast(call, item) for key, item in raw.items.items()}
    return raw if isinstance(raw, type) else Invoked(call, val)


def kind_of(cast: Any) -> str:
    """The kind of what a cast returns, "" when it does not say."""
    if isinstance(cast, type):
        return cast.__name__
    return type(cast).__name__ if isinstance(cast, (list, tuple, dict)) else ""


class _Opaque:
    """Stands for a default that is not known: it equals nothing, and its type cannot be a cast."""

    def __init__(self, *value: object) -> None:
        if value:
            raise NotKnown(Unknown("the default that would say how to read the variable is not known"))


class Default:
    """A default as a Val and as plain Python (NOTSET where there is none)."""

    def __init__(self, val: Val, plain: Any) -> None:
        self.val = val
        self.plain = plain

    @classmethod
    def of(cls, call: Call, val: Val) -> Default:
        """The default that was passed; one that is not plain stands for itself only."""
        if val is MISSING:
            return cls(val, NOTSET)
        try:
            return cls(val, call.plain(val))
        except NotKnown:
            known_as_text = isinstance(val.raw, Unknown) and val.raw.kind == "str"
            return cls(val, "\0" if known_as_text else _Opaque())

    def is_it(self, result: Any) -> bool:
        """Whether a result is this default."""
        return self.plain is not NOTSET and result is self.plain

    @property
    def opaque(self) -> bool:
        """Whether the plain value only stands for one that is not known."""
        return isinstance(self.plain, _Opaque) or self.plain == "\0"


class Scheme(Mapping[str, Any]):
    """The declared variables of an Env as plain Python; remembers the default that it gave out."""

    def __init__(self, call: Call, declared: dict[str, Val], fallback: Default) -> None:
        self._call = call
        self._declared = declared
        self._fallback = fallback

    def __contains__(self, name: object) -> bool:
        return name in self._declared

    def __iter__(self) -> Iterator[str]:
        return iter(self._declared)

    def __len__(self) -> int:
        return len(self._declared)

    def __getitem__(self, name: str) -> Any:
        val = self._declared[name]
        raw = val.raw
        if not isinstance(raw, tuple) or len(raw) != 2:  # noqa: PLR2004 - a cast and a default
            return python_cast(self._call, val)
        cast, default = raw
        if self._fallback.plain is NOTSET:
            found = Default.of(self._call, default)
            self._fallback.val, self._fallback.plain = found.val, found.plain
            return python_cast(self._call, cast), found.plain
        return python_cast(self._call, cast), None
