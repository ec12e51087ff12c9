"""Assignment, augmented assignment and del, as Python runs them."""

from __future__ import annotations

import pytest

from tests.settings.differential import Case, import_cases, judge

POINT = "class P:\n    x = 'class'\n    def __init__(self):\n        self.y = 'own'\n"
CAUGHT = "try:\n    {}\nexcept Exception as e:\n    r = type(e).__name__\nelse:\n    r = 'nothing'"
FOREIGN = {"foreign.py": "thing = object()\nclass Thing:\n    pass\nthing = Thing()\npairs = [('a', 'b')]\n"}


def caught(statement: str, before: str = "") -> Case:
    """The name of the exception that a statement raises."""
    return Case(f"{before}{CAUGHT.format(statement)}")


RAISING = {
    "too few values": caught("a, b = ['x']"),
    "too many values": caught("a, b = 'xyz'"),
    "too few for a star": caught("a, *b, c = ['x']"),
    "unpacking a number": caught("a, b = 5"),
    "an item of a tuple": caught("(1, 2)[0] = 3"),
    "an item of a text": caught("'abc'[0] = 'x'"),
    "an item of None": caught("None['x'] = 1"),
    "an item beyond a list": caught("[1][5] = 2"),
    "an attribute of None": caught("None.x = 1"),
    "an attribute of a text": caught("'abc'.x = 1"),
    "an attribute of a number": caught("n.x = 1", "n = 5\n"),
    "an attribute of a tuple": caught("(1,).x = 1"),
    "an attribute of a list": caught("[].x = 1"),
    "an attribute of a dict": caught("{}.x = 1"),
    "an attribute of a set": caught("{1}.x = 1"),
    "an attribute of a method": caught("P().__init__.x = 1", POINT),
    "a property without setter": caught("C().x = 1", "class C:\n    @property\n    def x(self): return 1\n"),
    "a frozen dataclass": caught(
        "C(1).x = 2", "from dataclasses import dataclass\n@dataclass(frozen=True)\nclass C:\n    x: int\n"
    ),
    "a field of a named tuple": caught(
        "C(1).x = 2", "from typing import NamedTuple\nclass C(NamedTuple):\n    x: int\n"
    ),
    "augmenting a name that is not there": caught("nothing += 1"),
    "augmenting an item that is not there": caught("d['x'] += 1", "d = {}\n"),
    "augmenting an attribute that is not there": caught("P().z += 1", POINT),
    "augmenting with the wrong type": caught("d['x'] += 1", "d = {'x': 'a'}\n"),
    "deleting a name twice": caught("del a, a", "a = 1\n"),
    "deleting an item that is not there": caught("del d['x']", "d = {}\n"),
    "deleting beyond a list": caught("del l[3]", "l = [1]\n"),
    "deleting an attribute that is not there": caught("del P().z", POINT),
    "deleting an attribute of the class from an instance": caught("del P().x", POINT),
    "deleting an attribute of the class that is not there": caught("del P.z", POINT),
    "deleting an attribute of a text": caught("del 'a'.x"),
    "deleting from a text": caught("del 'abc'[0]"),
    "deleting from a tuple": caught("del (1, 2)[0]"),
}

SETTING = {
    "nested targets": Case("(a, (b, *c)), d = ('p', 'qrs'), 't'\nr = [a, b, c, d]"),
    "a list as target": Case("[a, b] = 'xy'\nr = b + a"),
    "a star in the middle": Case("a, *b, c = range(5)\nr = [a, b, c]"),
    "a star that takes nothing": Case("a, *b = 'x'\nr = [a, b]"),
    "a star on attributes and items": Case(
        f"{POINT}p, d = P(), {{}}\np.y, *d['x'], p.x = 'abcd'\nr = [p.y, d['x'], p.x]"
    ),
    "unpacking a dict": Case("a, b = {'x': 1, 'y': 2}\nr = a + b"),
    "unpacking a generator": Case("a, b = (c.upper() for c in 'xy')\nr = a + b"),
    "swapping": Case("a, b = 'x', 'y'\na, b = b, a\nr = a + b"),
    "chained targets": Case("a = b = []\na.append('x')\nr = b"),
    "a slice": Case("l = list('abcd')\nl[1:3] = ['x']\nr = l"),
    "an item of a negative index": Case("l = list('abc')\nl[-1] = 'x'\nr = l"),
    "an attribute of an instance": Case(f"{POINT}p, q = P(), P()\np.x = 'set'\nr = [p.x, q.x, P.x]"),
    "an attribute of a class": Case(f"{POINT}p = P()\nP.x = 'set'\nr = [p.x, P.x]"),
    "an attribute of a function": Case("def f(): return f.calls\nf.calls = 'x'\nr = f()"),
    "an attribute of a module": Case(
        "import base\nbase.x = 'set'\nfrom base import x\nr = x", files={"base.py": "x=1"}
    ),
    "an attribute of a standard module": Case("import os\nos.sep = '!'\nr = os.sep"),
    "a property with setter": Case(
        "class C:\n    @property\n    def x(self): return self._x\n"
        "    @x.setter\n    def x(self, value): self._x = value * 2\nc = C()\nc.x = 'a'\nr = c.x"
    ),
    "a descriptor": Case(
        "class D:\n    def __get__(self, obj, cls): return obj.kept\n"
        "    def __set__(self, obj, value): obj.kept = value + '!'\nclass C:\n    x = D()\nc = C()\nc.x = 'a'\nr = c.x"
    ),
    "__setattr__": Case(
        "class C:\n    def __setattr__(self, name, value):\n"
        "        super().__setattr__(name, value.upper())\nc = C()\nc.x = 'a'\nr = c.x"
    ),
    "an annotation alone binds nothing": caught("x", "x: int\n"),
    "an annotated attribute": Case(f"{POINT}p = P()\np.z: str = 'set'\nr = p.z"),
    "an alias of a type": Case("type X = int\nr = 'x'", since=(3, 12)),
}

AUGMENTED = {
    "a text": Case("r = 'a'\nr += 'b'"),
    "a list in place": Case("a = b = ['x']\na += ['y']\nr = b"),
    "a tuple anew": Case("a = b = ('x',)\na += ('y',)\nr = [a, b]"),
    "a list with a text": Case("r = ['x']\nr += 'yz'"),
    "an item of a dict": Case("d = {'x': 'a'}\nd['x'] += 'b'\nr = d"),
    "an item of a default dict": Case(
        "from collections import defaultdict\nd = defaultdict(str)\nd['x'] += 'b'\nr = d['x']"
    ),
    "an attribute": Case(f"{POINT}p = P()\np.x += '!'\nr = [p.x, P.x]"),
    "a set": Case("s = {1}\ns |= {2}\ns -= {1}\nr = sorted(s)"),
    "a number": Case("n = 7\nn //= 2\nn **= 2\nn <<= 1\nn -= 1\nn %= 10\nr = n"),
    "a dict": Case("d = {'a': 1}\nd |= [('b', 2)]\nr = d"),
    "the container is evaluated once": Case(
        "calls, d = [], {'x': 'a'}\ndef f():\n    calls.append('c')\n    return d\nf()['x'] += 'b'\nr = [calls, d]"
    ),
    "the key is evaluated once": Case("d, keys = {'x': 'a', 'y': 'b'}, iter(['x', 'y'])\nd[next(keys)] += '!'\nr = d"),
    "the object of an attribute is evaluated once": Case(
        f"{POINT}calls, p = [], P()\ndef f():\n    calls.append('c')\n    return p\nf().x += '!'\nr = [calls, p.x]"
    ),
    "__iadd__": Case(
        "class C:\n    def __init__(self): self.x = ''\n    def __iadd__(self, other):\n"
        "        self.x += other\n        return self\nc = C()\nc += 'a'\nr = c.x"
    ),
}

DELETING = {
    "names": Case("a, b = 'x', 'y'\ndel (a, b)\nr = 'a' in globals() or 'b' in globals()"),
    "an item and a slice": Case("d, l = {'x': 1, 'y': 2}, list('abcd')\ndel d['x'], l[1:3]\nr = [d, l]"),
    "an attribute of an instance uncovers that of the class": Case(f"{POINT}p = P()\np.x = 'own'\ndel p.x\nr = p.x"),
    "an attribute of a class": Case(f"{POINT}del P.x\nr = hasattr(P, 'x')"),
    "an attribute of a module": Case("import base\ndel base.x\nr = hasattr(base, 'x')", files={"base.py": "x = 1"}),
    "a local name": Case(
        "def f():\n    x = 'a'\n    del x\n    try:\n        return x\n    except NameError:\n"
        "        return 'no'\nr = f()"
    ),
    "a global name": Case("x = 1\ndef f():\n    global x\n    del x\nf()\nr = 'x' in globals()"),
}

UNKNOWN = {
    "parts of the unknown": Case("from foreign import pairs\n(a, b), = pairs\nr = a", "foreign", absent=FOREIGN),
    "a star over the unknown": Case("from foreign import pairs\n*a, b = pairs\nr = a", "foreign", absent=FOREIGN),
    "an attribute of the unknown": Case(
        "from foreign import thing\nthing.x = 'a'\nr = thing.x", "foreign", absent=FOREIGN
    ),
    "deleting an attribute of the unknown": Case(
        "from foreign import thing\nr = 'a'\nthing.x = 1\ndel thing.x, r\nr = 'b'", absent=FOREIGN
    ),
    "deleting an attribute of a standard module": Case("import os\ndel os.sep\nr = hasattr(os, 'sep')"),
    "adding something unknown": Case("from foreign import pairs\nr = []\nr += pairs", "foreign", absent=FOREIGN),
    "an item under an unknown key": Case(
        "import os\nd = {'a': 'x'}\nd[os.environ['K']] = 'y'\nr = d['a']", "environment variable K", hidden={"K": "a"}
    ),
    "deleting an item under an unknown key": Case(
        "import os\nd = {'a': 'x'}\ndel d[os.environ['K']]\nr = d.get('a', 'none')",
        "environment variable K",
        hidden={"K": "a"},
    ),
    "swapped on a condition": Case(
        "import os\na, b = ('x', 'y') if os.environ.get('S') else ('y', 'x')\nr = a",
        either={"S is set": "x", "S is not set": "y"},
        hidden={"S": "1"},
    ),
}

CASES = {
    **{f"raises: {name}": case for name, case in RAISING.items()},
    **{f"sets: {name}": case for name, case in SETTING.items()},
    **{f"augments: {name}": case for name, case in AUGMENTED.items()},
    **{f"deletes: {name}": case for name, case in DELETING.items()},
    **{f"unknown: {name}": case for name, case in UNKNOWN.items()},
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    return import_cases(CASES, tmp_path_factory.mktemp("targets"))


@pytest.mark.parametrize("name", CASES)
def test_targets(name, imported):
    judge(name, CASES, imported)
