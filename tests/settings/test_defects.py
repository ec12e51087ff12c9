"""Should the interpreter itself fail on something, users see an unknown and not a traceback."""

from __future__ import annotations

import ast

from connlint.parsers.settings import strict
from connlint.parsers.settings.expressions import EXPRESSIONS
from tests.settings.modules import host, read, traced, value


def broken(rt, frame, node):
    raise TypeError("a defect")


def test_a_statement_that_fails_is_unknown(tmp_path, monkeypatch):
    monkeypatch.setattr(strict, "on", False)
    monkeypatch.setitem(EXPRESSIONS, ast.Set, broken)
    module = read(tmp_path, "x = {1}\n" + host("'a'"))
    assert value(module, "HOST") == "a"
    assert [problem.kind for problem in module.problems] == ["limit"]


def test_a_native_function_that_fails_is_unknown(tmp_path, monkeypatch):
    monkeypatch.setattr(strict, "on", False)
    found = traced(read(tmp_path, host("os.fspath()")), "HOST")
    assert (found.status, found.reason) == ("unknown", "connlint does not follow this use of os.fspath()")
