"""django-environ: the look-up of one variable.

Source of the facts: ``Env.get_value`` of 0.14; proved by tests against the installed library.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.libraries.semantics.environ_cast import TRUE, parse_value
from connlint.parsers.settings.libraries.semantics.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NOTSET = object()
"""``Env.NOTSET``: no default."""
DEPTH = 100


@dataclass(frozen=True)
class Reader:
    """An ``Env`` object. ``get(name)`` gives the text of a variable, None when it is not set, and
    ``required(name)`` is asked when it has no default either: it raises, or gives something instead."""

    scheme: Mapping[str, Any]
    get: Callable[[str], Any]
    required: Callable[[str], Any]
    prefix: str = ""
    smart_cast: bool = True
    escape_proxy: bool = False
    true: tuple[str, ...] = TRUE

    def value(
        self, name: str, cast: Any = None, default: Any = NOTSET, *, parse_default: bool = False, depth: int = 0
    ) -> Any:
        """What ``Env.get_value`` returns; the default itself where that is the answer."""
        if depth > DEPTH:
            raise Refused("RecursionError", "the variables refer to each other in a circle")
        full = f"{self.prefix}{name}"
        cast, default = self._schemed(full, cast, default)
        value = self.get(full)
        if value is None:
            value = self.required(full) if default is NOTSET else default
        if isinstance(value, str) and value.startswith("$"):
            value = self.value(value.lstrip("$"), cast, default, depth=depth + 1)
        if self.escape_proxy and isinstance(value, str):
            value = value.replace(r"\$", "$")
        if self.smart_cast and cast is None and default is not None and default is not NOTSET:
            cast = type(default)
        if default is None and value == "":
            value = None
        if value is default and not (parse_default and value is not None):
            return default
        if value != default or (parse_default and value is not None):
            return parse_value(value, cast, self.true)
        return value

    def _schemed(self, full: str, cast: Any, default: Any) -> tuple[Any, Any]:
        if full not in self.scheme:
            return cast, default
        declared = self.scheme[full]
        if isinstance(declared, (tuple, list, str, dict)) and len(declared) == 2:  # noqa: PLR2004 - cast, default
            return cast or declared[0], declared[1] if default is NOTSET else default
        return cast or declared, default
