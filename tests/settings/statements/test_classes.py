"""def and class, and what instances do, as Python runs them."""

from __future__ import annotations

import pytest

from tests.settings.differential import Case, import_cases, judge


def caught(expression: str, before: str = "") -> Case:
    """The exception that an expression raises."""
    return Case(f"{before}\ntry:\n    r = {expression}\nexcept Exception as e:\n    r = type(e).__name__")


C = (
    "class C:\n    x = 'class'\n    def __init__(self, y='own'):\n        self.y = y\n"
    "    def f(self): return self.x + self.y\n"
)
BASES = "class A:\n    def f(self): return 'A'\nclass B(A):\n    def f(self): return 'B' + super().f()\n"

RAISING = {
    "an attribute that is not there": caught("C().z", C),
    "an attribute of a class that is not there": caught("C.y", C),
    "too many arguments": caught("C(1, 2)", C),
    "arguments for a class that takes none": caught("D(1)", "class D: pass"),
    "keywords for a class that takes none": caught("D(x=1)", "class D: pass"),
    "a method without self": caught("C.f()", C),
    "calling an instance": caught("C()()", C),
    "an item of an instance": caught("C()[0]", C),
    "the length of an instance": caught("len(C())", C),
    "adding an instance": caught("C() + 1", C),
    "an order of bases that cannot be": caught("type('Z', (A, B), {})", BASES),
    "super that has no such attribute": caught("D().g()", "class D:\n    def g(self): return super().g()"),
    "an attribute that __getattr__ refuses": caught(
        "D().x", "class D:\n    def __getattr__(self, name): raise AttributeError(name)"
    ),
    "a private name from outside": caught("D().__x", "class D:\n    def __init__(self): self.__x = 1"),
    "a decorator that is not callable": caught(
        "f", "try:\n    @5\n    def f(): pass\nexcept TypeError:\n    f = 'type'"
    ),
}

CLASSES = {
    "the class of an instance": Case(
        f"{C}c = C()\nr = [c.__class__ is C, type(c) is C, type(c).__name__, C.__qualname__]"
    ),
    "the module of a class": Case(f"{C}r = [C.__module__, C().__module__]"),
    "the dict of an instance": Case(f"{C}c = C()\nr = [c.__dict__, vars(c)]"),
    "the dict of a class": Case(f"{C}r = C.__dict__['x']"),
    "the order of bases": Case(f"{BASES}r = [k.__name__ for k in B.__mro__]"),
    "the docs of an instance": Case("class D: pass\nr = D().__doc__"),
    "an instance covers the class": Case(f"{C}c = C()\nc.x = 'own'\nr = [c.x, C.x]"),
    "a method of an instance": Case(f"{C}c = C('!')\nf = c.f\nr = [f(), C.f(c), f.__self__ is c]"),
    "a function set on a class": Case(f"{C}C.g = lambda self: self.y\nr = C('a').g()"),
    "a function set on an instance": Case(f"{C}c = C()\nc.g = lambda: 'a'\nr = c.g()"),
    "super": Case(f"{BASES}r = B().f()"),
    "super with arguments": Case(f"{BASES}r = super(B, B()).f()"),
    "super of a class method": Case(
        "class A:\n    @classmethod\n    def f(cls): return cls.__name__\n"
        "class B(A):\n    @classmethod\n    def f(cls): return 'B' + super().f()\nr = B.f()"
    ),
    "super in __init__": Case(
        f"{C}class D(C):\n    def __init__(self):\n        super().__init__('d')\n"
        f"        self.z = self.y + 'z'\nr = D().z"
    ),
    "super in __init__ of object": Case(
        "class D:\n    def __init__(self):\n        super().__init__()\n        self.z = 'z'\nr = D().z"
    ),
    "super in a diamond": Case(
        "class A:\n    def f(self): return 'A'\nclass B(A):\n    def f(self): return 'B' + super().f()\n"
        "class D(A):\n    def f(self): return 'D' + super().f()\nclass E(B, D):\n"
        "    def f(self): return 'E' + super().f()\nr = E().f()"
    ),
    "super of a dict": Case(
        "class D(dict):\n    def __setitem__(self, k, v): super().__setitem__(k, v + '!')\n"
        "    def get(self, k): return super().get(k, 'none')\nd = D()\nd['a'] = 'x'\nr = [d, d.get('b')]"
    ),
    "super of __setattr__": Case(
        "class D:\n    def __setattr__(self, k, v): super().__setattr__(k, v + '!')\nd = D()\nd.x = 'a'\nr = d.x"
    ),
    "object.__getattribute__": Case(
        "class D:\n    x = 'a'\n    def __getattribute__(self, name):\n"
        "        return object.__getattribute__(self, name) * 2\nr = D().x"
    ),
    "__getattribute__ of the base": Case(
        "class D:\n    x = 'a'\n    def __getattribute__(self, name):\n"
        "        return super().__getattribute__(name) * 2\n"
        "    def __getattr__(self, name): return 'no ' + name\nr = [D().x, D().y]"
    ),
    "an error in __getattribute__": Case(
        "class D:\n    def __getattribute__(self, name): raise KeyError(name)\ntry:\n    D().x\n"
        "except KeyError:\n    r = 'k'"
    ),
    "__init__ of a class that has none": Case(
        "class A: pass\nclass B(A):\n    def __init__(self):\n        A.__init__(self)\n        self.x = 'a'\nr = B().x"
    ),
    "__str__ of the base": Case("class D(ValueError):\n    def __str__(self): return 'own'\nr = str(D('x'))"),
    "object.__setattr__": Case("class D:\n    def __init__(self): object.__setattr__(self, 'x', 'a')\nr = D().x"),
    "a static method": Case("class D:\n    @staticmethod\n    def f(x): return x * 2\nr = [D.f('a'), D().f('b')]"),
    "a class method": Case(
        "class D:\n    n = 'd'\n    @classmethod\n    def f(cls): return cls.n\nclass E(D):\n"
        "    n = 'e'\nr = [E.f(), E().f()]"
    ),
    "a class method that makes one": Case(
        f"{C}class D(C):\n    @classmethod\n    def make(cls): return cls('made')\nr = D.make().f()"
    ),
    "a property": Case("class D:\n    @property\n    def x(self): return 'p'\nr = [D().x, D.x.fget(D())]"),
    "a property of a base": Case(
        "class D:\n    @property\n    def x(self): return self.y\nclass E(D):\n    y = 'e'\nr = E().x"
    ),
    "a property made by a call": Case("class D:\n    def _get(self): return 'p'\n    x = property(_get)\nr = D().x"),
    "a property with a deleter": Case(
        "class D:\n    log = []\n    @property\n    def x(self): return 'p'\n    @x.deleter\n"
        "    def x(self): self.log.append('gone')\n"
        "del D().x\nr = D.log"
    ),
    "the getter of a property": Case("class D:\n    @property\n    def x(self): return 'p'\nr = D.x.fget(D())"),
    "a cached property": Case(
        "from functools import cached_property\nclass D:\n    n = 0\n    @cached_property\n    def x(self):\n"
        "        D.n += 1\n        return D.n\nd = D()\nr = [d.x, d.x, D().x]"
    ),
    "a descriptor without __set__": Case(
        "class G:\n    def __get__(self, obj, cls): return cls.__name__\nclass D:\n    x = G()\n"
        "d = D()\nr = [d.x, D.x]\nd.x = 'own'\nr.append(d.x)"
    ),
    "a descriptor that knows its name": Case(
        "class G:\n    def __set_name__(self, owner, name): self.name = name\n"
        "    def __get__(self, obj, cls): return self.name\n"
        "class D:\n    x = G()\nr = D().x"
    ),
    "__getattr__": Case("class D:\n    x = 1\n    def __getattr__(self, name): return name * 2\nr = [D().x, D().ab]"),
    "__call__": Case("class D:\n    def __call__(self, x): return x * 2\nr = D()('a')"),
    "__new__": Case(
        "class D:\n    def __new__(cls, x):\n        made = super().__new__(cls)\n"
        "        made.x = x + '!'\n        return made\nr = D('a').x"
    ),
    "__new__ and __init__": Case(
        "class D:\n    def __new__(cls, x):\n        return object.__new__(cls)\n"
        "    def __init__(self, x): self.x = x\nr = D('a').x"
    ),
    "__new__ that gives something else": Case(
        "class D:\n    def __new__(cls): return 'text'\n    def __init__(self): int('x')\nr = D()"
    ),
    "one instance for all": Case(
        "class D:\n    held = None\n    def __new__(cls):\n        if cls.held is None:\n"
        "            cls.held = super().__new__(cls)\n"
        "        return cls.held\nr = D() is D()"
    ),
    "__init_subclass__": Case(
        "class D:\n    known = []\n    def __init_subclass__(cls, tag='none', **more):\n"
        "        super().__init_subclass__(**more)\n"
        "        D.known.append(cls.__name__ + tag)\nclass E(D, tag='t'): pass\nclass F(E): pass\nr = D.known"
    ),
    "__contains__ and __len__": Case(
        "class D:\n    def __contains__(self, x): return x == 'a'\n    def __len__(self): return 3\n"
        "r = ['a' in D(), 'b' in D(), len(D()), bool(D())]"
    ),
    "__bool__": Case("class D:\n    def __bool__(self): return False\nr = 'yes' if D() else 'no'"),
    "__eq__ and __hash__": Case(
        "class D:\n    def __init__(self, x): self.x = x\n    def __eq__(self, other): return self.x == other.x\n"
        "r = [D(1) == D(1), D(1) == D(2), D(1) != D(1)]"
    ),
    "equality of instances is identity": Case(f"{C}c = C()\nr = [c == c, C() == C(), c in [c]]"),
    "__str__ and __format__": Case("class D:\n    def __str__(self): return 'd'\nr = [str(D()), f'{D()}', '%s' % D()]"),
    "__repr__": Case("class D:\n    def __repr__(self): return 'd'\nr = [repr(D()), str(D()), str([D()])]"),
    "__add__ and __radd__": Case(
        "class D:\n    def __add__(self, o): return 'l' + o\n"
        "    def __radd__(self, o): return o + 'r'\nr = [D() + 'x', 'x' + D()]"
    ),
    "__getitem__ and __setitem__": Case(
        "class D:\n    def __init__(self): self.d = {}\n    def __getitem__(self, k): return self.d[k]\n"
        "    def __setitem__(self, k, v): self.d[k] = v + '!'\n    def __delitem__(self, k): self.d['gone'] = k\n"
        "d = D()\nd['a'] = 'x'\nr = [d['a']]\ndel d['b']\nr.append(d['gone'])"
    ),
    "type with three arguments": Case("D = type('D', (dict,), {'x': 'a'})\nr = [D.x, D(b=1), D.__name__]"),
    "a class in a class": Case("class D:\n    class E:\n        x = 'a'\n    y = E.x\nr = [D.E.x, D.y]"),
    "names of a class are not those of its methods": Case(
        "x = 'global'\nclass D:\n    x = 'class'\n    def f(self): return x\nr = D().f()"
    ),
    "a comprehension in a class": Case("class D:\n    n = ['a', 'b']\n    m = [x * 2 for x in n]\nr = D.m"),
    "a class in a function": Case(
        "def make(x):\n    class D:\n        y = x\n    return D\nr = [make('a').y, make('b').y]"
    ),
    "a list of the class is shared": Case(
        "class D:\n    l = []\n    def add(self, x): self.l.append(x)\nD().add('a')\nD().add('b')\nr = D.l"
    ),
    "isinstance and issubclass": Case(
        f"{BASES}r = [isinstance(B(), A), isinstance(A(), B), issubclass(B, A), isinstance(B, type)]"
    ),
    "a metaclass of Python": Case(
        "from abc import ABC, ABCMeta, abstractmethod\nclass D(metaclass=ABCMeta):\n    x = 'a'\n"
        "class E(ABC):\n    y = 'b'\nr = D.x + E().y"
    ),
    "a generic": Case(
        "from typing import Generic, TypeVar\nT = TypeVar('T')\nclass D(Generic[T]):\n    x = 'a'\nr = D[int]().x"
    ),
    "a protocol": Case(
        "from typing import Protocol\nclass D(Protocol):\n    x: str\nclass E(D):\n    x = 'a'\nr = E().x"
    ),
    "private names": Case(
        "class D:\n    __x = 'd'\n    def __f(self): return self.__x\n"
        "    def g(self, __y='y'): return self.__f() + __y\n"
        "class E(D):\n    __x = 'e'\n    def h(self):\n        global __z\n"
        "        __z = self.g() + self.__x\n        return __z\n"
        "r = [E().h(), D._D__x, E()._E__x, _E__z]"
    ),
    "private names of a private class": Case("class __D:\n    __x = 'd'\n    y = __x\nr = [__D.y, __D._D__x]"),
    "a private name of a class without one": Case("class __:\n    __x = 'd'\nr = __.__x"),
    "slots": Case("class D:\n    __slots__ = ('x',)\n    def __init__(self): self.x = 'a'\nr = D().x"),
    "annotations": Case("class D:\n    x: int\n    y: str = 'a'\nr = [list(D.__annotations__), hasattr(D, 'x')]"),
}

BUILT_IN = {
    "a dict": Case(
        "class D(dict):\n    pass\nd = D({'a': 1}, b=2)\n"
        "r = [d, d['a'], len(d), 'b' in d, list(d), d == {'a': 1, 'b': 2}, {**d}]"
    ),
    "a dict with __init__": Case(
        "class D(dict):\n    def __init__(self, *a, **k):\n        super().__init__(*a, **k)\n"
        "        self['x'] = 'y'\nr = D(a=1)"
    ),
    "a dict with __missing__": Case("class D(dict):\n    def __missing__(self, key): return key * 2\nr = D()['a']"),
    "a dict with attributes": Case(
        "class D(dict):\n    def __getattr__(self, name): return self[name]\nr = D(host='h').host"
    ),
    "a dict that is its attributes": Case(
        "class D(dict):\n    def __init__(self, *a, **k):\n        super().__init__(*a, **k)\n"
        "        self.__dict__ = self\nd = D(a=1)\nd.b = 2\nr = [d.a, dict(d)]",
    ),
    "a list": Case(
        "class D(list):\n    def last(self): return self[-1]\nd = D('ab')\nd.append('c')\n"
        "r = [d, d.last(), d + ['e'], d[1:]]"
    ),
    "a set": Case("class D(set): pass\nd = D('a')\nd.add('b')\nr = [sorted(d), len(d), 'a' in d]"),
    "a text": Case(
        "class D(str):\n    def twice(self): return self + self\nd = D('ab')\n"
        "r = [d.twice(), d.upper(), d == 'ab', d[0], f'{d}', {'ab': 1}[d]]"
    ),
    "a number": Case(
        "class D(int):\n    def half(self): return self // 2\nd = D('8')\n"
        "r = [d.half(), d + 1, d == 8, d > 7, -d, [1] * D(2)]"
    ),
    "a number with __new__": Case(
        "class D(int):\n    def __new__(cls, x): return super().__new__(cls, x + 1)\nr = D(4) + 0"
    ),
    "a tuple": Case("class D(tuple):\n    pass\nd = D('ab')\na, b = d\nr = [a, b, d[0], len(d)]"),
    "a text that is called": Case(
        "class D(str): pass\nr = [isinstance(D('a'), str), D() == '', type(D('a')).__name__]"
    ),
    "an OrderedDict": Case("from collections import OrderedDict\nclass D(OrderedDict): pass\nr = D(a=1)"),
    "a UserDict": Case("from collections import UserDict\nclass D(UserDict): pass\nr = D(a=1)['a']"),
    "a thread's own": Case("import threading\nclass D(threading.local):\n    x = 'a'\nr = D().x"),
}

FUNCTIONS = {
    "a decorator": Case("def d(f):\n    return lambda: f() + '!'\n@d\ndef g(): return 'g'\nr = g()"),
    "two decorators": Case(
        "def a(f): return lambda: 'a' + f()\ndef b(f): return lambda: 'b' + f()\n@a\n@b\ndef g(): return 'g'\nr = g()"
    ),
    "a decorator with arguments": Case(
        "def d(x):\n    def wrap(f):\n        return lambda: f() * x\n    return wrap\n@d(2)\n"
        "def g(): return 'g'\nr = g()"
    ),
    "wraps": Case(
        "from functools import wraps\ndef d(f):\n    @wraps(f)\n"
        "    def inner(*a): return f(*a) + '!'\n    return inner\n@d\ndef g(x): return x\n"
        "r = [g('a'), g.__name__]"
    ),
    "lru_cache": Case(
        "from functools import lru_cache\n@lru_cache\ndef g(x): return x * 2\n"
        "@lru_cache(maxsize=None)\ndef h(): return 'h'\nr = g('a') + h()"
    ),
    "a decorated class": Case("def d(cls):\n    cls.x = 'd'\n    return cls\n@d\nclass D: pass\nr = D.x"),
    "a class as decorator": Case(
        "class D:\n    def __init__(self, f): self.f = f\n"
        "    def __call__(self): return self.f() + '!'\n@D\ndef g(): return 'g'\nr = g()"
    ),
    "a decorator that registers": Case(
        "known = {}\ndef register(f):\n    known[f.__name__] = f\n    return f\n@register\n"
        "def g(): return 'g'\nr = known['g']()"
    ),
    "a decorator that gives no function": Case("@str.upper\n@lambda f: f.__name__\ndef g(): pass\nr = g"),
    "defaults are made once": Case("def f(x, l=[]):\n    l.append(x)\n    return l\nf('a')\nr = f('b')"),
    "defaults of before": Case("x = 'a'\ndef f(y=x): return y\nx = 'b'\nr = f()"),
    "an async function": Case("import asyncio\nasync def f(): return 'a'\nr = asyncio.run(f())", unknown="asyncio"),
}

FOREIGN = {
    "foreign.py": (
        "class Base:\n    x = 'b'\n    def f(self): return 'f'\nclass Meta(type): pass\ndef wrap(f): return f\n"
        "def refuse(cls): return cls\n"
    )
}

UNKNOWN = {
    "an attribute of a foreign base": Case(
        "from foreign import Base\nclass D(Base): pass\nr = D.x", "foreign", absent=FOREIGN
    ),
    "an attribute of an instance of it": Case(
        "from foreign import Base\nclass D(Base): pass\nr = D().x", "foreign", absent=FOREIGN
    ),
    "its method through super": Case(
        "from foreign import Base\nclass D(Base):\n    def f(self): return super().f()\nr = D().f()",
        "foreign",
        absent=FOREIGN,
    ),
    "a base of a base": Case(
        "from foreign import Base\nclass D(Base): pass\nclass E(D): pass\nr = E.x", "foreign", absent=FOREIGN
    ),
    "what the class itself defines": Case(
        "from foreign import Base\nclass D(Base):\n    x = 'd'\nr = D.x", absent=FOREIGN
    ),
    "a foreign metaclass": Case(
        "from foreign import Meta\nclass D(metaclass=Meta):\n    x = 'd'\nr = D.x", "has a metaclass", absent=FOREIGN
    ),
    "a metaclass of the project": Case(
        "class M(type):\n    def __new__(m, name, bases, space):\n        space['x'] = 'm'\n"
        "        return super().__new__(m, name, bases, space)\n"
        "class D(metaclass=M): pass\nr = D.x",
        "has a metaclass",
    ),
    "a foreign decorator": Case(
        "from foreign import wrap\n@wrap\ndef f(): return 'f'\nr = f()", "f has a decorator", absent=FOREIGN
    ),
    "a foreign decorator of a class": Case(
        "from foreign import refuse\n@refuse\nclass D:\n    x = 'd'\nr = D.x", "D has a decorator", absent=FOREIGN
    ),
    "a decorator that cannot be followed": Case(
        "import os\ndef d(f):\n    for c in os.environ['X']:\n        return f\n    return str\n@d\n"
        "def g(): return 'g'\nr = g()",
        "environment variable X",
        hidden={"X": "x"},
    ),
    "a member on a condition": Case(
        "import os\nclass D:\n    if os.environ.get('X'):\n        x = 'a'\n    else:\n        x = 'b'\nr = D.x",
        either={"X is set": "a", "X is not set": "b"},
        hidden={"X": "x"},
    ),
    "a base on a condition": Case(
        "import os\nclass A: x = 'a'\nclass B: x = 'b'\nclass D(A if os.environ.get('X') else B): pass\nr = D.x",
        either={"X is set": "a", "X is not set": "b"},
        hidden={"X": "x"},
    ),
    "bases that are unpacked": Case(
        "class A: x = 'a'\nbases = [A]\nclass D(*bases): pass\nr = D.x", "a starred expression"
    ),
    "making an instance of a built-in class": Case("r = dict.__new__(dict)", "__new__ of a class that is not modelled"),
    "object.__getattribute__ of a text": Case(
        "r = object.__getattribute__('a', 'upper')()", "an attribute of something that is not known"
    ),
    "object.__setattr__ of something foreign": Case(
        "import foreign\nr = object.__setattr__(foreign.Base(), 'x', 1)",
        "an attribute of something that is not known",
        absent=FOREIGN,
    ),
    "the text of a base": Case(
        "class D(ValueError):\n    def __str__(self): return super().__str__() + '!'\nr = str(D('x'))", "not modelled"
    ),
    "an item of a class": Case(
        "class D:\n    def __class_getitem__(cls, item): return item * 2\nr = D['a']", "a type object"
    ),
    "an order of instances": Case(
        "class D: pass\ntry:\n    r = D() < D()\nexcept TypeError:\n    r = 'type'", "the comparison is not modelled"
    ),
    "a descriptor that cannot be known": Case(
        "class D:\n    @property\n    def x(self): return 'p'\nr = D.x.__doc__", "__doc__ of a property"
    ),
    "a member of object": Case("class D: pass\nr = D().__sizeof__() > 0", "object.__sizeof__ is not modelled"),
    "super of something unknown": Case(
        "from foreign import Base\nclass D:\n    x = 'd'\n"
        "    def f(self): return super(D, Base()).x\ntry:\n    r = D().f()\nexcept TypeError:\n"
        "    r = 'type'",
        either={"Base() fails": "type", "not (Base() fails)": "?"},
        absent=FOREIGN,
    ),
}

CASES = {
    **{f"raises: {name}": case for name, case in RAISING.items()},
    **{f"classes: {name}": case for name, case in CLASSES.items()},
    **{f"built in: {name}": case for name, case in BUILT_IN.items()},
    **{f"functions: {name}": case for name, case in FUNCTIONS.items()},
    **{f"unknown: {name}": case for name, case in UNKNOWN.items()},
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    return import_cases(CASES, tmp_path_factory.mktemp("classes"))


@pytest.mark.parametrize("name", CASES)
def test_classes(name, imported):
    judge(name, CASES, imported)
