"""Python's built-in names."""

from __future__ import annotations

import builtins
from importlib import import_module
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.values import Native, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame

PYTHON_2 = {"unicode": str, "basestring": str, "long": int, "xrange": range}
TYPES: dict[str, type] = {
    name: found
    for name, found in vars(builtins).items()
    if isinstance(found, type)
    and not name.startswith("_")
    and name not in ("super", "property", "classmethod", "staticmethod")
}
FUNCTIONS: dict[str, tuple[str, ...]] = {
    "basic": (
        *("abs", "ascii", "bin", "breakpoint", "callable", "chr", "delattr", "divmod", "exit", "format", "getattr"),
        *("hasattr", "hash", "hex", "id", "input", "len", "oct", "ord", "pow", "print", "quit", "raw_input", "repr"),
        *("round", "setattr", "__import__"),
    ),
    "classes": ("classmethod", "isinstance", "issubclass", "property", "staticmethod", "super"),
    "files": ("file", "open"),
    "scopes": ("compile", "dir", "eval", "exec", "globals", "locals", "vars"),
    "sequences": (
        *("all", "any", "enumerate", "filter", "iter", "map", "max", "min", "next", "reversed", "sorted", "sum", "zip"),
    ),
}
"""By module of this package, which is loaded when one of its functions is looked up."""
PURE = frozenset({"len", "abs", "round", "ord", "chr", "hex", "oct", "bin", "ascii", "repr", "divmod"})
_MODULE_OF = {name: module for module, names in FUNCTIONS.items() for name in names}
_FOUND = {name: Val(found, "native") for name, found in TYPES.items() if name not in _MODULE_OF}
_FOUND.update({name: Val(getattr(builtins, name), "literal") for name in ("NotImplemented", "Ellipsis", "__debug__")})


def find_builtin(rt: Runtime, frame: Frame, name: str) -> Val | None:
    """The built-in of this name."""
    found = _FOUND.get(name)
    if found is None and name in _MODULE_OF:
        found = _FOUND[name] = Val(Native(name, functions_of(_MODULE_OF[name])[name], pure=name in PURE), "native")
    if found is None and name in PYTHON_2 and frame.unit.path in rt.modules.python2:
        return Val(PYTHON_2[name], "native")
    if found is None and name == "__builtins__":
        return Val(Unknown("__builtins__ is not modelled", kind="harmless"), "unknown")
    return found


def functions_of(module: str) -> Mapping[str, Callable[..., Any]]:
    """The built-in functions of one module here, by name."""
    found: Mapping[str, Callable[..., Any]] = import_module(f"{__name__}.{module}").FUNCTIONS
    return found
