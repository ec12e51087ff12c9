"""Functions of the standard library that turn text into values: ast, distutils, shlex."""

from __future__ import annotations

import ast
import shlex
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.libraries.common import refuse, same_unknown
from connlint.parsers.settings.libraries.semantics.decouple_cast import strtobool
from connlint.parsers.settings.libraries.semantics.refused import Refused
from connlint.parsers.settings.values import Native, Unknown

if TYPE_CHECKING:
    from connlint.parsers.settings.call import Call
    from connlint.parsers.settings.values import Val


def literal_eval(call: Call) -> Val:
    """``ast.literal_eval(text)``."""
    (text,) = call.bind("node_or_string", required=1)
    if isinstance(text.raw, Unknown):
        return same_unknown(call, text.raw, "", text)
    try:
        return call.value(ast.literal_eval(call.plain(text)), "", text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
        call.fail(type(error), "malformed node or string")
        raise


def truth_of_text(call: Call) -> Val:
    """``distutils.util.strtobool(val)``: 1 or 0."""
    (text,) = call.bind("val", required=1)
    if isinstance(text.raw, Unknown):
        return same_unknown(call, text.raw, "int", text)
    plain = call.plain(text)
    if not isinstance(plain, str):
        call.fail(AttributeError, "strtobool() takes text")
    try:
        return call.value(int(strtobool(plain)), "", text)
    except Refused as refused:
        refuse(call, refused)


def split(call: Call) -> Val:
    """``shlex.split(s)``."""
    (text, comments, posix) = call.bind("s", "comments", "posix", required=1)
    try:
        options: dict[str, Any] = {"comments": call.plain(comments, default=False)}
        return call.value(shlex.split(call.plain(text), posix=call.plain(posix, default=True), **options), "", text)
    except ValueError as error:
        call.fail(ValueError, str(error))
        raise


STRTOBOOL = {"strtobool": Native("strtobool", truth_of_text, pure=True)}
MEMBERS: dict[str, dict[str, Any]] = {
    "ast": {"literal_eval": Native("ast.literal_eval", literal_eval, pure=True)},
    "shlex": {"split": Native("shlex.split", split, pure=True)},
    "distutils": {},
    "distutils.util": STRTOBOOL,
    "setuptools": {},
    "setuptools._distutils": {},
    "setuptools._distutils.util": STRTOBOOL,
}
