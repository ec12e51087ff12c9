"""Small repairs of source text that are certain: newer syntax, and the usual forms of Python 2.

Every repair keeps each line where it is; columns may move on the repaired lines.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from connlint.parsers.settings.newer import older

if TYPE_CHECKING:
    from collections.abc import Callable

EXCEPT_NAMES = re.compile(r"^(\s*except\s+)([\w.]+(?:\s*,\s*[\w.]+)+)(\s*:)", re.MULTILINE)
EXCEPT_AS = re.compile(r"^(\s*except\s+)([\w.]+|\([^()\n]*\))\s*,\s*([a-z_]\w*)(\s*:)", re.MULTILINE)
PRINT = re.compile(r"^(\s*(?:.*:\s+)?)print\s+(?![=(.,])(.*?)\s*$", re.MULTILINE)
PRINT_TO = re.compile(r"^(\s*)print\s*>>\s*([\w.]+)\s*,\s*(.*?)\s*$", re.MULTILINE)
PRINT_BARE = re.compile(r"^(\s*)print\s*$", re.MULTILINE)
OCTAL = re.compile(r"(?<![\w.])0([0-7]+)(?![\w.])")
LONG = re.compile(r"(?<![\w.])(\d+)[lL](?!\w)")
UNICODE = re.compile(r"(?<!\w)[uU][rR](?=['\"])")
RAISE = re.compile(r"^(\s*raise\s+[\w.]+)\s*,\s*(.+?)\s*$", re.MULTILINE)
EXEC = re.compile(r"^(\s*)exec\s+([^(\s].*?)(?:\s+in\s+(.+?))?\s*$", re.MULTILINE)
BACKTICKS = re.compile(r"`([^`\n]+)`")
NOT_EQUAL = re.compile(r"<>")


def repair(text: str, parse: Callable[[str], ast.Module | SyntaxError]) -> tuple[ast.Module, str] | None:
    """The tree of the repaired text and what the original is; None when no repair makes it parse."""
    newer = older(text)
    tree = parse(newer)
    if isinstance(tree, ast.Module) and newer != text:
        return tree, "syntax of Python 3.12"
    newer = EXCEPT_NAMES.sub(_parenthesised, newer)
    tree = parse(newer)
    if isinstance(tree, ast.Module) and newer != text:
        return tree, "syntax of Python 3.14 (PEP 758)"
    tree = parse(_python2(text))
    return (tree, "Python 2") if isinstance(tree, ast.Module) else None


def _parenthesised(match: re.Match[str]) -> str:
    names = [name.strip() for name in match[2].split(",")]
    if len(names) == 2 and names[1][0].islower() and "." not in names[1]:  # noqa: PLR2004  Python 2: except X, e
        return f"{match[1]}{names[0]} as {names[1]}{match[3]}"
    return f"{match[1]}({match[2]}){match[3]}"


def _python2(text: str) -> str:
    text = EXCEPT_AS.sub(r"\1\2 as \3\4", text)
    text = PRINT_TO.sub(r"\1print(\3, file=\2)", text)
    text = PRINT_BARE.sub(r"\1print()", text)
    text = PRINT.sub(_print, text)
    text = RAISE.sub(r"\1(\2)", text)
    text = EXEC.sub(lambda m: f"{m[1]}exec({m[2]}, {m[3]})" if m[3] else f"{m[1]}exec({m[2]})", text)
    text = BACKTICKS.sub(r"repr(\1)", text)
    text = NOT_EQUAL.sub("!=", text)
    text = UNICODE.sub("r", text)
    text = OCTAL.sub(lambda m: m[0] if set(m[1]) == {"0"} else f"0o{m[1]}", text)
    text = LONG.sub(r"\1", text)
    return text.expandtabs(8) if "\t" in text else text


def _print(match: re.Match[str]) -> str:
    before, arguments = match[1], match[2]
    if before.lstrip().startswith("#") or "#" in before or "'" in before or '"' in before:
        return match[0]
    return f"{before}print({arguments.rstrip(',')})"
