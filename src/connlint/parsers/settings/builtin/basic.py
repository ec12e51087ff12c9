"""Built-in functions of single values."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import MISSING, Call, inherited
from connlint.parsers.settings.values import (
    ClassObj,
    DictObj,
    Instance,
    ListObj,
    NativeObject,
    NotKnown,
    SetObj,
    Unknown,
    Val,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def length(call: Call) -> Val:
    """``len(x)``."""
    (val,) = call.bind("obj", required=1)
    raw = val.raw
    if type(raw) is Instance:
        method = call.rt.special(val, "__len__")
        if method is not None:
            return call.invoke(method)
        raw = raw.base
    if isinstance(raw, Unknown):
        raise NotKnown(raw)
    if isinstance(raw, ListObj) and raw.kind == "iterator":
        call.fail(TypeError, "object has no len()")
    if isinstance(raw, (DictObj, ListObj, SetObj)):
        if raw.open is not None:
            raise NotKnown(raw.open)
        return call.value(len(raw.items), "computed", val)
    if isinstance(raw, ClassObj) or not hasattr(type(raw), "__len__"):
        if isinstance(raw, (NativeObject, ClassObj)):
            return call.unknown("a length that is not modelled")
        call.fail(TypeError, "object has no len()")
    return call.value(len(raw), "computed", val)


def _plain(name: str) -> Callable[[Call], Val]:
    """A built-in that works on plain values only."""

    def run(call: Call) -> Val:
        args = [call.plain(arg) for arg in call.args]
        keywords = {key: call.plain(arg) for key, arg in call.keywords.items()}
        if name == "pow":
            import ast

            from connlint.parsers.settings.operators.guarding import guard

            guard(ast.Pow, args[0], args[1])
        try:
            return call.value(getattr(builtins, name)(*args, **keywords), inherited(tuple(call.args)), *call.args)
        except (TypeError, ValueError, ArithmeticError) as error:
            return call.fail(type(error), str(error))  # type: ignore[no-any-return]  # fail never returns

    return run


def representation(call: Call) -> Val:
    """``repr(x)``."""
    from connlint.parsers.settings.methods.conversion import repr_of

    (val,) = call.bind("object", required=1)
    return call.value(repr_of(call.rt, call.frame, val, call.at), "", val)


def ascii_(call: Call) -> Val:
    """``ascii(x)``."""
    from connlint.parsers.settings.methods.conversion import ascii_of, repr_of

    (val,) = call.bind("object", required=1)
    return call.value(ascii_of(repr_of(call.rt, call.frame, val, call.at)), "", val)


def formatted(call: Call) -> Val:
    """``format(x, spec)``."""
    from connlint.parsers.settings.expressions.texts import format_value

    val, spec = call.bind("value", "format_spec", required=1)
    return call.value(format_value(call.rt, call.frame, val, call.plain(spec, "")), "", val)


def is_callable(call: Call) -> Val:
    """``callable(x)``."""
    (val,) = call.bind("obj", required=1)
    if isinstance(val.raw, Unknown):
        raise NotKnown(val.raw)
    from connlint.parsers.settings.builtin.classes import callable_

    return call.value(callable_(call, val), "computed")


def identity(call: Call) -> Val:
    """``id(x)``, ``hash(x)``, ``input()``: differ from run to run."""
    return call.unknown(f"{call.name}() differs from run to run")


def nothing(call: Call) -> Val:
    """``print(...)`` and whatever else has no result."""
    return Val(None, "computed", call.at)


def leave(call: Call) -> Val:
    """``exit()`` and ``quit()``."""
    return call.fail(SystemExit, "exit")  # type: ignore[no-any-return]  # fail never returns


def imported(call: Call) -> Val:
    """``__import__(name)``: the package that a dotted name begins with; the module itself where names are wanted."""
    name, _, _, wanted, level = call.bind("name", "globals", "locals", "fromlist", "level", required=1)
    text, depth = call.plain(name), call.plain(level, 0)
    whole = wanted is not MISSING and call.truth(wanted)
    if not whole and depth:
        raise call.decided("__import__() of something beside the module")
    found = call.rt.modules.import_from(text, depth, call.frame, call.at)
    return found if whole else call.rt.modules.import_named(text.partition(".")[0], call.frame, call.at)


def get_attribute(call: Call) -> Val:
    """``getattr(x, name, default)``."""
    val, name, default = call.bind("object", "name", "default", required=2)
    wanted = call.plain(name)
    if not isinstance(wanted, str):
        call.fail(TypeError, "attribute name must be string")
    found = call.rt.find(val, wanted, call.frame, call.at)
    if found is not None:
        return found
    return call.attribute(val, wanted) if default is MISSING else default


def has_attribute(call: Call) -> Val:
    """``hasattr(x, name)``."""
    val, name = call.bind("object", "name", required=2)
    found = call.rt.find(val, call.plain(name), call.frame, call.at)
    if found is not None and type(found.raw) is Unknown and type(val.raw) is Unknown:
        raise NotKnown(found.raw)
    return call.value(found is not None, "computed", val)


def set_attribute(call: Call) -> Val:
    """``setattr(x, name, value)``."""
    from connlint.parsers.settings.statements.targets import set_attribute as assign

    assign(call.rt, call.args[0], call.plain(call.args[1]), call.args[2], call.frame, call.at)
    return Val(None, "computed", call.at)


def delete_attribute(call: Call) -> Val:
    """``delattr(x, name)``."""
    from connlint.parsers.settings.statements.targets import delete_attribute as delete

    delete(call.rt, call.args[0], call.plain(call.args[1]), call.frame, call.at)
    return Val(None, "computed", call.at)


FUNCTIONS: dict[str, Callable[[Call], Any]] = {
    "len": length,
    "repr": representation,
    "ascii": ascii_,
    "format": formatted,
    "callable": is_callable,
    "id": identity,
    "hash": identity,
    "input": identity,
    "raw_input": identity,
    "print": nothing,
    "breakpoint": nothing,
    "exit": leave,
    "quit": leave,
    "__import__": imported,
    "getattr": get_attribute,
    "hasattr": has_attribute,
    "setattr": set_attribute,
    "delattr": delete_attribute,
    **{name: _plain(name) for name in ("abs", "round", "ord", "chr", "hex", "oct", "bin", "divmod", "pow")},
}
