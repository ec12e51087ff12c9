"""Loops, with, and the ways out of a block, as Python runs them."""

from __future__ import annotations

import pytest

from tests.settings.differential import Case, import_cases, judge

MANAGER = (
    "log = []\nclass M:\n    def __init__(self, name='m', swallow=False):\n"
    "        self.name, self.swallow = name, swallow\n"
    "    def __enter__(self):\n        log.append('enter ' + self.name)\n        return self.name.upper()\n"
    "    def __exit__(self, kind, error, trace):\n"
    "        log.append('exit ' + (kind.__name__ if kind else 'none'))\n        return self.swallow\n"
)
FOREIGN = {
    "foreign.py": (
        "class M:\n    def __enter__(self): return 'inside'\n    def __exit__(self, *error): return True\n"
        "def change(table): table['default'] = 'x'\nlist_ = ['x']\nempty = []\nError = ValueError\n"
    )
}

LOOPS = {
    "over nothing": Case("r = 'none'\nfor r in []:\n    pass\nelse:\n    r += ' else'"),
    "over a number": Case("try:\n    for x in 5:\n        pass\nexcept TypeError:\n    r = 'type'"),
    "over None": Case("try:\n    for x in None:\n        pass\nexcept TypeError:\n    r = 'type'"),
    "over a class": Case("class C: pass\ntry:\n    for x in C:\n        pass\nexcept TypeError:\n    r = 'type'"),
    "over an instance": Case("class C: pass\ntry:\n    for x in C():\n        pass\nexcept TypeError:\n    r = 'type'"),
    "items of the wrong number": Case(
        "try:\n    for a, b in ['x']:\n        pass\nexcept ValueError:\n    r = 'value'"
    ),
    "else": Case("r = []\nfor x in 'ab':\n    r.append(x)\nelse:\n    r.append('else')"),
    "break skips else": Case("r = []\nfor x in 'ab':\n    break\nelse:\n    r.append('else')\nr.append(x)"),
    "continue": Case("r = []\nfor x in 'abc':\n    if x == 'b':\n        continue\n    r.append(x)"),
    "a nested break": Case(
        "r = []\nfor x in 'ab':\n    for y in 'cd':\n        if y == 'd':\n            break\n        r.append(x + y)"
    ),
    "a return": Case("def f():\n    for x in 'abc':\n        if x > 'a':\n            return x\nr = f()"),
    "a return from else": Case(
        "def f():\n    for x in 'abc':\n        pass\n    else:\n        return 'else'\nr = f()"
    ),
    "targets that are items": Case("d = {}\nfor d['k'], *d['rest'] in ['abc']:\n    pass\nr = d"),
    "the list grows": Case("l = ['a']\nfor x in l:\n    if len(l) < 4:\n        l.append(x + 'b')\nr = l"),
    "the list shrinks": Case("l, r = ['a', 'b', 'c', 'd'], []\nfor x in l:\n    r.append(x)\n    l.remove(x)"),
    "the dict grows": Case(
        "d = {'a': 1}\ntry:\n    for k in d:\n        d[k + 'b'] = 2\nexcept RuntimeError:\n    r = 'changed'"
    ),
    "the dict grows under its items": Case(
        "d = {'a': 1}\ntry:\n    for k, v in d.items():\n        d[k + 'b'] = v\n"
        "except RuntimeError:\n    r = 'changed'"
    ),
    "the values of the dict change": Case("d = {'a': 1, 'b': 2}\nfor k in d:\n    d[k] += 1\nr = d"),
    "the set grows": Case(
        "s = {1}\ntry:\n    for k in s:\n        s.add(k + 1)\nexcept RuntimeError:\n    r = 'changed'"
    ),
    "an iterator is used up": Case(
        "i, r = iter('abcd'), []\nfor x in i:\n    r.append(x + next(i))\nr.append(list(i))"
    ),
    "an iterator left early goes on": Case(
        "i = iter('abcd')\nfor x in i:\n    if x == 'b':\n        break\nr = list(i)"
    ),
    "a generator left early goes on": Case(
        "i = (x for x in 'abcd')\nfor x in i:\n    if x == 'b':\n        break\nr = list(i)"
    ),
    "two loops over one iterator": Case(
        "i, r = iter('abcd'), []\nfor x in i:\n    for y in i:\n        r.append(x + y)"
    ),
    "zip of an iterator with itself": Case(
        "i = iter('abcd')\nr = [x + y for x, y in zip(i, i)]",
        either={"zip(i, i) holds anything": "?", "not (zip(i, i) holds anything)": []},
    ),
    "a generator that changes something": Case(
        "def g():\n    log.append('s')\n    yield 1\n    log.append('e')\nlog = []\nx = g()\nnext(x)\nr = log",
        unknown="a generator that changes something",
    ),
    "a generator that changes what it is given": Case(
        "def g(log):\n    log.append('s')\n    yield 1\n    log.append('e')\nr = []\nx = g(r)\nnext(x)",
        unknown="a generator that changes something",
    ),
    "a generator with a list of its own": Case(
        "def g():\n    l = []\n    for x in 'ab':\n        l.append(x)\n        yield list(l)\nr = list(g())"
    ),
    "an object with __iter__": Case("class C:\n    def __iter__(self): return iter('ab')\nr = [x for x in C()]"),
    "an object with __getitem__": Case(
        "class C:\n    def __getitem__(self, n):\n        if n > 2:\n            raise IndexError\n"
        "        return n\nr = [x for x in C()]",
        unknown="by __getitem__ is not modelled",
    ),
    "while and else": Case("n, r = 2, []\nwhile n:\n    n -= 1\n    r.append(n)\nelse:\n    r.append('else')"),
    "while and break": Case(
        "n, r = 2, []\nwhile True:\n    n -= 1\n    if not n:\n        break\nelse:\n    r.append('else')\nr.append(n)"
    ),
    "while and continue": Case("n, r = 3, []\nwhile n:\n    n -= 1\n    if n == 1:\n        continue\n    r.append(n)"),
    "while and return": Case(
        "def f(n):\n    while True:\n        n += 1\n        if n > 3:\n            return n\nr = f(0)"
    ),
    "while that never runs": Case("r = 'a'\nwhile False:\n    r = 'b'"),
}

WITH = {
    "no manager": Case("try:\n    with 5 as x:\n        r = 'in'\nexcept (TypeError, AttributeError):\n    r = 'no'"),
    "an instance that is none": Case(
        "class C: pass\ntry:\n    with C():\n        r = 'in'\nexcept (TypeError, AttributeError):\n    r = 'no'"
    ),
    "an instance without __exit__": Case(
        "class C:\n    def __enter__(self): return 1\ntry:\n    with C():\n        r = 'in'\n"
        "except (TypeError, AttributeError):\n    r = 'no'"
    ),
    "entered and left": Case(f"{MANAGER}with M() as x:\n    log.append(x)\nr = log"),
    "two": Case(f"{MANAGER}with M('a') as x, M('b') as y:\n    log.append(x + y)\nr = log"),
    "an error goes on": Case(
        f"{MANAGER}try:\n    with M():\n        int('x')\nexcept ValueError:\n    log.append('caught')\nr = log"
    ),
    "an error is swallowed": Case(
        f"{MANAGER}with M(swallow=True):\n    {{}}['k']\n    log.append('not here')\nr = log"
    ),
    "the outer one swallows": Case(f"{MANAGER}with M(swallow=True), M('b'):\n    int('x')\nr = log"),
    "an error in entering": Case(
        f"{MANAGER}class E(M):\n    def __enter__(self): int('x')\n"
        "try:\n    with M('a'), E('b'):\n        pass\nexcept ValueError:\n    log.append('caught')\nr = log"
    ),
    "a return inside": Case(f"{MANAGER}def f():\n    with M():\n        return 'r'\nlog.append(f())\nr = log"),
    "a break inside": Case(f"{MANAGER}for x in 'ab':\n    with M(x):\n        break\nr = log"),
    "a target that is an item": Case(f"{MANAGER}d = {{}}\nwith M() as d['k']:\n    pass\nr = d"),
    "suppress": Case(
        "from contextlib import suppress\nr = 'a'\nwith suppress(KeyError, ValueError):\n    r = int('x')"
    ),
    "suppress that does not fit": Case(
        "from contextlib import suppress\ntry:\n    with suppress(KeyError):\n        int('x')\n"
        "except ValueError:\n    r = 'v'"
    ),
    "suppress inside a function": Case(
        "from contextlib import suppress\ndef f():\n    with suppress(KeyError):\n"
        "        return {}['k']\n    return 'after'\nr = f()"
    ),
    "suppress and another": Case(
        f"{MANAGER}from contextlib import suppress\nwith suppress(KeyError), M():\n    {{}}['k']\nr = log"
    ),
    "suppress that is not needed": Case("from contextlib import suppress\nwith suppress(KeyError):\n    r = 'a'"),
    "nullcontext": Case(
        "from contextlib import nullcontext\nwith nullcontext('a') as r:\n    pass", unknown="nullcontext"
    ),
    "a generator made a manager": Case(
        "from contextlib import contextmanager\nr = []\n@contextmanager\ndef m(x):\n"
        "    r.append('in')\n    yield x\n    r.append('out')\n"
        "with m('a') as x:\n    r.append(x)",
        unknown="contextmanager is not modelled",
    ),
    "a file": Case("with open('a.txt') as f:\n    r = f.read()", files={"a.txt": "text\n"}),
    "a file that is not there": Case(
        "try:\n    with open('none.txt') as f:\n        r = f.read()\nexcept OSError:\n    r = 'none'"
    ),
}

X = "import os\nx = os.environ['X']\n"
UNKNOWN = {
    "a loop over the unknown": Case(
        "from foreign import list_\nr = 'a'\nfor r in list_:\n    pass",
        either={"list_ holds anything": "?", "not (list_ holds anything)": "a"},
        absent=FOREIGN,
    ),
    "a loop over the unknown that is empty": Case(
        "from foreign import empty\nr = 'a'\nfor r in empty:\n    pass",
        either={"empty holds anything": "?", "not (empty holds anything)": "a"},
        absent=FOREIGN,
    ),
    "a loop over a variable": Case(f"{X}r = 'a'\nfor c in x:\n    r = c", "environment variable X", hidden={"X": "b"}),
    "a loop with an unknown condition": Case(
        f"{X}r = 'a'\nwhile x != r:\n    r += 'b'", "a loop with a condition that cannot be decided", hidden={"X": "ab"}
    ),
    "a break on an unknown condition": Case(
        f"{X}for r in 'ab':\n    if x == r:\n        break",
        either={"x == r": "a", "x != r": "b"},
        hidden={"X": "a"},
    ),
    "a foreign manager": Case("import foreign\nwith foreign.M() as r:\n    pass", "foreign", absent=FOREIGN),
    "a foreign manager that swallows": Case(
        "import foreign\nr = 'a'\nwith foreign.M():\n    int('x')\n    r = 'b'", "foreign", absent=FOREIGN
    ),
    "a manager that swallows if": Case(
        f"{X}{MANAGER}r = 'a'\ntry:\n    with M(swallow=x == 'y'):\n        int('x')\nexcept ValueError:\n    r = 'b'",
        either={"x == 'y'": "a", "x != 'y'": "b"},
        hidden={"X": "y"},
    ),
    "suppress of something foreign": Case(
        "from contextlib import suppress\nfrom foreign import Error\nr = 'a'\ntry:\n"
        "    with suppress(Error):\n        int('x')\n"
        "except ValueError:\n    r = 'b'",
        either={"Error is raised": "a", "Error is not raised": "b"},
        absent=FOREIGN,
    ),
    "a return on an unknown condition": Case(
        f"{X}def f():\n    if x == 'a':\n        return 1\n    return 2\nr = f()",
        either={"x == 'a'": 1, "x != 'a'": 2},
        hidden={"X": "a"},
    ),
}

CASES = {
    **{f"loops: {name}": case for name, case in LOOPS.items()},
    **{f"with: {name}": case for name, case in WITH.items()},
    **{f"unknown: {name}": case for name, case in UNKNOWN.items()},
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    return import_cases(CASES, tmp_path_factory.mktemp("flow"))


@pytest.mark.parametrize("name", CASES)
def test_flow(name, imported):
    judge(name, CASES, imported)
