"""environ.Path: paths of a project, joined and shortened."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.exceptions import ImproperlyConfigured
from connlint.parsers.settings.libraries.common import given
from connlint.parsers.settings.values import NativeObject, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.call import Call


class PathObject(NativeObject):
    """An ``environ.Path``: an absolute path as text."""

    type_name = "Path"

    def __init__(self, root: str) -> None:
        self.root = root

    @classmethod
    def start(cls, *parts: str) -> PathObject:
        """``Path(start, *paths)``."""
        return cls(os.path.abspath(os.path.join(*parts)) if parts else os.path.abspath(""))  # noqa: PTH100, PTH118

    def attribute(self, call: Call, name: str) -> Val | None:
        """``root``, or a method."""
        return call.value(self.root, "computed") if name == "root" else super().attribute(call, name)

    def _joined(self, call: Call) -> str:
        parts = [text_of(call, part) for part in call.args]
        path = os.path.abspath(os.path.join(self.root, *parts))  # noqa: PTH100, PTH118
        required = call.keywords.get("required")
        if required is not None and call.truth(required) and not call.exists(path):
            call.fail(ImproperlyConfigured, "Create required path")
        return path

    def call(self, call: Call) -> Val:
        """``path("a", "b")``: the joined path as text."""
        return call.value(self._joined(call), "computed", *call.args)

    m___call__ = call

    def m_path(self, call: Call) -> Val:
        """``path.path("a")``: the joined Path."""
        return Val(PathObject(self._joined(call)), "computed", call.at)

    def m___add__(self, call: Call) -> Val:
        """``path + "a"``."""
        return self.m_path(call)

    def m___sub__(self, call: Call) -> Val:
        """``path - 2``: two levels up; ``path - "end"`` without that end."""
        other = call.plain(call.args[0])
        if isinstance(other, int):
            return Val(PathObject.start(self.root, "../" * other), "computed", call.at)
        if isinstance(other, str) and self.root.endswith(other):
            return Val(PathObject.start(self.root.rstrip(other)), "computed", call.at)
        return call.fail(TypeError, "unsupported operand for -")  # type: ignore[no-any-return]  # fail never returns

    def m___invert__(self, call: Call) -> Val:
        """``~path``: one level up."""
        return Val(PathObject.start(self.root, ".."), "computed", call.at)

    def text(self) -> str:
        """The path as text."""
        return self.root

    def m___str__(self, call: Call) -> Val:
        """The path as text."""
        return call.value(self.root, "computed")

    m___fspath__ = m___str__

    def item(self, call: Call, key: Val) -> Val:
        """An index or slice of the text."""
        return call.value(self.root[call.plain(key)], "computed")


def text_of(call: Call, val: Val) -> str:
    """A path argument as text."""
    plain: Any = val.raw.root if isinstance(val.raw, PathObject) else call.plain(val)
    return str(os.fspath(plain))


def made(call: Call) -> Val:
    """``environ.Path(start="", *paths, is_file=False, required=False)``."""
    parts = [text_of(call, part) for part in call.args]
    is_file = call.keywords.get("is_file")
    if parts and is_file is not None and given(is_file) and call.truth(is_file):
        parts[0] = os.path.dirname(parts[0])  # noqa: PTH120
    return Val(PathObject.start(*parts), "computed", call.at)
