"""Modules of which settings use a few functions."""

from __future__ import annotations

import ast
import base64
import errno
import math
from typing import Any

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.methods.objects import harmless
from connlint.parsers.settings.stdlib.purely import plain
from connlint.parsers.settings.values import Native, NativeObject, Val


def nothing(call: Call) -> Val:
    """A call without effect on settings."""
    return Val(None, "computed", call.at)


def same(call: Call) -> Val:
    """A decorator that changes nothing."""
    return call.args[0]


def literal_eval(call: Call) -> Val:
    """``ast.literal_eval(text)``."""
    text = call.plain(call.args[0])
    try:
        return call.value(ast.literal_eval(text), "", *call.args)
    except (ValueError, SyntaxError, TypeError) as error:
        return call.fail(type(error), "malformed node or string")  # type: ignore[no-any-return]  # fail never returns
    except (RecursionError, MemoryError):
        return call.unknown("a literal nested too deeply")


LOGGING = ("debug", "info", "warning", "warn", "error", "critical", "exception", "log")
QUIET = frozenset(
    [*LOGGING, *"__enter__ __exit__ setLevel addHandler removeHandler addFilter removeFilter handle".split()]
)


class Logger(NativeObject):
    """Any logger, and what else can be told things without effect on settings."""

    type_name = "Logger"

    def attribute(self, call: Call, name: str) -> Val | None:
        """Methods that only do something do nothing; what others give is not known."""
        return Val(Native(name, nothing), "native", call.at) if name in QUIET else harmless(f"Logger.{name}")


def caught_warnings(call: Call) -> Val:
    """``warnings.catch_warnings()``."""
    return Val(Logger(), "native", call.at)


def get_logger(call: Call) -> Val:
    """``logging.getLogger(name)``."""
    return Val(Logger(), "native", call.at)


def text_file(call: Call) -> Val:
    """``io.StringIO(text)``."""
    from connlint.parsers.settings.builtin.files import File

    text = call.plain(call.args[0]) if call.args else ""
    return Val(File("<text>", text, "computed"), "computed", call.at, tuple(call.args))


def _open(call: Call) -> Val:
    from connlint.parsers.settings.builtin.files import open_

    return open_(call)


LEVELS = {
    "CRITICAL": 50,
    "FATAL": 50,
    "ERROR": 40,
    "WARNING": 30,
    "WARN": 30,
    "INFO": 20,
    "DEBUG": 10,
    "NOTSET": 0,
}
"""The levels of logging, which is costly to import."""
MEMBERS: dict[str, dict[str, Any]] = {
    "__future__": dict.fromkeys(
        ("annotations", "absolute_import", "division", "print_function", "unicode_literals", "with_statement"), True
    ),
    "abc": {"ABC": object, "ABCMeta": type, "abstractmethod": same, "abstractproperty": property},
    "ast": {"literal_eval": Native("ast.literal_eval", literal_eval, pure=True)},
    "base64": {
        name: plain(getattr(base64, name))
        for name in ("b64decode", "b64encode", "urlsafe_b64decode", "urlsafe_b64encode", "b32encode", "b16encode")
    },
    "hashlib": {
        name: harmless(f"hashlib.{name} is not modelled") for name in ("md5", "sha1", "sha256", "sha512", "new")
    },
    "io": {"StringIO": text_file, "open": _open},
    "logging": {
        **LEVELS,
        **dict.fromkeys(
            (*LOGGING, "basicConfig", "disable", "captureWarnings", "addLevelName"),
            nothing,
        ),
        "getLogger": get_logger,
        "config": harmless("logging.config"),
        "Filter": object,
        "Formatter": object,
        "Handler": object,
    },
    "errno": {name: getattr(errno, name) for name in ("EPERM", "ENOENT", "EACCES", "EEXIST", "ENOTDIR", "EISDIR")},
    "math": {
        **{
            name: plain(getattr(math, name))
            for name in ("ceil", "floor", "sqrt", "log", "log2", "log10", "trunc", "gcd")
        },
        "pi": math.pi,
        "e": math.e,
        "inf": math.inf,
    },
    "warnings": {
        **dict.fromkeys(("warn", "filterwarnings", "simplefilter", "warn_explicit", "resetwarnings"), nothing),
        "catch_warnings": caught_warnings,
    },
}
