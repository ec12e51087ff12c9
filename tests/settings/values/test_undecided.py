"""What only the program knows: the branches that connlint names hold what it really does."""

from __future__ import annotations

import pytest

from tests.settings.differential import Case
from tests.settings.modules import either, host, lay, read, traced, value
from tests.settings.values.cases import START

V = f"{START}v = os.environ['V']\n"


def hidden(code: str, branches: dict[str, object], real: str = "a") -> Case:
    """A case in which V is what only the program knows."""
    return Case(V + code, either=branches, hidden={"V": real})


CASES = {
    "equal": hidden("r = 1 if v == 'a' else 2", {"v == 'a'": 1, "v != 'a'": 2}),
    "equal the other way": hidden("r = 1 if 'a' == v else 2", {"'a' == v": 1, "'a' != v": 2}),
    "not equal": hidden("r = 1 if v != 'a' else 2", {"v == 'a'": 2, "v != 'a'": 1}, "b"),
    "one of these": hidden("r = 1 if v in ('a', 'b') else 2", {"v in ('a', 'b')": 1, "v not in ('a', 'b')": 2}),
    "none of these": hidden("r = 1 if v not in ['a'] else 2", {"v in ['a']": 2, "v not in ['a']": 1}, "c"),
    "smaller": hidden("r = 1 if v < 'b' else 2", {"v < 'b'": 1, "v >= 'b'": 2}),
    "in a text": hidden("r = 1 if v in 'abc' else 2", {"v in 'abc'": 1, "v not in 'abc'": 2}),
    "digits": hidden("r = 1 if v.isdigit() else 2", {"v.isdigit()": 1, "not v.isdigit()": 2}, "5"),
    "true": hidden("r = 1 if bool(v == 'a') else 2", {"v == 'a'": 1, "v != 'a'": 2}),
    "not true": hidden("r = 1 if bool(not v == 'a') else 2", {"v == 'a'": 2, "v != 'a'": 1}),
    "not known in an expression": hidden(
        "r = [v.upper(), v[0], bool(v), v + '!', len(v)] if v == 'a' else 2",
        {"v == 'a'": "?", "v != 'a'": 2},
    ),
    "known in a block": hidden(
        "if v == 'a':\n    r = v.upper() + v[0] if v else 0\nelse:\n    r = 'b'", {"v == 'a'": "Aa", "v != 'a'": "b"}
    ),
    "the same twice": hidden("r = (1 if v == 'a' else 2) + (10 if v == 'a' else 20)", {"v == 'a'": 11, "v != 'a'": 22}),
    "what follows": hidden(
        "if v == 'a':\n    r = 'yes' if v in ('a', 'b') else 'no'\nelse:\n    r = 'b'",
        {"v == 'a'": "yes", "v != 'a'": "b"},
    ),
}
FACTS = {
    "set is not empty": ("1 if v == '' else 2", 2),
    "set is true": ("1 if v else 2", 1),
    "set is a text": (
        "[v is None, v == 5, v == [], isinstance(v, str), v is True]",
        [False, False, False, True, False],
    ),
    "itself": ("[v == v, v is v, v != v]", [True, True, False]),
}
TEXTS = {
    "six": ("urlparse('pg://h/n').hostname + quote(' ')", "from six.moves.urllib.parse import quote, urlparse", "h%20"),
    "six by its parts": ("six.moves.urllib.parse.quote(' ')", "import six", "%20"),
    "kinds of six": (
        "[isinstance('a', six.string_types), six.PY2, six.text_type(5)]",
        "import six",
        [True, False, "5"],
    ),
    "loops of six": (
        "[list(six.iteritems({'a': 1})), list(six.itervalues({'a': 1}))]",
        "import six",
        [[["a", 1]], [1]],
    ),
    "strtobool": ("[strtobool(t) for t in ('yes', 'OFF', '1')]", "from distutils.util import strtobool", [1, 0, 1]),
    "a failing strtobool": (
        "r",
        "from distutils.util import strtobool\ntry:\n    r = strtobool('z')\nexcept ValueError:\n    r = 'failed'",
        "failed",
    ),
    "an end in a try": ("r", "r = 'a'\ntry:\n    exit()\nexcept SystemExit:\n    r += 'b'", "ab"),
    "this module": ("[sys.modules[__name__].A, sys.modules.get(__name__).A]", "import sys\nA = 5", [5, 5]),
}


@pytest.mark.parametrize("name", CASES)
def test_each_branch_is_what_it_says(name, agrees):
    agrees(name)


@pytest.mark.parametrize("name", FACTS)
def test_a_variable_that_is_set_is_a_text_with_something_in_it(tmp_path, name):
    expression, expected = FACTS[name]
    assert value(read(tmp_path, V + host(expression)), "HOST") == expected


@pytest.mark.parametrize("name", TEXTS)
def test_what_not_every_python_has_is_known(tmp_path, name):
    expression, before, expected = TEXTS[name]
    assert value(read(tmp_path, host(expression, before=before)), "HOST") == expected


def test_names_of_python_2_are_known_in_its_files(tmp_path):
    before = "print 'a'\nr = [unicode('b'), isinstance('a', basestring), long('5'), list(xrange(2))]"
    assert value(read(tmp_path, host("r", before=before)), "HOST") == ["b", True, 5, [0, 1]]


def test_a_library_may_be_installed(tmp_path):
    before = "import importlib.util\nr = 'a' if importlib.util.find_spec('foreign') else 'b'"
    found = either(read(tmp_path, host("r", before=before)), "HOST")
    assert found == {"foreign is installed": "a", "foreign is not installed": "b"}


def test_a_missing_part_of_the_project_is_not_there(tmp_path):
    lay(tmp_path, {"pkg/__init__.py": ""})
    before = "import importlib.util\nr = [importlib.util.find_spec(n) is None for n in ('pkg.no', 'pkg')]"
    assert value(read(tmp_path, host("r", before=before)), "HOST") == [True, False]


def test_a_password_in_a_condition_is_not_shown(tmp_path):
    text = host("1 if os.environ['DB_PASSWORD'] == 'hunter2' else 2")
    assert "hunter2" not in str(traced(read(tmp_path, text), "HOST"))


def test_an_update_that_cannot_be_read_may_replace_settings(tmp_path):
    text = host("'a'") + "import random\nglobals().update(random.choice([{}]))\n"
    assert set(either(read(tmp_path, text), "HOST").values()) == {"a", "?"}


def test_a_program_that_ends_without_a_variable_is_read_with_it(tmp_path):
    text = "import os, sys\nif not os.environ.get('K'):\n    sys.exit('no K')\n"
    module = read(tmp_path, text + host("'a'"))
    assert value(module, "HOST") == "a"
    assert [item.name for item in module.environment] == ["K"]
