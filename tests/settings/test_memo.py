"""What is remembered about nodes is forgotten once a module is read."""

from __future__ import annotations

import ast

import pytest

from connlint.parsers.settings import memo, read_settings
from connlint.parsers.settings.effects import effects_of
from connlint.sources.errors import UnreadableError
from tests.settings.modules import host, read


def held() -> int:
    return sum(len(held) for held in memo._HELD)


def test_a_node_is_looked_at_once():
    calls = []
    look = memo.per_node(lambda node: calls.append(node) or len(calls))
    one, other = ast.parse("a"), ast.parse("a")
    assert [look(one), look(one), look(other), look(one)] == [1, 1, 2, 1]


def test_a_memory_that_is_full_begins_again(monkeypatch):
    monkeypatch.setattr(memo, "ROOM", 2)
    calls = []
    look = memo.per_node(lambda node: calls.append(node) or len(calls))
    nodes = [ast.parse("a") for _ in range(3)]
    assert [look(node) for node in nodes] == [1, 2, 3]
    assert look(nodes[0]) == 4


def test_nothing_is_held_after_a_module_was_read(tmp_path):
    effects_of(ast.parse("a = 1").body[0])
    assert held() > 0
    read(tmp_path, host("os.environ.get('A') or f(1)", before="def f(x):\n    return x"))
    assert held() == 0


def test_nor_after_one_that_cannot_be(tmp_path):
    with pytest.raises(UnreadableError):
        read_settings(tmp_path / "absent.py", name="absent.py")
    assert held() == 0
