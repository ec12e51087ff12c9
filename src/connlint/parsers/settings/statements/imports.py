"""import statements."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from connlint.parsers.settings.values import ListObj, ModuleObj, NativeModule, NotKnown, Question, Unknown, Val

if TYPE_CHECKING:
    import ast

    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame


def import_(rt: Runtime, frame: Frame, node: ast.Import) -> None:
    """``import a.b as c``."""
    at = (frame.unit, node)
    for alias in node.names:
        module = rt.modules.import_named(alias.name, frame, at)
        if alias.asname:
            frame.home(alias.asname)[alias.asname] = module
        else:
            first = alias.name.partition(".")[0]
            frame.home(first)[first] = rt.modules.import_named(first, frame, at)


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


def _star(rt: Runtime, frame: Frame, module: Val, at: object) -> None:
    raw = module.raw
    names = frame.names
    if isinstance(raw, Unknown):
        _foreign_star(rt, frame, raw)
        return
    if isinstance(raw, NativeModule):
        for name in raw.members:
            if not name.startswith("_"):
                names[name] = rt.modules.import_member(module, name, frame, module.at)
        if not raw.complete:
            namespace = frame.module.namespace
            namespace.open = namespace.open or Unknown(f"{raw.name} is not modelled wholly")
        return
    if isinstance(raw, ModuleObj):
        if raw.namespace.open is not None:
            opened(frame, raw.namespace.open)
        declared = raw.namespace.items.get("__all__")
        if declared is not None and isinstance(declared.raw, (ListObj, tuple)):
            wanted = [item.raw for item in rt.iterate(declared, frame, module.at)]
            for name in wanted:
                if isinstance(name, str):
                    names[name] = rt.modules.import_member(module, name, frame, module.at)
            return
        for name, val in list(raw.namespace.items.items()):
            if isinstance(name, str) and not name.startswith("_"):
                names[name] = val


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
