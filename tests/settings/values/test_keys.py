"""Keys, items and subscripts."""

from __future__ import annotations

import pytest

from tests.settings.values.cases import case, forked, raising

ENUM = "from enum import Enum, IntEnum\nclass S(str, Enum):\n    A = 'p'\n    B = 'q'\nclass I(IntEnum):\n    X = 1\n"
DATA = (
    "from dataclasses import dataclass\n@dataclass\nclass P:\n    n: int\n@dataclass(frozen=True)\n"
    "class F:\n    n: int\n"
)
C = "class C:\n    pass\nc = C()\n"
SUB = "class D(dict):\n    pass\nclass L(list):\n    pass\nclass T(tuple):\n    pass\n"
BOX = (
    "class Box:\n    def __init__(self):\n        self.seen = []\n"
    "    def __getitem__(self, key):\n        return ('got', key)\n"
    "    def __setitem__(self, key, value):\n        self.seen.append((key, value))\n"
    "    def __delitem__(self, key):\n        self.seen.append(key)\nb = Box()\n"
)
CASES = {
    "an object without items": raising("C()['a']", C),
    "a function without items": raising("f['a']", "def f():\n    pass"),
    "a number without items": raising("5['a']"),
    "none without items": raising("None['a']"),
    "a type without items": raising("int['a']"),
    "an object that takes no items": raising("C().__setitem__('a', 1)", C),
    "setting an item of a number": raising("exec('n[0] = 1')", "n = 5"),
    "setting an item of a text": raising("exec('n[0] = 1')", "n = 'ab'"),
    "setting an item of an object": raising("exec('c[0] = 1')", C),
    "setting an item of an iterator": raising("exec('n[0] = 1')", "n = iter('ab')"),
    "setting an item too far": raising("exec('n[5] = 1')", "n = []"),
    "setting an item by a text": raising("exec('n[\"a\"] = 1')", "n = []"),
    "setting a slice of another length": raising("exec('n[::2] = [1, 2, 3]')", "n = [1, 2]"),
    "deleting an item of a number": raising("exec('del n[0]')", "n = 5"),
    "deleting an item of an object": raising("exec('del c[0]')", C),
    "deleting an item of an iterator": raising("exec('del n[0]')", "n = iter('ab')"),
    "deleting an item too far": raising("exec('del n[5]')", "n = []"),
    "deleting an item by a text": raising("exec('del n[\"a\"]')", "n = []"),
    "deleting a missing key": raising("exec('del n[\"a\"]')", "n = {}"),
    "deleting a missing variable": raising("exec('del os.environ[\"NOT_THERE\"]')"),
    "a slice as a key": raising("{}.get([])"),
    "a dataclass as a key": raising("{P(1): 2}", DATA),
    "a dict's subclass as a key": raising("{D(): 2}", SUB),
    "an object with equality alone as a key": raising(
        "{E(): 1}", "class E:\n    def __eq__(self, other):\n        return True"
    ),
    "a missing name in an enum": raising("S['Z']", ENUM),
    "a missing group": raising("m['z']", "import re\nm = re.match('(?P<a>.)', 'x')"),
    "a missing group by number": raising("m[9]", "import re\nm = re.match('(?P<a>.)', 'x')"),
    "a list as a group": raising("m[[]]", "import re\nm = re.match('(?P<a>.)', 'x')"),
    "an argument that is not there": raising("sys.argv[9]"),
    "a frozen dataclass as a key": case("{F(1): 2}[F(1)]", DATA, "an equality of its own"),
    "an object with a hash as a key": case(
        "{H(): 1}[H()]",
        "class H:\n    def __hash__(self):\n        return 1\n    def __eq__(self, other):\n        return True",
        "an equality of its own",
    ),
    "a named tuple as a key": case(
        "{P(1): 2}[P(1)]", "from typing import NamedTuple\nclass P(NamedTuple):\n    n: int", "an equality of its own"
    ),
    "an object as a key": case("[{c: 1}[c], {c: 1}.get(C()), {C: 2}[C], {f: 3}[f]]", C + "def f():\n    pass"),
    "an iterator as a key": case("{i: 1}[i]", "i = iter('a')"),
    "an enum as a key": case(
        "[d['p'], d[S.A], [k.name for k in d], 'p' in d, S.B in d, d.get('q')]", ENUM + "d = {S.A: 1}"
    ),
    "a number's enum as a key": case("[d[1], d[I.X], [k.name for k in d], d[True]]", ENUM + "d = {I.X: 'one'}"),
    "a fraction's subclass as a key": case("[{F(1.5): 'a'}[1.5], list({F(1.5): 'a'})]", "class F(float):\n    pass"),
    "an enum in a set": case("[S.A in {'p'}, sorted(k.name for k in {S.A, S.B})]", ENUM),
    "members of an enum": case("[S['A'].value, S('q').name, [m.name for m in S], len(list(I))]", ENUM),
    "a path as a key": case("{Path('/a'): 1}[Path('/a')]", "from pathlib import Path"),
    "groups": case("[m['a'], m[0], m[1], m.group('a', 0)]", "import re\nm = re.match('(?P<a>.)y', 'xy')"),
    "arguments": case("[sys.argv[1], sys.argv[-1], sys.argv[1:], sys.argv[0:1], len(sys.argv), 'check' in sys.argv]"),
    "generic types": case("[dict[str, int] is not None, list[int]([1]), tuple[int, ...]((1,))]"),
    "an object's own items": case("[b['a'], b[1:2] == ('got', slice(1, 2)), b.seen]", BOX + "b['x'] = 1\ndel b['y']"),
    "a dict's subclass with its own items": case(
        "[b['a'], b.seen]", BOX.replace("class Box:", "class Box(dict):") + "b['x'] = 1\ndel b['y']"
    ),
    "a subclass of a dict": case(
        "[d['a'], d['b'], len(d), list(d)]", SUB + "d = D(a=1)\nd['b'] = 2\nd['c'] = 3\ndel d['c']"
    ),
    "a subclass of a list": case("[a[0], a[-1], a[1:], len(a)]", SUB + "a = L([1, 2, 3])\na[0] = 9\ndel a[1]"),
    "a subclass of a tuple": case("[T('ab')[0], T('ab')[1:], list(T('ab')), len(T('ab')), T('a') == ('a',)]", SUB),
    "a missing key of a subclass": case(
        "[d['a'], d['b'], 'b' in d, d.get('b')]",
        "class D(dict):\n    def __missing__(self, key):\n        return 'missing ' + key\nd = D(a=1)",
    ),
    "a missing key that is kept": case(
        "[d['a'], list(d), d.get('z')]", "from collections import defaultdict\nd = defaultdict(int)"
    ),
    "a number's subclass as an index": case("'abc'[N(1)]", "class N(int):\n    pass"),
    "a generic class": case(
        "1 if C[int] else 0", "from typing import Generic, TypeVar\nT = TypeVar('T')\nclass C(Generic[T]):\n    pass"
    ),
    "an item of a foreign object": case(
        "C()['a']", "import random\nclass C(random.SystemRandom):\n    def __getitem__(self, k):\n        return k"
    ),
    "an item set under an unknown key": case(
        "d", "import random\nd = {'a': 1}\nd[random.choice('a')] = 2", "random.choice"
    ),
    "an item deleted under an unknown key": case(
        "d", "import random\nd = {'a': 1}\ndel d[random.choice('a')]", "random.choice"
    ),
    "an item deleted from an unread dict": case(
        "d", "import random\nd = dict(random.choice([{}]), a=1)\ndel d['a']", "random.choice"
    ),
    "an item that may be deleted": case(
        "d", "import random\nd = dict(random.choice([{'b': 2}]), a=1)\ndel d['b']", "random.choice"
    ),
    "an item of an unknown": case("random.choice(['ab'])[0]", "import random", "random.choice"),
    "an item of an unread class": case(
        "C()['a']",
        "import random\nB = random.choice([dict])\nclass C(B):\n    pass\nC.__missing__ = lambda self, key: key",
        "random.choice",
    ),
    "an item of sys.modules": case("sys.modules['json'].__name__", "import json", "sys.modules is not modelled"),
    "a module that is not loaded": case("'pytest' in sys.modules"),
    "the version": case(
        "[sys.version_info[0], sys.version_info.major, sys.version_info >= (3,), sys.version_info < (3, "
        "), sys.version_info > (2, 7)]"
    ),
    "the version in detail": case("sys.version_info[1] > 0", "", "the version of Python"),
    "the version of one Python": case("sys.version_info >= (3, 2)", "", "the comparison is not modelled"),
    "an undecided item set": forked("d['a']", "d = {'a': 1}\nd['a'] = 5 if x else 6"),
    "an undecided container": forked("('ab' if x else 'cd')[0]"),
    "an undecided list's item": forked("([1] if x else [2])[0]"),
    "an undecided key set": forked("d", "d = {}\nd['a' if x else 'b'] = 1"),
    "an undecided index set": forked("a", "a = [1, 2]\na[0 if x else 1] = 9"),
    "an undecided key deleted": forked("d", "d = {'a': 1, 'b': 2}\ndel d['a' if x else 'b']"),
    "an undecided slice": forked("'abc'[: 1 if x else 2]"),
    "an undecided tuple as a key": forked("{('a', 1): 'x', ('b', 1): 'y'}[('a' if x else 'b'), 1]"),
    "a missing key of the environment as a dict": raising("dict(os.environ)['NOPE']"),
    "a text as a place in an address": raising(
        "urlparse('pg://h')['a']", "from urllib.parse import urlparse", "an item of a"
    ),
    "a slice in a dict": raising("{slice(1): 2}[slice(1)]"),
    "an attribute of either added to": forked(
        "[c.n, d.n]", "class C:\n    n = 1\nc, d = C(), C()\n(c if x else d).n += 1"
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_as_in_python(name, agrees):
    agrees(name)
