"""Constructs of Python that settings modules are written with: read as Python runs them."""

from __future__ import annotations

import pytest

from tests.settings.modules import host, lay, read, read_file, value

EXPRESSIONS = {
    "concatenation": ("'a' + 'b' * 2", "", "abb"),
    "an f-string": ("f'{1:03d}-{\"x\"!r:>5}'", "", "001-  'x'"),
    "percent": ("'%s:%(p)s' % {'p': 1} if False else '%s:%d' % ('h', 5)", "", "h:5"),
    "format": ("'{}.{name}.{0}'.format('a', name='b')" if False else "'{0}.{name}'.format('a', name='b')", "", "a.b"),
    "methods of text": ("' DB,x '.strip().lower().split(',')[0]", "", "db"),
    "a slice": ("'localhost'[::-1][:3]", "", "tso"),
    "a ternary": ("'a' if os.environ.get('X', '') == 'y' else 'b'", "", "b"),
    "or": ("os.environ.get('X', '') or 'b'", "", "b"),
    "a comprehension": ("','.join(x for x in ('a', 'b', '') if x)", "", "a,b"),
    "a dict comprehension": ("{k: v for k, v in [('a', 'b')]}['a']", "", "b"),
    "a lambda": ("(lambda a, b='y': a + b)('x')", "", "xy"),
    "a closure": ("make('a')('b')", "def make(x):\n    def inner(y):\n        return x + y\n    return inner", "ab"),
    "nonlocal": (
        "f()",
        "def f():\n    x = 'a'\n    def g():\n        nonlocal x\n        x = 'b'\n    g()\n    return x",
        "b",
    ),
    "a generator": ("next(iter(list(g())))", "def g():\n    yield 'a'\n    yield 'b'", "a"),
    "star arguments": ("f(*['a'], **{'c': 'd'})", "def f(*a, **k):\n    return a[0] + k['c']", "ad"),
    "recursion": ("f(5)", "def f(n):\n    return 'x' if n == 0 else f(n - 1) + 'y'", "xyyyyy"),
    "a walrus": ("(y := 'a') + y", "", "aa"),
    "a match": (
        "r",
        "match ('a', 1):\n    case ('a', n) if n > 0:\n        r = 'm'\n    case _:\n        r = 'n'",
        "m",
    ),
    "try and else": (
        "r",
        "try:\n    int('1')\nexcept ValueError:\n    r = 'a'\nelse:\n    r = 'b'\nfinally:\n    r += 'c'",
        "bc",
    ),
    "a caught error": (
        "r",
        "try:\n    int('x')\nexcept (KeyError, ValueError) as e:\n    r = type(e).__name__",
        "ValueError",
    ),
    "a while loop": ("r", "n, r = 3, ''\nwhile n:\n    r += str(n)\n    n -= 1\nelse:\n    r += '!'", "321!"),
    "break": ("r", "for r in 'abc':\n    if r == 'b':\n        break", "b"),
    "unpacking": ("a + c[-1]", "a, *c = ['x', 'y', 'z']", "xz"),
    "a property": (
        "C().host",
        "class C:\n    base = 'a'\n    @property\n    def host(self):\n        return self.base + 'b'",
        "ab",
    ),
    "inheritance": (
        "B().f()",
        (
            "class A:\n    def f(self):\n        return 'a'\n"
            "class B(A):\n    def f(self):\n        return super().f() + 'b'"
        ),
        "ab",
    ),
    "a diamond": ("D.x", "class A: x = 'a'\nclass B(A): pass\nclass C(A): x = 'c'\nclass D(B, C): pass", "c"),
    "a dataclass": (
        "asdict(P('h'))['host'] + str(P('h', 2).port)",
        "from dataclasses import dataclass, asdict\n@dataclass\nclass P:\n    host: str\n    port: int = 1",
        "h2",
    ),
    "an enum": ("E('p').name + E.B.value", "from enum import Enum\nclass E(Enum):\n    A = 'p'\n    B = 'q'", "Aq"),
    "a text enum": (
        "f'{E.A.value}' + E.B.lower()",
        "from enum import Enum\nclass E(str, Enum):\n    A = 'p'\n    B = 'Q'",
        "pq",
    ),
    "a named tuple": (
        "P('h', 1).host",
        "from typing import NamedTuple\nclass P(NamedTuple):\n    host: str\n    port: int",
        "h",
    ),
    "a dict subclass": ("D(a='b').both()", "class D(dict):\n    def both(self):\n        return self['a'] + 'x'", "bx"),
    "getattr": ("getattr(C, 'H' + 'OST', 'x') + getattr(C, 'NO', 'y')", "class C: HOST = 'h'", "hy"),
    "globals": ("globals()['NA' + 'ME']", "globals()['NAME'] = 'n'", "n"),
    "exec": ("made", "exec('made = \"m\"')", "m"),
    "a regular expression": ("re.match(r'(?P<h>[a-z]+):', 'db:1').group('h')", "import re", "db"),
    "a URL": ("urlparse('pg://u:p@h:1/n').hostname", "from urllib.parse import urlparse", "h"),
    "a literal": ("ast.literal_eval(\"{'a': ['b']}\")['a'][0]", "import ast", "b"),
    "a path": ("(Path('/a') / 'b').with_suffix('.c').name", "from pathlib import Path", "b.c"),
    "os.path": ("os.path.basename(os.path.join('a', 'b'))", "", "b"),
    "a deep copy": ("b['x'][0]", "import copy\na = {'x': ['p']}\nb = copy.deepcopy(a)\na['x'][0] = 'q'", "p"),
    "a shared list": ("b['x'][0]", "a = {'x': ['p']}\nb = a.copy()\na['x'][0] = 'q'", "q"),
    "a default dict": ("d['k'] + 'x'", "from collections import defaultdict\nd = defaultdict(lambda: 'v')", "vx"),
    "functools": ("partial(f, b='y')('x')", "from functools import partial\ndef f(a, b):\n    return a + b", "xy"),
    "sorting": ("sorted({'b': 1, 'a': 2}, key=lambda k: k)[0]", "", "a"),
    "with suppress": ("x", "from contextlib import suppress\nx = 'a'\nwith suppress(KeyError):\n    x = {}['k']", "a"),
    "del": ("d.get('a', 'gone')", "d = {'a': 1}\ndel d['a']", "gone"),
    "a union of dicts": ("({'a': 'b'} | {'a': 'c'})['a']", "", "c"),
    "sys.argv": ("'t' if 'test' in sys.argv else sys.argv[1]", "import sys", "check"),
    "strtobool": ("'y' if strtobool('yes') else 'n'", "from distutils.util import strtobool", "y"),
}


@pytest.mark.parametrize("case", EXPRESSIONS)
def test_an_expression_has_its_value(tmp_path, case):
    expression, before, expected = EXPRESSIONS[case]
    assert value(read(tmp_path, host(expression, before=before)), "HOST") == expected


MUTATIONS = {
    "a subscript": "DATABASES['default']['HOST'] = 'b'",
    "update": "DATABASES['default'].update({'HOST': 'b'})",
    "update by keyword": "DATABASES['default'].update(HOST='b')",
    "an alias assigned": "DATABASES['default'] = {'ENGINE': 'e', 'HOST': 'b'}",
    "in-place union": "DATABASES['default'] |= {'HOST': 'b'}",
    "a loop over the aliases": "for name in DATABASES:\n    DATABASES[name]['HOST'] = 'b'",
    "pop and setdefault": "DATABASES['default'].pop('HOST')\nDATABASES['default'].setdefault('HOST', 'b')",
    "another name": "db = DATABASES['default']\ndb['HOST'] = 'b'",
    "a function": "def f(d, h):\n    d['default']['HOST'] = h\nf(DATABASES, 'b')",
    "a global": "def f():\n    global DATABASES\n    DATABASES = {'default': {'HOST': 'b'}}\nf()",
    "setattr on the module": "import sys\nsetattr(sys.modules[__name__], 'DATABASES', {'default': {'HOST': 'b'}})",
    "vars": "vars().update(DATABASES={'default': {'HOST': 'b'}})",
}


@pytest.mark.parametrize("case", MUTATIONS)
def test_a_change_is_seen(tmp_path, case):
    assert value(read(tmp_path, host("'a'") + MUTATIONS[case] + "\n"), "HOST") == "b"


def test_star_imports_follow_the_chain(tmp_path):
    files = {
        "manage.py": "",
        "site/__init__.py": "",
        "site/conf/__init__.py": "",
        "site/conf/base.py": host("'base'") + "_hidden = 1\n",
        "site/conf/middle.py": "from site.conf.base import *\nDATABASES['default']['PORT'] = 1\n",
        "site/conf/production.py": "from .middle import *\nDATABASES['default']['CONN_MAX_AGE'] = 60\n",
    }
    module = read_file(lay(tmp_path, files), "site/conf/production.py")
    assert [value(module, key) for key in ("HOST", "PORT", "CONN_MAX_AGE")] == ["base", 1, 60]
    assert module.module == "site.conf.production"
    assert set(module.files) >= {"site/conf/base.py", "site/conf/middle.py", "site/conf/production.py"}


def test_all_limits_what_a_star_brings(tmp_path):
    lay(tmp_path, {"base.py": "__all__ = ['HOST']\nHOST = 'a'\nPORT = 1\n"})
    module = read(tmp_path, "PORT = 2\nfrom base import *\nDATABASES = {'default': {'HOST': HOST, 'PORT': PORT}}\n")
    assert (value(module, "HOST"), value(module, "PORT")) == ("a", 2)


def test_a_helper_of_the_project_is_called(tmp_path):
    lay(
        tmp_path,
        {"tools/__init__.py": "", "tools/env.py": "import os\ndef get(n, d=None):\n    return os.environ.get(n, d)\n"},
    )
    text = "from tools.env import get as env\nDATABASES = {'default': {'HOST': env('H', 'h')}}\n"
    assert value(read(tmp_path, text), "HOST") == "h"
    assert value(read(tmp_path, text, H="x"), "HOST") == "x"


def test_defaults_of_django_are_marked(tmp_path):
    module = read(tmp_path, host("'a'"))
    assert (value(module, "CONN_MAX_AGE"), value(module, "AUTOCOMMIT"), value(module, "PORT")) == (0, True, "")
    assert module.worlds[0].databases["default"].settings["CONN_MAX_AGE"].how == "default of Django"


def test_other_settings_are_kept(tmp_path):
    module = read(tmp_path, "CONN_MAX_AGE = 5\nCELERY_X = 'y'\nOTHER = 1\nINSTALLED_APPS = ['a', *['b']]\n")
    found = {name: traced.value for name, traced in module.worlds[0].settings.items()}
    assert found == {"CONN_MAX_AGE": 5, "CELERY_X": "y", "INSTALLED_APPS": ["a", "b"]}
