"""What ``object`` gives every class: making instances, and their attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.values import ClassObj, Instance, Native, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.parsers.settings.values import At


def object_member(name: str, at: At) -> Val | None:
    """``object.name``: what is modelled of it, unknown for the rest; None where it has no such attribute."""
    if name in _MEMBERS:
        return Val(Native(f"object.{name}", _MEMBERS[name]), "native", at)
    if hasattr(object, name):
        return Val(Unknown(f"object.{name} is not modelled", kind="harmless"), "unknown", at)
    return None


def new(call: Call) -> Val:
    """``object.__new__(cls, ...)``, and that of the built-in types."""
    from connlint.parsers.settings.classes.instances import bare

    cls, *args = call.args
    if not isinstance(cls.raw, ClassObj):
        raise call.decided("__new__ of a class that is not modelled")
    return bare(Call(call.rt, call.frame, call.at, args, call.keywords, call.name), cls.raw)


def init(call: Call) -> Val:
    """``object.__init__(self)``."""
    return Val(None, "computed", call.at)


def get_attribute(call: Call) -> Val:
    """``object.__getattribute__(self, name)``."""
    from connlint.parsers.settings.classes.lookup import own_attribute

    receiver, name = call.bind("self", "name", required=2)
    key = str(call.plain(name))
    if not isinstance(receiver.raw, Instance):
        raise call.decided("an attribute of something that is not known")
    found = own_attribute(call.rt, receiver, key, call.frame, call.at)
    return found or call.fail(AttributeError, f"'{receiver.raw.cls.name}' object has no attribute '{key}'")


def set_attribute(call: Call) -> Val:
    """``object.__setattr__(self, name, value)``."""
    receiver, name, val = call.bind("self", "name", "value", required=3)
    if not isinstance(receiver.raw, Instance):
        raise call.decided("an attribute of something that is not known")
    receiver.raw.attributes[str(call.plain(name))] = val
    return Val(None, "computed", call.at)


_MEMBERS: dict[str, Callable[[Call], Val]] = {
    "__new__": new,
    "__init__": init,
    "__init_subclass__": init,
    "__getattribute__": get_attribute,
    "__setattr__": set_attribute,
}
