"""Parts of the interpreter that are loaded when a module that is read first needs them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

Key = TypeVar("Key")


class LaterTable(dict[Key, Any]):
    """What modules of one package hold, by any key; each is named ``module.name`` and looked up when first asked for.

    Most settings modules need few parts of the interpreter, and to load the others takes longer than to read a module.
    """

    def __init__(self, package: str, names: Mapping[Key, str]) -> None:
        super().__init__()
        self.package = package
        self.names = names

    def __missing__(self, key: Key) -> Any:
        module, _, name = self.names[key].partition(".")
        found = self[key] = getattr(import_module(f"{self.package}.{module}"), name)
        return found
