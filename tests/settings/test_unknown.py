"""What cannot be known is unknown, never wrong."""

from __future__ import annotations

import pytest

from tests.settings.modules import either, host, lay, read, read_file, traced, value

UNKNOWN = {
    "a required variable": ("os.environ['DB_HOST']", ""),
    "its length": ("len(os.environ['DB_HOST'])", ""),
    "text made of it": ("f\"db-{os.environ['DB_HOST']}\"", ""),
    "an attribute of a foreign module": ("foreign.HOST", "import foreign"),
    "a foreign function": ("foreign.host()", "import foreign"),
    "the machine's name": ("socket.gethostname()", "import socket"),
    "chance": ("random.choice(['a', 'b'])", "import random"),
    "the time": ("str(time.time())", "import time"),
    "a file outside the project": ("open('/etc/hostname').read()", ""),
    "a path that leaves the project": ("open('../../secret').read()", ""),
    "a decorated function": ("f()", "import foreign\n@foreign.wrap\ndef f():\n    return 'x'"),
    "a class with a foreign base": ("C().host", "import foreign\nclass C(foreign.Base):\n    pass"),
    "a class with a metaclass of the project": (
        "C().name",
        "class M(type):\n    def __call__(cls):\n        return 1\nclass C(metaclass=M):\n    name = 'x'",
    ),
    "a subscript of the unknown": ("foreign.TABLE['x']", "import foreign"),
    "an item under an unknown key": ("{'a': 'b'}[os.environ['K']]", ""),
    "a user's home": ("os.path.expanduser('~/db')", ""),
    "a large number": ("10 ** 10 ** 10", ""),
    "the version of Python": ("sys.version_info[0:2]", "import sys"),
    "a generator without end": ("sum(g())", "def g():\n    while True:\n        yield 1"),
    "eval in another namespace": ("eval('x', {'x': 'y'})", ""),
}


@pytest.mark.parametrize("case", UNKNOWN)
def test_it_is_unknown_with_a_reason(tmp_path, case):
    expression, before = UNKNOWN[case]
    module = read(tmp_path, host(expression, before=before))
    assert traced(module, "HOST").status == "unknown"
    assert traced(module, "HOST").reason
    assert value(module, "ENGINE") == "e"


def test_the_missing_variable_is_named(tmp_path):
    module = read(tmp_path, host("os.environ['DB_HOST'].lower()"))
    assert traced(module, "HOST").missing == "DB_HOST"
    assert [(item.name, item.required) for item in module.environment] == [("DB_HOST", True)]


def test_the_environment_of_the_process_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setenv("DB_HOST", "of-the-process")
    assert value(read(tmp_path, host("os.environ.get('DB_HOST', 'of-the-code')")), "HOST") == "of-the-code"


def test_a_loop_over_something_unknown_leaves_nothing_known_that_it_may_change(tmp_path):
    text = host("'a'") + "for key in os.environ['KEYS'].split(','):\n    DATABASES['default'][key] = 'x'\n"
    assert traced(read(tmp_path, text), "HOST").status == "unknown"


def test_a_loop_variable_is_an_alias(tmp_path):
    text = host("'a'") + (
        "names = os.environ['NAMES'].split(',')\n"
        "for alias, config in DATABASES.items():\n    for name in names:\n        config['HOST'] = name\n"
    )
    assert traced(read(tmp_path, text), "HOST").status == "unknown"


def test_another_name_for_the_alias_is_followed(tmp_path):
    text = host("'a'") + "db = DATABASES['default']\nfor name in os.environ['NAMES']:\n    db['HOST'] = name\n"
    assert traced(read(tmp_path, text), "HOST").status == "unknown"


def test_a_function_may_change_what_it_is_given(tmp_path):
    before = "def change(db):\n    for key in os.environ['KEYS']:\n        db['HOST'] = key"
    text = host("'a'", before=before) + "change(DATABASES['default'])\n"
    assert traced(read(tmp_path, text), "HOST").status == "unknown"


def test_a_foreign_function_may_change_what_it_is_given(tmp_path):
    text = host("'a'", before="import foreign") + "foreign.patch(DATABASES)\n"
    assert "a" in either(read(tmp_path, text), "HOST").values()
    assert "?" in either(read(tmp_path, text), "HOST").values()


def test_a_global_set_under_an_unknown_condition_is_not_trusted(tmp_path):
    before = (
        "import foreign\nHOST = 'a'\ndef choose():\n    global HOST\n"
        "    while foreign.mode:\n        HOST = 'b'\n        break\nchoose()"
    )
    assert traced(read(tmp_path, host("HOST", before=before)), "HOST").status != "known"


def test_two_conditions_are_not_mixed(tmp_path):
    text = host("'a'", before="import foreign") + (
        "if foreign.x:\n    DATABASES['default'].update(HOST='b', PORT=1)\n"
        "else:\n    DATABASES['default']['PORT'] = 2\n"
    )
    module = read(tmp_path, text)
    pairs = {
        (w.databases["default"].settings["HOST"].value, w.databases["default"].settings["PORT"].value)
        for w in module.worlds
    }
    assert pairs == {("b", 1), ("a", 2)}


def test_an_import_that_is_not_there_fails_where_the_program_expects_it(tmp_path):
    text = host("HOST", before="try:\n    from local_things import HOST\nexcept ImportError:\n    HOST = 'a'")
    found = either(read(tmp_path, text), "HOST")
    assert found == {"local_things is installed": "?", "local_things is not installed": "a"} or set(found.values()) == {
        "?",
        "a",
    }


def test_a_missing_part_of_the_project_is_absent(tmp_path):
    lay(
        tmp_path,
        {
            "site/__init__.py": "",
            "site/settings.py": host(
                "HOST", before="try:\n    from .local import HOST\nexcept ImportError:\n    HOST = 'a'"
            ),
        },
    )
    assert value(read_file(tmp_path, "site/settings.py"), "HOST") == "a"


def test_a_module_that_fails_as_a_whole_is_still_reported(tmp_path):
    module = read(tmp_path, "x = (1\nDATABASES = {}\n")
    assert module.worlds[0].databases is None
    assert module.worlds[0].databases_unknown is not None
    assert [problem.kind for problem in module.problems] == ["syntax-error"]


def test_no_databases_is_no_unknown(tmp_path):
    module = read(tmp_path, "DEBUG = True\n")
    assert (module.worlds[0].databases, module.worlds[0].databases_unknown) == (None, None)


def test_an_assertion_inside_a_try_may_fail(tmp_path):
    """Once read as if it held: nothing relevant is assigned by an assertion, but the handler depends on it."""
    text = host("'a'") + (
        "try:\n    assert os.environ.get('X')\n    DATABASES['default']['HOST'] = 'b'\n"
        "except AssertionError:\n    pass\n"
    )
    assert either(read(tmp_path, text), "HOST") == {"X is set": "b", "X is not set": "a"}


def test_an_alias_added_to_a_table_that_is_not_known_is_not_the_only_one(tmp_path):
    """Once read as if the others did not exist."""
    text = host("'a'") + "for key in os.environ['K']:\n    DATABASES[key] = {}\nDATABASES['replica'] = {'HOST': 'r'}\n"
    world = read(tmp_path, text).worlds[0]
    assert list(world.databases) == ["replica"]
    assert world.databases_unknown is not None


def test_guards_of_one_way_are_not_taken_for_all(tmp_path):
    """Once every way took the variables for granted that only one of them needs."""
    text = (
        "import os\nPORT = os.environ.get('PORT')\nDATABASES = {}\n"
        "if os.environ.get('HOST'):\n    DATABASES['default'] = {'HOST': 'a', 'PORT': int(PORT)}\n"
    )
    assert {} in [world.databases for world in read(tmp_path, text).worlds]
