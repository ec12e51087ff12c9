"""Whatever a module does, reading it ends soon, and what was read stands."""

from __future__ import annotations

import time

import pytest

from tests.settings.modules import host, read, value

HOSTILE = {
    "a loop without end": "while True:\n    pass",
    "counting without end": "n = 0\nwhile True:\n    n += 1",
    "recursion": "def f(n):\n    return f(n + 1)\nx = f(0)",
    "exponential recursion": "def f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)\nx = f(40)",
    "a tower of powers": "x = 10 ** 10 ** 10",
    "a shift": "x = 1 << 10 ** 9",
    "a long text": "x = 'x' * 10 ** 9",
    "a doubling text": "x = 'x'\nfor i in range(100):\n    x = x + x",
    "a doubling list": "x = [1]\nfor i in range(100):\n    x += x",
    "a huge range": "x = [i for i in range(10 ** 12)]",
    "a huge list": "x = list(range(10 ** 9))",
    "a wide format": "x = f'{1:999999999}'\ny = '%999999999d' % 1\nz = '{:>999999999}'.format(1)",
    "a catastrophic pattern": "import re\nx = re.match(r'(a+)+$', 'a' * 40 + 'b')",
    "a product": "import itertools\nx = list(itertools.product(*[range(10)] * 9))",
    "a generator without end": "def g():\n    while True:\n        yield 1\nx = list(g())",
    "a dict in itself": "d = {}\nd['d'] = d\nx = str(d) + repr(d == {'d': 1})",
    "a module that imports itself": "from settings import *",
    "getattr without end": "class C:\n    def __getattr__(self, n):\n        return self.x\nx = C().y",
    "a replacement that grows": "x = ('a' * 10 ** 5).replace('', 'b' * 10 ** 5)",
    "a file name with a null": "x = open('a\\0b')",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_it_ends_and_the_rest_is_read(tmp_path, case, monkeypatch):
    # steps decide here: how many seconds they take depends on the machine, and on coverage being measured
    monkeypatch.setattr("connlint.parsers.settings.explore.MAX_SECONDS", 50.0)
    start = time.monotonic()
    module = read(tmp_path, HOSTILE[case] + "\n" + host("'a'"))
    assert time.monotonic() - start < 60
    assert value(module, "HOST") == "a"


DEEP = {
    "parentheses": "x = " + "(" * 10_000 + "1" + ")" * 10_000,
    "a sum": "x = " + " + ".join(["1"] * 9_000),
    "attributes": "x = a" + ".b" * 5_000,
}


@pytest.mark.parametrize("case", DEEP)
def test_what_is_nested_too_deeply_is_unknown(tmp_path, case):
    module = read(tmp_path, DEEP[case] + "\n" + host("'a'"))
    world = module.worlds[0]
    assert world.databases_unknown is not None or world.databases["default"].settings["HOST"].value == "a"


def test_a_limit_is_told(tmp_path):
    module = read(tmp_path, "x = 'x' * 10 ** 9\n" + host("'a'"))
    assert [problem.kind for problem in module.problems] == ["limit"]
