"""The bases of every connlint model: immutable, strict about their fields, built on first use."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticUndefined


class Model(BaseModel):
    """An immutable record that validates what it is given; an unknown field is an error.

    For what comes from outside: options, rule files.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


_FIELDS = "__pydantic_fields__" if hasattr(Model, "__pydantic_fields__") else "model_fields"
"""Where pydantic keeps the fields of a class: it has another name before 2.10."""


class Record(Model):
    """An immutable record that connlint itself makes; unknown and missing fields are errors.

    The types are mypy's business: to build twenty validators takes longer than to read two files and check them.
    """

    def __init__(self, /, **data: Any) -> None:
        fields = getattr(type(self), _FIELDS)
        values = {name: data[name] if name in data else _default(name, field) for name, field in fields.items()}
        if not data.keys() <= values.keys():
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(data.keys() - values.keys()))}")
        object.__setattr__(self, "__dict__", values)
        object.__setattr__(self, "__pydantic_fields_set__", set(data))
        object.__setattr__(self, "__pydantic_extra__", None)
        object.__setattr__(self, "__pydantic_private__", None)


def _default(name: str, field: Any) -> Any:
    value = field.default
    if value.__class__ is dict:
        return value.copy()
    if value is PydanticUndefined:
        raise TypeError(f"{name} is missing")
    return value
