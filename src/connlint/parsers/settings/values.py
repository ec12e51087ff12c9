"""What the interpreter computes with: a payload, and where it came from.

A :class:`Val` is immutable; the payload (``raw``) of a container is shared by every Val that refers to
it, so aliasing works as in Python. Payloads:

- Python's own immutable objects: ``None``, bool, int, float, complex, str, bytes, ``...``, paths, patterns
- :class:`DictObj`, :class:`ListObj`, :class:`SetObj`, and Python tuples whose members are Vals
- a Python type used as a token for itself (``str``, ``ValueError``), :class:`ClassObj`, :class:`NativeClass`
- :class:`FunctionObj`, :class:`BoundMethod`, :class:`Native`, :class:`NativeObject`, :class:`Instance`
- :class:`ModuleObj`, :class:`NativeModule`
- :class:`Unknown`, when nothing is known, and :class:`Choice`, when an unmade decision picks one of two
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.vals import ENVIRONMENT, Choice, EnvVal, Question, Unknown, Val

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Mapping

    from connlint.models.place import Place
    from connlint.parsers.settings.call import Call
    from connlint.parsers.settings.unit import Unit

    At = tuple[Unit, ast.AST] | Place | None

__all__ = (
    "ENVIRONMENT",
    "BoundMethod",
    "Choice",
    "ClassObj",
    "DictObj",
    "EnvVal",
    "ExcObj",
    "FunctionObj",
    "Instance",
    "ListObj",
    "ModuleObj",
    "Native",
    "NativeClass",
    "NativeModule",
    "NativeObject",
    "NotKnown",
    "Question",
    "Raised",
    "SetObj",
    "Unknown",
    "Val",
    "Wrapped",
)


class DictObj:
    """A dict. ``items`` maps hashable payloads to Vals. With ``open`` any other key may exist too."""

    __slots__ = ("factory", "items", "kind", "open")

    def __init__(
        self,
        items: dict[Any, Val] | None = None,
        open: Unknown | None = None,
        kind: str = "dict",
        factory: Val | None = None,
    ) -> None:
        self.items = {} if items is None else items
        self.open = open
        self.kind = kind
        self.factory = factory


class ListObj:
    """A list (kind "list", "deque", or "iterator"). With ``open`` its members are not known."""

    __slots__ = ("items", "kind", "open")

    def __init__(self, items: list[Val] | None = None, open: Unknown | None = None, kind: str = "list") -> None:
        self.items = [] if items is None else items
        self.open = open
        self.kind = kind


class SetObj:
    """A set (kind "set" or "frozenset"), in order of insertion."""

    __slots__ = ("items", "kind", "open")

    def __init__(self, items: dict[Any, Val] | None = None, open: Unknown | None = None, kind: str = "set") -> None:
        self.items = {} if items is None else items
        self.open = open
        self.kind = kind


class FunctionObj:
    """A function of the project: its node, where it was defined, defaults, and the scopes it closes over."""

    __slots__ = ("attributes", "defaults", "frame", "kw_defaults", "name", "node", "owner")

    def __init__(
        self,
        name: str,
        node: Any,
        frame: Any,
        defaults: tuple[Val, ...] = (),
        kw_defaults: dict[str, Val] | None = None,
        owner: ClassObj | None = None,
        attributes: dict[str, Val] | None = None,
    ) -> None:
        self.name = name
        self.node = node
        self.frame = frame
        self.defaults = defaults
        self.kw_defaults = {} if kw_defaults is None else kw_defaults
        self.owner = owner
        self.attributes = {} if attributes is None else attributes


class BoundMethod:
    """A function with its first argument."""

    __slots__ = ("function", "receiver")

    def __init__(self, function: Val, receiver: Val) -> None:
        self.function = function
        self.receiver = receiver


class Wrapped:
    """A descriptor: kind "property", "classmethod", "staticmethod", "cached_property", "super"."""

    __slots__ = ("extra", "function", "kind")

    def __init__(self, kind: str, function: Val, extra: Any = None) -> None:
        self.kind = kind
        self.function = function
        self.extra = extra


class ClassObj:
    """A class of the project. ``mro`` holds ClassObj, NativeClass and Python types, itself first."""

    __slots__ = ("bases", "extra", "members", "module", "mro", "name", "unknown_base")

    def __init__(self, name: str, bases: tuple[Any, ...], members: dict[str, Val], module: str) -> None:
        self.name = name
        self.bases = bases
        self.members = members
        self.module = module
        self.mro: tuple[Any, ...] = (self,)
        self.unknown_base: Unknown | None = None
        self.extra: dict[str, Any] = {}


class Instance:
    """An object of a ClassObj. ``base`` holds the payload of a built-in base (str, dict, int), if any."""

    __slots__ = ("attributes", "base", "cls", "open")

    def __init__(self, cls: ClassObj) -> None:
        self.cls = cls
        self.attributes: dict[str, Val] = {}
        self.base: Any = None
        self.open: Unknown | None = None


class ExcObj:
    """An exception of a built-in or library class."""

    __slots__ = ("args", "cls")

    def __init__(self, cls: type[BaseException], args: tuple[Val, ...] = ()) -> None:
        self.cls = cls
        self.args = args


class Native:
    """A function implemented here. It gets a Call and returns a Val.

    ``pure`` functions depend on nothing but their arguments and change nothing: they are mapped over
    a Choice. ``lazy`` functions are given Choices as they are; all others see them decided.
    """

    __slots__ = ("function", "lazy", "name", "pure")

    def __init__(self, name: str, function: Callable[[Call], Val], pure: bool = False, lazy: bool = False) -> None:
        self.name = name
        self.function = function
        self.pure = pure
        self.lazy = lazy


class NativeObject:
    """An object implemented here. Its methods are Python methods named ``m_<name>``, taking a Call.

    ``type_name`` is what error messages call it. Override ``attribute`` for anything else; it returns
    None where the real object raises AttributeError. ``call`` makes the object callable, ``item``
    subscriptable; both are missing by default. Objects are shared, not copied; ``mutable`` ones hold what any
    of their methods may change.
    """

    type_name = "object"
    mutable = False
    call: Callable[[Call], Val] | None = None
    item: Callable[[Call, Val], Val] | None = None

    def taint(self, unknown: Unknown) -> None:
        """It may have been changed by something unknown; nothing to do where it holds nothing that changes."""

    def attribute(self, call: Call, name: str) -> Val | None:
        """The attribute's value, or None."""
        method = getattr(self, f"m_{name}", None)
        return None if method is None else Val(Native(f"{self.type_name}.{name}", method), "native", call.at)


class NativeClass(NativeObject):
    """A class implemented here: calling it makes an instance; the project may subclass it.

    ``made(call, cls)`` makes an instance; ``cls`` is this class or the project's subclass. ``created``
    is told of each subclass (django-configurations resolves its values there). ``class_member`` gives
    inherited members that project classes do not define, ``object_member`` those of instances.
    """

    type_name = "type"
    name = "object"

    def made(self, call: Call, cls: ClassObj | None) -> Val | None:
        """A new instance; None for an ordinary Instance of ``cls`` initialised in the ordinary way."""
        return None

    def created(self, call: Call, cls: ClassObj) -> None:
        """A class of the project that inherits from this one was created."""

    def class_member(self, call: Call, name: str) -> Val | None:
        """What ``cls.name`` gives when no class of the project defines it."""
        return None

    def object_member(self, call: Call, instance: Instance, name: str) -> Val | None:
        """What ``instance.name`` gives when neither it nor a class of the project defines it."""
        return None


class ModuleObj:
    """A module of the project: its unit and its globals."""

    __slots__ = ("loading", "name", "namespace", "package", "path", "unit")

    def __init__(self, name: str, unit: Unit | None, path: str, *, package: bool) -> None:
        self.name = name
        self.unit = unit
        self.path = path
        self.package = package
        self.namespace = DictObj(kind="globals")
        self.loading = True


class NativeModule:
    """A module modelled here. Members are Vals, functions taking a Call, or plain constants.

    A name that ``members`` lacks is unknown, or an ImportError when ``complete``.
    """

    __slots__ = ("complete", "members", "name")

    def __init__(self, name: str, members: Mapping[str, Any], complete: bool = False) -> None:
        self.name = name
        self.members = members
        self.complete = complete


class NotKnown(Exception):  # noqa: N818  not an error: the answer of something that needs a known value
    """A plain value was needed and there is none; what asked becomes ``unknown``."""

    def __init__(self, unknown: Unknown) -> None:
        super().__init__(unknown.reason)
        self.unknown = unknown


class Raised(Exception):  # noqa: N818  it carries an exception of the program that is read
    """The program raised. ``causes`` are the unset environment variables that led there."""

    def __init__(self, exc: Val, causes: frozenset[str] = frozenset()) -> None:
        super().__init__("raised")
        self.exc = exc
        self.causes = causes
