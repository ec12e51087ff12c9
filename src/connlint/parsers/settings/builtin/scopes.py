"""globals(), locals(), vars(), dir(), exec() and eval(), as far as they are decidable."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from connlint.parsers.settings.call import MISSING, Call
from connlint.parsers.settings.values import ClassObj, DictObj, Instance, ListObj, ModuleObj, NotKnown, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Callable


def globals_(call: Call) -> Val:
    """``globals()``: the module's own namespace."""
    return Val(call.frame.module.namespace, "computed", call.at)


def locals_(call: Call) -> Val:
    """``locals()``: the namespace at module level, a copy elsewhere."""
    frame = call.frame
    if frame.kind == "module":
        return globals_(call)
    if frame.kind == "class":
        return Val(DictObj(frame.names), "computed", call.at)
    return Val(DictObj(dict(frame.names)), "computed", call.at)


def vars_(call: Call) -> Val:
    """``vars()`` and ``vars(object)``."""
    if not call.args:
        return locals_(call)
    raw = call.args[0].raw
    if isinstance(raw, ModuleObj):
        return Val(raw.namespace, "computed", call.at, tuple(call.args))
    if isinstance(raw, Instance):
        return Val(DictObj(raw.attributes, raw.open), "computed", call.at, tuple(call.args))
    if isinstance(raw, ClassObj):
        return Val(DictObj(dict(raw.members)), "computed", call.at, tuple(call.args))
    if isinstance(raw, Unknown):
        raise NotKnown(raw)
    return call.unknown("vars() of this object is not modelled")


def dir_(call: Call) -> Val:
    """``dir()`` and ``dir(object)``: names that the project itself gave."""
    if not call.args:
        return call.value(sorted(key for key in locals_(call).raw.items if isinstance(key, str)), "computed")
    raw = call.args[0].raw
    if isinstance(raw, ModuleObj):
        held = call.value(sorted(raw.namespace.items), "computed")
        held.raw.open = raw.namespace.open
        return held
    if isinstance(raw, Instance) and raw.open is None and raw.cls.unknown_base is None:
        names = {name for cls in raw.cls.mro if isinstance(cls, ClassObj) for name in cls.members}
        return call.value(sorted({*names, *raw.attributes, *dir(object)}), "computed")
    if isinstance(raw, ClassObj) and raw.unknown_base is None:
        names = {name for cls in raw.mro if isinstance(cls, ClassObj) for name in cls.members}
        return call.value(sorted({*names, *dir(object)}), "computed")
    return Val(ListObj([], Unknown("dir() of this object is not modelled")), "unknown", call.at)


class Code:
    """What ``compile()`` gives: the text, and the file it came from."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name


def compile_(call: Call) -> Val:
    """``compile(source, filename, mode)``."""
    source, name, *_ = call.bind("source", "filename", "mode", "flags", "dont_inherit", "optimize", required=1)
    text = call.plain(source)
    if isinstance(text, bytes):
        text = text.decode()
    return Val(Code(text, str(call.plain(name, "<string>"))), "computed", call.at, (source,))


def exec_(call: Call) -> Val:
    """``exec(source, globals, locals)``: the statements run in that namespace."""
    source, namespace, _ = call.bind("source", "globals", "locals", required=1)
    target = call.frame.module.namespace if namespace is MISSING or namespace.raw is None else namespace.raw
    if not isinstance(target, DictObj):
        raise call.decided("exec() in an unknown namespace")
    raw = source.raw
    try:
        text = raw.text if isinstance(raw, Code) else call.plain(source)
    except NotKnown as problem:
        target.items.clear()
        target.open = problem.unknown
        return Val(None, "computed", call.at)
    name = raw.name if isinstance(raw, Code) else ""
    call.rt.modules.run_text(text if isinstance(text, str) else text.decode(), name, target, call.frame)
    return Val(None, "computed", call.at)


def eval_(call: Call) -> Val:
    """``eval(source)``: an expression of known text in the scope at hand."""
    source, namespace, _ = call.bind("expression", "globals", "locals", required=1)
    raw = source.raw
    text = raw.text if isinstance(raw, Code) else call.plain(source)
    if namespace is not MISSING and namespace.raw is not None and namespace.raw is not call.frame.module.namespace:
        return call.unknown("eval() in another namespace")
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return call.fail(SyntaxError, str(error))  # type: ignore[no-any-return]  # fail never returns
    val = call.rt.eval(tree.body, call.frame)
    return Val(val.raw, val.how, call.at, (source, *val.parents))


FUNCTIONS: dict[str, Callable[[Call], Val]] = {
    "globals": globals_,
    "locals": locals_,
    "vars": vars_,
    "dir": dir_,
    "compile": compile_,
    "exec": exec_,
    "eval": eval_,
}
