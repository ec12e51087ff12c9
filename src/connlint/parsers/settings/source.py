"""Parsing a file of the program; small repairs in memory, one clear problem where it cannot be parsed."""

from __future__ import annotations

import ast
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from connlint.models.plain import Plain
from connlint.models.problem import Problem
from connlint.parsers.settings.unit import Unit
from connlint.parsers.settings.values import Unknown
from connlint.sources.errors import UnreadableError
from connlint.sources.text import Source

if TYPE_CHECKING:
    from connlint.parsers.settings.files import Files

PRIVATE = re.compile(r"\b__(?!\w*__\b)\w")
"""What may be a private name of a class."""


class Parsed(Plain):
    """A file: its unit, or why its names are unknown; ``python2`` when it is written in Python 2."""

    unit: Unit | None
    problems: tuple[Problem, ...] = ()
    unknown: Unknown | None = None
    python2: bool = False


def parse_unit(files: Files, path: Path) -> Parsed:
    """Parse a file of the project."""
    try:
        source = files.source(path)
        text = source.text
    except UnreadableError as error:
        problem = Problem(kind="unreadable", message=error.message, place=error.place, subject=error.file)
        return Parsed(None, (problem,), Unknown(f"{error.file}: {error.message}"))
    return _parse(source, text, str(path))


def parse_text(files: Files, text: str, unit: Unit) -> Parsed:
    """Parse text that the program executes; places are those of the file that executes it."""
    return _parse(Source(unit.name, Path(unit.path), text.encode()), text, unit.path)


def try_parse(text: str) -> ast.Module | SyntaxError:
    """The tree, or what is wrong; nesting that Python refuses is a syntax error as well."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _private(ast.parse(text), text)
        except SyntaxError as error:
            return error
        except (RecursionError, MemoryError, ValueError) as error:
            return SyntaxError(f"too deeply nested or not text ({type(error).__name__})")


def _private(tree: ast.Module, text: str) -> ast.Module:
    if PRIVATE.search(text):
        from connlint.parsers.settings.private import mangle

        mangle(tree)
    return tree


def _parse(source: Source, text: str, path: str) -> Parsed:
    found = try_parse(text)
    if isinstance(found, ast.Module):
        return Parsed(Unit(source, path, found))
    from connlint.parsers.settings.repair import repair

    line, column = found.lineno or 1, max(found.offset or 1, 1)
    place = source.span(line, column, line, column + 1)
    fixed = repair(text, try_parse)
    if fixed is not None:
        tree, kind = fixed
        message = f"{kind}: this Python cannot parse it; connlint goes on with the repaired text"
        problem = Problem(kind="syntax-error", message=message, place=place, subject=source.name)
        return Parsed(Unit(source, path, tree), (problem,), python2=kind.startswith("Python 2"))
    kind = _diagnose(text, found)
    problem = Problem(kind="syntax-error", message=f"{kind}; its names are unknown", place=place, subject=source.name)
    return Parsed(None, (problem,), Unknown(f"{source.name}:{line} cannot be parsed: {kind}", source.name))


def _diagnose(text: str, error: SyntaxError) -> str:
    if re.search(r"\{\{.*?\}\}|\{%.*?%\}", text):
        return "a template (Jinja or cookiecutter), not Python"
    if re.search(r"^\s*print\s+[^(\s=]|^\s*except\s+\w+\s*,\s*\w+\s*:|\bur['\"]", text, re.MULTILINE):
        return "written in Python 2"
    return f"syntax error: {error.msg}"
