"""pathlib: pure methods are computed, those that look at the disk ask the project's files."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.builtin.files import open_file, read_bytes, read_text
from connlint.parsers.settings.call import MISSING, Call
from connlint.parsers.settings.plain import from_plain
from connlint.parsers.settings.values import Native, Unknown, Val

if TYPE_CHECKING:
    from pathlib import Path

    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At

PURE = frozenset(
    "joinpath with_name with_suffix with_stem relative_to is_absolute as_posix as_uri match is_relative_to".split()
)
PROPERTIES = frozenset("name stem suffix suffixes parts anchor root drive".split())
CHECKS = {"exists": "exists", "is_file": "is_file", "is_dir": "is_dir"}
WRITES = frozenset("mkdir touch unlink chmod".split())


def path_attribute(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    """The attribute of a Path."""
    raw: Path = val.raw
    if name == "parent":
        return Val(raw.parent, val.how, at, (val,))
    if name == "parents":
        return Val(tuple(Val(parent, val.how, at) for parent in raw.parents), val.how, at, (val,))
    if name in PROPERTIES:
        return from_plain(getattr(raw, name), val.how, at, (val,))
    method = _METHODS.get(name)
    if method is None and name in PURE:
        method = _pure(name)
    if method is None and name in CHECKS:
        method = _check(name)
    if method is None and name in WRITES:
        method = _nothing
    if method is None:
        if hasattr(raw, name):
            return Val(Unknown(f"Path.{name} is not modelled", kind="harmless"), "unknown", at)
        return None
    chosen = method
    return Val(Native(f"Path.{name}", lambda call: chosen(call, val)), "native", at)


def _pure(name: str) -> Any:
    def run(call: Call, receiver: Val) -> Val:
        args = [call.plain(arg) for arg in call.args]
        keywords = {key: call.plain(arg) for key, arg in call.keywords.items()}
        try:
            return call.value(getattr(receiver.raw, name)(*args, **keywords), receiver.how, receiver, *call.args)
        except (TypeError, ValueError) as error:
            return call.fail(type(error), str(error))  # type: ignore[no-any-return]  # fail never returns

    return run


def _absolute(call: Call, receiver: Val) -> Val:
    return call.value(call.rt.files.working / receiver.raw, receiver.how, receiver)


def _resolve(call: Call, receiver: Val) -> Val:
    path = os.path.normpath(call.rt.files.working / receiver.raw)
    return call.value(type(receiver.raw)(path), receiver.how, receiver)


def _expand_user(call: Call, receiver: Val) -> Val:
    return call.unknown("the home directory of the user") if str(receiver.raw).startswith("~") else receiver


def _check(name: str) -> Any:
    def run(call: Call, receiver: Val) -> Val:
        return call.rt.files.answer(call, CHECKS[name], str(receiver.raw))

    return run


def _nothing(call: Call, receiver: Val) -> Val:
    return Val(None, "computed", call.at)


def _written(call: Call, receiver: Val) -> Val:
    return call.value(len(call.plain(call.args[0])), "computed")


def _read_text(call: Call, receiver: Val) -> Val:
    (encoding,) = call.bind("encoding")
    text = read_text(call, str(receiver.raw), encoding)
    return from_plain(text, f"file {call.rt.reported(call.rt.files.resolve(str(receiver.raw)))}", call.at, (receiver,))


def _read_bytes(call: Call, receiver: Val) -> Val:
    content = read_bytes(call, str(receiver.raw))
    shown = f"file {call.rt.reported(call.rt.files.resolve(str(receiver.raw)))}"
    return from_plain(content, shown, call.at, (receiver,))


def _open(call: Call, receiver: Val) -> Val:
    mode = call.args[0] if call.args else call.keywords.get("mode", MISSING)
    return open_file(call, receiver, mode)


def _glob(call: Call, receiver: Val) -> Val:
    pattern = call.plain(call.args[0])
    return call.value(call.rt.files.glob(str(receiver.raw), pattern), "computed", receiver)


def _rglob(call: Call, receiver: Val) -> Val:
    pattern = call.plain(call.args[0])
    return call.value(call.rt.files.glob(str(receiver.raw), f"**/{pattern}"), "computed", receiver)


def _iterdir(call: Call, receiver: Val) -> Val:
    return call.value(call.rt.files.glob(str(receiver.raw), "*"), "computed", receiver)


_METHODS: dict[str, Any] = {
    "resolve": _resolve,
    "absolute": _absolute,
    "expanduser": _expand_user,
    "read_text": _read_text,
    "read_bytes": _read_bytes,
    "write_text": _written,
    "write_bytes": _written,
    "open": _open,
    "glob": _glob,
    "rglob": _rglob,
    "iterdir": _iterdir,
}
