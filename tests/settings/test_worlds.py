"""What depends on a condition: either, with the condition of each branch."""

from __future__ import annotations

from tests.settings.modules import either, host, lay, read, traced, value


def test_an_unset_variable_is_none_or_unknown(tmp_path):
    module = read(tmp_path, host("os.environ.get('DB_HOST')"))
    assert either(module, "HOST") == {"DB_HOST is set": "?", "DB_HOST is not set": None}
    assert len(module.worlds) == 1


def test_its_default_is_known(tmp_path):
    found = traced(read(tmp_path, host("os.getenv('DB_HOST', 'h')")), "HOST")
    assert (found.value, found.how) == ("h", "default of environment variable DB_HOST")


def test_a_fallback_is_a_branch(tmp_path):
    module = read(tmp_path, host("os.environ.get('DB_HOST') or 'h'"))
    assert either(module, "HOST") == {"DB_HOST is set": "?", "DB_HOST is not set": "h"}


def test_independent_variables_do_not_multiply(tmp_path):
    keys = ", ".join(f"'K{n}': os.environ.get('V{n}') or {n}" for n in range(20))
    module = read(tmp_path, f"import os\nDATABASES = {{'default': {{{keys}}}}}\n")
    assert len(module.worlds) == 1
    assert either(module, "K7") == {"V7 is set": "?", "V7 is not set": 7}


def test_helpers_do_not_multiply_either(tmp_path):
    before = "def env(n, d):\n    v = os.environ.get(n)\n    if v:\n        return v\n    return d"
    keys = ", ".join(f"'K{n}': env('V{n}', {n})" for n in range(20))
    module = read(tmp_path, f"import os\n{before}\nDATABASES = {{'default': {{{keys}}}}}\n")
    assert len(module.worlds) == 1
    assert either(module, "K3") == {"V3 is set": "?", "V3 is not set": 3}


def test_alternatives_of_alternatives_do_not_multiply(tmp_path):
    before = "\n".join(f"V{n} = os.getenv('A{n}') or os.getenv('B{n}')" for n in range(8))
    keys = ", ".join(f"'K{n}': V{n} or {n}, 'L{n}': V{n} if V{n} else {n}" for n in range(8))
    module = read(tmp_path, f"import os\n{before}\nDATABASES = {{'default': {{{keys}}}}}\n")
    assert len(module.worlds) == 1
    assert set(either(module, "K3").values()) == set(either(module, "L3").values()) == {"?", 3}
    module = read(tmp_path, f"import os\n{before}\nDATABASES = {{'default': {{{keys}}}}}\n", B3="b")
    assert len(module.worlds) == 1
    assert either(module, "K3") == either(module, "L3") == {"A3 is set": "?", "A3 is not set": "b"}


def test_the_same_condition_twice_is_one(tmp_path):
    text = host("'a'", before="from foreign import DEBUG") + (
        "if DEBUG:\n    DATABASES['default']['PORT'] = 1\nDATABASES['default']['CONN_MAX_AGE'] = 0 if DEBUG else 60\n"
    )
    module = read(tmp_path, text)
    pairs = {
        (alias.settings["PORT"].value, age)
        for world in module.worlds
        for alias in world.databases.values()
        for age in [alias.settings["CONN_MAX_AGE"].value]
    }
    assert pairs == {(1, 0), ("", 60)}
    assert either(module, "CONN_MAX_AGE") == {"DEBUG": 0, "not DEBUG": 60}


def test_equal_constants_exclude_each_other(tmp_path):
    text = host("'a'", before="stage = os.environ['STAGE']") + (
        "if stage == 'prod':\n    DATABASES['default']['HOST'] = 'p'\n"
        "if stage == 'dev':\n    DATABASES['default']['HOST'] = 'd'\n"
        "DATABASES['default']['NAME'] = stage\n"
    )
    module = read(tmp_path, text)
    hosts = {
        (world.databases["default"].settings["HOST"].value, world.databases["default"].settings["NAME"].value)
        for world in module.worlds
    }
    assert hosts == {("p", "prod"), ("d", "dev"), ("a", None)}


def test_a_condition_that_does_not_matter_makes_no_worlds(tmp_path):
    text = host("'a'", before="import foreign") + "".join(f"if foreign.x{n}:\n    OTHER{n} = {n}\n" for n in range(40))
    assert len(read(tmp_path, text).worlds) == 1


def test_a_setting_that_depends_on_it_makes_no_world(tmp_path):
    text = host("'a'", before="import foreign\nINSTALLED_APPS = ['a']") + "if foreign.x:\n    INSTALLED_APPS += ['b']\n"
    module = read(tmp_path, text)
    assert len(module.worlds) == 1
    assert module.worlds[0].settings["INSTALLED_APPS"].status == "either"


def test_an_import_that_may_fail_decides_what_follows_it_in_its_try(tmp_path):
    text = host("'a'") + (
        "try:\n    import toolbar\n    DATABASES['default']['HOST'] = 'b'\nexcept ImportError:\n    pass\n"
    )
    assert either(read(tmp_path, text), "HOST") == {"toolbar is installed": "b", "toolbar is not installed": "a"}


def test_an_import_within_an_imported_module_may_end_the_try_around_it(tmp_path):
    lay(tmp_path, {"local.py": "HOST = 'b'\nimport toolbar\nPORT = 1\n"})
    text = "HOST = 'a'\nPORT = 0\ntry:\n    from local import *\nexcept ImportError:\n    pass\n"
    module = read(tmp_path, text + "DATABASES = {'default': {'HOST': HOST, 'PORT': PORT}}\n")
    found = {
        (alias.settings["HOST"].value, alias.settings["PORT"].value)
        for world in module.worlds
        for alias in world.databases.values()
    }
    assert found == {("b", 1), ("a", 0)}


def test_too_many_ways_keep_the_usual_one(tmp_path):
    text = host("'a'") + "".join(
        f"if os.environ.get('X{n}'):\n    DATABASES['default']['HOST'] += '{n}'\n" for n in range(30)
    )
    found = either(read(tmp_path, text), "HOST")
    assert "a" in found.values()
    assert found["the module takes another way"] == "?"


def test_a_variable_in_an_argument_is_not_handed_over_for_change(tmp_path):
    text = host(
        "os.getenv('DB_HOST', 'a')", before="def parse(text):\n    found = {}\n    found['x'] = text\n    return found"
    ) + ("if os.getenv('DATES') is not None:\n    DATES = parse(os.getenv('DATES'))\n")
    module = read(tmp_path, text)
    assert (len(module.worlds), value(module, "HOST")) == (1, "a")


def test_where_every_way_ends_at_one_place_connlint_goes_on_after_it(tmp_path):
    text = host("'a'", before="import foreign") + (
        "".join(f"if foreign.x{n}:\n    DATABASES['default']['K{n}'] = {n}\n" for n in range(5)) + "[][1]\n"
    )
    module = read(tmp_path, text)
    assert {world.databases["default"].settings["HOST"].value for world in module.worlds} == {"a"}
    assert [problem.subject for problem in module.problems if problem.kind == "guard-raises"] == ["IndexError"]


def test_a_way_that_a_decision_prevents_is_still_found(tmp_path):
    text = host("'a'", before="import foreign") + (
        "if foreign.a:\n    DATABASES['default']['PORT'] = 1\n"
        "if foreign.b:\n    DATABASES['default']['HOST'] = 'b'\n    [][1]\n"
    )
    assert value(read(tmp_path, text), "HOST") == "a"


def test_the_last_answer_is_the_first_that_may_prevent_an_end(tmp_path):
    text = host("'a'", before="import foreign") + (
        "".join(f"if foreign.x{n}:\n    DATABASES['default']['K{n}'] = {n}\n" for n in range(9))
        + "if foreign.bad:\n    DATABASES['default']['HOST'] = 'bad'\n    [][1]\n"
    )
    module = read(tmp_path, text)
    assert [problem for problem in module.problems if problem.kind == "guard-raises"] == []
    assert {world.databases["default"].settings["HOST"].value for world in module.worlds if world.databases} == {"a"}


def test_ways_that_are_not_followed_leave_the_conditions_of_the_others_short(tmp_path):
    text = host("'a'", before="import foreign") + (
        "if foreign.a:\n    DATABASES['default']['PORT'] = 1\n"
        + "".join(f"if foreign.x{n}:\n    DATABASES['default'].pop('K{n}', None)\n" for n in range(14))
    )
    module = read(tmp_path, text)
    assert either(module, "PORT") == {
        "foreign.a and the module takes a way that connlint followed": 1,
        "not foreign.a and the module takes a way that connlint followed": "",
        "the module takes another way": "?",
    }
    assert either(module, "HOST") == {
        "the module takes a way that connlint followed": "a",
        "the module takes another way": "?",
    }


def test_a_guard_that_raises_names_its_variable(tmp_path):
    text = "import os\nKEY = os.environ.get('KEY', '')\nif not KEY:\n    raise ValueError(KEY)\n" + host("'a'")
    module = read(tmp_path, text)
    assert value(module, "HOST") == "a"
    assert [(problem.kind, problem.subject) for problem in module.problems] == [("guard-raises", "KEY")]


def test_a_guard_over_a_list_names_each(tmp_path):
    text = (
        "import os\nmissing = [n for n in ('A', 'B') if not os.environ.get(n)]\n"
        "if missing:\n    raise RuntimeError(missing)\n" + host("'a'")
    )
    module = read(tmp_path, text)
    assert value(module, "HOST") == "a"
    assert value(read(tmp_path, text, A="1", B="2"), "HOST") == "a"


def test_a_way_that_raises_is_none(tmp_path):
    text = host("'a'") + (
        "if os.environ.get('DB_HOST'):\n    DATABASES['default']['HOST'] = 'b'\n    int('x')\n"
        "else:\n    DATABASES['default']['PORT'] = 1\n"
    )
    assert (value(read(tmp_path, text), "HOST"), value(read(tmp_path, text), "PORT")) == ("a", 1)


def test_a_raise_that_nothing_explains_is_passed_over(tmp_path):
    module = read(tmp_path, "raise ValueError('no')\n" + host("'a'"))
    assert value(module, "HOST") == "a"
    assert module.problems[0].kind == "guard-raises"


def test_class_settings_are_one_world_each(tmp_path):
    text = (
        "from configurations import Configuration\n"
        "class Base(Configuration):\n    AGE = 0\n"
        "    @property\n    def DATABASES(self):\n        return {'default': {'CONN_MAX_AGE': self.AGE}}\n"
        "class Dev(Base):\n    AGE = 1\nclass Production(Base):\n    AGE = 2\n"
    )
    module = read(tmp_path, text)
    assert (
        either(module, "CONN_MAX_AGE") == {"configuration Dev": 1, "configuration Production": 2}
        or len(module.worlds) == 2
    )
    assert value(read(tmp_path, text, "Production"), "CONN_MAX_AGE") == 2
    assert value(read(tmp_path, text, DJANGO_CONFIGURATION="Dev"), "CONN_MAX_AGE") == 1
