"""What changes in one alias of DATABASES, as Python source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.reporters.words import clean

if TYPE_CHECKING:
    from connlint.models.django import Alias
    from connlint.models.plan import Advice


def alias_rows(alias: Alias, changes: list[Advice]) -> dict[str, Any]:
    """The name, and for the alias itself and for its OPTIONS: rows to set, rows to take away, and what stays."""
    mine = [one for one in changes if one.name == alias.name]
    settings = [key for key, value in alias.settings.items() if value.status != "default" and key != "TEST"]
    return {
        "name": _python(alias.name),
        "settings": _part([one for one in mine if one.where == "alias"], settings),
        "options": _part([one for one in mine if one.where == "options"], list(alias.options)),
    }


def _part(changes: list[Advice], there: list[str]) -> dict[str, Any]:
    changed = {one.setting for one in changes}
    return {
        "rows": [(_python(one.setting), _python(one.value), one.reason) for one in changes if not one.remove],
        "removed": [(_python(one.setting), one.reason) for one in changes if one.remove],
        "stays": clean(", ".join(key for key in there if key not in changed)),
    }


def _python(value: Any) -> str:
    """A value as Python source; text in double quotes."""
    if isinstance(value, str) and value.isprintable() and not set(value) & set('"\\'):
        return f'"{value}"'
    return repr(value)
