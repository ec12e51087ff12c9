"""pydantic-settings: ``BaseSettings``, read from the environment and from .env files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.classes.instances import bare as bare_instance
from connlint.parsers.settings.libraries import env_files
from connlint.parsers.settings.libraries.dotenv import expanded
from connlint.parsers.settings.libraries.environ_path import text_of
from connlint.parsers.settings.libraries.pydantic_classes import (
    checked,
    checks,
    config,
    fields,
    first_names,
    has,
    texts,
)
from connlint.parsers.settings.libraries.pydantic_values import FUNCTIONS, FieldSpec, ValidationError, cast, optional
from connlint.parsers.settings.libraries.semantics.dotenv_file import parse_file
from connlint.parsers.settings.values import ClassObj, DictObj, ListObj, NativeClass, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.parsers.settings.call import Call
    from connlint.parsers.settings.values import Instance

OWN = ("__init__", "__new__", "settings_customise_sources", "customise_sources", "__getattr__", "__getattribute__")
"""Methods of a class that change how it is read: then nothing is known."""


class BaseSettingsClass(NativeClass):
    """``pydantic_settings.BaseSettings`` (``pydantic.BaseSettings`` before version 2)."""

    name = "BaseSettings"

    def __init__(self, version: int) -> None:
        self.version = version

    def made(self, call: Call, cls: ClassObj | None) -> Val | None:
        """``Settings(**values)``: every field, from the arguments, the environment, the files, or its default."""
        if cls is None or call.args or cls.unknown_base is not None or any(has(cls, name) for name in OWN):
            return call.unknown("settings of pydantic that are not modelled")
        made = bare_instance(call, cls)
        made.raw.open = None
        reader, held = Reader(call, cls, self.version), made.raw.attributes
        for name, (annotation, given) in fields(cls).items():
            held[name] = checked(call, cls, name, reader.field(name, annotation, given), held)
        _validate(call, cls, made)
        return made

    def object_member(self, call: Call, instance: Instance, name: str) -> Val | None:
        """``model_dump`` and its kin."""
        known = name.startswith("model_") or name in ("dict", "json", "copy")
        return call.unknown(f"{name} of settings of pydantic is not modelled") if known else None


class Reader:
    """The sources of one class: arguments, environment, .env files."""

    def __init__(self, call: Call, cls: ClassObj, version: int) -> None:
        self.call, self.cls, self.version = call, cls, version
        self.config = config(call, cls)
        self.prefix = str(self._option("env_prefix") or "")
        self.strict = bool(self._option("case_sensitive"))
        self.delimiter = str(self._option("env_nested_delimiter") or "")
        self.files: dict[str, Val] = {}
        for path in self._paths():
            self._read(path)

    def _option(self, name: str) -> Any:
        val = self.config.get(name)
        return None if val is None else self.call.plain(val)

    def _paths(self) -> list[str]:
        val = self.call.keywords.get("_env_file", self.config.get("env_file"))
        if val is None or val.raw is None:
            return []
        raw = val.raw
        items = raw.items if isinstance(raw, ListObj) else raw if isinstance(raw, tuple) else [val]
        return [text_of(self.call, self.call.force(item)) for item in items]

    def _read(self, path: str) -> None:
        text = env_files.text_of(self.call, path)
        if text is not None:
            statements = expanded(self.call, list(parse_file(text)), override=True, interpolate=True)
            for found in env_files.last_of_each(statements):
                name = found.name if self.strict else found.name.lower()
                self.files[name] = env_files.variable(self.call, path, found, found.value or "")

    def field(self, name: str, annotation: str, given: Val | None) -> Val:
        """The value of one field."""
        spec = given.raw if given is not None and isinstance(given.raw, FieldSpec) else FieldSpec(given)
        if name in self.call.keywords:
            return self._cast(annotation, self.call.keywords[name])
        names = self._names(name, spec)
        if self._nested(names):
            return self.call.unknown(f"the parts of {name} come from variables of their own")
        for found in self._found(names):
            if found is not None and not (found.raw == "" and self._option("env_ignore_empty")):
                return self._cast(annotation, found)
        shown = names[0] if self.strict else names[0].upper()
        if spec.default is not None:
            return self._cast(annotation, self.call.default(shown, spec.default))
        if self.version == 1 and not spec.required and spec.factory is None and optional(annotation):
            return self.call.default(shown, Val(None))
        if spec.factory is not None:
            return self._cast(annotation, self.call.invoke(spec.factory))
        return self._cast(annotation, self.call.require_env(shown, ValidationError, f"{shown}: Field required"))

    def _found(self, names: list[str]) -> Iterator[Val | None]:
        yield from (self._environment(name) for name in names)
        yield from (self.files.get(name if self.strict else name.lower()) for name in names)

    def _cast(self, annotation: str, val: Val) -> Val:
        return cast(self.call, annotation, val, self.cls, self.version)

    def _names(self, name: str, spec: FieldSpec) -> list[str]:
        """What the field is looked up by: of version 1 the keyword ``env``, from version 2 on the alias."""
        own = [f"{self.prefix}{name}"]
        if self.version == 1:
            return (
                first_names(self.call, name, self.config.get("fields"))
                or texts(self.call, spec.names.get("env"))
                or own
            )
        found = texts(self.call, spec.names.get("validation_alias")) or texts(self.call, spec.names.get("alias"))
        by_name = self._option("populate_by_name") or self._option("validate_by_name")
        return [*found, *own] if by_name else found or own

    def _environment(self, name: str) -> Val | None:
        environ = self.call.rt.environ
        spellings = [name] if self.strict else list(dict.fromkeys((name.upper(), name, name.lower())))
        held = [one for one in spellings if one in environ.supplied or environ.written.get(one) is not None]
        return self.call.env((held or spellings)[0])

    def _nested(self, names: list[str]) -> bool:
        environ = self.call.rt.environ
        known = [*environ.supplied, *environ.written, *self.files]
        starts = tuple(f"{name}{self.delimiter}".lower() for name in names)
        return bool(self.delimiter) and any(one.lower().startswith(starts) for one in known)


def _validate(call: Call, cls: ClassObj, made: Val) -> None:
    """Run what checks the whole; what comes before the conversion leaves it unknown."""
    for name, check in checks(cls).items():
        if not check.whole:
            continue
        if check.mode == "after":
            call.invoke(check.function, made)
            continue
        for field in made.raw.attributes:
            made.raw.attributes[field] = Val(Unknown(f"the validator {name} may change it"), "unknown", made.at)


def config_dict(call: Call) -> Val:
    """``SettingsConfigDict(env_prefix="APP_", ...)``."""
    return Val(DictObj(dict(call.keywords)), "computed", call.at)


MEMBERS: dict[str, dict[str, Any]] = {
    "pydantic_settings": {"BaseSettings": BaseSettingsClass(2), "SettingsConfigDict": config_dict},
    "pydantic": {"BaseSettings": BaseSettingsClass(1), "ConfigDict": config_dict, **FUNCTIONS},
}
