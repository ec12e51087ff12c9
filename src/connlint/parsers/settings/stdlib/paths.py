"""os.path, pathlib and glob."""

from __future__ import annotations

import os.path
import posixpath
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import Call, inherited
from connlint.parsers.settings.methods.objects import harmless
from connlint.parsers.settings.stdlib.purely import plain
from connlint.parsers.settings.values import Native, Val

if TYPE_CHECKING:
    from collections.abc import Callable


def path_text(call: Call, val: Val) -> str:
    """A path argument as text."""
    method = call.rt.special(val, "__fspath__")
    if method is not None:
        return path_text(call, call.invoke(method))
    raw = call.plain(val)
    if isinstance(raw, PurePath):
        return str(raw)
    if isinstance(raw, str):
        return raw
    causes = call.rt.causes([val]) if raw is None else frozenset()
    return call.fail(TypeError, "expected str, bytes or os.PathLike object", *causes)  # type: ignore[no-any-return]


def _pure(name: str) -> Native:
    def run(call: Call) -> Val:
        function: Callable[..., Any] = getattr(posixpath, name)
        args = [path_text(call, arg) for arg in call.args]
        if not args:
            call.fail(TypeError, f"{name}() missing a required argument")
        return call.value(function(*args), inherited(tuple(call.args)), *call.args)

    return Native(f"os.path.{name}", run, pure=True)


def _absolute(call: Call) -> Val:
    return call.value(str(call.rt.files.resolve(path_text(call, call.args[0]))), "", *call.args)


def _check(name: str) -> Callable[[Call], Val]:
    def run(call: Call) -> Val:
        return call.rt.files.answer(call, name, path_text(call, call.args[0]))

    return run


def _relative(call: Call) -> Val:
    args = [path_text(call, arg) for arg in call.args]
    start = args[1] if len(args) > 1 else str(call.rt.files.working)
    resolved = call.rt.files.resolve
    return call.value(os.path.relpath(resolved(args[0]), resolved(start)), "", *call.args)


def _expand_user(call: Call) -> Val:
    text = path_text(call, call.args[0])
    if text.startswith("~"):
        return call.unknown("the home directory of the user", "", "str")
    return call.value(text, "", call.args[0])


def _glob(call: Call) -> Val:
    pattern = call.rt.files.resolve(path_text(call, call.args[0]))
    parts = pattern.parts
    first = next((i for i, part in enumerate(parts) if any(sign in part for sign in "*?[")), len(parts) - 1)
    found = call.rt.files.glob(str(Path(*parts[:first])), str(Path(*parts[first:])))
    relative = not Path(path_text(call, call.args[0])).is_absolute()
    names = [os.path.relpath(path, call.rt.files.working) if relative else str(path) for path in found]
    return call.value(names, "computed", *call.args)


OS_PATH: dict[str, Any] = {
    **{
        name: _pure(name)
        for name in (
            "join",
            "dirname",
            "basename",
            "split",
            "splitext",
            "normpath",
            "isabs",
            "normcase",
        )
    },
    "commonprefix": plain(posixpath.commonprefix),
    "commonpath": plain(posixpath.commonpath),
    "abspath": Native("os.path.abspath", _absolute, pure=True),
    "realpath": Native("os.path.realpath", _absolute, pure=True),
    "exists": _check("exists"),
    "lexists": _check("exists"),
    "isfile": _check("is_file"),
    "isdir": _check("is_dir"),
    "relpath": _relative,
    "expanduser": _expand_user,
    "expandvars": harmless("os.path.expandvars() is not modelled"),
    "__name__": "posixpath",
    "sep": "/",
    "pardir": "..",
    "curdir": ".",
    "getmtime": harmless("a time of modification"),
    "getsize": harmless("a size"),
    "islink": harmless("whether a path is a link"),
}
MEMBERS: dict[str, dict[str, Any]] = {
    "os.path": OS_PATH,
    "posixpath": OS_PATH,
    "pathlib": {"Path": Path, "PurePath": PurePath, "PosixPath": Path, "PurePosixPath": PurePath},
    "glob": {"glob": _glob, "iglob": _glob},
}
