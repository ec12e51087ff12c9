"""Constructs that real projects were seen to use: smallest forms, one each."""

from __future__ import annotations

import pytest

from connlint.models.merged import merge_worlds
from tests.settings.modules import either, lay, read, read_file, traced, value

LITERAL = 'DATABASES = {"default": {"ENGINE": "e", "HOST": "db", "PORT": 5432}}\n'


class TestClasses:
    """django-configurations, and libraries that nobody models."""

    def test_a_default_of_django_that_is_not_modelled_costs_nothing(self, tmp_path):
        text = (
            "from configurations import Configuration\n"
            "class Base(Configuration):\n    ALL = Configuration.LANGUAGES\n    ALL.append(1)\n"
            '    DATABASES = {"default": {"HOST": "db"}}\n'
            "class Production(Base):\n    pass\n"
        )
        assert value(read(tmp_path, text, "Production"), "HOST") == "db"

    def test_a_body_goes_on_after_a_statement_that_raises(self, tmp_path):
        text = (
            "from configurations import Configuration\n"
            "class Production(Configuration):\n    A = [][0]\n"
            '    DATABASES = {"default": {"HOST": "db"}}\n'
        )
        module = read(tmp_path, text, "Production")
        assert value(module, "HOST") == "db"
        assert [problem.subject for problem in module.problems] == ["IndexError"]

    def test_a_caught_exception_in_a_body_leaves_it(self, tmp_path):
        text = (
            f"{LITERAL}"
            "try:\n    class Other:\n        a = [][0]\n"
            '        DATABASES["default"]["HOST"] = "wrong"\n'
            "except IndexError:\n    pass\n"
        )
        assert value(read(tmp_path, text), "HOST") == "db"

    def test_a_class_of_an_unread_library_that_sets_databases_is_not_no_databases(self, tmp_path):
        text = "from settings_classes import Settings\nclass Common(Settings):\n    DATABASES = {}\n"
        unknown = merge_worlds(read(tmp_path, text)).unknown
        assert unknown is not None
        assert "the class Common sets DATABASES" in unknown.reason

    @pytest.mark.parametrize("told", ["__name__", "sys.modules[__name__]", "globals()"])
    def test_a_library_that_is_told_the_name_of_the_module_may_set_databases(self, tmp_path, told):
        text = "import logging\nimport sys\nfrom settings_tree import export\nlogging.getLogger(__name__)\n"
        call = f"export({told}, 1)\n"
        assert merge_worlds(read(tmp_path, text)).unknown is None
        unknown = merge_worlds(read(tmp_path, f"{text}{call}")).unknown
        assert unknown is not None
        assert "the module settings_tree cannot be read" in unknown.reason
        module = read(tmp_path, f"{text}{LITERAL}{call}")
        condition = f"export({told}, 1) changes what it is given"
        assert either(module, "HOST") == {condition: "?", f"not ({condition})": "db"}
        assert value(read(tmp_path, f"{text}{call}{LITERAL}"), "HOST") == "db"

    def test_a_library_that_is_asked_with_the_name_of_the_module_changes_nothing(self, tmp_path):
        text = f"from structured_logs import get_logger\n{LITERAL}log = get_logger(__name__)\n"
        assert value(read(tmp_path, text), "HOST") == "db"

    def test_without_what_a_library_sets_the_module_does_not_load(self, tmp_path):
        text = f"from settings_tree import export\n{LITERAL}export(__name__)\nif not URL:\n    raise ValueError\n"
        unknown = merge_worlds(read(tmp_path, text)).unknown
        assert unknown is not None
        assert "the module settings_tree cannot be read" in unknown.reason

    def test_a_plain_class_with_databases_is_no_setting(self, tmp_path):
        view = merge_worlds(read(tmp_path, 'class Common:\n    DATABASES = {"default": {}}\n'))
        assert (view.unknown, view.aliases) == (None, {})

    def test_the_class_asked_for_cannot_be_followed(self, tmp_path):
        text = "from somewhere import Base\nclass Production(Base):\n    DEBUG = False\n"
        unknown = merge_worlds(read(tmp_path, text, "Production")).unknown
        assert unknown is not None
        assert "the class Production cannot be followed" in unknown.reason


class TestPackagesAround:
    """Python runs the ``__init__`` of the packages first."""

    def test_it_extends_the_import_path(self, tmp_path):
        init = (
            "import os, sys\n"
            'sys.path.insert(0, os.path.realpath(os.path.join(os.path.dirname(__file__), "../../lib")))\n'
        )
        text = "from database import DATABASES\n"
        lay(tmp_path, {"web/site/__init__.py": init, "web/site/settings.py": text, "lib/database.py": LITERAL})
        assert value(read_file(tmp_path, "web/site/settings.py"), "HOST") == "db"

    def test_it_sets_a_variable(self, tmp_path):
        init = 'import os\nos.environ.setdefault("DB_HOST", "init")\n'
        text = 'import os\nDATABASES = {"default": {"HOST": os.environ.get("DB_HOST", "default")}}\n'
        lay(tmp_path, {"site/__init__.py": init, "site/settings.py": text})
        assert value(read_file(tmp_path, "site/settings.py"), "HOST") == "init"
        assert value(read_file(tmp_path, "site/settings.py", DB_HOST="given"), "HOST") == "given"

    def test_it_imports_the_settings_itself(self, tmp_path):
        init = 'import os\nos.environ["X"] = "1"\nfrom site1 import settings\n'
        lay(tmp_path, {"site1/__init__.py": init, "site1/settings.py": LITERAL})
        assert value(read_file(tmp_path, "site1/settings.py"), "HOST") == "db"

    @pytest.mark.parametrize("change", ['DATABASES["default"]["HOST"] = "init"', "change(globals())"])
    def test_it_changes_what_the_modules_share(self, tmp_path, change):
        init = f"from .change import change\nfrom .production import *\n{change}\n"
        helper = 'def change(settings):\n    settings["DATABASES"]["default"]["HOST"] = "init"\n'
        files = {"__init__.py": init, "change.py": helper, "base.py": LITERAL, "production.py": "from .base import *\n"}
        lay(tmp_path, {f"site1/{name}": text for name, text in files.items()})
        assert value(read_file(tmp_path, "site1/production.py"), "HOST") == "init"

    def test_it_replaces_what_the_modules_do_not_share(self, tmp_path):
        init = f"from .production import *\n{LITERAL}"
        lay(tmp_path, {"site1/__init__.py": init, "site1/production.py": LITERAL.replace("db", "own")})
        assert value(read_file(tmp_path, "site1/production.py"), "HOST") == "own"

    def test_one_that_cannot_be_parsed_is_passed_over(self, tmp_path):
        lay(tmp_path, {"site1/__init__.py": "import sys\nsys.path = = 1\n", "site1/settings.py": LITERAL})
        assert traced(read_file(tmp_path, "site1/settings.py"), "HOST").value == "db"


class TestGuards:
    """A module that raises goes on, and says what it lacks."""

    def test_the_names_of_a_failed_import_are_unknown_not_missing(self, tmp_path):
        text = (
            "import importlib\n"
            "try:\n    configuration = importlib.import_module('site1.configuration')\n"
            "except ModuleNotFoundError as e:\n    raise RuntimeError('write one') from e\n"
            "DATABASES = {'default': configuration.DATABASE}\n"
        )
        lay(tmp_path, {"site1/__init__.py": "", "site1/settings.py": text})
        found = traced(read_file(tmp_path, "site1/settings.py"), "HOST")
        assert "ModuleNotFoundError: No module named 'site1.configuration'" in found.reason
        lay(tmp_path, {"site1/configuration.py": 'DATABASE = {"HOST": "db"}\n'})
        assert value(read_file(tmp_path, "site1/settings.py"), "HOST") == "db"

    def test_a_name_that_was_bound_before_keeps_its_value(self, tmp_path):
        text = (
            f"{LITERAL}try:\n    import site1.more\n    DATABASES = {{}}\n"
            "except ImportError:\n    raise RuntimeError('no')\n"
        )
        lay(tmp_path, {"site1/__init__.py": "", "site1/settings.py": text})
        assert value(read_file(tmp_path, "site1/settings.py"), "HOST") == "db"


class TestHelpers:
    """Functions of the project that look variables up and refuse what is missing."""

    HELPER = (
        "import os\n"
        "def get(name, optional=False):\n"
        "    try:\n        return os.environ[name]\n    except KeyError:\n        pass\n"
        "    if optional:\n        return ''\n"
        "    raise RuntimeError('set ' + name)\n"
    )
    BODY = 'KEY = get("KEY")\nDATABASES = {"default": {"HOST": get("DB_HOST"), "PORT": get("DB_PORT", True)}}\n'

    def test_a_refusal_after_the_exception_is_caught_names_the_variable(self, tmp_path):
        module = read(tmp_path, self.HELPER + self.BODY)
        assert traced(module, "HOST").missing == "DB_HOST"
        assert [problem.subject for problem in module.problems] == ["KEY", "DB_HOST"]
        assert value(module, "PORT") == ""

    def test_what_is_given_is_read(self, tmp_path):
        assert value(read(tmp_path, self.HELPER + self.BODY, DB_HOST="db"), "HOST") == "db"

    def test_another_exception_names_none(self, tmp_path):
        helper = self.HELPER.replace("os.environ[name]", "int('x')").replace("KeyError", "ValueError")
        module = read(tmp_path, helper + self.BODY)
        assert [problem.subject for problem in module.problems] == ["RuntimeError"]
        assert merge_worlds(module).unknown is not None
