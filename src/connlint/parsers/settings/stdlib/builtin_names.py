"""The module ``builtins``."""

from __future__ import annotations

from typing import Any

from connlint.parsers.settings.builtin import FUNCTIONS, TYPES, functions_of

MEMBERS: dict[str, dict[str, Any]] = {
    "builtins": {
        **TYPES,
        **{name: function for module in FUNCTIONS for name, function in functions_of(module).items()},
        "None": None,
        "True": True,
        "False": False,
    }
}
