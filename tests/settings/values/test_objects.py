"""Attributes, loops over objects, and what the settings of a module are made of."""

from __future__ import annotations

import pytest

from tests.settings.values.cases import case, forked, raising

F = "def f(a, b=1):\n    'doc'\n    return a\nf.own = 5\n"
C = "class C:\n    n = 5\n    def m(self):\n        return self\nc = C()\n"
KEYS = (
    "class K:\n    def keys(self):\n        return ['a', 'b']\n"
    "    def __getitem__(self, key):\n        return key + key\nk = K()\n"
)
FOREIGN = "import random\nB = random.choice([dict])\nclass F(B):\n    pass\n"
CASES = {
    "what no function has": raising("f.nothing", F),
    "what no object has": raising("c.nothing", C),
    "what no method has": raising("c.m.nothing", C),
    "what no error has": raising("ValueError('a').nothing", "", "attribute nothing of an exception"),
    "what none has": raising("None.nothing"),
    "loop over an object": raising("list(c)", C),
    "loop over a function": raising("list(f)", F),
    "loop over a class": raising("list(C)", C),
    "too many values": raising("exec('p, q = [1, 2, 3]')"),
    "too few values": raising("exec('p, q, *t = [1]')"),
    "update with an object": raising("{}.update(c)", C),
    "names of a function": case("[f.__name__, f.__qualname__, f.own, f.__module__ == __name__]", F),
    "what of a function is not modelled": case("f.__doc__", F, "__doc__ of a function is not modelled"),
    "names of built-ins": case("[len.__name__, os.path.join.__name__, 'a'.upper.__name__, int.__name__]"),
    "what of a built-in is not modelled": case("len.__doc__[:1]", "", "len.__doc__ is not modelled"),
    "methods": case("[c.m.__name__, c.m.__self__ is c, c.m() is c, C.m(c) is c, C.m.__name__]", C),
    "errors": case(
        "[e.args, e.__class__.__name__, type(e) is ValueError, KeyError('a').args[0]]", "e = ValueError('a', 5)"
    ),
    "what a module has": case("[os.path.sep, os.path.__name__, os.__name__]"),
    "a name of the module": case("vars()['HERE']", "HERE = 'here'"),
    "an object that is a mapping": case("[dict(k), {**k}['a'], dict(k, c=1)['c']]", KEYS),
    "an object with pairs": case(
        "[dict(p), dict([*p])]", "class P:\n    def __iter__(self):\n        return iter([('a', 1)])\np = P()"
    ),
    "a subclass that is a mapping": case(
        "[dict(d), {**d}, {} | d, dict(d, b=2)]", "class D(dict):\n    pass\nd = D(a=1)"
    ),
    "a subclass in a loop": case(
        "[list(D(a=1)), list(L([1])), list(T('ab')), [*S('a')]]",
        "class D(dict):\n    pass\nclass L(list):\n    pass\nclass T(str):\n    pass\nclass S(set):\n    pass",
    ),
    "a loop over an enum": case(
        "[m.value for m in E]", "from enum import Enum\nclass E(Enum):\n    A = 1\n    B = 2\n    C = 1"
    ),
    "loops over views": case(
        "[[k for k in d], [v for v in d.values()], [k + str(v) for k, v in d.items()], [*d]]", "d = {'a': 1, 'b': 2}"
    ),
    "loops over texts": case("[[t for t in 'ab'], [n for n in b'a'], [n for n in range(2)], [*zip('ab', range(2))]]"),
    "a loop over too much": case("sum(1 for n in range(20_000))", "", "a loop over more than 10,000 items"),
    "a loop over a logger": case(
        "list(l)",
        "class L:\n    def __iter__(self):\n        return random.choice([iter('a')])\nimport random\nl = L()",
        "random.choice",
    ),
    "a loop over a foreign object": case("list(F())", FOREIGN, "random.choice"),
    "the keys of a foreign object": case("dict(F())", FOREIGN, "random.choice"),
    "an attribute of a foreign object": case(
        "F().a", FOREIGN.replace("[dict]", "[type('A', (), {'a': 1})]"), "random.choice"
    ),
    "the truth of a foreign object": case("bool(F())", FOREIGN, "random.choice"),
    "a foreign object in text": case("str(F())", FOREIGN, "random.choice"),
    "update with an unknown": case(
        "d", "import random\nd = {'a': 1}\nd.update(random.choice([{'a': 2}]))", "random.choice"
    ),
    "update with an unread dict": case(
        "d", "import random\nd = {'a': 1}\nd.update(dict(random.choice([{'a': 2}]), b=1))", "random.choice"
    ),
    "update with what was known": case(
        "d['c']", "import random\nd = {'a': 1}\nd.update(random.choice([{'a': 2}]), c=3)"
    ),
    "environment in a dict": case("dict(os.environ, a='1')['a']"),
    "truth of objects": case(
        "[bool(c), bool(C), bool(f), bool(os), bool(len), bool(E.A), bool(object())]",
        C + F + "from enum import Enum\nclass E(Enum):\n    A = 0",
    ),
    "truth of numbers' enums": case(
        "[bool(I.A), bool(I.B)]", "from enum import IntEnum\nclass I(IntEnum):\n    A = 0\n    B = 1"
    ),
    "truth by a method that is not known": case(
        "bool(D())",
        "import random\nclass D:\n    def __bool__(self):\n        return random.choice([True])",
        "not known",
    ),
    "an undecided attribute": forked("(C if x else D).n", C + "class D:\n    n = 6"),
    "an undecided object": forked("(c if x else d).n", C + "class D:\n    n = 6\nd = D()"),
    "an undecided method": forked("('a'.upper if x else 'b'.upper)()"),
    "an undecided truth": forked("1 if ('' if x else 'a') else 2"),
    "an undecided truth of objects": forked("1 if (C() if x else None) else 2", C),
    "an undecided mapping": forked("{**({'a': 1} if x else {'a': 2})}['a']"),
    "an undecided loop": forked("','.join(t for t in ('ab' if x else 'c'))"),
    "undecided pairs": forked("p + q", "p, q = 'ab' if x else 'cd'"),
    "undecided both ways": forked("1 if (0 if x else 0) else 2 if x else 3"),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_as_in_python(name, agrees):
    agrees(name)
