"""import statements."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from connlint.parsers.settings.values import ModuleObj, NativeModule, NotKnown, Question, Unknown, Val

if TYPE_CHECKING:
    import ast

    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At


def import_(rt: Runtime, frame: Frame, node: ast.Import) -> None:
    """``import a.b as c``."""
    at = (frame.unit, node)
    for alias in node.names:
        module = rt.modules.import_named(alias.name, frame, at)
        if alias.asname:
            frame.home(alias.asname)[alias.asname] = module
        else:
            first = alias.name.partition(".")[0]
            held = rt.modules.named(first) if first != alias.name else None
            module = rt.modules.import_named(first, frame, at) if held is None else Val(held, "import", at)
            frame.home(first)[first] = module


def import_from(rt: Runtime, frame: Frame, node: ast.ImportFrom) -> None:
    """``from .a import b as c`` and ``from .a import *``."""
    at = (frame.unit, node)
    module = rt.modules.import_from(node.module or "", node.level, frame, at)
    for alias in node.names:
        if alias.name == "*":
            _star(rt, frame, module, at)
            continue
        found = rt.modules.import_member(module, alias.name, frame, at)
        name = alias.asname or alias.name
        frame.home(name)[name] = found


def _star(rt: Runtime, frame: Frame, module: Val, at: At) -> None:
    raw = module.raw
    if isinstance(raw, Unknown):
        _foreign_star(rt, frame, raw)
        return
    if isinstance(raw, NativeModule):
        for name in raw.members:
            if not name.startswith("_"):
                frame.names[name] = rt.modules.import_member(module, name, frame, module.at)
        if not raw.complete:
            namespace = frame.module.namespace
            namespace.open = namespace.open or Unknown(f"{raw.name} is not modelled wholly")
        return
    if isinstance(raw, ModuleObj):
        _own_star(rt, frame, module, raw, at)


def _own_star(rt: Runtime, frame: Frame, module: Val, raw: ModuleObj, at: At) -> None:
    """A module of the project: the names that ``__all__`` lists, or those without a leading underscore."""
    held = raw.namespace.items
    if raw.namespace.open is not None:
        opened(frame, raw.namespace.open)
    if "__all__" not in held:
        public = {name: val for name, val in held.items() if isinstance(name, str) and not name.startswith("_")}
        frame.names.update(public)
        return
    try:
        listed = [str(rt.plain(item)) for item in rt.iterate(held["__all__"], frame, at)]
    except NotKnown as problem:
        for name in [name for name in held if isinstance(name, str) and not name.startswith("__")]:
            frame.names[name] = Val(Unknown(problem.unknown.reason, problem.unknown.missing), "unknown", at)
        return
    for name in listed:
        frame.names[name] = rt.attribute(module, name, frame, at)


def _foreign_star(rt: Runtime, frame: Frame, unknown: Unknown) -> None:
    """A module that cannot be read may replace settings that are already set; a decision where that matters."""
    namespace = frame.module.namespace
    if any(name in namespace.items for name in rt.relevance.names if name.isupper()):
        what = unknown.symbol[1] if unknown.symbol[0] == "import" else "an import that cannot be read"
        question = Question(("changes", "import", what), f"{what} replaces settings that are already set")
        with suppress(NotKnown):
            if not rt.decide(question):
                namespace.open = unknown
                return
    opened(frame, unknown)


def opened(frame: Frame, unknown: Unknown) -> None:
    """Names of settings may have been replaced by an import that cannot be read."""
    namespace = frame.module.namespace
    namespace.open = unknown
    if frame.kind == "module":
        for name in [name for name in namespace.items if isinstance(name, str) and name.isupper()]:
            del namespace.items[name]
