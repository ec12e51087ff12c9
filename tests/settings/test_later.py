"""Parts of the interpreter that are loaded when a module needs them: all are there, and none too early."""

import subprocess
import sys

import pytest

from connlint.parsers.settings import builtin
from connlint.parsers.settings.expressions import EXPRESSIONS
from connlint.parsers.settings.later import LaterTable
from connlint.parsers.settings.methods import KINDS
from connlint.parsers.settings.statements import STATEMENTS

TABLES = [EXPRESSIONS, STATEMENTS, KINDS]


@pytest.mark.parametrize("table, key", [(table, key) for table in TABLES for key in table.names])
def test_every_name_of_a_table_is_there(table, key):
    found = table[key]
    assert callable(found) or isinstance(found, dict)
    assert table[key] is found


def test_what_a_table_lacks_is_a_key_error():
    with pytest.raises(KeyError):
        EXPRESSIONS[object]


def test_a_name_that_no_module_has_is_an_error():
    with pytest.raises(AttributeError):
        LaterTable("connlint.parsers.settings.expressions", {"x": "access.no_such_function"})["x"]


@pytest.mark.parametrize("module", builtin.FUNCTIONS)
def test_the_built_in_functions_are_those_of_their_module(module):
    assert sorted(builtin.functions_of(module)) == sorted(builtin.FUNCTIONS[module])


PLAIN = 'DEBUG = False\nDATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "PORT": 6432}}\n'


def test_a_plain_module_loads_little(tmp_path):
    (tmp_path / "settings.py").write_text(PLAIN)
    rare = [
        *("calls", "functions", "classes.lookup", "havoc", "truth", "iteration", "locally", "operators.arithmetic"),
        *("builtin.sequences", "expressions.comprehensions", "methods.lists", "statements.matching", "stdlib.small"),
    ]
    code = (
        "import sys; from connlint.cli import main; main(['settings.py', '--exit-zero', '--quiet'])\n"
        "print(*(name for name in sys.modules if name.startswith('connlint.parsers.settings.')))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True
    )
    loaded = {name.removeprefix("connlint.parsers.settings.") for name in result.stdout.split()}
    assert "expressions.displays" in loaded
    assert loaded & set(rare) == set()
