"""environs: ``Env``, ``FileAwareEnv``, ``env``, and the errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.libraries.environs_env import (
    EnvError,
    EnvNotSetError,
    EnvReader,
    EnvSealedError,
    EnvValidationError,
    FileReader,
    ParserConflictError,
)
from connlint.parsers.settings.values import ClassObj, NativeClass, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.call import Call


class EnvClass(NativeClass):
    """``environs.Env`` or ``environs.FileAwareEnv``."""

    def __init__(self, name: str, reader: type[EnvReader], keywords: tuple[str, ...]) -> None:
        self.name = name
        self.reader = reader
        self.keywords = keywords

    def made(self, call: Call, cls: ClassObj | None) -> Val | None:
        """``Env(eager=True, expand_vars=False, prefix=None)``."""
        if isinstance(cls, ClassObj):
            return call.unknown("a subclass of environs.Env")
        values = call.bind(*(f"*{name}" for name in self.keywords))
        options: dict[str, Any] = {name: call.plain(val) for name, val in zip(self.keywords, values, strict=True)}
        return Val(self.reader(options), "native", call.at)


class ValidationError(ValueError):
    """marshmallow.ValidationError, which environs exports."""


class _Shared(EnvReader):
    """``environs.env``: one reader for the whole program, so its state lives in the run."""

    def attribute(self, call: Call, name: str) -> Val | None:
        """The attribute of this run's reader."""
        reader: EnvReader = call.rt.store.setdefault("environs", EnvReader({}))
        return reader.attribute(call, name)

    def call(self, call: Call) -> Val:
        """``env("NAME", default)``."""
        reader: EnvReader = call.rt.store.setdefault("environs", EnvReader({}))
        return reader.call(call)


OPTIONS = ("eager", "expand_vars", "prefix")
ERRORS = {
    "EnvError": EnvError,
    "EnvNotSetError": EnvNotSetError,
    "EnvValidationError": EnvValidationError,
    "EnvSealedError": EnvSealedError,
    "ParserConflictError": ParserConflictError,
    "ValidationError": ValidationError,
}
MEMBERS = {
    "environs": {
        "Env": EnvClass("Env", EnvReader, OPTIONS),
        "FileAwareEnv": EnvClass("FileAwareEnv", FileReader, (*OPTIONS, "file_suffix", "strip_whitespace")),
        "env": _Shared({}),
        **ERRORS,
    },
    "environs.exceptions": ERRORS,
}
