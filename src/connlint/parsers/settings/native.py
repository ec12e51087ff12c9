"""Members of modules that are modelled here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.plain import from_plain
from connlint.parsers.settings.values import Native, NativeModule, NativeObject, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At


def wrap(name: str, found: Any, at: At) -> Val:
    """The Val of a member: a Val, a function taking a Call, an object, a type, a plain constant."""
    if isinstance(found, Val):
        return found
    if isinstance(found, (Native, NativeObject, NativeModule, type)):
        return Val(found, "native", at)
    if callable(found):
        return Val(Native(name, found), "native", at)
    return from_plain(found, "native", at)


def member(rt: Runtime, module: NativeModule, name: str, frame: Frame, at: At) -> Val | None:
    """``module.name``; a name that is not modelled is unknown, or missing in a complete module."""
    if rt.store and f"{module.name}.{name}" in rt.store:
        return rt.store[f"{module.name}.{name}"]  # type: ignore[no-any-return]  # what the program set, or None
    if name in module.members:
        return wrap(f"{module.name}.{name}", module.members[name], at)
    if name == "__name__":
        return Val(module.name, "native", at)
    found = rt.modules.native(f"{module.name}.{name}")
    if found is not None:
        return Val(found, "native", at)
    if module.complete:
        return None
    reason = f"{module.name}.{name} is not modelled"
    return Val(Unknown(reason, symbol=("import", module.name, name)), "unknown", at)
