"""pydantic: what a class of settings says: its fields, its configuration, and the methods that check the fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.settings.libraries.pydantic_values import ValidationError, Validator
from connlint.parsers.settings.values import ClassObj, DictObj, FunctionObj, Raised, Unknown, Val, Wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.parsers.settings.call import Call


def line(cls: ClassObj) -> Iterator[ClassObj]:
    """The classes of the project, those that come first when attributes are looked up at the end."""
    return (base for base in reversed(cls.mro) if isinstance(base, ClassObj))


def has(cls: ClassObj, name: str) -> bool:
    """Whether a class of the project defines this."""
    return any(name in base.members for base in line(cls))


def fields(cls: ClassObj) -> dict[str, tuple[str, Val | None]]:
    """The fields by name: the text of the type, and what was assigned."""
    found: dict[str, tuple[str, Val | None]] = {}
    for base in line(cls):
        own = _annotated(base)
        for name, val in own.items():
            if not name.startswith("_") and name != "model_config" and "ClassVar" not in val.raw:
                found[name] = (val.raw, base.members.get(name))
        for name in [name for name in base.members if name in found and name not in own]:
            found[name] = (found[name][0], base.members[name])
    return found


def _annotated(cls: ClassObj) -> dict[str, Val]:
    held = cls.members.get("__annotations__")
    return held.raw.items if held is not None else {}


def config(call: Call, cls: ClassObj) -> dict[str, Val]:
    """``model_config`` and the members of ``class Config``; raises NotKnown."""
    found: dict[str, Val] = {}
    for base in line(cls):
        given = base.members.get("model_config")
        if given is not None and isinstance(given.raw, DictObj) and given.raw.open is None:
            found.update(given.raw.items)
        elif given is not None:
            raise call.decided("the configuration of settings of pydantic is not known")
        inner = base.members.get("Config")
        if inner is not None and isinstance(inner.raw, ClassObj):
            found.update(inner.raw.members)
    return found


def first_names(call: Call, name: str, given: Val | None) -> list[str]:
    """What version 1 looks a field up by in place of its name: ``fields = {"host": {"env": ["A", "B"]}}``."""
    table = None if given is None else given.raw.items.get(name) if isinstance(given.raw, DictObj) else given
    if table is None or isinstance(table.raw, str):
        return []
    if not isinstance(table.raw, DictObj):
        raise call.decided("the configuration of settings of pydantic is not known")
    return texts(call, table.raw.items.get("env"))


def texts(call: Call, val: Val | None) -> list[str]:
    """One text or several."""
    found = None if val is None else call.plain(val)
    return [] if found is None else [found] if isinstance(found, str) else list(found)


def checks(cls: ClassObj) -> dict[str, Validator]:
    """The methods that check or change single fields or the whole, by name and in the order of their definition."""
    return {name: val.raw for base in line(cls) for name, val in base.members.items() if isinstance(val.raw, Validator)}


def checked(call: Call, cls: ClassObj, name: str, val: Val, held: dict[str, Val]) -> Val:
    """What the methods make of the value of a field; ``held`` are the fields before it."""
    for label, check in checks(cls).items():
        if not check.whole and (name in check.fields or "*" in check.fields):
            found = _run(call, check, [Val(cls), val, Val(DictObj(dict(held)))])
            val = Val(Unknown(f"the validator {label} may change it"), "unknown", val.at) if found is None else found
    return val


def _run(call: Call, check: Validator, given: list[Val]) -> Val | None:
    """What one method returns; None where how it is called is not modelled."""
    function = check.function
    if isinstance(function.raw, Wrapped) and function.raw.kind == "classmethod":
        function = function.raw.function
    count = _taken(check, function)
    if not count:
        return None
    try:
        return call.invoke(function, *given[:count])
    except Raised as error:
        cls = getattr(error.exc.raw, "cls", None)
        if isinstance(cls, type) and issubclass(cls, (ValueError, AssertionError)):
            call.rt.fail(ValidationError, f"{check.style} refuses the value", call.at, *error.causes)
        raise


def _taken(check: Validator, function: Val) -> int:
    """How many arguments the method takes: the class, the value, in version 1 the fields before; 0 for any other."""
    if check.mode != "after" or not isinstance(function.raw, FunctionObj):
        return 0
    given = function.raw.node.args
    names = [arg.arg for arg in (*given.posonlyargs, *given.args)]
    if given.vararg or given.kwonlyargs or given.kwarg or len(names) not in (2, 3):
        return 0
    return 0 if names[2:] and (check.style != "validator" or names[2] != "values") else len(names)
