"""Python's built-in names."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from connlint.parsers.settings.builtin.functions import FUNCTIONS, PURE
from connlint.parsers.settings.values import Native, Unknown, Val

if TYPE_CHECKING:
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
_FOUND: dict[str, Val] = {name: Val(found, "native") for name, found in TYPES.items()}
_FOUND.update({name: Val(Native(name, function, pure=name in PURE), "native") for name, function in FUNCTIONS.items()})
_FOUND.update({name: Val(getattr(builtins, name), "literal") for name in ("NotImplemented", "Ellipsis", "__debug__")})


def find_builtin(rt: Runtime, frame: Frame, name: str) -> Val | None:
    """The built-in of this name."""
    found = _FOUND.get(name)
    if found is None and name in PYTHON_2 and frame.unit.path in rt.modules.python2:
        return Val(PYTHON_2[name], "native")
    if found is None and name == "__builtins__":
        return Val(Unknown("__builtins__ is not modelled", kind="harmless"), "unknown")
    return found
