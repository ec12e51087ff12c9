"""Class-based settings of django-configurations: choosing the class, and setting it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.statements.running import exception_name, raised
from connlint.parsers.settings.values import (
    BoundMethod,
    ClassObj,
    FunctionObj,
    Instance,
    NativeClass,
    NotKnown,
    Question,
    Raised,
    Unknown,
    Val,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.values import ModuleObj

VARIABLE = "DJANGO_CONFIGURATION"


def configure(rt: Runtime, module: ModuleObj, wanted: str) -> None:
    """Where the module defines configuration classes, put the settings of one of them into its namespace."""
    classes = _candidates(module)
    if not classes:
        _opaque(rt, module, wanted)
        _installed(module)
        return
    chosen = _choose(rt, classes, wanted)
    if chosen is None:
        module.namespace.open = Unknown(f"the module defines no configuration {wanted}", VARIABLE)
        return
    _set_up(rt, module, chosen)


def _opaque(rt: Runtime, module: ModuleObj, wanted: str) -> None:
    """Where a class is asked for whose base cannot be read, nothing that it may set is known."""
    space = module.namespace
    if any(isinstance(val.raw, ClassObj) and val.raw.unknown_base is not None for val in space.items.values()):
        wanted = wanted or _given(rt)
    cls = space.items.get(wanted)
    raw = None if cls is None else cls.raw
    unknown = raw.unknown_base if isinstance(raw, ClassObj) else raw
    if isinstance(unknown, Unknown):
        space.open = Unknown(f"the class {wanted} cannot be followed: {unknown.reason}")


def _given(rt: Runtime) -> str:
    given = rt.environ.lookup(VARIABLE, None)
    return given.raw if given is not None and isinstance(given.raw, str) else ""


def _installed(module: ModuleObj) -> None:
    """Where a class of an unread library sets DATABASES, that may become the setting."""
    space = module.namespace
    if "DATABASES" in space.items or space.open is not None:
        return
    for val in space.items.values():
        cls = val.raw
        if isinstance(cls, ClassObj) and cls.unknown_base is not None and "DATABASES" in cls.members:
            space.open = Unknown(f"the class {cls.name} sets DATABASES, but {cls.unknown_base.reason}")
            return


def _candidates(module: ModuleObj) -> dict[str, ClassObj]:
    return {
        name: val.raw
        for name, val in module.namespace.items.items()
        if isinstance(val.raw, ClassObj) and any(_is_configuration(base) for base in val.raw.mro)
    }


def _is_configuration(base: object) -> bool:
    return isinstance(base, NativeClass) and base.name == "Configuration"


def _choose(rt: Runtime, classes: dict[str, ClassObj], wanted: str) -> ClassObj | None:
    name = wanted or _given(rt)
    if name:
        return classes.get(name)
    inner = {base for cls in classes.values() for base in cls.mro[1:]}
    leaves = [cls for cls in classes.values() if cls not in inner] or list(classes.values())
    for cls in leaves[:-1]:
        if rt.decisions.decide(Question(("configuration", cls.name), f"configuration {cls.name}"), relevant=True):
            return cls
    if len(leaves) > 1:
        last = leaves[-1].name
        rt.decisions.name_last(Question(("configuration", last), f"configuration {last}"), len(leaves) - 1)
    return leaves[-1]


def _set_up(rt: Runtime, module: ModuleObj, cls: ClassObj) -> None:
    from connlint.parsers.settings.libraries.configurations import is_setting, setup

    call = Call(rt, rt.top, None, [], {}, cls.name)
    val = Val(cls, "literal")
    _step(rt, lambda: _method(call, val, "pre_setup"))
    _step(rt, lambda: setup(call, cls))
    instance = Val(Instance(cls), "computed")
    for name in dict.fromkeys(
        name for base in reversed(cls.mro) if isinstance(base, ClassObj) for name in base.members
    ):
        if is_setting(name):
            _step(rt, lambda name=name: _setting(call, module, instance, name))  # type: ignore[misc]  # bound now
    _step(rt, lambda: _method(call, val, "post_setup"))


def _setting(call: Call, module: ModuleObj, instance: Val, name: str) -> None:
    try:
        found = call.attribute(instance, name)
        if isinstance(found.raw, (FunctionObj, BoundMethod)):
            found = call.invoke(found)
        if hasattr(found.raw, "setup"):
            found = found.raw.setup(call, name)
    except NotKnown as problem:
        found = Val(problem.unknown, "unknown")
    module.namespace.items[name] = found


def _method(call: Call, val: Val, name: str) -> None:
    found = call.rt.find(val, name, call.frame, call.at)
    if found is not None:
        call.invoke(found)


def _step(rt: Runtime, function: Callable[[], None]) -> None:
    """One step of the set-up; where it raises, go on as after a statement of a module."""
    try:
        function()
    except NotKnown as problem:
        rt.problem("limit", problem.unknown.reason, None)
    except Raised as error:
        name = exception_name(error.exc)
        raised(rt, error, name, error.exc.at)
        rt.problem("guard-raises", f"raises {name}; connlint goes on after it", error.exc.at, name)
