"""Calling built-in types: int("5"), dict(a=1), list(items), ValueError("...")."""

from __future__ import annotations

from collections import OrderedDict, defaultdict, deque
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.builtin.classes import callable_, type_function
from connlint.parsers.settings.call import MISSING, Call
from connlint.parsers.settings.keys import key_of
from connlint.parsers.settings.limits import LimitHit
from connlint.parsers.settings.methods.conversion import text_of
from connlint.parsers.settings.values import (
    Choice,
    DictObj,
    ExcObj,
    Instance,
    ListObj,
    Native,
    NotKnown,
    SetObj,
    Unknown,
    Val,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At

MAX_DIGITS = 4_000


def construct(rt: Runtime, function: Val, args: list[Val], keywords: dict[str, Val], frame: Frame, at: At) -> Val:
    """Call a built-in type, or another type used as a token."""
    from connlint.parsers.settings.calls import call_native

    kind: type = function.raw
    if issubclass(kind, BaseException):
        return Val(ExcObj(kind, tuple(args)), "computed", at)
    maker = _MAKERS.get(kind)
    if maker is None:
        if issubclass(kind, PurePath):
            maker = _path
        else:
            reason = f"{kind.__name__} objects are not modelled"
            return Val(Unknown(reason, kind="harmless"), "unknown", at, tuple(args))
    pure = kind in (str, int, float, bool)
    return call_native(rt, Native(kind.__name__, maker, pure=pure), args, keywords, frame, at)


def _unknown(call: Call, val: Val, kind: str) -> Val:
    """The conversion of an unknown value: unknown, of this type."""
    raw: Unknown = val.raw
    if raw.kind != kind and kind in ("int", "float"):
        call.rt.may_raise(call.at, ValueError)
    return call.rt.derived(raw, call.at, (val,), kind, ("convert", kind, raw.symbol))


def _base(val: Val) -> Any:
    raw = val.raw
    return raw.base if type(raw) is Instance and isinstance(raw.base, (str, int, float)) else raw


def _int(call: Call) -> Val:
    if not call.args:
        call.bind()
        return call.value(0, "literal")
    val = call.args[0]
    if type(val.raw) is Unknown:
        return _unknown(call, val, "int")
    raw = _base(val)
    if isinstance(raw, str) and len(raw) > MAX_DIGITS:
        raise LimitHit("a very long number")
    method = call.rt.special(val, "__int__") if type(val.raw) is Instance else None
    if method is not None:
        return call.invoke(method)
    rest, keywords = _rest(call)
    return _converted(call, lambda: int(raw, *rest, **keywords), val)


def _rest(call: Call) -> tuple[list[Any], dict[str, Any]]:
    return [call.plain(arg) for arg in call.args[1:]], {key: call.plain(arg) for key, arg in call.keywords.items()}


def _float(call: Call) -> Val:
    if not call.args:
        call.bind()
        return call.value(0.0, "literal")
    val = call.args[0]
    if type(val.raw) is Unknown:
        return _unknown(call, val, "float")
    method = call.rt.special(val, "__float__")
    return call.invoke(method) if method is not None else _converted(call, lambda: float(_base(val)), val)


def _converted(call: Call, function: Callable[[], Any], val: Val) -> Val:
    try:
        return call.value(function(), "", val)
    except (TypeError, ValueError, OverflowError) as error:
        message = "invalid literal" if isinstance(error, ValueError) else str(error)
        causes = call.rt.causes([val])
        return call.fail(type(error), message, *causes)  # type: ignore[no-any-return]  # fail never returns


def _bool(call: Call) -> Val:
    if not call.args:
        return call.value(False, "literal")
    val = call.args[0]
    found = call.rt.peek(val)
    if not isinstance(found, tuple):
        return call.value(call.truth(val), "", val)
    question, when = found
    if when:
        return Val(
            Unknown(_reason(val), _missing(val), "bool", question.key, question.text), "unknown", call.at, (val,)
        )
    return Val(Choice(question, call.value(False), call.value(True)), "either", call.at, (val,))


def _reason(val: Val) -> str:
    return val.raw.reason if type(val.raw) is Unknown else "not known"


def _missing(val: Val) -> str:
    return val.raw.missing if type(val.raw) is Unknown else ""


def _str(call: Call) -> Val:
    if not call.args:
        return call.value("", "literal")
    val = call.args[0]
    if type(val.raw) is Unknown:
        return val if val.raw.kind == "str" else _unknown(call, val, "str")
    if len(call.args) + len(call.keywords) > 1:
        rest, keywords = _rest(call)
        return _converted(call, lambda: str(val.raw, *rest, **keywords), val)
    return call.value(text_of(call.rt, call.frame, val, call.at), "", val)


def _bytes(call: Call) -> Val:
    first = [call.plain(arg) for arg in call.args[:1]]
    rest, keywords = _rest(call)
    if any(isinstance(arg, int) for arg in first):
        raise LimitHit("bytes of a computed length")
    return _converted(call, lambda: bytes(*first, *rest, **keywords), call.args[0] if call.args else Val(b""))


def _list(call: Call) -> Val:
    items, opened = call.rt.iterate_open(call.args[0], call.frame, call.at) if call.args else ([], None)
    return Val(ListObj(items, opened), "computed", call.at, tuple(call.args))


def _deque(call: Call) -> Val:
    items, length = call.bind("iterable", "maxlen")
    if length is not MISSING and length.raw is not None:
        raise NotKnown(Unknown("a deque of a limited length is not modelled"))
    given = [] if items is MISSING else [items]
    made = _list(Call(call.rt, call.frame, call.at, given, {}, "deque"))
    made.raw.kind = "deque"
    return made


def _tuple(call: Call) -> Val:
    items = call.rt.iterate(call.args[0], call.frame, call.at) if call.args else []
    return Val(tuple(items), "computed", call.at, tuple(call.args))


def _set(call: Call, kind: str = "set") -> Val:
    items, opened = call.rt.iterate_open(call.args[0], call.frame, call.at) if call.args else ([], None)
    keys = {key_of(call.rt, item, call.at): item for item in items}
    return Val(SetObj(keys, opened, kind), "computed", call.at, tuple(call.args))


def _frozenset(call: Call) -> Val:
    return _set(call, "frozenset")


def _dict(call: Call, kind: str = "dict") -> Val:
    made = DictObj(kind=kind)
    if len(call.args) > 1:
        call.fail(TypeError, f"{kind} expected at most 1 argument, got {len(call.args)}")
    for arg in call.args:
        call.rt.merge(made, arg, call.frame, call.at)
    made.items.update(call.keywords)
    return Val(made, "literal", call.at, tuple(call.args))


def _ordered(call: Call) -> Val:
    return _dict(call, "OrderedDict")


def _default_dict(call: Call) -> Val:
    factory, *rest = call.args or [Val(None)]
    if factory.raw is not None and not callable_(call, factory):
        call.fail(TypeError, "first argument must be callable or None")
    made = _dict(Call(call.rt, call.frame, call.at, rest, call.keywords, "dict"), "defaultdict")
    made.raw.factory = factory
    return made


def _range(call: Call) -> Val:
    args = [call.plain(arg) for arg in call.args]
    return _converted(call, lambda: range(*args), call.args[0] if call.args else Val(0))


def _object(call: Call) -> Val:
    from connlint.parsers.settings.values import ClassObj

    return Val(Instance(ClassObj("object", (), {}, "builtins")), "computed", call.at)


def _slice(call: Call) -> Val:
    return Val(slice(*[call.plain(arg) for arg in call.args]), "computed", call.at)


def _path(call: Call) -> Val:
    parts = [call.plain(arg) for arg in call.args]
    if not all(isinstance(part, (str, PurePath)) for part in parts):
        call.fail(TypeError, "expected str, bytes or os.PathLike object")
    return call.value(Path(*parts), "", *call.args)


def _bare_object(call: Call) -> Val:
    raise NotKnown(Unknown("bytes that change are not modelled"))


_MAKERS: dict[Any, Callable[[Call], Val]] = {
    int: _int,
    float: _float,
    bool: _bool,
    str: _str,
    bytes: _bytes,
    bytearray: _bare_object,
    list: _list,
    deque: _deque,
    tuple: _tuple,
    set: _set,
    frozenset: _frozenset,
    dict: _dict,
    OrderedDict: _ordered,
    defaultdict: _default_dict,
    range: _range,
    object: _object,
    slice: _slice,
    type: type_function,
}
