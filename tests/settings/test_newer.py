"""Syntax newer than the Python that runs connlint."""

from __future__ import annotations

import ast

import pytest

from connlint.parsers.settings.newer import older
from tests.settings.modules import read, value


@pytest.mark.parametrize(
    "text",
    ["x = f'{'\n", 'x = f"{a\n', "x = 'a\n", "x = '''a\n", "type(x)\ntype = 3\ntype == 4\n", "x[1](2)\n", "# it's {\n"],
)
def test_what_is_not_newer_stays(text):
    assert older(text) == text


@pytest.mark.parametrize(
    "text, expected",
    [
        ("type A = int | None\n", "A = int | None\n"),
        ("type A[T] = list[T]\n", "A = list[T]\n"),
        ("def f[T: int, *Ts](a: T): ...\n", "def f(a: T): ...\n"),
        ("class A[T: (int, list[str])](B): pass\n", "class A(B): pass\n"),
        ("async def f[T](): pass\n", "async def f(): pass\n"),
        ('x = f"[{d.get("%d/%b")}] {{a}} {b!r:>{w}}"\n', "x = f\"[{d.get('%d/%b')}] {{a}} {b!r:>{w}}\"\n"),
        ("x = f'{a['k']}' 'it\\'s'\n", "x = f'{a[\"k\"]}' 'it\\'s'\n"),
    ],
)
def test_newer_syntax(text, expected):
    assert older(text).replace("A=", "A =") == expected
    ast.parse(older(text))


def test_a_module_that_uses_all_of_it(tmp_path):
    text = (
        "type Host = str\n"
        "def host[T](table: dict) -> T:\n    return f'{table['HOST']}'\n"
        "try:\n    h = host({'HOST': 'db'})\nexcept KeyError, ValueError:\n    h = 'other'\n"
        "DATABASES = {'default': {'HOST': h}}\n"
    )
    assert value(read(tmp_path, text), "HOST") == "db"
