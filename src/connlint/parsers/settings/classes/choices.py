"""``django.db.models.TextChoices`` and ``IntegerChoices``: enumerations whose members carry a label."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.values import ClassObj, ListObj, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Iterable


class TextChoices(str, enum.Enum):
    """Stands for Django's."""


class IntegerChoices(int, enum.Enum):
    """Stands for Django's."""


def has_labels(cls: ClassObj) -> bool:
    """Whether the members of the enumeration carry labels."""
    return any(base in (TextChoices, IntegerChoices) for base in cls.mro)


def split(plain: Iterable[tuple[str, Val]]) -> tuple[list[tuple[str, Val]], dict[str, Val]]:
    """The members with their values alone, and the labels."""
    members: list[tuple[str, Val]] = []
    labels: dict[str, Val] = {}
    for name, val in plain:
        items: Any = val.raw.items if isinstance(val.raw, ListObj) else val.raw
        found, label = val, Val(name.replace("_", " ").title(), "computed", val.at)
        if isinstance(items, (list, tuple)) and len(items) > 1 and isinstance(items[-1].raw, (str, Unknown)):
            *rest, label = items
            found = rest[0] if len(rest) == 1 else Val(tuple(rest), val.how, val.at, (val,))
        members.append((name, found))
        labels[name] = label
    return members, labels


def describe(cls: ClassObj, labels: dict[str, Val]) -> None:
    """``names``, ``values``, ``labels`` and ``choices`` of the class, and the label of each member."""
    held = {member.raw.attributes["_name_"].raw: member for member in cls.extra["enum"].values()}
    for name, member in held.items():
        member.raw.attributes["label"] = labels[name]
    values = [member.raw.attributes["_value_"] for member in held.values()]
    texts = [labels[name] for name in held]
    blank = cls.members.get("__empty__")
    if blank is not None:
        values, texts = [Val(None), *values], [blank, *texts]
    pairs = [Val((value, text), "computed") for value, text in zip(values, texts, strict=True)]
    names = [*(["__empty__"] if blank is not None else []), *held]
    lists = {"names": [Val(name, "computed") for name in names], "values": values, "labels": texts, "choices": pairs}
    cls.members.update({name: Val(ListObj(items), "computed") for name, items in lists.items()})
