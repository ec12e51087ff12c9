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
    NotKnown,
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
    passed: bool = False
    """Whether it is no field but an ``InitVar``, which only ``__post_init__`` is told."""
    type_name = "Field"

    @property
    def optional(self) -> bool:
        """Whether it need not be given."""
        return self.default is not None or self.factory is not None


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
        return _decorate(call, kw_only=False, frozen=False)
    kw_only, frozen = (
        bool(call.plain(call.keywords.get(name, MISSING), default=False)) for name in ("kw_only", "frozen")
    )
    return Val(Native("dataclass", lambda inner: _decorate(inner, kw_only=kw_only, frozen=frozen)), "native", call.at)


def _decorate(call: Call, *, kw_only: bool, frozen: bool) -> Val:
    val = call.args[0]
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
            own[name].passed = "InitVar" in text
    cls.extra["dataclass_own"] = {**fields, **own}
    cls.extra["dataclass"] = {**fields, **own}
    cls.extra["dataclass_of"] = cls
    cls.extra["frozen"] = frozen
    optional = [spec.optional for spec in {**fields, **own}.values() if spec.init and not spec.kw_only]
    if optional != sorted(optional):
        call.fail(TypeError, "a field without default follows one with a default")
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
    passed = []
    for name, spec in fields.items():
        val = _initial(call, instance, name, spec, given.get(name, MISSING))
        if spec.passed and val is not None:
            passed.append(val)
        elif val is not None:
            instance.attributes[name] = val
    hook = call.rt.special(receiver, "__post_init__")
    if hook is not None:
        call.invoke(hook, *passed)


def _initial(call: Call, instance: Instance, name: str, spec: Field, given: Val) -> Val | None:
    """What a field begins with; None where ``__post_init__`` has to set it."""
    if given is not MISSING:
        return given
    if spec.factory is not None:
        return call.invoke(spec.factory)
    if spec.init and spec.default is None:
        call.fail(TypeError, f"{instance.cls.name}.__init__() missing a required argument: '{name}'")
    return spec.default


def names_of(cls: ClassObj) -> list[str]:
    """The names of the fields."""
    return [name for name, spec in cls.extra["dataclass"].items() if not spec.passed]


def _instance(call: Call, val: Val) -> Instance:
    raw = call.force(val).raw
    if isinstance(raw, Unknown):
        raise NotKnown(raw)
    if not isinstance(raw, Instance) or "dataclass" not in raw.cls.extra:
        call.fail(TypeError, "not an instance of a dataclass")
    return raw  # type: ignore[no-any-return]  # checked before


def as_dict(call: Call) -> Val:
    """``asdict(instance)``."""
    val, factory = call.bind("obj", "*dict_factory", required=1)
    if factory is not MISSING:
        raise call.decided("the dict_factory of asdict is not modelled")
    _instance(call, val)
    return _plain(call, val, lambda vals: Val(DictObj(vals), "computed", call.at, (val,)))


def as_tuple(call: Call) -> Val:
    """``astuple(instance)``."""
    (val,) = call.bind("obj", required=1)
    _instance(call, val)
    return _plain(call, val, lambda vals: Val(tuple(vals.values()), "computed", call.at, (val,)))


def _plain(call: Call, val: Val, make: Callable[[dict[Any, Val]], Val]) -> Val:
    """The value with what ``make`` gives for each dataclass in it; containers are copied."""
    raw = val.raw
    if isinstance(raw, Instance) and "dataclass" in raw.cls.extra:
        return make({name: _plain(call, call.attribute(val, name), make) for name in names_of(raw.cls)})
    if isinstance(raw, tuple):
        return Val(tuple(_plain(call, item, make) for item in raw), val.how, val.at, (val,))
    if isinstance(raw, DictObj):
        items = {key: _plain(call, item, make) for key, item in raw.items.items()}
        return Val(DictObj(items, raw.open), val.how, val.at, (val,))
    if isinstance(raw, ListObj):
        return Val(ListObj([_plain(call, item, make) for item in raw.items], raw.open), val.how, val.at, (val,))
    return val


def replace(call: Call) -> Val:
    """``replace(instance, **changes)``."""
    instance = _instance(call, call.args[0])
    given = {
        name: call.attribute(call.args[0], name)
        for name, spec in instance.cls.extra["dataclass"].items()
        if spec.init and not spec.passed
    }
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
    return Val(tuple(Val(FieldName(name)) for name in names_of(cls)), "computed", call.at)


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
