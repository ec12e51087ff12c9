"""import, as Python runs it: the project's own files, what is modelled, and what is not there."""

from __future__ import annotations

import pytest

from tests.settings.differential import Case, import_cases, judge

PACKAGE = {
    "pkg/__init__.py": "name = 'pkg'\n",
    "pkg/a.py": "from . import b\nfrom .b import x as y\nhere = __name__ + '/' + __package__\n",
    "pkg/b.py": "x = 'b'\n_hidden = 'h'\n",
    "pkg/sub/__init__.py": "from ..b import x\n",
    "pkg/sub/c.py": "from ... import nothing\n",
    "pkg/sub/d.py": "from .. import b\nfrom ..a import y\nz = b.x + y\n",
    "plain/e.py": "x = 'e'\n",
}


def caught(statement: str, **files: str) -> Case:
    """The exception that an import ends with."""
    code = f"r = 'nothing'\ntry:\n    {statement}\nexcept Exception as e:\n    r = type(e).__name__"
    return Case(f"import base\n{code}", files={"base.py": "", **PACKAGE, **files})


RAISING = {
    "a name that is not in it": caught("from base import x"),
    "a module that is not in the package": caught("import pkg.nothing"),
    "a module below a module": caught("import base.x"),
    "from a module that is not in the package": caught("from pkg.nothing import x"),
    "beyond the top": caught("from . import x"),
    "beyond the top of a package": caught("import pkg.sub.c"),
    "an error in the module": caught("import bad", **{"bad.py": "int('x')\n"}),
    "a module that fails is not kept": caught(
        "try:\n        import bad\n    except ValueError:\n        pass\n    import bad", **{"bad.py": "int('x')\n"}
    ),
    "a name in __all__ that is not there": caught(
        "exec('from names import *', {})", **{"names.py": "__all__ = ['x']\n"}
    ),
}

FINDING = {
    "a package": Case("import pkg\nr = [pkg.name, pkg.__name__]", files=PACKAGE),
    "a module of a package binds the package": Case("import pkg.b\nr = [pkg.b.x, pkg.name]", files=PACKAGE),
    "a module of a package under another name": Case("import pkg.b as m\nr = m.x", files=PACKAGE),
    "a name from it": Case("from pkg.b import x as r", files=PACKAGE),
    "a module from a package": Case("from pkg import b\nr = b.x", files=PACKAGE),
    "relative": Case("from pkg.a import y, here, b\nr = [y, here, b.x]", files=PACKAGE),
    "relative from above": Case("from pkg.sub import x\nfrom pkg.sub.d import z\nr = x + z", files=PACKAGE),
    "a folder without __init__": Case("import plain.e\nr = plain.e.x", files=PACKAGE),
    "a module goes before a folder": Case("import m\nr = m.x", files={"m.py": "x = 'file'\n", "m/n.py": ""}),
    "a package goes before a module": Case(
        "import m\nr = m.x", files={"m.py": "x = 'file'\n", "m/__init__.py": "x = 'package'\n"}
    ),
    "once": Case("import a, b\nr = a.log", files={"a.py": "log = []\n", "b.py": "import a\na.log.append('b')\n"}),
    "in a circle": Case(
        "import a\nr = [a.x, a.b.y]", files={"a.py": "x = 'a'\nimport b\n", "b.py": "import a\ny = a.x + 'b'\n"}
    ),
    "in a circle too early": Case(
        "import a\nr = a.b.y",
        files={
            "a.py": "import b\nx = 'a'\n",
            "b.py": "try:\n    from a import x as y\nexcept ImportError:\n    y = 'early'\n",
        },
    ),
    "inside a function": Case("def f():\n    from pkg.b import x\n    return x\nr = f()", files=PACKAGE),
    "inside a class": Case("class C:\n    from pkg.b import x\nr = C.x", files=PACKAGE),
    "global in a function": Case("def f():\n    global pkg\n    import pkg.b\nf()\nr = pkg.b.x", files=PACKAGE),
    "what a module is called": Case(
        "import pkg.b\nr = [pkg.b.__name__, pkg.b.__package__, pkg.__package__]", files=PACKAGE
    ),
    "its file": Case("import os, pkg.b\nr = os.path.basename(os.path.dirname(pkg.b.__file__))", files=PACKAGE),
    "importlib": Case("import importlib\nr = importlib.import_module('pkg.b').x", files=PACKAGE),
    "importlib, relative": Case("import importlib\nr = importlib.import_module('.b', 'pkg').x", files=PACKAGE),
    "__import__": Case("r = __import__('pkg.b').b.x", files=PACKAGE),
    "__getattr__ of a module": Case(
        "import lazy\nfrom lazy import other\nr = [lazy.thing, other]",
        files={"lazy.py": "def __getattr__(name): return name * 2\n"},
    ),
    "a changed path": Case(
        "import os, sys\nsys.path.insert(0, os.path.join(os.path.dirname(__file__), 'lib'))\nimport inner\nr = inner.x",
        files={"lib/inner.py": "x = 'lib'\n"},
    ),
    "another encoding": Case("from latin import x as r", files={"latin.py": "# coding: utf-8\nx = 'é'\n"}),
}

STAR = {
    "everything": Case(
        "from base import *\nr = [x, 'y' in globals(), '_z' in globals()]", files={"base.py": "x = y = _z = 1\n"}
    ),
    "what __all__ says": Case(
        "from base import *\nr = ['x' in globals(), '_z']", files={"base.py": "__all__ = ['_z']\nx = _z = 1\n"}
    ),
    "what a tuple says": Case(
        "from base import *\nr = [x, 'y' in globals()]", files={"base.py": "__all__ = 'x',\nx = y = 1\n"}
    ),
    "a list that grew": Case(
        "from base import *\nr = [x, y]", files={"base.py": "__all__ = ['x']\nx = y = 1\n__all__ += ['y']\n"}
    ),
    "modules of the package in __all__": Case(
        "from pkg import *\nr = b.x", files={"pkg/__init__.py": "__all__ = ['b']\n", "pkg/b.py": "x = 'b'\n"}
    ),
    "the later one wins": Case(
        "from a import *\nfrom b import *\nr = x", files={"a.py": "x = 'a'\n", "b.py": "x = 'b'\n"}
    ),
    "before and after": Case(
        "x = 'before'\nfrom a import *\nr = [x]\nx = 'after'\nr.append(x)", files={"a.py": "x = 'a'\n"}
    ),
    "a chain": Case("from a import *\nr = x", files={"a.py": "from b import *\n", "b.py": "x = 'b'\n"}),
    "names, not copies": Case("from a import *\nx.append('s')\nimport a\nr = a.x", files={"a.py": "x = ['a']\n"}),
    "an error half way": Case(
        "try:\n    from a import *\nexcept ValueError:\n    pass\nr = 'x' in globals()",
        files={"a.py": "x = 1\nint('x')\n"},
    ),
}

FOREIGN = {"foreign.py": "HOST = 'f'\nPORT = 1\ndef thing(): return 't'\nX = 'x'\n"}
LOCAL = {"local.py": "HOST = 'l'\n"}
TRY = "try:\n    from {} import HOST\nexcept ImportError:\n    HOST = 'default'\nr = HOST"

UNKNOWN = {
    "a module that is not there": Case("import foreign\nr = foreign.X", "foreign cannot be read", absent=FOREIGN),
    "a name from it": Case("from foreign import X as r", "foreign cannot be read", absent=FOREIGN),
    "a call of it": Case("from foreign import thing\nr = thing()", "foreign cannot be read", absent=FOREIGN),
    "a standard module that is not modelled": Case(
        "import this_is_not, cmd\nr = cmd.PROMPT", "cmd", absent={"this_is_not.py": ""}
    ),
    "where ImportError is expected": Case(
        TRY.format("foreign"),
        either={"foreign is installed": "?", "foreign is not installed": "default"},
        absent=FOREIGN,
    ),
    "a name that a standard module may lack": Case(
        "try:\n    from posixpath import nothing_like_it\n    r = 'yes'\nexcept ImportError:\n    r = 'no'",
        either={
            "posixpath.nothing_like_it is installed": "yes",
            "posixpath.nothing_like_it is not installed": "no",
        },
    ),
    "a name that a standard module may lack, with a default": Case(
        "try:\n    from posixpath import nothing_like_it as r\nexcept ImportError:\n    r = 'no'",
        either={
            "posixpath.nothing_like_it is installed": "?",
            "posixpath.nothing_like_it is not installed": "no",
        },
    ),
    "twice the same question": Case(
        f"{TRY.format('foreign')}\ntry:\n    import foreign\n    r = 'yes'\nexcept ImportError:\n    r += ' no'",
        either={"foreign is installed": "yes", "foreign is not installed": "default no"},
        absent=FOREIGN,
    ),
    "from a folder without __init__": Case(
        "from plain import e\nr = e.x", "the module plain cannot be read", files=PACKAGE
    ),
    "everything of a standard module": Case(
        "from posixpath import *\nr = [join('a', 'b'), 'genericpath' in globals()]", "not modelled wholly"
    ),
    "a module that may be loaded": Case(
        "import sys\nr = 'yes' if 'pkg.b' in sys.modules else 'no'",
        either={"'pkg.b' in sys.modules": "yes", "'pkg.b' not in sys.modules": "no"},
    ),
    "a star where ImportError is expected": Case(
        "HOST = 'a'\ntry:\n    from foreign import *\nexcept ImportError:\n    pass\nr = HOST",
        either={
            "foreign is not installed or not (foreign replaces settings that are already set)": "a",
            "foreign is installed and (foreign replaces settings that are already set)": "?",
        },
        absent=FOREIGN,
    ),
    "a star": Case(
        "HOST = 'a'\nfrom foreign import *\nr = HOST",
        either={
            "not (foreign replaces settings that are already set)": "a",
            "foreign replaces settings that are already set": "?",
        },
        absent=FOREIGN,
    ),
    "a star before": Case("from foreign import *\nHOST = 'a'\nr = HOST", absent=FOREIGN),
    "a name after a star": Case("from foreign import *\nr = HOST", "foreign cannot be read", absent=FOREIGN),
    "__all__ that is not known": Case(
        "x = 'a'\nfrom base import *\nr = x",
        "foreign",
        files={"base.py": "from foreign import ALL as __all__\nx = 'b'\n"},
        absent={"foreign.py": "ALL = ['x']\n"},
    ),
    "a name that is computed": Case(
        "import importlib, os\nr = importlib.import_module(os.environ['M']).x",
        "environment variable M",
        files={"base.py": "x = 1\n"},
        hidden={"M": "base"},
    ),
    "a module that cannot be parsed": Case(
        "try:\n    import broken\n    r = broken.x\nexcept SyntaxError:\n    r = 'syntax'",
        "syntax",
        files={"broken.py": "x = (\n"},
    ),
}

DYING = {
    "a module of the project that is not there": Case(
        "r = 'a'\nimport pkg.nothing", raises="ModuleNotFoundError", files=PACKAGE
    ),
    "a name that is not in it": Case("r = 'a'\nfrom base import x", raises="ImportError", files={"base.py": ""}),
}

CASES = {
    **{f"raises: {name}": case for name, case in RAISING.items()},
    **{f"finds: {name}": case for name, case in FINDING.items()},
    **{f"star: {name}": case for name, case in STAR.items()},
    **{f"unknown: {name}": case for name, case in UNKNOWN.items()},
    **{f"dies: {name}": case for name, case in DYING.items()},
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    return import_cases(CASES, tmp_path_factory.mktemp("imports"))


@pytest.mark.parametrize("name", CASES)
def test_imports(name, imported):
    judge(name, CASES, imported)
