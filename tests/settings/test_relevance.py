"""Which names reach DATABASES: gathered over modules that are read one after another."""

from __future__ import annotations

import ast

import pytest

from connlint.parsers.settings.effects import effects_of
from connlint.parsers.settings.relevance import Relevance
from tests.settings.modules import lay, read_file


def names(*texts):
    relevance = Relevance()
    for index, text in enumerate(texts):
        relevance.add(str(index), ast.parse(text))
    return relevance.names


@pytest.mark.parametrize(
    "text",
    [
        "x = 1\nOTHER = x",
        "def f():\n    x = 1\nDATABASES = f()",
    ],
)
def test_what_does_not_reach_it(text):
    assert "x" not in names(text) - {"DATABASES"}


@pytest.mark.parametrize(
    "text",
    [
        "x = 1\nDATABASES = {'a': x}",
        "x = 1\ny = x\nDATABASES = y",
        "if x:\n    DATABASES = 1",
        "for x in y:\n    DATABASES[x] = 1",
        "DATABASES.update(x)",
        "DATABASES['a'].change(x)",
        "def f():\n    return x\nDATABASES = f()",
        "def f():\n    global DATABASES\n    DATABASES = x",
        "class A:\n    y = x\nDATABASES = A.y",
        "x.DATABASES = 1\nx = 2\nDATABASES = x",
    ],
)
def test_what_does(text):
    assert "x" in names(text)


def test_an_attribute_may_be_a_global_of_another_module():
    assert "y" in names("import other\nDATABASES = other.x", "x = y")
    assert "y" in names("x = y", "import other\nDATABASES = other.x")


def test_a_text_from_the_environment_hands_nothing_over():
    assert effects_of(ast.parse("f(os.getenv(x), os.environ.get(y, z), os.path, a.get(b))").body[0]).arguments == {
        "x",
        "y",
        "z",
        "os",
        "a",
        "b",
    }
    assert "os" not in effects_of(ast.parse("f(os.getenv('x'), os.environ.get('y'))").body[0]).arguments


def test_a_module_that_is_read_late_may_make_an_earlier_decision_matter(tmp_path):
    files = {
        "settings.py": "import foreign\nif foreign.x:\n    STAGE = 'a'\nelse:\n    STAGE = 'b'\nfrom late import *\n",
        "late.py": "import settings\nDATABASES = {'default': {'HOST': settings.STAGE}}\n",
    }
    lay(tmp_path, files)
    module = read_file(tmp_path, "settings.py")
    hosts = [world.databases["default"].settings["HOST"] for world in module.worlds]
    assert {(host.status, host.value) for host in hosts} == {("known", "a"), ("known", "b")}


def test_only_a_function_of_the_project_changes_what_it_is_given():
    text = "x = DATABASES['default']\ny = change(x, other)\n"
    assert "other" not in names(text)
    assert "x" in names(text, "def change(x, y):\n    x['HOST'] = y")


def test_another_name_for_the_same_object():
    assert "other" in names("x = DATABASES['default']\nx['HOST'] = other")
    assert "other" not in names("x = DATABASES['default']\ny = x['HOST'] + other")


def test_a_list_from_the_environment_is_no_other_name_for_what_read_it():
    text = "x = env.list('X', str, []) + ['a']\nx.append('b')\nDATABASES = {'default': env.db_url('Y')}\n"
    assert "x" not in names(text)


def test_a_variable_is_no_other_name_for_the_module_it_comes_from():
    assert "x" not in names("import os\nx = os.environ.get('X')\nx += 'a'\nDATABASES = {'a': os.environ['Y']}")
