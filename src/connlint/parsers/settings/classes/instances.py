"""Making an instance of a class of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.classes.lookup import in_class
from connlint.parsers.settings.values import ClassObj, DictObj, Instance, ListObj, NativeClass, SetObj, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At

CONTAINERS: dict[type, Any] = {dict: DictObj, list: ListObj, set: SetObj}
SCALARS = (str, int, float, bytes, tuple)


def instantiate(rt: Runtime, function: Val, args: list[Val], keywords: dict[str, Val], frame: Frame, at: At) -> Val:
    """``cls(...)``."""
    cls: ClassObj = function.raw
    call = Call(rt, frame, at, args, keywords, cls.name)
    if "enum" in cls.extra:
        from connlint.parsers.settings.classes.enums import enum_member

        return enum_member(call, cls)
    for base in cls.mro:
        if isinstance(base, NativeClass):
            made = base.made(call, cls)
            if made is not None:
                return made
    maker = in_class(cls, "__new__")
    if maker is not None:
        new = maker.raw.function if hasattr(maker.raw, "function") else maker
        made = rt.call(new, [function, *args], keywords, frame, at)
        if not isinstance(made.raw, Instance) or made.raw.cls is not cls:
            return made
    else:
        made = bare(call, cls)
    _initialise(rt, made, args, keywords, frame, at)
    return made


def bare(call: Call, cls: ClassObj) -> Val:
    """An instance before its ``__init__``."""
    if "namedtuple" in cls.extra:
        from connlint.parsers.settings.classes.namedtuples import make_tuple

        return make_tuple(call, cls)
    made = Instance(cls)
    made.open = cls.unknown_base
    for base in cls.mro:
        if isinstance(base, type):
            container = next((kind for kind in CONTAINERS if issubclass(base, kind)), None)
            if container is not None:
                made.base = CONTAINERS[container]()
                break
            if issubclass(base, BaseException):
                made.attributes["args"] = Val(tuple(call.args), "computed", call.at)
                break
            if issubclass(base, SCALARS):
                made.base = call.rt.call(Val(base), call.args, {}, call.frame, call.at).raw
                break
    return Val(made, "computed", call.at, tuple(call.args))


def _initialise(rt: Runtime, made: Val, args: list[Val], keywords: dict[str, Val], frame: Frame, at: At) -> None:
    instance: Instance = made.raw
    method = rt.special(made, "__init__")
    if method is not None and not _generated(instance.cls):
        rt.call(method, args, keywords, frame, at)
    else:
        base_init(Call(rt, frame, at, args, keywords, instance.cls.name), made, None)


def _generated(cls: ClassObj) -> bool:
    """Whether the nearest ``__init__`` is the one that ``@dataclass`` makes."""
    for base in (base for base in cls.mro if isinstance(base, ClassObj)):
        if "__init__" in base.members:
            return False
        if base.extra.get("dataclass_of") is not None and base.extra["dataclass_of"].mro[0] is base:
            return True
    return False


def base_init(call: Call, receiver: Val, after: ClassObj | None) -> Val:
    """The ``__init__`` of the built-in bases, and that of a dataclass."""
    instance: Instance = receiver.raw
    cls = instance.cls
    if "dataclass" in cls.extra and _has_dataclass(cls, after):
        from connlint.parsers.settings.classes.dataclasses import initialise

        initialise(call, receiver)
    elif isinstance(instance.base, (DictObj, ListObj, SetObj)):
        from connlint.parsers.settings.builtin.types import construct

        kind = {DictObj: dict, ListObj: list, SetObj: set}[type(instance.base)]
        made = construct(call.rt, Val(kind), call.args, call.keywords, call.frame, call.at)
        instance.base = made.raw
    elif "args" in instance.attributes:
        instance.attributes["args"] = Val(tuple(call.args), "computed", call.at)
    elif (
        instance.base is None
        and (call.args or call.keywords)
        and instance.open is None
        and not in_class(cls, "__new__")
    ):
        call.fail(TypeError, f"{cls.name}() takes no arguments")
    return Val(None, "computed", call.at)


def _has_dataclass(cls: ClassObj, after: ClassObj | None) -> bool:
    mro = cls.mro[cls.mro.index(after) + 1 :] if after is not None and after in cls.mro else cls.mro
    return any(isinstance(base, ClassObj) and base.extra.get("dataclass_of") is base for base in mro)
