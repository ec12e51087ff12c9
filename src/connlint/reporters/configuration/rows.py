"""A traced value as rows of a table: value, place, and the way it took."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from connlint.reporters.words import brief, clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connlint.models.traced import Branch, Traced
    from connlint.reporters.ansi import Style

_LONGEST = 70


@dataclass(frozen=True)
class Row:
    """One line: ``where`` is file:line, ``how`` the status and the way the value took."""

    key: str
    value: str = ""
    where: str = ""
    how: str = ""
    quiet: bool = False
    styles: tuple[Style, ...] = ()


def rows_of(key: str, traced: Traced) -> list[Row]:
    """The rows of one key: one, or one for each branch of an either that a reader can tell apart."""
    if traced.status != "either":
        return [_row(key, traced, "")]
    short = _in_one(key, traced.branches)
    if short is not None:
        return [short]
    branches = [_branch_row(key if number == 0 else "", branch) for number, branch in enumerate(traced.branches)]
    return branches or [Row(key)]


def rows_of_all(settings: Mapping[str, Traced]) -> list[Row]:
    """The rows of every key; one row where all are unknown for one reason."""
    rows = [row for key, traced in settings.items() for row in rows_of(key, traced)]
    same = {(row.value, row.where, row.how) for row in rows}
    if len(rows) > 1 and len(same) == 1 and rows[0].value == "?":
        return [replace(rows[0], key="every key")]
    return rows


def _in_one(key: str, branches: tuple[Branch, ...]) -> Row | None:
    """One row for a value that is the same in every branch, or that only an unsupplied variable replaces."""
    open_ones = [branch for branch in branches if branch.traced.status == "unknown"]
    rest = [branch for branch in branches if branch.traced.status != "unknown"]
    hidden = any(branch.traced.secret for branch in rest)
    if not open_ones and not hidden and len({(repr(one.traced.value), value_repr(one.traced)) for one in rest}) == 1:
        return replace(_row(key, rest[0].traced, ""), how="in every case")
    if len(open_ones) != 1 or len(rest) != 1:
        return None
    variable = open_ones[0].traced.missing
    if not variable or open_ones[0].condition != f"{variable} is set" or rest[0].condition != f"{variable} is not set":
        return None
    row = _row(key, rest[0].traced, "")
    ways = [row.how] if row.how and variable not in row.how else []
    return replace(row, how="; ".join([*ways, clean(f"unless {variable} is set, which is not supplied")]))


def _branch_row(key: str, branch: Branch) -> Row:
    return _row(key, branch.traced, _when(branch.condition))


def _row(key: str, traced: Traced, when: str) -> Row:
    where = clean(traced.origin.short) if traced.origin else ""
    if traced.status == "unknown":
        how = "; ".join(part for part in (when, clean(traced.reason)) if part)
        return Row(key, "?", where, how, styles=("yellow",))
    text = "; ".join(part for part in (when, _way(traced)) if part)
    quiet = traced.status == "default"
    return Row(key, value_repr(traced), where, text, quiet=quiet, styles=("dim",) if quiet else ())


def _way(traced: Traced) -> str:
    """How the value was obtained, and the steps before it."""
    how = "" if traced.how == "literal" else traced.how
    if traced.status == "default":
        how = how or "default"
    here = traced.origin.short if traced.origin else ""
    steps = [step for step in map(str, traced.chain) if step != here]
    return clean(" <- ".join(part for part in (how, *steps) if part))


def _when(condition: str) -> str:
    return f"when {clean(brief(condition))}" if condition else ""


def value_repr(traced: Traced) -> str:
    """The value as Python writes it, cut where it would break the table."""
    if traced.parts is not None:
        members = ", ".join(f"{key}: {value_repr(part)}" for key, part in traced.parts.items())
        return _cut(f"{{{members}}}")
    value = traced.value
    bare = isinstance(value, str) and value != "" and value.strip() == value
    return _cut(clean(str(value) if bare else repr(value)))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
