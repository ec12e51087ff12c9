"""match statements, as Python runs them."""

from __future__ import annotations

import pytest

from tests.settings.differential import Case, import_cases, judge

POINT = "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\n    y: int = 0\n"
ARGS = "class A:\n    __match_args__ = ('x',)\n    def __init__(self, x):\n        self.x = x\n"


def match(subject: str, *patterns: str, before: str = "", **more) -> Case:
    """Which pattern a subject comes to, and what was bound; "none" where it comes to none."""
    cases = "".join(
        f"    case {pattern}:\n        r = [{number}, bound()]\n" for number, pattern in enumerate(patterns)
    )
    names = "def bound():\n    return {k: repr(v) for k, v in list(globals().items()) if k in 'abcnxy'}\n"
    return Case(f"{names}{before}\nr = 'none'\nmatch {subject}:\n{cases}", **more)


VALUES = {
    "no case": match("5", "1", "2"),
    "a number": match("2", "1", "2"),
    "one of several": match("'c'", "'a' | 'b'", "'c' | 'd'"),
    "None": match("None", "False", "None"),
    "True is not 1": match("1", "True", "1"),
    "1 is not True": match("True", "1 if False", "True"),
    "a float equals an int": match("1.0", "1"),
    "a negative number": match("-1", "1", "-1"),
    "a dotted name": match("'h'", "C.NAME", before="class C:\n    NAME = 'h'"),
    "a guard": match("5", "n if n > 9", "n if n > 4", "_"),
    "a name": match("[1]", "x"),
    "as": match("'b'", "'a' | 'b' as x"),
    "as that does not fit": match("'c'", "'a' | 'b' as x", "_"),
    "inside a function": Case(
        "def f(x):\n    match x:\n        case 'a':\n            return 1\n        case _:\n"
        "            return 2\nr = [f('a'), f('b')]"
    ),
    "in a loop": Case(
        "r = []\nfor x in 'abc':\n    match x:\n        case 'b':\n            break\n"
        "        case _:\n            r.append(x)"
    ),
}

SEQUENCES = {
    "too short": match("[1]", "[a, b]", "[a, b, *_]", "_"),
    "too long": match("[1, 2, 3]", "[a, b]", "_"),
    "a text is none": match("'ab'", "[a, b]", "_"),
    "bytes are none": match("b'ab'", "[a, b]", "_"),
    "a dict is none": match("{1: 2}", "[a]", "_"),
    "a set is none": match("{1}", "[a]", "_"),
    "a number is none": match("5", "[a]", "_"),
    "None is none": match("None", "[*_]", "_"),
    "an iterator is none": match("iter([1])", "[a]", "_"),
    "a generator is none": match("(x for x in [1])", "[a]", "_"),
    "a list": match("[1, 2]", "[a, b]"),
    "a tuple": match("('x', 1)", "('y', n)", "('x', n)"),
    "a star": match("range(5)", "[a, *b, c]"),
    "a range": match("range(2)", "[a, b]"),
    "a deque": match("deque([1, 2])", "[a, b]", before="from collections import deque"),
    "a star without name": match("[1, 2, 3]", "[a, *_]"),
    "a star at the front": match("[1, 2, 3]", "[*a, 3]"),
    "nested": match("[1, [2, (3, 4)]]", "[a, [b, (c, 5)]]", "[a, [b, (c, 4)]]"),
    "empty": match("[]", "[a]", "[]"),
    "a named tuple": match(
        "P(1, 2)", "(a, b)", before="from collections import namedtuple\nP = namedtuple('P', 'x y')"
    ),
    "a subclass of list": match("L([1, 2])", "[a, b]", before="class L(list): pass"),
    "an instance is none": match("P(1)", "[a, b]", "_", before=POINT),
}

MAPPINGS = {
    "a key that is missing": match("{'a': 1}", "{'b': x}", "_"),
    "a value that differs": match("{'a': 1}", "{'a': 2}", "_"),
    "a list is none": match("['a']", "{'a': x}", "_"),
    "a text is none": match("'a'", "{}", "_"),
    "a key": match("{'a': 1, 'b': 2}", "{'b': x}"),
    "the rest": match("{'a': 1, 'b': 2}", "{'a': 1, **x}"),
    "any dict": match("{'a': 1}", "{}"),
    "nested": match("{'a': {'b': [1, 2]}}", "{'a': {'b': [_, x]}}"),
    "a default dict makes nothing": match(
        "d", "{'a': x}", "_", before="from collections import defaultdict\nd = defaultdict(list)"
    ),
    "a subclass of dict": match("D(a=1)", "{'a': x}", before="class D(dict): pass"),
    "a dotted key": match("{'k': 1}", "{C.K: x}", before="class C:\n    K = 'k'"),
}

CLASSES = {
    "another type": match("5", "str()", "int()"),
    "with what it holds": match("'a'", "int(x)", "str(x)"),
    "a bool is an int": match("True", "int(x)"),
    "of a list": match("[1]", "list([a, b])", "list([a])"),
    "of a dict": match("{'a': 1}", "dict(x)"),
    "an attribute": match("P(1, 2)", "P(y=3)", "P(y=2, x=n)", before=POINT),
    "an attribute that is missing": match("P(1)", "P(z=1)", "_", before=POINT),
    "by position": match("P(1, 2)", "P(2)", "P(1, n)", before=POINT),
    "by position with match args": match("A('q')", "A('p')", "A(n)", before=ARGS),
    "a subclass": match("B(1)", "A(x=n)", before=f"{ARGS}class B(A): pass"),
    "another class": match("P(1)", "A(x=1)", "_", before=POINT + ARGS),
    "a named tuple by position": match(
        "N(1, 2)", "N(1, n)", before="from collections import namedtuple\nN = namedtuple('N', 'x y')"
    ),
    "a number by name": match("5", "int(real=5)"),
    "too many positions": Case(
        f"{ARGS}try:\n    match A(1):\n        case A(1, 2):\n            r = 'a'\nexcept TypeError:\n    r = 'b'"
    ),
    "positions without match args": Case(
        "class A: pass\ntry:\n    match A():\n        case A(1):\n            r = 'a'\nexcept TypeError:\n    r = 'b'"
    ),
    "no class at all": Case(
        "C = 5\ntry:\n    match 5:\n        case C():\n            r = 'a'\nexcept TypeError:\n    r = 'b'"
    ),
}

X = "import os\nx = os.environ['X']\n"
FOREIGN = {"foreign.py": "pair = ('a', 'b')\ntable = {'k': 'v'}\nclass C: pass\nthing = C()\n"}

UNKNOWN = {
    "a value": Case(
        f"{X}match x:\n    case 'a':\n        r = 1\n    case 'b':\n        r = 2\n    case _:\n        r = 3",
        either={"x == 'a'": 1, "x == 'b'": 2, "x != 'a' and x != 'b'": 3},
        hidden={"X": "b"},
    ),
    "one of two": Case(
        f"{X}match x:\n    case 'a' | 'b':\n        r = 1\n    case _:\n        r = 2",
        either={"x == 'a' or x == 'b'": 1, "x != 'a' and x != 'b'": 2},
        hidden={"X": "b"},
    ),
    "a guard": Case(
        f"{X}match 5:\n    case 5 if x == 'a':\n        r = 1\n    case _:\n        r = 2",
        either={"x == 'a'": 1, "x != 'a'": 2},
        hidden={"X": "b"},
    ),
    "a sequence": Case(
        "from foreign import pair\nr = 'x'\nmatch pair:\n    case (a, b):\n        r = a", "foreign", absent=FOREIGN
    ),
    "a mapping": Case(
        "from foreign import table\nr = 'x'\nmatch table:\n    case {'k': v}:\n        r = v", "foreign", absent=FOREIGN
    ),
    "a mapping that may hold more": Case(
        "from foreign import table\nd = {'a': 1, **table}\nr = 'x'\nmatch d:\n    case {'k': v}:\n        r = v",
        "foreign",
        absent=FOREIGN,
    ),
    "the environment": Case(
        "import os\nr = 'x'\nmatch os.environ:\n    case {'X': v}:\n        r = v", "not modelled", hidden={"X": "b"}
    ),
    "a class": Case(
        "from foreign import C, thing\nr = 'x'\nmatch thing:\n    case C():\n        r = 'c'",
        either={"isinstance(thing, C)": "c", "not isinstance(thing, C)": "x"},
        absent=FOREIGN,
    ),
    "an item of a list": Case(
        f"{X}match ['p', x]:\n    case ['p', 'a']:\n        r = 1\n    case ['p', _]:\n        r = 2",
        either={"['p', x][1] == 'a'": 1, "['p', x][1] != 'a'": 2},
        hidden={"X": "b"},
    ),
}

CASES = {
    **{f"values: {name}": case for name, case in VALUES.items()},
    **{f"sequences: {name}": case for name, case in SEQUENCES.items()},
    **{f"mappings: {name}": case for name, case in MAPPINGS.items()},
    **{f"classes: {name}": case for name, case in CLASSES.items()},
    **{f"unknown: {name}": case for name, case in UNKNOWN.items()},
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    return import_cases(CASES, tmp_path_factory.mktemp("matching"))


@pytest.mark.parametrize("name", CASES)
def test_matching(name, imported):
    judge(name, CASES, imported)
