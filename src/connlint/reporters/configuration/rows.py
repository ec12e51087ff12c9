"""A traced value as rows of a table: value, place, and the way it took."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from connlint.reporters.words import brief, clean

if TYPE_CHECKING:
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
    """The rows of one key: one, or one for each branch of an either."""
    if traced.status != "either":
        return [_row(key, traced, "")]
    branches = [_branch_row(key if number == 0 else "", branch) for number, branch in enumerate(traced.branches)]
    return branches or [Row(key)]


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
