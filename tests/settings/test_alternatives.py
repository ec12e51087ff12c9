"""Settings other than DATABASES under a condition that nothing decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings import alternatives
from tests.settings.modules import host, read

if TYPE_CHECKING:
    from connlint.models.django import SettingsModule

APPS = "import os\nimport foreign\nINSTALLED_APPS = ['a']\nMIDDLEWARE = ['m']\n"


def setting(module: SettingsModule, name: str = "INSTALLED_APPS") -> Any:
    (world,) = module.worlds
    return world.settings[name]


def branches(module: SettingsModule, name: str = "INSTALLED_APPS") -> dict[str, Any]:
    found = setting(module, name)
    assert found.status == "either", found
    return {branch.condition: branch.traced.value for branch in found.branches}


def test_too_many_conditions_leave_it_unknown(tmp_path):
    text = APPS + "".join(f"if foreign.x{n}:\n    INSTALLED_APPS += ['x{n}']\n" for n in range(5))
    found = setting(read(tmp_path, text + host("'a'")))
    assert (found.status, found.reason) == ("unknown", "depends on whether foreign.x4")


def test_what_is_not_known_at_all_stays_unknown(tmp_path):
    found = setting(read(tmp_path, APPS + "INSTALLED_APPS = foreign.APPS\n" + host("'a'")))
    assert (found.status, found.reason) == ("unknown", "the module foreign cannot be read")


def test_a_way_that_cannot_be_followed_leaves_it_unknown(tmp_path):
    text = APPS + "if foreign.x:\n    INSTALLED_APPS += foreign.MORE\nelse:\n    INSTALLED_APPS += foreign.LESS\n"
    assert setting(read(tmp_path, text + host("'a'"))).status == "unknown"


def test_where_databases_took_many_steps_nothing_more_is_tried(tmp_path, monkeypatch):
    monkeypatch.setattr(alternatives, "MAX_STEPS", 10)
    text = APPS + "if foreign.x:\n    INSTALLED_APPS += ['b']\n" + host("'a'")
    assert setting(read(tmp_path, text)).status == "unknown"


def test_a_list_that_a_condition_extends_has_two_values(tmp_path):
    text = APPS + "if foreign.DEBUG:\n    INSTALLED_APPS += ['b']\n    MIDDLEWARE.insert(0, 'x')\n"
    module = read(tmp_path, text + host("'a'"))
    assert branches(module) == {"foreign.DEBUG": ["a", "b"], "not foreign.DEBUG": ["a"]}
    assert branches(module, "MIDDLEWARE") == {"foreign.DEBUG": ["x", "m"], "not foreign.DEBUG": ["m"]}


def test_a_package_that_may_be_absent(tmp_path):
    text = APPS + "try:\n    import toolbar\n    INSTALLED_APPS += ['toolbar']\nexcept ImportError:\n    pass\n"
    assert branches(read(tmp_path, text + host("'a'"))) == {
        "toolbar is installed": ["a", "toolbar"],
        "toolbar is not installed": ["a"],
    }


def test_a_variable_that_is_supplied_decides(tmp_path):
    text = APPS + "if os.environ.get('APP'):\n    INSTALLED_APPS.append('b')\n" + host("'a'")
    assert branches(read(tmp_path, text)) == {"APP is set": ["a", "b"], "APP is not set": ["a"]}
    assert setting(read(tmp_path, text, APP="1")).value == ["a", "b"]


def test_in_a_world_only_what_fits_it_is_left(tmp_path):
    text = APPS + (
        "if foreign.DEBUG:\n    INSTALLED_APPS += ['b']\nif foreign.x:\n    INSTALLED_APPS += ['c']\n"
        "DATABASES = {'default': {'HOST': 'd' if foreign.DEBUG else 'p', 'PORT': 1}}\n"
        "if foreign.DEBUG:\n    DATABASES['default']['PORT'] = 2\n"
    )
    found = {}
    for world in read(tmp_path, text).worlds:
        apps = world.settings["INSTALLED_APPS"]
        values = [apps.value] if apps.decided else [branch.traced.value for branch in apps.branches]
        found[world.databases["default"].settings["PORT"].value] = values
    assert found == {2: [["a", "b", "c"], ["a", "b"]], 1: [["a", "c"], ["a"]]}


def test_a_way_that_raises_is_none_of_them(tmp_path):
    text = APPS + "if foreign.x:\n    INSTALLED_APPS += ['b']\n    [][1]\n" + host("'a'")
    found = setting(read(tmp_path, text))
    assert found.status in ("known", "unknown")
    assert found.value in (None, ["a"])
