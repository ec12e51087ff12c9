"""NamedTuple classes and collections.namedtuple."""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING

from connlint.parsers.settings.call import MISSING, Call
from connlint.parsers.settings.values import ClassObj, DictObj, Instance, Native, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.values import At


def make_named(cls: ClassObj) -> None:
    """Take the fields of a NamedTuple class from its annotations."""
    annotations = cls.members.get("__annotations__")
    names = list(annotations.raw.items) if annotations is not None else []
    cls.extra["namedtuple"] = {name: cls.members.pop(name, None) for name in names}


def named_tuple(call: Call) -> Val:
    """``collections.namedtuple(name, fields, defaults=...)``."""
    name, fields, rename, defaults, _ = call.bind(
        "typename", "field_names", "*rename", "*defaults", "*module", required=2
    )
    given = call.plain(fields)
    names = given.replace(",", " ").split() if isinstance(given, str) else list(given)
    fitting = [name if _fits(name) and name not in names[:index] else f"_{index}" for index, name in enumerate(names)]
    if fitting != names and not call.plain(rename, default=False):
        call.fail(ValueError, "a name of a field does not fit")
    names = fitting
    cls = ClassObj(call.plain(name), (tuple,), {}, call.frame.module.name)
    cls.mro = (cls, tuple)
    values = [] if defaults is MISSING or defaults.raw is None else call.rt.iterate(defaults, call.frame, call.at)
    padded: list[Val | None] = [*([None] * (len(names) - len(values))), *values]
    cls.extra["namedtuple"] = dict(zip(names, padded, strict=True))
    return Val(cls, "computed", call.at)


def _fits(name: str) -> bool:
    return name.isidentifier() and not iskeyword(name) and not name.startswith("_")


def make_tuple(call: Call, cls: ClassObj) -> Val:
    """``Point(1, y=2)``."""
    fields: dict[str, Val | None] = cls.extra["namedtuple"]
    vals = []
    for (name, default), val in zip(fields.items(), call.bind(*fields), strict=True):
        if val is MISSING and default is None:
            call.fail(TypeError, f"{cls.name}.__new__() missing a required argument: '{name}'")
        vals.append(default if val is MISSING and default is not None else val)
    made = Instance(cls)
    made.base = tuple(vals)
    made.attributes.update(zip(fields, vals, strict=True))
    return Val(made, "computed", call.at)


def named_attribute(rt: Runtime, val: Val, name: str, at: At) -> Val:
    """``_asdict``, ``_replace``, ``_fields``, ``_field_defaults``, ``_make``."""
    cls: ClassObj = val.raw.cls if isinstance(val.raw, Instance) else val.raw
    fields = list(cls.extra["namedtuple"])

    def as_dict(call: Call) -> Val:
        return Val(DictObj({key: val.raw.attributes[key] for key in fields}), "computed", call.at, (val,))

    def replace(call: Call) -> Val:
        return call.rt.call(
            Val(cls), [], {**{k: val.raw.attributes[k] for k in fields}, **call.keywords}, call.frame, call.at
        )

    def make(call: Call) -> Val:
        return call.rt.call(Val(cls), call.rt.iterate(call.args[0], call.frame, call.at), {}, call.frame, call.at)

    if name == "_fields":
        return Val(tuple(Val(key) for key in fields), "computed", at)
    if name == "_field_defaults":
        given = {key: val for key, val in cls.extra["namedtuple"].items() if val is not None}
        return Val(DictObj(given), "computed", at)
    function = {"_asdict": as_dict, "_replace": replace, "_make": make}[name]
    return Val(Native(name, function), "native", at)
