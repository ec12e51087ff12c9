"""pydantic: ``Field`` and validators, and what a field's type makes of a text."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import MISSING
from connlint.parsers.settings.libraries.common import same_unknown
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

    from connlint.parsers.settings.call import Call

TRUTH = {
    **dict.fromkeys(("1", "true", "t", "yes", "y", "on"), True),
    **dict.fromkeys(("0", "false", "f", "no", "n", "off"), False),
}
"""The words that pydantic takes for a bool, in lower case."""
CONTAINERS = ("list", "List", "dict", "Dict", "Sequence", "Mapping")
ANYTHING = ("Any", "object", "Literal", "typing.Any")
URL = re.compile(
    r"""\A(?:
    [a-z][a-z0-9+.-]*://[\w.~%-]+(?::[\w.~%-]*)?@[a-z0-9.-]+:\d+/[\w-]+
    |post(?:gres|gresql|gis)[a-z0-9+]*://(?:[\w.~%-]+(?::[\w.~%-]+)?@)?[\w.%-]+(?::\d+)?(?:/[\w-]*(?:\?[\w.~%=&-]*)?)?
    )\Z""",
    re.VERBOSE,
)
"""A URL that pydantic writes as it was given."""
NETWORKS = ("pydantic", "pydantic_core", "pydantic.networks")
"""The modules that define the types of URLs."""
SYMBOL = 3
"""The length of a symbol that names a member of a module."""


class ValidationError(ValueError):
    """pydantic.ValidationError."""


class FieldSpec(NativeObject):
    """What ``Field(...)`` gives: the default or its factory, and the names to look up."""

    type_name = "FieldInfo"

    def __init__(
        self,
        default: Val | None,
        names: dict[str, Val] | None = None,
        factory: Val | None = None,
        *,
        required: bool = False,
    ) -> None:
        self.default, self.factory, self.required = default, factory, required
        self.names = names or {}
        """By keyword: what the field is looked up by."""


def field(call: Call) -> Val:
    """``Field(default, default_factory=, alias=, validation_alias=, env=)``."""
    default = call.args[0] if call.args else call.keywords.get("default")
    required = default is not None and default.raw is ...
    names = {key: val for key, val in call.keywords.items() if key in ("validation_alias", "alias", "env")}
    factory = call.keywords.get("default_factory")
    return Val(FieldSpec(None if required else default, names, factory, required=required), "native", call.at)


def alias_choices(call: Call) -> Val:
    """``AliasChoices("A", "B")``."""
    return Val(tuple(call.args), "computed", call.at)


class Validator(NativeObject):
    """A method that pydantic runs on the fields named, or on the whole object."""

    type_name = "validator"

    def __init__(self, fields: tuple[str, ...], mode: str, function: Val, style: str) -> None:
        self.fields, self.mode, self.function, self.style = fields, mode, function, style
        self.whole = style in ("model_validator", "root_validator")


def validator(style: str) -> Callable[[Call], Val]:
    """``@field_validator("NAME", mode="before")``, ``@model_validator(mode="after")``, and those of version 1."""

    def decorator(call: Call) -> Val:
        whole = style in ("model_validator", "root_validator")
        if whole and call.args:
            return Val(Validator(("*",), "", call.args[0], style), "native")
        fields = ("*",) if whole else tuple(str(call.plain(val)) for val in call.args)
        mode = _mode(call, style)
        return Val(Native(style, lambda inner: Val(Validator(fields, mode, inner.args[0], style), "native")), "native")

    return decorator


def _mode(call: Call, style: str) -> str:
    """When it runs: "after" the conversion where nothing says otherwise; "" for what is not modelled."""
    if style == "root_validator" or call.plain(call.keywords.get("each_item", MISSING)):
        return ""
    usual = "before" if call.plain(call.keywords.get("pre", MISSING)) else "after"
    return str(call.plain(call.keywords.get("mode", MISSING), default=usual))


def computed_field(call: Call) -> Val:
    """``@computed_field`` and ``@computed_field(...)``: the property below it."""
    return call.args[0] if call.args else Val(Native("computed_field", lambda inner: inner.args[0]), "native")


class Secret(NativeObject):
    """A ``SecretStr``."""

    type_name = "SecretStr"

    def __init__(self, val: Val) -> None:
        self.val = val

    def m_get_secret_value(self, _call: Call) -> Val:
        """The text."""
        return self.val


class Dsn(NativeObject):
    """A URL of pydantic: only its text is modelled."""

    type_name = "Url"

    def __init__(self, val: Val) -> None:
        self.val = val

    def text(self) -> str:
        """``str(url)``."""
        return str(self.val.raw)

    def m_unicode_string(self, _call: Call) -> Val:
        """The text."""
        return self.val

    def attribute(self, call: Call, name: str) -> Val | None:
        """The rest is unknown."""
        return super().attribute(call, name) or call.unknown(f"{name} of a URL of pydantic is not modelled")


def cast(call: Call, annotation: str, val: Val, cls: ClassObj, version: int) -> Val:
    """The value that a field of this type takes; raises the program's ValidationError where none fits."""
    kind = bare(annotation)
    if isinstance(val.raw, Unknown):
        return same_unknown(call, val.raw, kind if kind in ("str", "int", "bool", "float") else "", val)
    head = kind.partition("[")[0]
    if val.raw is None or head in ANYTHING or (kind == "str" and isinstance(val.raw, str)):
        return val
    if kind in ("int", "bool", "float"):
        return _scalar(call, kind, val)
    if head in CONTAINERS:
        return _container(call, val)
    if kind in ("SecretStr", "pydantic.SecretStr"):
        return Val(Secret(val), val.how, val.at, (val,))
    if isinstance(val.raw, str) and URL.match(val.raw) and is_url(call, kind, cls):
        return val if version == 1 else Val(Dsn(val), val.how, val.at, (val,))
    if isinstance(val.raw, Instance):
        return val
    return call.unknown(f"what pydantic makes of the type {annotation} is not modelled", "", "", val)


def is_url(call: Call, kind: str, cls: ClassObj) -> bool:
    """Whether a type is one of the URLs of pydantic, or what the project named one."""
    if kind.endswith(("Dsn", "Url")):
        return True
    home = call.rt.modules.named(cls.module)
    found = home.namespace.items.get(kind) if home is not None else None
    raw = None if found is None else found.raw
    unknown = raw.unknown_base if isinstance(raw, ClassObj) else raw
    symbol = unknown.symbol if isinstance(unknown, Unknown) else None
    if not isinstance(symbol, tuple) or len(symbol) != SYMBOL or not str(symbol[2]).endswith(("Dsn", "Url")):
        return False
    return symbol[1] in NETWORKS or symbol[1] in [("import", name) for name in NETWORKS]


def optional(annotation: str) -> bool:
    """Whether None is one of its values, so that version 1 takes it for the default."""
    return annotation == "Any" or re.search(r"\bOptional\[|\|\s*None\b|\bNone\s*\|", annotation) is not None


def bare(annotation: str) -> str:
    """The type without ``Annotated``, ``Optional`` and ``| None``."""
    text = annotation.strip().strip("'\"")
    match = re.fullmatch(r"(?:typing\.)?(Annotated|Optional|Union|Final)\[(.*)\]", text, re.DOTALL)
    if match is not None and match[1] in ("Optional", "Final"):
        return bare(match[2])
    if match is not None and match[1] == "Annotated":
        return bare(match[2].partition(",")[0])
    if match is not None:
        text = match[2].replace(",", "|")
    parts = [part.strip() for part in text.split("|") if part.strip() != "None"]
    return parts[0] if len(parts) == 1 else text


def _scalar(call: Call, kind: str, val: Val) -> Val:
    raw = val.raw
    if isinstance(raw, str):
        text = raw.strip()
        if kind == "bool" and text.lower() in TRUTH:
            return call.value(TRUTH[text.lower()], val.how, val)
        if kind == "int" and re.fullmatch(r"[+-]?\d+", text, re.ASCII):
            return call.value(int(text), val.how, val)
        if kind == "float" and re.fullmatch(r"[+-]?\d+(?:\.\d*)?", text, re.ASCII):
            return call.value(float(text), val.how, val)
        if kind == "bool":
            call.fail(ValidationError, "Input should be a valid boolean, unable to interpret input")
    elif type(raw).__name__ == kind:
        return val
    return call.unknown(f"what pydantic makes of this {kind} is not modelled", "", kind, val)


def _container(call: Call, val: Val) -> Val:
    if isinstance(val.raw, (ListObj, DictObj, tuple)):
        return val
    try:
        return call.value(json.loads(call.plain(val)), val.how, val)
    except ValueError:
        raise NotKnown(Unknown("the variable is no JSON")) from None


FUNCTIONS: dict[str, Any] = {
    "Field": field,
    "AliasChoices": alias_choices,
    **{name: validator(name) for name in ("field_validator", "validator", "model_validator", "root_validator")},
    "computed_field": computed_field,
    "ValidationError": ValidationError,
}
