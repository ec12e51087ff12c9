"""The shortest condition a person would write for a set of worlds."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Literals = tuple[tuple[str, bool], ...]
"""A conjunction: the text of each condition with its truth."""

Cube = dict[str, bool]

_EQUALITY = r"(?P<left>.+?) == (?P<right>'[^']*'|\"[^\"]*\"|-?\d+)"
_SENTENCES = {"the module takes another way": "the module takes a way that connlint followed"}
"""What is no expression, and its opposite."""
_OPPOSITES: dict[type[ast.cmpop], str] = {
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Lt: ">=",
    ast.LtE: ">",
    ast.Gt: "<=",
    ast.GtE: "<",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}


def simplify(wanted: Sequence[Literals], others: Sequence[Literals]) -> str:
    """Say when one of ``wanted`` holds, given that otherwise one of ``others`` does.

    The text is empty when there are no others: then it always holds.
    """
    return _simplified(tuple(wanted), tuple(others)) if others else ""


@lru_cache(maxsize=1024)
def _simplified(wanted: tuple[Literals, ...], others: tuple[Literals, ...]) -> str:
    """As ``simplify``; most settings of a module differ between the same worlds."""
    excluded = [dict(literals) for literals in others]
    included = [dict(literals) for literals in wanted]
    cubes = _irredundant(_joined([_widen(cube, excluded) for cube in included]), included)
    if all(cubes):
        return _phrase(cubes)
    return " and ".join(negate(text) for cube in excluded if (text := _phrase([cube])))


def negate(text: str) -> str:
    """The opposite of a condition, as a person writes it: ``not X``, ``a != b``, ``a is not None``."""
    if text in _SENTENCES:
        return _SENTENCES[text]
    tree = _parse(text)
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not):
        return _slice(text, tree.operand.col_offset, tree.operand.end_col_offset)
    if isinstance(tree, ast.Compare) and len(tree.ops) == 1:
        left = _slice(text, 0, tree.left.end_col_offset)
        right = _slice(text, tree.comparators[0].col_offset, None)
        return f"{left} {_OPPOSITES[type(tree.ops[0])]} {right}"
    simple = isinstance(tree, (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.Constant))
    return f"not {text}" if simple else f"not ({text})"


def _parse(text: str) -> ast.expr | None:
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError):
        return None
    return tree if getattr(tree, "lineno", 1) == getattr(tree, "end_lineno", 1) else None


def _slice(text: str, start: int, end: int | None) -> str:
    return text.encode()[start:end].decode().strip()


def _widen(cube: Cube, excluded: list[Cube]) -> Cube:
    """Drop every literal without which the cube still meets no excluded one."""
    implied = [text for text, truth in cube.items() if not truth and _implied_false(text, cube)]
    rest = [text for text in reversed(cube) if text not in implied]
    for text in (*implied, *rest):
        smaller = {key: truth for key, truth in cube.items() if key != text}
        if not any(_meet(smaller, other) for other in excluded):
            cube = smaller
    return cube


def _joined(cubes: list[Cube]) -> list[Cube]:
    """The cubes, any two that differ in one answer only as one without it."""
    found = list(cubes)
    for one, other in ((one, other) for one in found for other in found):
        apart = [text for text, truth in one.items() if other.get(text, truth) != truth]
        if len(apart) == 1 and one.keys() == other.keys():
            shared = {text: truth for text, truth in one.items() if text != apart[0]}
            return _joined([shared if cube is one else cube for cube in found if cube is not other])
    return found


def _irredundant(cubes: list[Cube], included: list[Cube]) -> list[Cube]:
    """The cubes that are needed to cover every included one, each once, in order."""
    kept: list[Cube] = []
    for cube in cubes:
        if cube not in kept:
            kept.append(cube)
    for cube in reversed(tuple(kept)):
        rest = [other for other in kept if other is not cube]
        if rest and all(any(other.items() <= world.items() for other in rest) for world in included):
            kept = rest
    return kept


def _meet(one: Cube, other: Cube) -> bool:
    """Whether both can hold at once."""
    for text, truth in one.items():
        if other.get(text, truth) != truth:
            return False
    return not any(truth and _implied_false(text, one) for text, truth in other.items())


def _implied_false(text: str, cube: Cube) -> bool:
    """Whether the cube holds the same left side equal to another constant."""
    asked = _equality(text)
    if asked is None:
        return False
    for other, truth in cube.items():
        rival = _equality(other) if truth and other != text else None
        if rival and rival[0] == asked[0] and rival[1] != asked[1]:
            return True
    return False


@lru_cache(maxsize=1024)
def _equality(text: str) -> tuple[str, str] | None:
    """Both sides of a comparison with a constant."""
    match = re.fullmatch(_EQUALITY, text)
    return None if match is None else (match["left"], match["right"].strip("'\""))


def _phrase(cubes: list[Cube]) -> str:
    if not all(cubes):
        return ""
    several = len(cubes) > 1
    texts = []
    for cube in cubes:
        alone = len(cube) == 1
        text = " and ".join(_literal(key, truth, alone=alone and not several) for key, truth in cube.items())
        texts.append(text if alone or not several else f"({text})")
    return " or ".join(texts)


def _literal(text: str, truth: bool, *, alone: bool) -> str:
    if not truth:
        return negate(text)
    loose = isinstance(_parse(text), (ast.BoolOp, ast.IfExp, ast.Lambda, type(None)))
    return f"({text})" if loose and not alone else text
