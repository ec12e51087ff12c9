"""Python values as JSON has them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from connlint.models.place import Place


def plain(value: Any) -> Any:
    """A value for ``json.dumps``: its own type where JSON has it, text otherwise; keys are text."""
    if isinstance(value, float):
        return value if math.isfinite(value) else "unlimited" if value > 0 else str(value)
    if isinstance(value, dict):
        return {str(key): plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [plain(member) for member in value]
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)


def place_object(place: Place | None) -> dict[str, Any] | None:
    """A place as the contract writes it: lines count from 1, also where ``live`` says that there are none."""
    if place is None:
        return None
    if place.live:
        return {"file": place.file, "line": 1, "column": 1, "end_line": 1, "end_column": 1, "live": True}
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }
