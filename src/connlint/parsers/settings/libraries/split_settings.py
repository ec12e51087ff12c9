"""split_settings: ``include`` and ``optional``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from connlint.parsers.settings.call import MISSING
from connlint.parsers.settings.libraries.environ_path import text_of
from connlint.parsers.settings.values import DictObj, ListObj, NativeObject, NotKnown, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.call import Call

INCLUDED, INCLUDED_FILES = "__included_file__", "__included_files__"


class OptionalFile(NativeObject):
    """``optional("local.py")``: a pattern that need not match."""

    type_name = "_Optional"

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def m___str__(self, call: Call) -> Val:
        """The pattern."""
        return call.value(self.pattern, "computed")


def optional(call: Call) -> Val:
    """``optional(filename)``; None counts as no file."""
    (filename,) = call.bind("filename", required=1)
    return Val(OptionalFile("" if filename.raw is None else text_of(call, filename)), "computed", call.at)


def include(call: Call) -> Val:
    """``include(*patterns, scope=None)``: run the files that match in the scope, each once."""
    scope = _scope(call)
    done = scope.items.setdefault(INCLUDED_FILES, Val(ListObj([]), "computed", call.at))
    including = scope.items.get(INCLUDED) or scope.items.get("__file__") or Val(call.frame.module.path)
    directory = os.path.dirname(call.plain(including))  # noqa: PTH120 - paths of the program are text
    for argument in call.args:
        must_exist = not isinstance(argument.raw, OptionalFile)
        pattern = text_of(call, argument) if must_exist else argument.raw.pattern
        if not pattern and not must_exist:
            continue
        _include_one(call, scope, done, os.path.join(directory, pattern), must_exist=must_exist)  # noqa: PTH118
    return call.value(None)


def _scope(call: Call) -> DictObj:
    scope = call.keywords.get("scope", MISSING)
    if scope is MISSING or scope.raw is None or (isinstance(scope.raw, DictObj) and not scope.raw.items):
        return call.frame.module.namespace
    if not isinstance(scope.raw, DictObj):
        raise NotKnown(Unknown("the scope of include() is not known"))
    return scope.raw


def _include_one(call: Call, scope: DictObj, done: Val, pattern: str, *, must_exist: bool) -> None:
    saved = scope.items.get(INCLUDED)
    paths = _matching(call, pattern)
    if not paths and must_exist:
        call.fail(OSError, "No such file: the pattern of include() matches nothing")
    for path in paths:
        if any(item.raw == path for item in done.raw.items):
            continue
        done.raw.items.append(Val(path, "computed", call.at))
        scope.items[INCLUDED] = Val(path, "computed", call.at)
        call.rt.run_file(path, scope, call.frame)
    if saved is not None:
        scope.items[INCLUDED] = saved
    else:
        scope.items.pop(INCLUDED, None)


def _matching(call: Call, pattern: str) -> list[str]:
    """The files of the project that match, in the order in which Python's glob gives them."""
    from glob import glob

    root = str(call.rt.files.root)
    if not os.path.abspath(pattern).startswith(root):  # noqa: PTH100
        raise NotKnown(Unknown("include() of a file outside the project"))
    return [os.path.abspath(path) for path in glob(pattern)]  # noqa: PTH100, PTH207 - as the library does


MEMBERS = {"split_settings": {}, "split_settings.tools": {"include": include, "optional": optional}}
