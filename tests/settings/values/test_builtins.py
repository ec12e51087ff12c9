"""Built-in functions and types."""

from __future__ import annotations

import pytest

from tests.settings.differential import Case
from tests.settings.values.cases import case, forked, raising

R = "import random"
ABC = "from collections.abc import Callable, Generator, Hashable, Iterable, Iterator, Mapping, Sequence, Sized"
C = "class C:\n    x = 1\n    def __init__(self):\n        self.y = 2\nc = C()"
CASES = {
    "int of a word": raising("int('x')"),
    "int of none": raising("int(None)"),
    "int of a list": raising("int([])"),
    "int of infinity": raising("int(float('inf'))"),
    "int by a wrong name": raising("int(x='5')"),
    "int of a number with a base": raising("int(5, 10)"),
    "float of a word": raising("float('x')"),
    "float of a dict": raising("float({})"),
    "list of a number": raising("list(5)"),
    "tuple of none": raising("tuple(None)"),
    "dict of a text": raising("dict('ab')"),
    "dict of a number": raising("dict(5)"),
    "two dicts": raising("dict({}, {})"),
    "a factory that is none": raising("defaultdict(5)", "from collections import defaultdict"),
    "bytes of a text": raising("bytes('a')"),
    "bytes of large numbers": raising("bytes([256])"),
    "text of bytes in a code that does not fit": raising("str(b'\\xff', 'ascii')"),
    "text in a code of its own": raising("str('a', 'ascii')"),
    "range of a fraction": raising("range(1.5)"),
    "range without step": raising("range(1, 5, 0)"),
    "length of a number": raising("len(5)"),
    "length of nothing": raising("len()"),
    "length of a function": raising("len(len)"),
    "length of a type": raising("len(str)"),
    "abs of a text": raising("abs('a')"),
    "round of a text": raising("round('a')"),
    "ord of two": raising("ord('ab')"),
    "chr of too much": raising("chr(-1)"),
    "divmod by zero": raising("divmod(1, 0)"),
    "pow with a fraction": raising("pow(2, 0.5, 3)"),
    "sum of texts": raising("sum(['a'])"),
    "sum onto a text": raising("sum(['a'], '')"),
    "max of nothing": raising("max([])"),
    "max without arguments": raising("max()"),
    "min of mixed": raising("min(1, 'a')"),
    "min of a number": raising("min(1)"),
    "sorted without arguments": raising("sorted()"),
    "sorted of a number": raising("sorted(5)"),
    "reversed of a set": raising("reversed({1})"),
    "reversed of an iterator": raising("reversed(iter([]))"),
    "a strict zip": raising("list(zip([1], [], strict=True))"),
    "map of one": raising("map(str)"),
    "enumerate of none": raising("enumerate(None)"),
    "iter of a number": raising("iter(5)"),
    "getattr of nothing": raising("getattr(c, 'z')", C),
    "getattr of a number": raising("getattr(c, 5)", C),
    "delattr of nothing": raising("delattr(c, 'z')", C),
    "isinstance of a text": raising("isinstance(1, 'int')"),
    "issubclass of an object": raising("issubclass(1, int)"),
    "issubclass of one": raising("issubclass(int)"),
    "type of two": raising("type('A', ())", "", "type() with"),
    "eval of no expression": raising("eval('x =')"),
    "format of a text as a number": raising("format('a', 'd')"),
    "a call of a number": raising("5()"),
    "a call of a view": raising("{}.keys()()"),
    "a keyword too many": raising("abs(x=1)"),
    "int": case(
        "[int(), int('5'), int(' 7 '), int('ff', 16), int('ff', base=16), int(3.9), int(True), int(b'5'), int('-1')]"
    ),
    "float": case("[float(), float('1e3'), float(2), float(' .5 '), float('-1')]"),
    "bool": case(
        "[bool(), bool(''), bool('0'), bool([]), bool([0]), bool(None), bool(C), bool(c), bool(len), bool({}.keys())]",
        C,
    ),
    "str": case(
        "[str(), str(5), str(None), str(True), str(1.0), str(b'a'), str(b'\\xe9', 'latin-1'), str(b'a', "
        "encoding='utf-8')]"
    ),
    "str of containers": case(
        "[str([1, 'a', None]), str({'a': (1,), 'b': []}), str(()), str((1, 2)), str([b'a', 1.5])]"
    ),
    "repr": case(
        "[repr('a'), repr(\"it's\"), repr([{'a': {1}}]), repr(int), repr(...), repr({1: [2]}), ascii('é'), repr(1e20)]"
    ),
    "str of errors": case(
        "[str(ValueError('a')), str(KeyError('a')), str(ValueError()), str(ValueError('a', 1)), repr(OSError('b'))]"
    ),
    "the words of Python's errors": case(
        "m", "try:\n    int('x')\nexcept ValueError as e:\n    m = str(e)", "the message of a"
    ),
    "text of an object": case("str(c)", C, "the text of a C object"),
    "text of a class": case("str(C)", C, "the text of an object that has an address"),
    "text of objects in a list": case(
        "str([c])",
        "class C:\n    def __repr__(self):\n        return 'r'\n    def __str__(self):\n        return 's'\nc = C()",
    ),
    "text of objects without one": case("repr([c])", C, "the text of a C object"),
    "text of an enum in a list": case(
        "str([E.A])", "from enum import Enum\nclass E(str, Enum):\n    A = 'p'", "the text of a E object"
    ),
    "text of an ordered dict": case(
        "str(O(a=1))", "from collections import OrderedDict as O", "the text of a OrderedDict"
    ),
    "bytes": case(
        "[bytes().decode(), bytes('é', 'utf-8') == 'é'.encode(), bytes('a', encoding='ascii').decode(), "
        "list(bytes([1, 2]))]"
    ),
    "bytes of a length": case("len(bytes(5))", "", "bytes of a computed length"),
    "bytes that change": case("bytearray(b'a').decode()", "", "bytes that change are not modelled"),
    "complex": case("str(complex(1, 2))", "", "complex objects are not modelled"),
    "containers": case("[list('ab'), tuple([1]), sorted(set('aa')), list(), tuple(), list((1,)), list({'k': 1})]"),
    "dict": case(
        "[dict(), dict(a=1), dict([('a', 1)], b=2), dict({'a': 1}, a=2), dict(['ab']), dict(zip('ab', [1, 2]))]"
    ),
    "ranges": case(
        "[list(range(3)), list(range(1, 7, 2)), len(range(5)), range(9)[2], list(range(9)[2:4]), range(3) == range(3)]"
    ),
    "object and slice": case("[object() == object(), [1, 2, 3][slice(1, None)], type(object()).__name__]"),
    "a default dict": case(
        "[d['a'], list(d), d.get('b'), d == {'a': []}]", "from collections import defaultdict\nd = defaultdict(list)"
    ),
    "a default dict without factory": raising("defaultdict()['a']", "from collections import defaultdict"),
    "a default dict of a function": case(
        "[d['a'], dict(d)]", "from collections import defaultdict\nd = defaultdict(lambda: 'v', b=1)"
    ),
    "numbers": case(
        "[abs(-5), round(2.5), round(1.234, 2), round(15, -1), divmod(7, 2), pow(2, 10), pow(2, 5, 3), abs(-1.5)]"
    ),
    "digits": case("[ord('a'), chr(98), hex(255), oct(8), bin(5), format(5, '03d'), format('a', '>3'), format(1.5)]"),
    "sorted": case(
        "[sorted('ba'), sorted([3, 1], reverse=True), sorted(['b', 'A'], key=str.lower), sorted({'b': 1, 'a': 2})]"
    ),
    "reversed": case(
        "[list(reversed([1, 2])), list(reversed('ab')), list(reversed({'a': 1, 'b': 2})), list(reversed(range(3)))]"
    ),
    "enumerate": case("[list(enumerate('ab')), list(enumerate('a', 5)), list(enumerate('a', start=2))]"),
    "zip": case("[list(zip('ab', [1, 2])), list(zip('abc', [1])), list(zip()), dict(zip('a', 'b', strict=True))]"),
    "map": case("[list(map(str, [1, 2])), list(map(lambda p, q: p + q, 'ab', 'cd')), list(map(int, '12'))]"),
    "filter": case("[list(filter(None, [0, 1, '', 'a'])), list(filter(lambda n: n > 1, [1, 2]))]"),
    "any and all": case(
        "[any([0, 1]), any([]), all([1, 0]), all([]), any(n > 1 for n in [1, 2]), all(n for n in [1])]"
    ),
    "sum": case("[sum([1, 2]), sum([1.5], 1), sum([[1], [2]], []), sum(n for n in range(4)), sum([], start=5)]"),
    "max and min": case(
        "[max(1, 3, 2), min([3, 1]), max('ab', key=ord), min([], default=0), max(['a', 'bb'], key=len), "
        "max([1], key=None)]"
    ),
    "iter with a sentinel": case("list(iter(lambda: 1, 1))", "", "iter() with a sentinel"),
    "attributes": case(
        "[getattr(c, 'x'), getattr(c, 'z', 5), hasattr(c, 'y'), hasattr(c, 'z'), setattr(c, 'z', 6), "
        "c.z, delattr(c, 'y'), hasattr(c, 'y')]",
        C,
    ),
    "callable": case(
        "[callable(len), callable(C), callable(c), callable(5), callable(lambda: 1), "
        "callable(c.__init__), callable(int)]",
        C,
    ),
    "callable objects": case(
        "[callable(D()), callable(os.environ)]", "class D:\n    def __call__(self):\n        pass"
    ),
    "isinstance": case(
        "[isinstance(1, int), isinstance(True, int), isinstance('a', (int, str)), isinstance({}, dict), "
        "isinstance(1, int | str), "
        "isinstance([], (tuple, (list, set))), isinstance(None, type(None)), isinstance(len, object), "
        "isinstance(C, type)]",
        C,
    ),
    "isinstance of objects": case(
        "[isinstance(c, C), isinstance(c, object), isinstance(c, int), isinstance(T('a'), str), "
        "isinstance(E(), Exception)]",
        C + "\nclass T(str):\n    pass\nclass E(ValueError):\n    pass",
    ),
    "isinstance of descriptors": case(
        "[isinstance(P.x, property), isinstance(P.__dict__['s'], staticmethod), "
        "isinstance(P.x, (int, staticmethod)), "
        "isinstance(1, property), isinstance(P().x, property), isinstance(P.y, property), "
        "isinstance(os.environ.get('A'), property)]",
        "class P:\n    @property\n    def x(self):\n        return 1\n"
        "    @staticmethod\n    def s():\n        return 1\n"
        "    def y(self):\n        return 1",
    ),
    "isinstance of errors": case(
        "[isinstance(ValueError('a'), Exception), isinstance(KeyError(), LookupError), "
        "isinstance(OSError(), ValueError)]"
    ),
    "isinstance of abstract types": case(
        "[isinstance([], Iterable), isinstance({}, Mapping), isinstance('a', Sequence), isinstance(5, "
        "Iterable), isinstance(len, Callable), "
        "isinstance(iter([]), Iterator), isinstance({}.keys(), Iterable), isinstance([], Hashable), "
        "isinstance((), Sized), "
        "isinstance(lambda: 1, Callable), isinstance(lambda: 1, Iterable)]",
        ABC,
    ),
    "isinstance of an object and an abstract type": case(
        "isinstance(c, Iterable)", ABC + "\n" + C, "what the methods of a class"
    ),
    "isinstance of a generator": case("isinstance((n for n in []), Generator)", ABC, "a name of typing"),
    "isinstance of typing": case("isinstance([], List)", "from typing import List", "a name of typing"),
    "isinstance of views": case(
        "[isinstance({}.keys(), list), isinstance({}.values(), dict), isinstance({}.items(), Iterable)]", ABC
    ),
    "issubclass": case(
        "[issubclass(bool, int), issubclass(C, object), issubclass(C, (int, C)), issubclass(D, C), "
        "issubclass(C, D), issubclass(int, str)]",
        C + "\nclass D(C):\n    pass",
    ),
    "issubclass of errors": case(
        "[issubclass(E, Exception), issubclass(KeyError, LookupError), issubclass(E, KeyError)]",
        "class E(ValueError):\n    pass",
    ),
    "type": case(
        "[type(5).__name__, type('a') is str, type(c) is C, type(c).__name__, type([]) == list, "
        "type(None).__name__, type(C) is type]",
        C,
    ),
    "type of an iterator": case("type(iter([])).__name__", "", "a type that is not modelled"),
    "a made class": case(
        "[A.x, A().f(), A.__name__, issubclass(A, C)]", C + "\nA = type('A', (C,), {'x': 5, 'f': lambda self: 6})"
    ),
    "super by names": case(
        "B().f()",
        "class A:\n    def f(self):\n        return 'a'\nclass B(A):\n    def f(self):\n"
        "        return super(B, self).f() + 'b'",
    ),
    "super outside": case(
        "r",
        "class A:\n    def f(self):\n        return 'a'\ndef g():\n    return super()\ntry:\n"
        "    r = g()\nexcept RuntimeError:\n    r = 'failed'",
        "super() outside a method",
    ),
    "property made by a call": case("C().p", "class C:\n    def g(self):\n        return 5\n    p = property(g)"),
    "static methods": case(
        "[C.s(1), C().s(2), C.k(), C().k()]",
        "class C:\n    @staticmethod\n    def s(a):\n        return a\n    @classmethod\n"
        "    def k(cls):\n        return cls.__name__",
    ),
    "scopes": case(
        "[f(), 'f' in globals(), vars() is globals(), 'os' in dir()]",
        "def f():\n    a = 1\n    b = locals()\n    return b",
    ),
    "names of an object": case(
        "[vars(c), [n for n in dir(c) if n[0] != '_'], [n for n in dir(C) if n[0] != '_'], 'x' in vars(C)]", C
    ),
    "names of a number": case("'real' in dir(5)", "", "dir() of this object"),
    "vars of a number": case("vars(random.choice([os]))", R, "random.choice"),
    "vars of a type": case("len(vars(dict)) > 0", "", "vars() of this object"),
    "locals of a class": case("C.b", "class C:\n    a = 1\n    b = dict(locals())['a']"),
    "eval": case("[eval('1 + 1'), eval(' os.sep '), eval('[n for n in (1, 2)]'), eval(compile('2 * 3', 'f', 'eval'))]"),
    "eval in another namespace": case("eval('y', {'y': 1})", "", "eval() in another namespace"),
    "exec": case("[a, b, d['e']]", "d = {}\nexec('a = 1')\nexec(compile('b = 2', 'f.py', 'exec'))\nexec(b'e = 3', d)"),
    "exec of an unknown text": case("d.get('a')", R + "\nd = {}\nexec(random.choice(['a = 1']), d)", "random.choice"),
    "exec in an unknown namespace": case(
        "d.get('a')", R + "\nd = random.choice([{}])\nexec('a = 1', d)", "random.choice"
    ),
    "import by a call": case("[__import__('os').sep, __import__('os.path').sep]"),
    "what differs from run to run": case("hash('a') == hash('a')", "", "differs from run to run"),
    "nothing": case("[print('a', file=sys.stderr), print()]", ""),
    "debugging": case("__debug__"),
    "built-ins by their module": case("[builtins.len('ab'), builtins.int('5')]", "import builtins"),
    "unbound methods": case(
        "[str.upper('a'), list(map(str.strip, [' a '])), int.bit_length(5), str.join(',', ['a', 'b'])]"
    ),
    "unbound methods of subclasses": case(
        "[str.upper(T('a')), dict.get(D(a=1), 'a')]", "class T(str):\n    pass\nclass D(dict):\n    pass"
    ),
    "unbound methods without arguments": raising("str.upper()"),
    "what types hold": case(
        "[str.__name__, dict.__qualname__, int.__module__, int.__class__ is type, ValueError.__name__]"
    ),
    "what no type holds": raising("str.nothing"),
    "a type's text": case("int.__doc__", "", "int.__doc__ is not modelled"),
    "methods of types that are not followed": case("int.from_bytes(b'a', 'big')", "", "int.from_bytes is not modelled"),
    "initialised by name": case(
        "[d, l, sorted(s)]",
        "class D(dict):\n    def __init__(self, *a, **k):\n        dict.__init__(self, *a, **k)\nd = D(a=1)\n"
        "class L(list):\n    def __init__(self, n):\n        list.__init__(self, [n])\nl = L(5)\n"
        "class S(set):\n    def __init__(self, n):\n        set.__init__(self, n)\ns = S('ab')",
    ),
    "conversions of objects": case(
        "[int(N()), float(N()), str(N()), bool(N()), len(N()), repr(N())]",
        "class N:\n    def __int__(self):\n        return 5\n    def __float__(self):\n"
        "        return 1.5\n    def __str__(self):\n"
        "        return 's'\n    def __bool__(self):\n        return False\n    def __len__(self):\n        return 7\n"
        "    def __repr__(self):\n        return 'r'",
    ),
    "truth by length": case(
        "[bool(N()), bool(D()), bool(D(a=1)), bool(T(''))]",
        "class N:\n    def __len__(self):\n        return 0\nclass D(dict):\n    pass\nclass T(str):\n    pass",
    ),
    "length of a subclass": case(
        "[len(D(a=1)), len(T('ab')), len(b'ab'), len((1,)), len({1}), len({'a': 1}.items())]",
        "class D(dict):\n    pass\nclass T(str):\n    pass",
    ),
    "length of an environment": case("len(os.environ) >= 0", "", "a length that is not modelled"),
    "int of an unknown": case("int(random.choice(['1']))", R, "random.choice"),
    "float of an unknown": case("float(random.choice(['1']))", R, "random.choice"),
    "str of an unknown": case("str(random.choice(['1']))", R, "random.choice"),
    "str of a list with an unknown": case("str([random.choice(['1'])])", R, "random.choice"),
    "list of an unknown": case("list(random.choice(['1']))", R, "random.choice"),
    "tuple of an unknown": case("tuple(random.choice(['1']))", R, "random.choice"),
    "len of an unknown": case("len(random.choice(['1']))", R, "random.choice"),
    "sorted of an unknown": case("sorted(random.choice(['1']))", R, "random.choice"),
    "sorted with an unknown": case("sorted([1, random.choice([1])])", R, "random.choice"),
    "max with an unknown": case("max(1, random.choice([1]))", R, "random.choice"),
    "any of an unknown": case("any(random.choice(['1']))", R, "random.choice"),
    "all of an unknown": case("all(random.choice(['1']))", R, "random.choice"),
    "all in spite of an unknown": case("all([0, *random.choice(['1'])])", R),
    "any in spite of an unknown": case("any([1, *random.choice(['1'])])", R),
    "sum with an unknown": case("sum([1, random.choice([1])])", R, "random.choice"),
    "next of an unknown": case("next(random.choice([iter('a')]))", R, "not an iterator that is modelled"),
    "next of unknown items": case(
        "next(iter(a))", R + "\na = []\na += random.choice('a')", "not an iterator that is modelled"
    ),
    "isinstance of an unknown": case("isinstance(random.choice(['1']), str)", R, "random.choice"),
    "isinstance of an unknown type": case("isinstance('a', random.choice([str]))", R, "random.choice"),
    "isinstance of a host name": case(
        "[isinstance(socket.gethostname(), str), isinstance(socket.gethostname(), int)]", "import socket"
    ),
    "issubclass of an unknown": case("issubclass(random.choice([str]), str)", R, "random.choice"),
    "callable unknown": case("callable(random.choice([str]))", R, "random.choice"),
    "type of an unknown": case("type(random.choice(['a'])).__name__", R, "random.choice"),
    "attribute of an unknown": case("hasattr(random.choice(['a']), 'upper')", R, "random.choice"),
    "bool of an unknown": case("bool(random.choice(['a']))", R, "random.choice"),
    "undecided int": forked("int('1' if x else '2')"),
    "undecided length": forked("len('a' if x else 'bb')"),
    "undecided list": forked("list('ab' if x else 'c')"),
    "undecided bool": forked("bool('' if x else 'c')"),
    "undecided str": forked("str(1 if x else 2)"),
    "undecided max": forked("max(2, 3 if x else 1)"),
    "undecided any": forked("any([0, 1 if x else 0])"),
    "undecided all": forked("all([1, 0 if x else 1])"),
    "undecided filter": forked("list(filter(None, ['a', 'b' if x else '']))"),
    "undecided sorting": forked("sorted([2, 3 if x else 1])"),
    "undecided isinstance": forked("isinstance('a' if x else 1, str)"),
    "undecided format": forked("format(1 if x else 2, '02d')"),
    "undecided repr": forked("repr('a' if x else 'b')"),
    "undecided default": forked("getattr(c, 'z', 'a' if x else 'b')", C),
    "undecided conversion that fails": forked(
        "n", "try:\n    n = int('1' if x else 'a')\nexcept ValueError:\n    n = 'failed'"
    ),
    "a long number": raising("int('1' * 5000) > 0", "", "a very long number"),
    "text of a large number": raising("len(str(1 << 15000))", "", "a very large number"),
    "text of a nest too deep": case("len(str(a))", "a = []\nfor n in range(70):\n    a = [a]", "nested too deeply"),
    "text of an unread list": case("str(a)", R + "\na = []\na += random.choice([[1]])", "random.choice"),
    "a compiled text of bytes": case("eval(compile(b'1 + 1', 'f.py', 'eval'))"),
    "the built-ins by name": case("callable(__builtins__['len'])", "", "__builtins__ is not modelled"),
    "set up by object": case(
        "D().n", "class D:\n    def __init__(self):\n        object.__init__(self)\n        self.n = 5"
    ),
    "next of a generator that is not known": case(
        "next(g())", R + "\ndef g():\n    for n in random.choice(['ab']):\n        yield n", "raises StopIteration"
    ),
    "names of a module": Case(
        "import helper\nr = [vars(helper)['X'], [n for n in dir(helper) if n.isupper()], "
        "helper.__dict__['X'], helper.__name__]\n",
        files={"helper.py": "X = 5\nY = 6\n"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_as_in_python(name, agrees):
    agrees(name)
