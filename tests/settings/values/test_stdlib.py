"""Modules of the standard library."""

from __future__ import annotations

import pytest

from tests.settings.differential import Case
from tests.settings.values.cases import START, case, forked, raising

R = "import random"
COLLECTIONS = "from collections import ChainMap, Counter, OrderedDict, UserDict, defaultdict, deque, namedtuple"
ITERTOOLS = "import itertools\nfrom itertools import chain, islice, product, zip_longest"
TOOLS = "import operator\nfrom functools import cached_property, lru_cache, partial, reduce, wraps"
COPY = "import copy"
C = "class C:\n    def __init__(self):\n        self.a = [1]\nc = C()"
URL = "from urllib.parse import *"
CASES = {
    "islice backwards": raising("islice('ab', -1)", ITERTOOLS),
    "chain of a number": raising("list(chain(5))", ITERTOOLS),
    "reduce of nothing": raising("reduce(lambda a, b: a, [])", TOOLS),
    "an item getter of what is not there": raising("operator.itemgetter('z')({})", TOOLS),
    "an attribute getter of what is not there": raising("operator.attrgetter('z')('a')", TOOLS),
    "addition by name": raising("operator.add('a', 1)", TOOLS),
    "a literal that is none": raising("ast.literal_eval('f()')", "import ast"),
    "a literal of a number": raising("ast.literal_eval(5)", "import ast"),
    "a literal not closed": raising("ast.literal_eval('[')", "import ast"),
    "a root of a negative number": raising("math.sqrt(-1)", "import math"),
    "a logarithm of zero": raising("math.log(0)", "import math"),
    "a text rounded": raising("math.ceil('a')", "import math"),
    "base64 of a text": raising("base64.b64encode('a')", "import base64"),
    "wrong base64": raising("base64.b64decode('a')", "import base64"),
    "a query of numbers": raising("urlencode(5)", URL),
    "a join of none": raising("os.path.join(None, 'a')"),
    "a base name of a number": raising("os.path.basename(5)"),
    "a base name of nothing": raising("os.path.basename()"),
    "the path of a number": raising("os.fspath(5)"),
    "a getter without keys": raising("operator.itemgetter()", TOOLS),
    "an end": raising("exec('try:\\n    sys.exit(1)\\nexcept SystemExit as error:\\n    raise KeyError')"),
    "counters": case(
        "[c['a'], c['z'], len(c), list(c), dict(c), 'z' in c, bool(Counter())]", COLLECTIONS + "\nc = Counter('aab')"
    ),
    "counters of mappings": case(
        "[Counter({'a': 3})['a'], Counter(a=2)['a'], Counter(['x', 'x'])['x'], Counter()['q']]", COLLECTIONS
    ),
    "counters that count on": case(
        "c['a']", COLLECTIONS + "\nc = Counter('a')\nc['a'] += 1\ndel c['q']\nc.pop('w', None)"
    ),
    "a counter updated": case(
        "c['a']", COLLECTIONS + "\nc = Counter('a')\nc.update('a')", "Counter.update() is not modelled"
    ),
    "a counter's most common": case("c.most_common(1)", COLLECTIONS + "\nc = Counter('a')", "not modelled"),
    "a counter of both": case("Counter('a', b=1)['a']", COLLECTIONS, "both items and keywords"),
    "text of a counter": case("str(Counter('a'))", COLLECTIONS, "the text of a Counter"),
    "kinds of counters": case("[isinstance(Counter(), dict), type(Counter()).__name__]", COLLECTIONS),
    "a chain of maps": case(
        "[m['a'], m['b'], m.get('c'), sorted(m), len(m)]", COLLECTIONS + "\nm = ChainMap({'a': 1}, {'a': 2, 'b': 3})"
    ),
    "maps of a chain": case("m.maps[0]['a']", COLLECTIONS + "\nm = ChainMap({'a': 1})", "not modelled"),
    "ordered dicts": case(
        "[list(OrderedDict([('b', 1), ('a', 2)])), OrderedDict(a=1)['a'], OrderedDict.fromkeys('ab', 0)['b']]",
        COLLECTIONS,
    ),
    "user dicts": case("[UserDict(a=1)['a'], len(UserDict())]", COLLECTIONS),
    "chains": case(
        "[list(chain('a', [1])), list(chain.from_iterable(['ab', 'c'])), list(chain()), "
        "list(itertools.chain(*[[1], [2]]))]",
        ITERTOOLS,
    ),
    "products": case(
        "[list(product('ab', [1])), list(product([0, 1], repeat=2)), list(product()), len(list(product('abc', 'de')))]",
        ITERTOOLS,
    ),
    "slices of iterators": case(
        "[list(islice('abc', 2)), list(islice('abc', 1, None)), list(islice('abcd', 0, 4, 2)), "
        "list(islice('ab', None))]",
        ITERTOOLS,
    ),
    "the rest behind a slice": case("[list(islice(i, 1)), next(i), list(i)]", ITERTOOLS + "\ni = iter('abc')"),
    "rows of different lengths": case(
        "[list(zip_longest('ab', 'c')), list(zip_longest('a', 'bc', fillvalue='-'))]", ITERTOOLS
    ),
    "a function of itertools that is not modelled": case(
        "list(itertools.repeat('a', 2))", ITERTOOLS, "itertools.repeat is not modelled"
    ),
    "partial functions": case(
        "[partial(int, base=2)('11'), partial(max, 5)(3), partial(partial(dict, a=1), b=2)(c=3)]", TOOLS
    ),
    "reduction": case(
        "[reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a + [b], 'ab', []), "
        "reduce(operator.add, ['a', 'b']), reduce(max, [], 0)]",
        TOOLS,
    ),
    "getters": case(
        "[operator.itemgetter('a')({'a': 1}), operator.itemgetter(0, -1)('abc'), "
        "operator.attrgetter('__class__.__name__')(5)]",
        TOOLS,
    ),
    "sorting by getters": case(
        "[sorted([{'n': 2}, {'n': 1}], key=operator.itemgetter('n')), max(['ab', 'c'], key=len)]", TOOLS
    ),
    "operators by name": case("[operator.add(1, 2), operator.or_({'a': 1}, {'b': 2}), operator.mul('a', 3)]", TOOLS),
    "cached functions": case(
        "[f(1), g(2)]",
        TOOLS + "\n@lru_cache\ndef f(n):\n    return n\n@lru_cache(maxsize=None)\ndef g(n):\n    return n",
    ),
    "wrapped functions": case(
        "[f(1), f.__name__, f.__wrapped__(1)]",
        TOOLS + "\ndef twice(function):\n    @wraps(function)\n    def inner(*a):\n"
        "        return 2 * function(*a)\n    return inner\n"
        "@twice\ndef f(n):\n    return n",
    ),
    "a wrapped partial function": case("wraps(len)(partial(int, base=2))('11')", TOOLS),
    "cached properties": case(
        "[c.p, c.p, c.n]",
        TOOLS + "\nclass C:\n    n = 0\n    @cached_property\n    def p(self):\n        self.n += 1\n"
        "        return 'p'\nc = C()",
    ),
    "copies": case(
        "[b, a, copy.copy((1,)), copy.copy('a'), copy.copy({1}) == {1}]",
        COPY + "\na = {'k': [1]}\nb = copy.copy(a)\nb['k'].append(2)\nb['z'] = 1",
    ),
    "deep copies": case(
        "[b, a, copy.deepcopy(5)]",
        COPY + "\na = {'k': [1, (2, [3])], 's': {1}}\nb = copy.deepcopy(a)\nb['k'][1][1].append(4)\n"
        "b['k'].append(5)\nb['s'] = 0\na['s'] = 1",
    ),
    "copies of objects": case(
        "[c.a, d.a, e.a, d is c, e.a is d.a]",
        COPY + "\n" + C + "\nd = copy.copy(c)\ne = copy.deepcopy(c)\nc.a.append(2)",
    ),
    "copies of subclasses": case(
        "[a, b, d]",
        COPY + "\nclass D(dict):\n    pass\na = D(k=[1])\nb = copy.copy(a)\nd = copy.deepcopy(a)\na['z'] = 1\n"
        "a['k'].append(2)",
    ),
    "copies of lists": case(
        "[b, a, copy.copy(deque('ab'))[0]]",
        COPY + "\n" + COLLECTIONS + "\na = [[1]]\nb = copy.copy(a)\nb.append(2)\nb[0].append(3)",
    ),
    "copies of enums": case(
        "[copy.copy(E.A) is E.A, copy.deepcopy({'e': E.A})['e'] is E.A]",
        COPY + "\nfrom enum import Enum\nclass E(Enum):\n    A = 1",
    ),
    "copies by methods": case(
        "[copy.copy(C()), copy.deepcopy(C())]",
        COPY + "\nclass C:\n    def __copy__(self):\n        return 'mine'\n    def __deepcopy__(self, memo):\n"
        "        return 'deep'",
    ),
    "a deep copy of a circle": case("b['b']['b']['n']", COPY + "\na = {'n': 1}\na['b'] = a\nb = copy.deepcopy(a)"),
    "a copy too deep": case(
        "len(copy.deepcopy(a))", COPY + "\na = []\nfor n in range(100):\n    a = [a]", "nested too deeply"
    ),
    "numbers": case(
        "[math.ceil(1.2), math.floor(-1.2), math.sqrt(4), math.pi, math.trunc(1.9), math.gcd(12, 8), "
        "math.log2(8), math.inf > 5]",
        "import math",
    ),
    "literals": case(
        "[ast.literal_eval('[1, {\"a\": (2, None)}]'), ast.literal_eval(' 5'), "
        "ast.literal_eval('-1.5'), ast.literal_eval('True')]",
        "import ast",
    ),
    "a literal too deep": raising("ast.literal_eval('-' * 100_000 + '1')", "import ast", "a literal nested too deeply"),
    "base64": case(
        "[base64.b64encode(b'ab').decode(), base64.b64decode('YWI=').decode(), "
        "base64.urlsafe_b64decode(b'YQ==').decode()]",
        "import base64",
    ),
    "addresses": case(
        "[urlparse('pg://u:p@h:1/n?a=b#f').port, urlparse('pg://h/n').path, quote('a b/c', safe=''), "
        "unquote('%20'), quote_plus('a b'), urljoin('http://a/b', 'c')]",
        URL,
    ),
    "queries": case(
        "[parse_qs('a=1&a=2'), parse_qsl('a=1'), urlencode({'a': 1, 'b': 'x y'}), urlencode([('a', "
        "1)]), unquote_plus('a+b')]",
        URL,
    ),
    "paths as text": case(
        "[os.path.join('a', '/b', 'c'), os.path.dirname('/a/b'), os.path.basename('a/b'), "
        "os.path.split('a/b'), os.path.splitext('a.b.c'), os.path.normpath('a/../b/'), "
        "os.path.isabs('/a')]"
    ),
    "paths in common": case(
        "[os.path.commonprefix(['/ab', '/ac']), os.path.commonpath(['/a/b', '/a/c']), os.path.commonprefix([])]"
    ),
    "paths of objects": case(
        "[os.path.join(Path('a'), 'b'), os.fspath(Path('/a')), os.path.basename(P())]",
        "from pathlib import Path\nclass P:\n    def __fspath__(self):\n        return 'p/q'",
    ),
    "a home": case("os.path.expanduser('~/a') > ''", "", "the home directory of the user"),
    "no home": case("os.path.expanduser('/a')"),
    "variables in paths": case("os.path.expandvars('$A')", "", "os.path.expandvars() is not modelled"),
    "constants of os": case(
        "[os.sep, os.linesep, os.pathsep, os.curdir, os.pardir, os.devnull, os.name, os.path.sep, "
        "sys.platform, sys.byteorder, sys.getdefaultencoding()]"
    ),
    "what the machine says": case("os.getpid() > 0", "", "os.getpid() depends on the machine"),
    "what the system changes": case("[os.umask(0o22) is None and 0, os.putenv('A', 'b'), os.unsetenv('A')][1:]"),
    "a host name twice": case("socket.gethostname() == socket.gethostname()", "import socket"),
    "constants of socket": case(
        "[socket.AF_INET == 2, socket.TCP_KEEPIDLE == 4, socket.SOL_SOCKET == 1, issubclass(socket.gaierror, OSError)]",
        "import socket",
    ),
    "a name that may not resolve": case("socket.gethostbyname('localhost')", "import socket", "socket.gethostbyname()"),
    "log levels": case(
        "[logging.INFO, logging.WARNING, logging.getLogger('a').info('b'), "
        "logging.basicConfig(level=20), logging.debug('c')]",
        "import logging",
    ),
    "what a logger knows": case("bool(logging.getLogger('a').handlers)", "import logging", "Logger.handlers"),
    "a child of a logger": case("logging.getLogger('a').getChild('b').name", "import logging", "Logger.getChild"),
    "warnings": case(
        "r0",
        "import warnings\nwith warnings.catch_warnings():\n    warnings.simplefilter('ignore')\n"
        "    r0 = warnings.filterwarnings('ignore', message='a')",
    ),
    "abstract classes": case(
        "[B().f(), isinstance(B(), A)]",
        "from abc import ABC, abstractmethod\nclass A(ABC):\n    @abstractmethod\n    def f(self):\n"
        "        pass\nclass B(A):\n    def f(self):\n        return 'b'",
    ),
    "texts in memory": case(
        "[f.read(), f.read(), g.readline(), list(g), h.readlines(), h.read(1), io.StringIO().read()]",
        "import io\nf, g, h = io.StringIO('a'), io.StringIO('a\\nb\\nc'), io.StringIO('a\\nb')",
    ),
    "parts of a text in memory": case(
        "[f.read(2), f.read(1), f.read(-1), f.read(None)]", "import io\nf = io.StringIO('abcdef')"
    ),
    "annotations": case(
        "[cast(int, 'a'), TYPE_CHECKING, f(1)]",
        "from typing import *\nT = TypeVar('T')\nclass G(Generic[T]):\n    x: Optional[int] = None\n"
        "A = NewType('A', int)\n@overload\ndef f(n): ...\n@final\ndef f(n: Union[int, str]) -> 'T':\n"
        "    return n",
    ),
    "named tuples by a call": case(
        "[P('h', 1).h, P('h', 1)[1], tuple(P(1, 2))]",
        "from typing import NamedTuple\nP = NamedTuple('P', [('h', str), ('p', int)])",
    ),
    "typed dicts": case("[D(a=1), D({'a': 2})['a']]", "from typing import TypedDict\nclass D(TypedDict):\n    a: int"),
    "typed dicts by a call": case(
        "[D(a=1), D({'a': 2})['a'], D.__name__, type(D(a=1)).__name__]",
        "from typing import TypedDict\nD = TypedDict('D', {'a': int}, total=False)",
    ),
    "namespaces": case(
        "[n.a, hasattr(n, 'z'), SimpleNamespace(**{'b': 2}).b]",
        "from types import SimpleNamespace\nn = SimpleNamespace(a=1)",
    ),
    "a namespace changed": case("n.b", "from types import SimpleNamespace\nn = SimpleNamespace(a=1)\nn.b = n.a + 1"),
    "proxies": case(
        "[MappingProxyType({'a': 1})['a'], isinstance(None, NoneType), len(MappingProxyType({}))]",
        "from types import MappingProxyType, NoneType",
    ),
    "hashes": case("hashlib.md5(b'a').hexdigest()", "import hashlib", "hashlib.md5 is not modelled"),
    "suppressed errors": case(
        "r0",
        "from contextlib import nullcontext, suppress\nr0 = 'a'\nwith suppress(KeyError, ValueError):\n"
        "    int('x')\n    r0 = 'b'\nwith nullcontext():\n    r0 += 'c'",
    ),
    "members": case(
        "[[n for n, v in inspect.getmembers(C) if n[0] != '_'], inspect.getmembers(D, "
        "lambda v: v == 5), inspect.getmembers(C(), inspect.ismethod)[0][0] != '']",
        "import inspect\nclass C:\n    b = 2\n    def a(self):\n        pass\nclass D:\n    five = 5\n    six = 6",
    ),
    "kinds of members": case(
        "[inspect.isclass(C), inspect.isclass(c), inspect.isfunction(f), inspect.isfunction(len), "
        "inspect.isroutine(len), inspect.ismethod(c.m), inspect.ismodule(inspect)]",
        "import inspect\ndef f():\n    pass\nclass C:\n    def m(self):\n        pass\nc = C()",
    ),
    "modules by name": case(
        "[importlib.import_module('os.path').sep, importlib.import_module('string').digits, importlib.reload(os).sep]",
        "import importlib",
    ),
    "a module that is there": case("importlib.util.find_spec('json') is not None", "import importlib.util"),
    "a module loaded by hand": case(
        "importlib.util.spec_from_file_location('a', 'b.py') is None", "import importlib.util"
    ),
    "a random choice of a copy": case("copy.copy(random.choice([[1]]))", COPY + "\n" + R, "random.choice"),
    "an unknown in a reduction": case(
        "reduce(operator.add, [1, random.choice([1])])", TOOLS + "\n" + R, "random.choice"
    ),
    "an unknown in a chain": case("list(chain('a', random.choice(['b'])))", ITERTOOLS + "\n" + R, "random.choice"),
    "an unknown counted": case("Counter(random.choice(['b']))['b']", COLLECTIONS + "\n" + R, "random.choice"),
    "an unknown literal": case("ast.literal_eval(random.choice(['5']))", "import ast\n" + R, "random.choice"),
    "an unknown kind": case("inspect.isclass(random.choice([int]))", "import inspect\n" + R, "random.choice"),
    "an unknown module": case(
        "importlib.import_module(random.choice(['os'])).sep", "import importlib\n" + R, "random.choice"
    ),
    "an unknown path": case("os.path.join('a', random.choice(['b']))", R, "random.choice"),
    "undecided path": forked("os.path.join('/a', 'b' if x else 'c')"),
    "undecided address": forked("urlparse('pg://a/n' if x else 'pg://b/n').hostname", URL),
    "undecided copy": forked("copy.deepcopy(['a'] if x else ['b'])[0]", COPY),
    "undecided reduction": forked("reduce(operator.add, [1, 2 if x else 3])", TOOLS),
    "undecided literal": forked("ast.literal_eval('[1]' if x else '[2]')[0]", "import ast"),
    "undecided partial": forked("partial(int, base=2 if x else 8)('11')", TOOLS),
    "undecided rounding": forked("math.ceil(1.5 if x else 2.5)", "import math"),
    "undecided base64": forked("base64.b64decode('YQ==' if x else 'Yg==').decode()", "import base64"),
    "a module of a folder that is added": Case(
        f"{START}sys.path.insert(0, os.path.join(os.getcwd(), 'apps'))\nsys.path.append('more')\n"
        f"sys.path.extend(['rest'])\n"
        "import one, two, three\nr = [one.X, two.X, three.X]\n",
        files={"apps/one.py": "X = 1\n", "more/two.py": "X = 2\n", "rest/three.py": "X = 3\n"},
    ),
    "a part of the project that is there": Case(
        "import importlib.util\n"
        "r = [importlib.util.find_spec('one') is None, "
        "'yes' if importlib.util.find_spec('one') else 'no']\n",
        files={"one.py": "X = 1\n"},
    ),
    "a file by another name": Case("import io\nr = io.open('a.txt').read()\n", files={"a.txt": "text"}),
    "folders of the machine": case("len(list(sys.path)) >= 0", "", "sys.path depends on the machine"),
    "what of the folders is not modelled": case("sys.path.count('nothing')", "", "sys.path.count is not modelled"),
    "the version by name": case("sys.version_info.minor > 0", "", "the version of Python"),
    "a namespace of a mapping": raising(
        "SimpleNamespace({'a': 1}).a", "from types import SimpleNamespace", "new in Python 3.13"
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_as_in_python(name, agrees):
    agrees(name)
