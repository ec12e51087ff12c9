"""exec, files that are executed, and files of the project, as Python treats them."""

from __future__ import annotations

import pytest

from tests.settings.differential import Case, import_cases, judge

OUTSIDE = "/nonexistent-folder-of-nobody/x"
BASE = {"base.py": "x = 'b'\nHOST = 'base'\n", "conf/part.py": "y = x + 'p'\n"}
X = {"X": "b"}

RAISING = {
    "exec of no Python": Case("try:\n    exec('x = (')\nexcept SyntaxError:\n    r = 'syntax'"),
    "exec of an error": Case("try:\n    exec('int(chr(120))')\nexcept ValueError:\n    r = 'value'"),
    "exec of a file that is not there": Case(
        "try:\n    exec(open('none.py').read())\nexcept FileNotFoundError:\n    r = 'none'"
    ),
    "reading a folder": Case("try:\n    open('conf').read()\nexcept IsADirectoryError:\n    r = 'folder'", files=BASE),
}

EXECUTING = {
    "a text": Case("exec('r = 5')"),
    "a text in a function": Case("def f():\n    exec('global r; r = 6')\nf()"),
    "a text in another namespace": Case("space = {'a': 2}\nexec('b = a + 1', space)\nr = space['b']"),
    "a file": Case("exec(open('base.py').read())\nr = [x, HOST]", files=BASE),
    "a file by its path": Case(
        "import os\np = os.path.join(os.path.dirname(__file__), 'base.py')\nwith open(p) as f:\n"
        "    exec(f.read())\nr = x",
        files=BASE,
    ),
    "a file, compiled": Case("exec(compile(open('base.py').read(), 'base.py', 'exec'))\nr = x", files=BASE),
    "a file in another namespace": Case(
        "space = {}\nexec(open('base.py').read(), space)\nr = space['HOST']", files=BASE
    ),
    "a file that uses what is there": Case("x = 'a'\nexec(open('conf/part.py').read())\nr = y", files=BASE),
    "a path": Case(
        "from pathlib import Path\nexec((Path(__file__).parent / 'base.py').read_text())\nr = x", files=BASE
    ),
    "eval": Case("x = 2\nr = [eval('x + 1'), eval('[i for i in \"ab\"]')]"),
    "a folder on the path": Case(
        "import os, sys\nhere = os.path.dirname(__file__)\nsys.path.append(os.path.join(here, 'conf'))\n"
        "sys.path.append(os.path.join(here, 'conf'))\nimport other\nr = other.z",
        files={"conf/other.py": "z = 'o'\n"},
    ),
    "glob": Case("import glob, os\nr = sorted(map(os.path.basename, glob.glob('*.py')))", files=BASE),
    "every file of a folder": Case(
        "import glob\nx = 'a'\nfor name in sorted(glob.glob('conf/*.py')):\n    exec(open(name).read())\nr = y",
        files=BASE,
    ),
    "whether files are there": Case(
        "import os\n"
        "r = [os.path.exists('base.py'), os.path.isfile('conf'), os.path.isdir('conf'), os.path.exists('none')]",
        files=BASE,
    ),
}

MADE = "import importlib.util, os, runpy, sys, types\nfrom importlib.machinery import SourceFileLoader\n"
SPEC = "spec = importlib.util.spec_from_file_location('by_hand', os.path.abspath('base.py'))\n"

RAISING |= {
    "a module by hand that is not there": Case(
        f"{MADE}{SPEC}m = importlib.util.module_from_spec(spec)\n"
        "try:\n    spec.loader.exec_module(m)\nexcept FileNotFoundError:\n    r = 'none'"
    ),
    "a file that is no module": Case(f"{MADE}r = importlib.util.spec_from_file_location('a', '/a/b.conf')"),
}
EXECUTING |= {
    "a module by hand": Case(
        f"{MADE}{SPEC}m = importlib.util.module_from_spec(spec)\nr = [hasattr(m, 'HOST'), m.__name__, spec.name]\n"
        "spec.loader.exec_module(m)\nr += [m.HOST, getattr(m, 'x')]",
        files=BASE,
    ),
    "a module by hand, imported": Case(
        f"{MADE}{SPEC}sys.modules['by_hand'] = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(sys.modules['by_hand'])\nfrom by_hand import *\nr = HOST",
        files=BASE,
    ),
    "a module by hand, by its loader": Case(
        f"{MADE}loader = SourceFileLoader('other', os.path.abspath('base.py'))\nr = [loader.load_module().HOST]\n"
        "import other\nr.append(other.x)\n"
        "spec = importlib.util.spec_from_file_location('third', os.path.abspath('base.py'), loader=loader)\n"
        "r.append(spec.origin == os.path.abspath('base.py'))",
        files=BASE,
    ),
    "the globals of a file": Case(
        f"{MADE}found = runpy.run_path('base.py', {{'seen': 1}})\n"
        "r = [found['HOST'], found['seen'], found['__name__'], 'HOST' in globals()]",
        files=BASE,
    ),
    "an empty module that a file fills": Case(
        f"{MADE}m = types.ModuleType('config')\nm.__file__ = 'base.py'\nwith open('base.py') as f:\n"
        "    exec(compile(f.read(), 'base.py', 'exec'), m.__dict__)\n"
        "r = []\nfor key in dir(m):\n    if key.isupper():\n        globals()[key] = getattr(m, key)\n"
        "        r.append(key)\nr.append(HOST)\nr.append(types.ModuleType('a', 'text').__doc__)",
        files=BASE,
    ),
    "the null device": Case(
        "import os\nr = [open(os.devnull).read(), os.path.exists('/dev/null'), os.path.isfile('/dev/null')]\n"
        "exec(open(os.getenv('EXTRA', '/dev/null')).read())"
    ),
}

UNKNOWN = {
    "a module by hand outside the project": Case(
        f"{MADE}spec = importlib.util.spec_from_file_location('a', os.environ['X'])\n"
        "m = importlib.util.module_from_spec(spec)\nspec.loader.exec_module(m)\nr = m.HOST",
        "environment variable X",
        files=BASE,
        hidden={"X": "base.py"},
    ),
    "an unknown text": Case(
        "import os\nHOST = 'a'\nexec(os.environ['X'])\nr = HOST", "environment variable X", hidden={"X": "HOST = 'b'"}
    ),
    "a file that cannot be parsed": Case(
        "r = 'a'\ntry:\n    exec(open('broken.py').read())\nexcept SyntaxError:\n    r = 'b'",
        files={"broken.py": "x = (\n"},
    ),
    "a file elsewhere": Case(
        "try:\n    r = open('/nonexistent-folder-of-nobody/x').read()\nexcept OSError:\n    r = 'none'",
        either={
            f"not ({OUTSIDE} exists) or (open({OUTSIDE!r}).read() fails)": "none",
            f"({OUTSIDE} exists) and not (open({OUTSIDE!r}).read() fails)": "?",
        },
    ),
    "a folder elsewhere on the path": Case(
        "import sys\nsys.path.insert(0, '/nonexistent-folder-of-nobody')\ntry:\n"
        "    import nothing_like_it as r\nexcept ImportError:\n    r = 'none'",
        either={"nothing_like_it is installed": "?", "nothing_like_it is not installed": "none"},
    ),
    "files elsewhere by a pattern": Case(
        "import glob\nr = glob.glob('../nonexistent-folder-of-nobody/*')", "lies outside the project"
    ),
    "a file in the user's home": Case(
        "import os\nr = os.path.exists(os.path.expanduser('~/nothing-like-it'))", "the home directory of the user"
    ),
    "a text that is no text": Case(
        "import os\nr = open('latin.txt', encoding='latin-1').read()", "a file in latin-1", files={"latin.txt": "e\n"}
    ),
}

CASES = {
    **{f"raises: {name}": case for name, case in RAISING.items()},
    **{f"executes: {name}": case for name, case in EXECUTING.items()},
    **{f"unknown: {name}": case for name, case in UNKNOWN.items()},
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    return import_cases(CASES, tmp_path_factory.mktemp("executing"))


@pytest.mark.parametrize("name", CASES)
def test_executing(name, imported):
    judge(name, CASES, imported)
