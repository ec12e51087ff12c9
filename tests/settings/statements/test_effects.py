"""What a statement that cannot be followed may have changed is unknown; the rest stays known."""

from __future__ import annotations

import pytest

from tests.settings.differential import Case, import_cases, judge

WHY = "environment variable X"
C = "class C:\n    x = ['class']\n    def __init__(self): self.y = ['own']\n    def f(self): self.y.append('f')\n"


def lost(before: str, effect: str, after: str, unknown: str = WHY, **more) -> Case:
    """What ``after`` gives where a loop that cannot be followed may have had this effect."""
    body = "".join(f"    {line}\n" for line in effect.split("\n"))
    return Case(f"import os\n{before}\nfor c in os.environ['X']:\n{body}{after}\n", unknown, hidden={"X": "xy"}, **more)


def kept(before: str, effect: str, after: str, **more) -> Case:
    """What ``after`` gives where such a loop cannot have changed it."""
    return lost(before, effect, after, "", **more)


LOST = {
    "a name": lost("r = 'a'", "r = c", ""),
    "an item": lost("d = {'a': 1}", "d[c] = 2", "r = d.get('x')"),
    "an item of a list": lost("l = ['a']", "l[0] = c", "r = l[0]"),
    "an item of a set": lost("s = {'a'}", "s.add(c)", "r = sorted(s)"),
    "a method that changes it": lost("l = ['a']", "l.append(c)", "r = l"),
    "another name for it": lost("l = ['a']\nm = l", "m.append(c)", "r = l"),
    "a list in a list": lost("l = ['a']\nm = [l]", "m[0].append(c)", "r = l"),
    "a list in a tuple": lost("l = ['a']\nt = (l, 1)", "t[0].append(c)", "r = l"),
    "a list in a dict": lost("l = ['a']\nd = {'l': l}", "d['l'].append(c)", "r = l"),
    "an attribute of an instance": lost(f"{C}o = C()", "o.y = c", "r = o.y"),
    "a list of an instance": lost(f"{C}o = C()", "o.y.append(c)", "r = o.y"),
    "a method of an instance": lost(f"{C}o = C()", "o.f()", "r = o.y"),
    "a bound method": lost(f"{C}o = C()\nf = o.f", "f()", "r = o.y"),
    "an attribute of a class": lost(C, "C.z = c", "r = C.z"),
    "a list of a class": lost(C, "C.x.append(c)", "r = C.x"),
    "an attribute of a function": lost("def f(): pass\nf.x = 'a'", "f.x = c", "r = f.x"),
    "an attribute of a module": lost("import base", "base.x = c", "r = base.x", files={"base.py": "x = 'b'\n"}),
    "a list of a module": lost("import base", "base.x.append(c)", "r = base.x", files={"base.py": "x = ['b']\n"}),
    "what a function changes": lost("l = ['a']\ndef f(x): l.append(x)", "f(c)", "r = l"),
    "what a function sets": lost("x = 'a'\ndef f(y):\n    global x\n    x = y", "f(c)", "r = x"),
    "what a function of a function changes": lost("l = []\ndef g(x): l.append(x)\ndef f(x): g(x)", "f(c)", "r = l"),
    "what a function is given": lost("l = ['a']\ndef f(x): x.append('b')", "f(l)", "r = l"),
    "what a lambda is given": lost("l = ['a']\nf = lambda x: x.append('b')", "f(l)", "r = l"),
    "an instance that is given": lost(f"{C}o = C()\ndef f(x): x.y = 'f'", "f(o)", "r = o.y"),
    "an instance of a subclass of dict": lost("class D(dict): pass\nd = D(a=1)", "d[c] = 2", "r = d['a']"),
    "a loop variable": lost("d = {'a': ['b']}", "for k, v in d.items():\n    v.append(c)", "r = d['a']"),
    "a name that with binds": lost("r = 'a'", "with open(c) as r:\n    pass", "", files={"x": "", "y": ""}),
    "a name that import binds": lost("import json as r", "import os as r", "r = r.__name__"),
    "a name that a handler binds": lost("r = 'a'", "try:\n    int(c)\nexcept ValueError:\n    r = 'b'", ""),
    "a name that match binds": lost("r = 'a'", "match c:\n    case r:\n        pass", ""),
    "a name that a walrus binds": lost("r = 'a'", "print(r := c)", ""),
    "a name that def binds": lost("def r(): return 'a'", "def r(): return c", "r = r()"),
    "a name that class binds": lost("class R: x = 'a'", "class R: x = c", "r = R.x"),
    "a name that is deleted": lost("x = r = 'a'", "if c == 'x':\n    del x", "r = x if 'x' in globals() else 'gone'"),
    "everything, by exec": lost("HOST = 'a'", "exec('HOST = ' + repr(c))", "r = HOST"),
    "everything, by a star": lost("HOST = 'a'", "from base import *", "r = HOST", files={"base.py": "HOST = 'b'\n"}),
    "globals": lost("HOST = 'a'", "globals()['HOST'] = c", "r = HOST"),
    "what one of two names refers to": Case(
        "import os\nl, m = ['a'], ['b']\nn = l if os.environ.get('Y') else m\n"
        "for c in os.environ['X']:\n    n.append(c)\nr = m",
        either={"Y is set": ["b"], "Y is not set": "?"},
        hidden={"X": "x"},
    ),
    "globals, by a method": lost("HOST = 'a'", "globals().update(HOST=c)", "r = HOST"),
    "what a method sets": lost(
        "x = 'a'\nclass D:\n    def f(self, y):\n        global x\n        x = y\nd = D()", "d.f(c)", "r = x"
    ),
    "what a class method changes": lost(
        "class D:\n    l = []\n    @classmethod\n    def f(cls, y): cls.l.append(y)", "D.f(c)", "r = D.l"
    ),
    "what making an instance changes": lost(
        "class D:\n    l = []\n    def __init__(self, y): self.l.append(y)", "D(c)", "r = D.l"
    ),
    "what calling an instance changes": lost(
        "class D:\n    def __init__(self): self.l = []\n    def __call__(self, y): self.l.append(y)\nd = D()",
        "d(c)",
        "r = d.l",
    ),
    "a tuple that is given": lost("l = ['a']\nt = (l, (l,))\ndef f(x): x[0].append('b')", "f(t)", "r = l"),
    "a view that is given": lost(
        "d = {'a': ['b']}\nv = d.values()\ndef f(x): list(x)[0].append('c')", "f(v)", "r = d['a']"
    ),
    "a method that is given": lost(f"{C}o = C()\ndef f(x): x()", "f(o.f)", "r = o.y"),
    "an instance with a list of instances": lost(
        f"{C}o, p = C(), C()\no.l = [p]\ndef f(x): x.l[0].y.append('f')", "f(o)", "r = p.y"
    ),
    "a list in a dict of its own kind": lost(
        "class D(dict): pass\nl = ['a']\nd = D(x=l)\ndef f(x): x['x'].append('b')", "f(d)", "r = l"
    ),
    "a generator": lost("l = ['a']\ng = (l for _ in 'x')", "next(g, l).append(c)", "r = l"),
    "a nonlocal name": lost(
        "def f():\n    x = 'a'\n    def g(y):\n        nonlocal x\n        x = y\n"
        "    for c in os.environ['X']:\n        g(c)\n    return x",
        "pass",
        "r = f()",
    ),
}

KEPT = {
    "another name": kept("r = 'a'", "x = c", ""),
    "another list": kept("l, r = [], ['a']", "l.append(c)", ""),
    "a text that is given": kept("r = 'a'", "print(r, c)", ""),
    "the class of an instance": kept(f"{C}o = C()", "o.y = c", "r = C.x"),
    "a local name of a function": kept("r = 'a'\ndef f(x):\n    r = x\n    return r", "f(c)", ""),
    "a method that does not change it": kept("r = ['a']", "r.index('a')", ""),
    "an enumeration that is given": kept(
        "from enum import Enum\nclass E(Enum):\n    A = 'a'\ndef f(x): pass", "f([E.A])\nf(E.A)", "r = E.A.value"
    ),
    "an enumeration": kept("from enum import Enum\nclass E(Enum):\n    A = 'a'", "print(E.A, c)", "r = E.A.value"),
    "a function that is called": kept("def f(x='a'): return x", "f(c)", "r = f()"),
    "what is set afterwards": kept("r = 'a'", "r = c", "r = 'b'"),
}

D = "import os\nd = {'a': {'h': 'a'}, 'b': {'h': 'b'}}\n"
FOREIGN = {"foreign.py": "def pick(d): return d['a']\ndef patch(d): d['h'] = 'p'\n"}


def through(change: str, unknown: str = "environment variable K", **more) -> Case:
    """What is left of a dict of dicts after one of which nothing is known was changed."""
    return Case(f"{D}{change}\nr = d['a']['h']", unknown, hidden={"K": "a"}, **more)


THROUGH = {
    "an item under an unknown key": through("d[os.environ['K']]['h'] = 'c'"),
    "a name for it": through("x = d[os.environ['K']]\nx['h'] = 'c'"),
    "a name for a name for it": through("x = d[os.environ['K']]\ny = x\ny['h'] = 'c'"),
    "get": through("x = d.get(os.environ['K'])\nx.update(h='c')"),
    "a method": through("d[os.environ['K']].pop('h')\nd['a'].setdefault('h', 'c')"),
    "del": through("del d[os.environ['K']]['h']\nd['a'].setdefault('h', 'c')"),
    "in place": through("d[os.environ['K']] |= {'h': 'c'}"),
    "in place by name": through("x = d[os.environ['K']]\nx |= {'h': 'c'}"),
    "a function": through("def f(x): x['h'] = 'c'\nf(d[os.environ['K']])"),
    "a list of them": through("l = list(d.values())\nl[len(os.environ['K']) - 1]['h'] = 'c'"),
    "an attribute": Case(
        "import os\nclass C: x = 'a'\nd = {'a': C, 'b': C}\nd[os.environ['K']].x = 'c'\nr = C.x",
        "environment variable K",
        hidden={"K": "a"},
    ),
    "chance": through("import random\nrandom.choice([d['a']])['h'] = 'c'", "random"),
    "a foreign function": through("import foreign\nforeign.pick(d)['h'] = 'c'", "foreign", absent=FOREIGN),
    "an attribute of a function": Case(
        "import os\ndef f(): pass\nf.x = 'a'\nd = {'a': f}\nd[os.environ['K']].x = 'c'\nr = f.x",
        "environment variable K",
        hidden={"K": "a"},
    ),
    "a foreign function that is given a method": Case(
        "import foreign\nclass C:\n    def __init__(self): self.y = ['a']\n    def f(self): self.y.append('f')\n"
        "o = C()\nforeign.call(o.f, (o, o.y), {'a': o}.values())\nr = o.y",
        either={
            "foreign.call(o.f, (o, o.y), {'a': o}.values()) changes what it is given": "?",
            "not (foreign.call(o.f, (o, o.y), {'a': o}.values()) changes what it is given)": ["a"],
        },
        absent={"foreign.py": "def call(*a): pass\n"},
    ),
    "a foreign function that may change it": through(
        "import foreign\nforeign.patch(d[os.environ['K']])",
        "",
        either={
            "foreign.patch(d[os.environ['K']]) changes what it is given": "?",
            "not (foreign.patch(d[os.environ['K']]) changes what it is given)": "a",
        },
        absent=FOREIGN,
    ),
    "a name on a condition": through(
        "x = d['a'] if os.environ.get('K') else d['b']\nx['h'] = 'c'", "", either={"K is set": "c", "K is not set": "a"}
    ),
    "a name in branches": through(
        "if os.environ.get('K'):\n    x = d['a']\nelse:\n    x = d['b']\nx['h'] = 'c'",
        "",
        either={"K is set": "c", "K is not set": "a"},
    ),
    "a text of it is no name for it": through("x = f\"{d['a']['h']} {os.environ['K']}\"\nx += 'c'", ""),
    "a length of it is no name for it": through("x = len(d[os.environ['K']])\nx += 1", ""),
}

CASES = {
    **{f"through: {name}": case for name, case in THROUGH.items()},
    **{f"lost: {name}": case for name, case in LOST.items()},
    **{f"kept: {name}": case for name, case in KEPT.items()},
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    return import_cases(CASES, tmp_path_factory.mktemp("effects"))


@pytest.mark.parametrize("name", CASES)
def test_effects(name, imported):
    judge(name, CASES, imported)
