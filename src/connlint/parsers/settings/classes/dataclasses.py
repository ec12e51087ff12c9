"""``@dataclass``: its fields, its ``__init__``, and the functions of the dataclasses module."""

from __future__ import annotations

from dataclasses import dataclass as record
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import MISSING, Call
from connlint.parsers.settings.values import (
    ClassObj,
    DictObj,
    Instance,
    ListObj,
    Native,
    NativeObject,
    Unknown,
    Val,
)

if TYPE_CHECKING:
    from collections.abc import Callable


@record
class Field(NativeObject):
    """What ``field(...)`` gives."""

    default: Val | None = None
    factory: Val | None = None
    init: bool = True
    kw_only: bool = False
    type_name = "Field"


def field(call: Call) -> Val:
    """``dataclasses.field(...)``."""
    names = ("*default", "*default_factory", "*init", "*repr", "*hash", "*compare", "*metadata", "*kw_only")
    default, factory, init, _, _, _, _, kw_only = call.bind(*names)
    made = Field(
        None if default is MISSING else default,
        None if factory is MISSING else factory,
        init=bool(call.plain(init, default=True)),
        kw_only=bool(call.plain(kw_only, default=False)),
    )
    return Val(made, "computed", call.at)


def dataclass(call: Call) -> Val:
    """``@dataclass`` and ``@dataclass(...)``."""
    if call.args:
        return _decorate(call.args[0], kw_only=False, frozen=False)
    kw_only, frozen = (
        bool(call.plain(call.keywords.get(name, MISSING), default=False)) for name in ("kw_only", "frozen")
    )
    return Val(
        Native("dataclass", lambda inner: _decorate(inner.args[0], kw_only=kw_only, frozen=frozen)), "native", call.at
    )


def _decorate(val: Val, *, kw_only: bool, frozen: bool) -> Val:
    cls: Any = val.raw
    if not isinstance(cls, ClassObj):
        return Val(Unknown("@dataclass on something unknown"), "unknown", val.at)
    fields: dict[str, Field] = {}
    for base in reversed(cls.mro[1:]):
        if isinstance(base, ClassObj):
            fields.update(base.extra.get("dataclass_own", {}))
    own: dict[str, Field] = {}
    keyword = kw_only
    annotations = cls.members.get("__annotations__")
    for name, annotation in annotations.raw.items.items() if annotations is not None else ():
        text = str(annotation.raw)
        if text.endswith("KW_ONLY"):
            keyword = True
        elif "ClassVar" not in text:
            own[name] = _field(cls, name, kw_only=keyword)
    cls.extra["dataclass_own"] = {**fields, **own}
    cls.extra["dataclass"] = {**fields, **own}
    cls.extra["dataclass_of"] = cls
    cls.extra["frozen"] = frozen
    return val


def _field(cls: ClassObj, name: str, *, kw_only: bool) -> Field:
    given = cls.members.get(name)
    if given is None:
        return Field(kw_only=kw_only)
    if not isinstance(given.raw, Field):
        return Field(given, kw_only=kw_only)
    if given.raw.default is None:
        del cls.members[name]
    else:
        cls.members[name] = given.raw.default
    given.raw.kw_only = given.raw.kw_only or kw_only
    return given.raw


def initialise(call: Call, receiver: Val) -> None:
    """The ``__init__`` that ``@dataclass`` makes, with ``__post_init__``."""
    instance: Instance = receiver.raw
    fields: dict[str, Field] = instance.cls.extra["dataclass"]
    positional = [name for name, spec in fields.items() if spec.init and not spec.kw_only]
    keyword = [f"*{name}" for name, spec in fields.items() if spec.init and spec.kw_only]
    given = dict(zip([*positional, *(name[1:] for name in keyword)], call.bind(*positional, *keyword), strict=True))
    for name, spec in fields.items():
        val = given.get(name, MISSING)
        if val is not MISSING:
            instance.attributes[name] = val
        elif spec.factory is not None:
            instance.attributes[name] = call.invoke(spec.factory)
        elif spec.default is not None:
            instance.attributes[name] = spec.default
        elif spec.init:
            call.fail(TypeError, f"{instance.cls.name}.__init__() missing a required argument: '{name}'")
    hook = call.rt.special(receiver, "__post_init__")
    if hook is not None:
        call.invoke(hook)


def _fields(call: Call, val: Val) -> tuple[Instance, dict[str, Field]]:
    raw = val.raw
    if isinstance(raw, Instance) and "dataclass" in raw.cls.extra:
        return raw, raw.cls.extra["dataclass"]
    raise call.decided("not a dataclass that is known")


def as_dict(call: Call) -> Val:
    """``asdict(instance)``."""
    return _as_dict(call, call.args[0])


def _as_dict(call: Call, val: Val) -> Val:
    raw = val.raw
    if isinstance(raw, Instance) and "dataclass" in raw.cls.extra:
        items = {name: _as_dict(call, call.attribute(val, name)) for name in raw.cls.extra["dataclass"]}
        return Val(DictObj(items), "computed", call.at, (val,))
    if isinstance(raw, DictObj):
        return Val(
            DictObj({key: _as_dict(call, item) for key, item in raw.items.items()}, raw.open), val.how, val.at, (val,)
        )
    if isinstance(raw, ListObj):
        return Val(ListObj([_as_dict(call, item) for item in raw.items], raw.open), val.how, val.at, (val,))
    return val


def as_tuple(call: Call) -> Val:
    """``astuple(instance)``."""
    _, fields = _fields(call, call.args[0])
    return Val(tuple(call.attribute(call.args[0], name) for name in fields), "computed", call.at)


def replace(call: Call) -> Val:
    """``replace(instance, **changes)``."""
    instance, fields = _fields(call, call.args[0])
    given = {name: call.attribute(call.args[0], name) for name, spec in fields.items() if spec.init}
    return call.rt.call(Val(instance.cls), [], {**given, **call.keywords}, call.frame, call.at)


class FieldName(NativeObject):
    """One of ``fields(instance)``: it has a name."""

    type_name = "Field"

    def __init__(self, name: str) -> None:
        self.name = name

    def attribute(self, call: Call, name: str) -> Val | None:
        """Its name; the rest is unknown."""
        if name == "name":
            return call.value(self.name, "computed")
        return call.unknown(f"{name} of a dataclass field")


def fields_of(call: Call) -> Val:
    """``fields(class_or_instance)``."""
    raw = call.args[0].raw
    cls = raw.cls if isinstance(raw, Instance) else raw
    if not isinstance(cls, ClassObj) or "dataclass" not in cls.extra:
        raise call.decided("not a dataclass that is known")
    return Val(tuple(Val(FieldName(name)) for name in cls.extra["dataclass"]), "computed", call.at)


def is_dataclass(call: Call) -> Val:
    """``is_dataclass(x)``."""
    raw = call.args[0].raw
    cls = raw.cls if isinstance(raw, Instance) else raw
    return call.value(isinstance(cls, ClassObj) and "dataclass" in cls.extra, "computed")


MEMBERS: dict[str, Callable[[Call], Val]] = {
    "dataclass": dataclass,
    "field": field,
    "asdict": as_dict,
    "astuple": as_tuple,
    "replace": replace,
    "fields": fields_of,
    "is_dataclass": is_dataclass,
}
