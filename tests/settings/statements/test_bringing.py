"""Settings that a statement brings from elsewhere, and what decides from where."""

from __future__ import annotations

import pytest

from tests.settings.differential import Case
from tests.settings.modules import lay, read_file, traced, value
from tests.settings.values.cases import START, import_table, judge, raising

FORK = f"{START}if 'WAY' in os.environ:\n    name = 'one'\nelse:\n    name = 'two'\n"
FILES = {"one.py": "r = 1\n", "two.py": "r = 2\n", "p/__init__.py": "r = 'package'\n", "p/m.py": "r = 'module'\n"}
BOTH = {"WAY is set": 1, "WAY is not set": 2}
ABSENT = "try:\n    {}\nexcept OSError as error:\n    r = [error.errno, error.strerror, error.args]\n"


def brought(code: str, **keywords: object) -> Case:
    """A project with two files that both set ``r``, and a package with a module."""
    return Case(code, files=FILES, **keywords)  # type: ignore[arg-type]


CASES = {
    "the package of a dotted name": brought("r = __import__('p.m').r"),
    "the package of a dotted name, no names wanted": brought("r = __import__('p.m', globals(), locals(), []).r"),
    "the module of a dotted name": brought("r = __import__('p.m', globals(), locals(), ['r']).r"),
    "the module of a dotted name, by keyword": brought("r = __import__('p.m', fromlist=('r',)).r"),
    "names of a module, one by one": brought(
        "m = __import__('p.m', globals(), locals(), ['*'])\nfor k in dir(m):\n    locals()[k] = getattr(m, k)\n"
    ),
    "a module that is not there": raising("__import__('p.nothing', fromlist=['r'])")._replace(files=FILES),
    "a file executed": brought(f"{FORK}exec(open(name + '.py').read())", either=BOTH),
    "a file executed in a block": brought(
        f"{FORK}with open(name + '.py') as file:\n    exec(file.read(), globals())", either=BOTH
    ),
    "a file that is not there": Case(ABSENT.format("open('nothing.py')")),
    "a folder that is opened": Case(ABSENT.format("open('p')"), files=FILES),
    "an error of the project's own": Case(
        "try:\n    raise OSError('a')\nexcept OSError as error:\n    r = error.errno\n", "attribute errno"
    ),
    "an error with its number": Case("import errno\nr = OSError(errno.ENOENT, 'a').errno == errno.ENOENT\n"),
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    return import_table(CASES, tmp_path_factory.mktemp("bringing"))


@pytest.mark.parametrize("name", CASES)
def test_it_is_as_in_python(name, imported):
    judge(name, CASES, imported)


SETTINGS = "from lib.base import HOST\nDATABASES = {'default': {'ENGINE': 'e', 'HOST': HOST}}\n"
PLACED = {"site/manage.py": "", "site/settings.py": SETTINGS}


class TestDistributions:
    """manage.py in a folder of its own, and the package that it needs at the root."""

    def test_a_folder_is_no_distribution(self, tmp_path):
        lay(tmp_path, {**PLACED, "lib/__init__.py": "", "lib/base.py": "HOST = 'db'\n"})
        assert "lib.base cannot be read" in traced(read_file(tmp_path, "site/settings.py"), "HOST").reason

    def test_a_folder_of_a_distribution_that_is_no_package_is_not_installed(self, tmp_path):
        lay(tmp_path, {**PLACED, "setup.py": "", "lib/base.py": "HOST = 'db'\n"})
        assert "lib.base cannot be read" in traced(read_file(tmp_path, "site/settings.py"), "HOST").reason

    def test_a_library_is_not_replaced(self, tmp_path):
        text = SETTINGS.replace("lib.base import HOST", "environ import Env as HOST")
        lay(tmp_path, {**PLACED, "site/settings.py": text, "setup.py": "", "environ/__init__.py": "Env = 'no'\n"})
        assert traced(read_file(tmp_path, "site/settings.py"), "HOST").value != "no"

    @pytest.mark.parametrize("marker", ["setup.py", "pyproject.toml", "setup.cfg"])
    @pytest.mark.parametrize("folder", ["", "src/"])
    def test_a_package_of_a_distribution_is_installed(self, tmp_path, marker, folder):
        package = {f"{folder}lib/__init__.py": "", f"{folder}lib/base.py": "HOST = 'db'\n"}
        lay(tmp_path, {**PLACED, marker: "", **package})
        assert value(read_file(tmp_path, "site/settings.py"), "HOST") == "db"

    def test_what_lies_beside_manage_comes_first(self, tmp_path):
        package = {"lib/__init__.py": "", "lib/base.py": "HOST = 'db'\n", "site/lib/base.py": "HOST = 'near'\n"}
        lay(tmp_path, {**PLACED, "setup.py": "", **package})
        assert value(read_file(tmp_path, "site/settings.py"), "HOST") == "near"
