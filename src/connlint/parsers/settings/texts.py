"""Conditions and expressions as people read them, without the text of any secret."""

from __future__ import annotations

import ast
import re

from connlint.parsers.settings.memo import per_node
from connlint.sources.secrets import names_secret, pairs_secret

SECRET_URL = re.compile(r"[A-Za-z][\w+.-]*://[^\s/@]*:[^\s@/]+@")
"""A URL with a password in it."""
MAX_LENGTH = 80


def is_secret_name(name: object) -> bool:
    """Whether the value of a key or variable of this name is a secret."""
    return isinstance(name, str) and names_secret(name)


def is_secret_text(text: object) -> bool:
    """Whether a text holds a password: a URL with user information, or ``password=...``."""
    if not isinstance(text, str):
        return False
    if "://" in text and SECRET_URL.search(text) is not None:
        return True
    return pairs_secret(text)


def condition(node: ast.AST | None) -> str:
    """The source of an expression, short and on one line; constants beside secret names are struck out."""
    return "something unknown is true" if node is None else _condition(node)


@per_node
def _condition(node: ast.AST) -> str:
    text = " ".join(ast.unparse(_Redact().visit(_copy(node)) if _touchy(node) else node).split())
    return text if len(text) <= MAX_LENGTH else text[: MAX_LENGTH - 3] + "..."


def _touchy(node: ast.AST) -> bool:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and is_secret_text(inner.value):
            return True
        if isinstance(inner, ast.Name) and is_secret_name(inner.id):
            return True
        if isinstance(inner, ast.Attribute) and is_secret_name(inner.attr):
            return True
        if isinstance(inner, ast.Constant) and is_secret_name(inner.value):
            return True
    return False


def _copy(node: ast.AST) -> ast.AST:
    from copy import deepcopy

    return deepcopy(node)


class _Redact(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        if isinstance(node.value, str) and node.value and not re.fullmatch(r"[A-Z][A-Z0-9_]*", node.value):
            return ast.Constant("********")
        return node
