"""Dataclasses, enumerations and named tuples, as Python runs them."""

from __future__ import annotations

import pytest

from tests.settings.differential import Case, import_cases, judge

DATA = "from dataclasses import *\n@dataclass\nclass P:\n    host: str\n    port: int = 5432\n"
ENUM = "from enum import *\nclass E(Enum):\n    A = 'a'\n    B = 'b'\n"
NAMED = "from typing import NamedTuple\nclass P(NamedTuple):\n    host: str\n    port: int = 5432\n"
CHOICES = (
    "from django.db import models\nfrom django.utils.translation import gettext_lazy as _\n"
    "class E(models.TextChoices):\n    A = 'a', _('First')\n    SECOND_ONE = 'b'\n"
    "class I(models.IntegerChoices):\n    __empty__ = 'None'\n    ONE = 1, 'one'\n"
)
TUPLE = "from collections import namedtuple\nP = namedtuple('P', 'host port')\n"


def caught(expression: str, before: str) -> Case:
    """The exception that an expression raises."""
    return Case(f"{before}try:\n    r = {expression}\nexcept Exception as e:\n    r = type(e).__name__")


DATACLASSES = {
    "no argument": caught("P()", DATA),
    "too many arguments": caught("P(1, 2, 3)", DATA),
    "an unknown keyword": caught("P('h', name='n')", DATA),
    "an argument twice": caught("P('h', host='n')", DATA),
    "changing what is frozen": caught(
        "setattr(P(1), 'x', 2)", "from dataclasses import *\n@dataclass(frozen=True)\nclass P:\n    x: int\n"
    ),
    "replacing a field that is not there": caught("replace(P('h'), name='n')", DATA),
    "asdict of something else": caught("asdict({})", DATA),
    "a default before none": caught(
        "exec(text)", "text = 'from dataclasses import *\\n@dataclass\\nclass P:\\n    x: int = 1\\n    y: int\\n'\n"
    ),
    "defaults": Case(f"{DATA}p = P('h')\nr = [p.host, p.port, P.port, hasattr(P, 'host')]"),
    "keywords": Case(f"{DATA}p = P(port=1, host='h')\nr = [p.host, p.port]"),
    "equality": Case(f"{DATA}r = [P('h') == P('h'), P('h') == P('i'), P('h') != P('h'), P('h') == ('h', 5432)]"),
    "order": Case(
        "from dataclasses import *\n@dataclass(order=True)\nclass P:\n    x: int\nr = [P(1) < P(2), max(P(1), P(3)).x]",
        unknown="the comparison is not modelled",
    ),
    "its text": Case(f"{DATA}r = str(P('h'))", unknown="the text of a P object"),
    "a hash": Case(
        "from dataclasses import *\n@dataclass(frozen=True)\nclass P:\n    x: int\nr = {P(1): 'a'}[P(1)]",
        unknown="an equality of its own",
    ),
    "asdict": Case(f"{DATA}r = asdict(P('h'))"),
    "asdict of nested ones": Case(
        f"{DATA}@dataclass\nclass Q:\n    p: P\n    l: list\n    d: dict\n    t: tuple\n"
        f"r = asdict(Q(P('a'), [P('b')], {{'k': P('c')}}, (P('d'), 1)))"
    ),
    "asdict is a copy": Case(
        "from dataclasses import *\n@dataclass\nclass P:\n    l: list\np = P(['a'])\n"
        "asdict(p)['l'].append('b')\nr = p.l"
    ),
    "asdict into another": Case(
        f"{DATA}r = list(asdict(P('h'), dict_factory=lambda pairs: [k for k, v in pairs]))", unknown="dict_factory"
    ),
    "astuple": Case(f"{DATA}@dataclass\nclass Q:\n    p: P\n    l: list\nr = astuple(Q(P('a'), [P('b')]))"),
    "replace": Case(f"{DATA}p = P('h', 1)\nq = replace(p, host='i')\nr = [p.host, q.host, q.port]"),
    "fields": Case(f"{DATA}r = [[f.name for f in fields(P)], [f.name for f in fields(P('h'))], len(fields(P))]"),
    "the default of a field": Case(f"{DATA}r = fields(P)[1].default", unknown="default of a dataclass field"),
    "is_dataclass": Case(
        f"{DATA}class Q: pass\nr = [is_dataclass(P), is_dataclass(P('h')), is_dataclass(Q), is_dataclass(5)]"
    ),
    "field": Case(
        "from dataclasses import *\n@dataclass\nclass P:\n    l: list = field(default_factory=list)\n"
        "    x: str = field(default='x')\n"
        "    y: str = field(init=False, default='y')\n    z: str = field(init=False, repr=False)\n"
        "    def __post_init__(self): self.z = self.x + self.y\np, q = P(), P()\np.l.append(1)\nr = [p.l, q.l, p.z]"
    ),
    "keyword only": Case(
        "from dataclasses import *\n@dataclass\nclass P:\n    x: int\n    _: KW_ONLY\n    y: int = 2\n"
        "try:\n    r = P(1, 3)\nexcept TypeError:\n    r = P(1, y=4).y"
    ),
    "keyword only by the decorator": Case(
        "from dataclasses import *\n@dataclass(kw_only=True)\nclass P:\n    x: int\ntry:\n"
        "    r = P(1)\nexcept TypeError:\n    r = P(x=2).x"
    ),
    "a keyword only field": Case(
        "from dataclasses import *\n@dataclass\nclass P:\n    x: int = field(kw_only=True)\n"
        "    y: int = 0\np = P(1, x=2)\nr = [p.x, p.y]"
    ),
    "class variables": Case(
        "from dataclasses import *\nfrom typing import ClassVar\n@dataclass\nclass P:\n    x: int\n"
        "    n: ClassVar[int] = 7\nr = [P(1).n, asdict(P(1))]"
    ),
    "what only __post_init__ is told": Case(
        "from dataclasses import *\n@dataclass\nclass P:\n    x: int\n    n: InitVar[int] = 7\n"
        "    def __post_init__(self, n): self.x += n\nr = [P(1).x, asdict(P(1, 2))]"
    ),
    "inheritance": Case(f"{DATA}@dataclass\nclass Q(P):\n    name: str = 'n'\nq = Q('h', 1)\nr = [asdict(q), q.name]"),
    "a base that is none": Case(
        "from dataclasses import *\nclass A:\n    x: int = 1\n@dataclass\nclass P(A):\n    y: int = 2\nr = asdict(P())"
    ),
    "a subclass that is none": Case(f"{DATA}class Q(P):\n    def both(self): return self.host * 2\nr = Q('h').both()"),
    "its own __init__": Case(
        "from dataclasses import *\n@dataclass\nclass P:\n    x: int = 1\n    def __init__(self): self.x = 5\nr = P().x"
    ),
    "its __init__ called by a subclass": Case(
        f"{DATA}class Q(P):\n    def __init__(self, h):\n        super().__init__(h + '!', port=1)\n"
        f"q = Q('h')\nr = [q.host, q.port]"
    ),
    "no init": Case("from dataclasses import *\n@dataclass(init=False)\nclass P:\n    x: int = 1\nr = P().x"),
    "a frozen one sets itself up": Case(
        "from dataclasses import *\n@dataclass(frozen=True)\nclass P:\n    x: int\n    y: int = 0\n"
        "    def __post_init__(self): object.__setattr__(self, 'y', self.x * 2)\nr = P(4).y"
    ),
    "methods and properties": Case(
        f"{DATA}    @property\n    def url(self): return f'{{self.host}}:{{self.port}}'\nr = P('h').url"
    ),
    "annotations as texts": Case(
        "from base import P\nr = P().x",
        files={
            "base.py": "from __future__ import annotations\nfrom dataclasses import *\n"
            "@dataclass\nclass P:\n    x: Missing = 'x'\n"
        },
    ),
    "make_dataclass": Case(
        "from dataclasses import *\nP = make_dataclass('P', ['x'])\nr = P('x').x",
        unknown="dataclasses is not modelled wholly",
    ),
}

ENUMS = {
    "a value that is none": caught("E('z')", ENUM),
    "a name that is none": caught("E['Z']", ENUM),
    "an attribute that is none": caught("E.Z", ENUM),
    "an attribute of a member that is none": caught("E.A.other", ENUM),
    "setting a member": caught("setattr(E, 'A', 1)", ENUM),
    "a subclass of one with members": Case(f"{ENUM}try:\n    class F(E): pass\nexcept TypeError:\n    r = 'type'"),
    "by value, name and attribute": Case(
        f"{ENUM}r = [E('a') is E.A, E['A'] is E.A, E(E.A) is E.A, E('b').name, E.B.value]"
    ),
    "a loop": Case(f"{ENUM}r = [[e.name for e in E], list(E) == [E.A, E.B]]"),
    "its length": Case(f"{ENUM}r = len(E)", unknown="a length that is not modelled"),
    "__members__": Case(f"{ENUM}r = [list(E.__members__), E.__members__['A'].value]"),
    "in": Case(f"{ENUM}r = [E.A in E, E.A in (E.B,), E.A in [E.A]]"),
    "equality": Case(f"{ENUM}r = [E.A == E.A, E.A == 'a', E.A != E.B, E.A is E.A, {{E.A: 1}}[E.A]]"),
    "its text": Case(f"{ENUM}r = [str(E.A), f'{{E.A}}', '%s' % E.A, '{{}}'.format(E.A)]"),
    "truth": Case("from enum import *\nclass E(Enum):\n    A = 0\nr = bool(E.A)"),
    "an alias": Case(
        "from enum import *\nclass E(Enum):\n    A = 1\n    B = 1\n"
        "r = [E.B is E.A, E.B.name, len(list(E)), list(E.__members__)]"
    ),
    "methods": Case(
        "from enum import *\nclass E(Enum):\n    A = 'a'\n"
        "    def twice(self): return self.value * 2\n    @property\n"
        "    def up(self): return self.name + '!'\n    @classmethod\n"
        "    def first(cls): return cls.A\nr = [E.A.twice(), E.A.up, E.first().value]"
    ),
    "__init__": Case(
        "from enum import *\nclass E(Enum):\n    A = ('a', 1)\n    def __init__(self, host, port):\n"
        "        self.host, self.port = host, port\n"
        "r = [E.A.host, E.A.port, E.A.value, E(('a', 1)).name]"
    ),
    "__str__": Case(
        "from enum import *\nclass E(Enum):\n    A = 'a'\n    def __str__(self): return self.value\n"
        "r = [str(E.A), f'{E.A}']"
    ),
    "_missing_": Case(
        "from enum import *\nclass E(Enum):\n    A = 'a'\n    @classmethod\n"
        "    def _missing_(cls, value): return cls.A\nr = E('z').name"
    ),
    "_missing_ that finds none": caught(
        "E('z')",
        "from enum import *\nclass E(Enum):\n    A = 'a'\n    @classmethod\n"
        "    def _missing_(cls, value): return None\n",
    ),
    "_ignore_ and privates": Case(
        "from enum import *\nclass E(Enum):\n    _ignore_ = ['x']\n    x = 5\n    A = 'a'\nr = [e.name for e in E]"
    ),
    "auto": Case("from enum import *\nclass E(Enum):\n    A = auto()\n    B = auto()\nr = [E.A.value, E.B.value]"),
    "auto after a number": Case(
        "from enum import *\nclass E(Enum):\n    A = 5\n    B = auto()\n    C = auto()\nr = [e.value for e in E]"
    ),
    "auto after an alias": Case(
        "from enum import *\nclass E(Enum):\n    A = 1\n    B = 1\n    C = auto()\nr = E.C.value"
    ),
    "auto after a lower number": Case(
        "from enum import *\nclass E(Enum):\n    A = 5\n    B = 2\n    C = auto()\nr = E.C.value",
        unknown="depends on the version of Python",
    ),
    "auto after a text": Case(
        "from enum import *\nr = 1\ntry:\n    class E(Enum):\n        A = 'a'\n        B = auto()\n    r = E.B.value\n"
        "except TypeError:\n    pass",
        unknown="depends on the version of Python",
    ),
    "auto of its own": Case(
        "from enum import *\nclass E(Enum):\n    @staticmethod\n"
        "    def _generate_next_value_(name, start, count, last): return name.lower()\n"
        "    AB = auto()\nr = E.AB.value",
        unknown="makes its own values",
    ),
    "a text": Case(
        "from enum import *\nclass E(str, Enum):\n    A = 'a'\n"
        "r = [E.A == 'a', E.A.upper(), E.A + 'b', E('a').name, {'a': 1}[E.A], ''.join([E.A]), E.A in ('a',)]"
    ),
    "the text of a text": Case(
        "from enum import *\nclass E(str, Enum):\n    A = 'a'\nr = [str(E.A), '%s' % E.A, f'{E.A.value}', f'{E.A!s}']"
    ),
    "a text that is formatted": Case(
        "from enum import *\nclass E(str, Enum):\n    A = 'a'\nr = f'{E.A}'", unknown="depends on the version of Python"
    ),
    "a text with a text of its own": Case(
        "from enum import *\nclass E(str, Enum):\n    A = 'a'\n"
        "    def __str__(self): return self.value\nr = [str(E.A), f'{E.A}']"
    ),
    "a format of its own": Case(
        "from enum import *\nclass E(Enum):\n    A = 'a'\n"
        "    def __format__(self, spec): return self.value + spec\nr = f'{E.A:x}'"
    ),
    "a number": Case(
        "from enum import *\nclass E(IntEnum):\n    A = 1\n    B = 2\n"
        "r = [E.A + 1, E.B > E.A, E.A == 1, E(2).name, [10, 20][E.A], max(E).name]"
    ),
    "a number that is formatted": Case(
        "from enum import *\nclass E(IntEnum):\n    A = 1\nr = [f'{E.A}', '{}'.format(E.A), '%d' % E.A, f'{E.A:03}']"
    ),
    "the text of a number": Case(
        "from enum import *\nclass E(IntEnum):\n    A = 1\nr = str(E.A)", unknown="depends on the version of Python"
    ),
    "a number by a mixin": Case(
        "from enum import *\nclass E(int, Enum):\n    A = 1\nr = [E.A + 1, E.A == 1, str(E.A)]"
    ),
    "a number by a mixin that is formatted": Case(
        "from enum import *\nclass E(int, Enum):\n    A = 1\nr = f'{E.A}'", unknown="depends on the version of Python"
    ),
    "StrEnum": Case(
        "from enum import *\nclass E(StrEnum):\n    AB = auto()\n    C = 'd'\n"
        "r = [E.AB, E.C, str(E.AB), f'{E.C}', E.AB == 'ab']",
        since=(3, 11),
    ),
    "flags": Case(
        "from enum import *\nclass E(Flag):\n    A = auto()\n    B = auto()\n    C = auto()\n"
        "r = [E.A.value, E.B.value, E.C.value]"
    ),
    "flags together": Case(
        "from enum import *\nclass E(IntFlag):\n    A = 1\n    B = 2\nr = [int(E.A | E.B), E.A in (E.A | E.B)]",
        unknown="flags together",
    ),
    "auto of a text": Case(
        "from enum import *\nclass E(str, Enum):\n    A = auto()\nr = E.A.value",
        unknown="depends on the version of Python",
    ),
    "__new__": Case(
        "from enum import *\nclass E(Enum):\n    A = ('a', 1)\n    def __new__(cls, code, port):\n"
        "        made = object.__new__(cls)\n"
        "        made._value_ = code\n        return made\nr = E.A.value",
        unknown="makes its own values",
    ),
    "unique": Case("from enum import *\n@unique\nclass E(Enum):\n    A = 'a'\nr = E.A.value"),
    "made by a call": Case(
        "from enum import *\nE = Enum('E', 'A B')\nr = E.B.value", unknown="Enum objects are not modelled"
    ),
    "Django's choices": Case(
        "from enum import *\nclass E(Enum):\n    A = 'a'\n    @property\n"
        "    def label(self): return self.name.title()\nr = [(e.value, e.label) for e in E]"
    ),
    "an unknown value": Case(
        f"{ENUM}import os\nr = E(os.environ['X']).name", unknown="environment variable X", hidden={"X": "a"}
    ),
}

TUPLES = {
    "too few": caught("P()", NAMED),
    "too many": caught("P(1, 2, 3)", NAMED),
    "an unknown keyword": caught("P('h', name=1)", NAMED),
    "a field that is not there": caught("P('h').name", NAMED),
    "replacing one that is not there": Case(
        f"{NAMED}try:\n    P('h')._replace(name=1)\nexcept (TypeError, ValueError):\n    r = 'no'"
    ),
    "making one of too many": caught("P._make('abc')", NAMED),
    "too few of a call": caught("P(1)", TUPLE),
    "defaults": Case(f"{NAMED}p = P('h')\nr = [p.host, p.port, p[0], p[-1], len(p), list(p)]"),
    "unpacking": Case(f"{NAMED}h, p = P('h')\nr = [h, p, *P('x', 1)]"),
    "equality": Case(f"{NAMED}r = [P('h', 1) == P('h', 1), P('h', 1) == ('h', 1), P('a') < P('b')]"),
    "a key": Case(f"{NAMED}r = {{P('h', 1): 2}}[('h', 1)]", unknown="an equality of its own"),
    "_asdict": Case(f"{NAMED}r = P('h')._asdict()"),
    "_replace": Case(f"{NAMED}p = P('h')\nr = [p._replace(port=1), p]"),
    "_fields": Case(f"{NAMED}r = [P._fields, P('h')._fields]"),
    "_make": Case(f"{NAMED}r = [P._make(['a', 1]).host, P('h')._make('xy').port]"),
    "_field_defaults": Case(f"{NAMED}r = [P._field_defaults, P('h')._field_defaults]"),
    "methods": Case(f"{NAMED}    def url(self): return f'{{self.host}}:{{self.port}}'\nr = P('h').url()"),
    "its text": Case(f"{NAMED}r = [str(P('h')), repr(P('h', 1))]", unknown="the text of a P object"),
    "a tuple it is": Case(
        f"{NAMED}r = [isinstance(P('h'), tuple), P('h') + (1,), P('h', 5).count(5), P('h').index('h'), 'h' in P('h')]"
    ),
    "by a call": Case(f"{TUPLE}p = P('h', port=1)\nr = [p.host, p[1], P._fields, p._asdict(), p == ('h', 1)]"),
    "fields as a list": Case(
        "from collections import namedtuple\nP = namedtuple('P', ['a', 'b'], defaults=['y'])\n"
        "r = [P('x').b, P(b='z', a=1).b]"
    ),
    "fields with commas": Case("from collections import namedtuple\nP = namedtuple('P', 'a, b')\nr = P(1, 2).b"),
    "renamed fields": Case(
        "from collections import namedtuple\nP = namedtuple('P', 'a def', rename=True)\nr = P(1, 2)._fields"
    ),
    "fields that do not fit": caught("namedtuple('P', 'a a')", TUPLE),
    "typed by a call": Case(
        "from typing import NamedTuple\nP = NamedTuple('P', [('a', int), ('b', str)])\nr = P(1, 'x').b"
    ),
    "a subclass of a call": Case(
        "from collections import namedtuple\nclass P(namedtuple('P', 'host port')):\n"
        "    def url(self): return f'{self.host}:{self.port}'\nr = P('h', 1).url()"
    ),
    "a subclass with __new__": Case(
        "from collections import namedtuple\nclass P(namedtuple('P', 'host port')):\n"
        "    def __new__(cls, host): return super().__new__(cls, host, 5)\nr = P('h').port",
    ),
    "a subclass of a class": Case(f"{NAMED}class Q(P):\n    def url(self): return self.host + '!'\nr = Q('h').url()"),
}

LABELLED = {
    "what a member has not": Case(f"{CHOICES}try:\n    E.A.nothing\nexcept AttributeError:\n    r = 'none'"),
    "a value that is none": Case(f"{CHOICES}try:\n    E('c')\nexcept ValueError:\n    r = 'none'"),
    "the values": Case(f"{CHOICES}r = [E.values, E.names, I.values, I.names, E.A.value, I.ONE.value, E.A == 'a']"),
    "the labels": Case(f"{CHOICES}r = [E.SECOND_ONE.label, E.labels[1], I.labels, I.choices]"),
    "their text": Case(f"{CHOICES}r = [str(E.A), f'{{E.A}}', str(I.ONE), f'{{I.ONE}}', E('b').name, I(1) + 1]"),
    "a loop": Case(
        f"{CHOICES}r = {{key: label for key, label in E.choices if key == 'b'}} | {{m.value: 1 for m in E}}"
    ),
}

CASES = {
    **{f"dataclasses: {name}": case for name, case in DATACLASSES.items()},
    **{f"enums: {name}": case for name, case in ENUMS.items()},
    **{f"named tuples: {name}": case for name, case in TUPLES.items()},
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    return import_cases(CASES, tmp_path_factory.mktemp("records"))


@pytest.mark.parametrize("name", CASES)
def test_records(name, imported):
    judge(name, CASES, imported)


@pytest.fixture(scope="module")
def labelled(tmp_path_factory):
    return import_cases(LABELLED, tmp_path_factory.mktemp("choices"), ("django",))


@pytest.mark.parametrize("name", LABELLED)
def test_choices_of_django(name, labelled):
    judge(name, LABELLED, labelled)
