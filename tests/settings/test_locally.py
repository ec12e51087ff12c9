"""Calls of helpers that raise on some of their ways."""

from __future__ import annotations

from connlint.parsers.settings import source
from tests.settings.modules import host, read
from tests.settings.test_alternatives import branches, setting

FLAG = """\
import os
def flag(name):
    text = os.environ.get(name)
    if text is None:
        return False
    if text in ("1", "on"):
        return True
    raise ValueError(text)
"""


def test_a_way_that_a_try_catches_is_not_left_out(tmp_path):
    text = f"{FLAG}try:\n    DEBUG = flag('D')\nexcept ValueError:\n    DEBUG = None\n{host(repr('a'))}"
    found = setting(read(tmp_path, text), "DEBUG")
    assert found.status == "unknown" or None in [branch.traced.value for branch in found.branches], found


def test_where_the_usual_way_raises_nothing_is_left_out(tmp_path):
    text = f"import os\ndef need(name):\n    return os.environ[name]\nDEBUG = need('D') == '1'\n{host(repr('a'))}"
    assert setting(read(tmp_path, text), "DEBUG").status == "unknown"


def test_a_way_on_which_the_module_raises_gives_a_setting_no_value(tmp_path):
    found = branches(read(tmp_path, f"{FLAG}DEBUG = flag('D')\n{host(repr('a'))}"), "DEBUG")
    assert sorted(found.values()) == [False, True]


def test_text_that_is_executed_is_parsed_once_for_all_ways(tmp_path, monkeypatch):
    asked = []
    parse = source.try_parse
    monkeypatch.setattr(source, "try_parse", lambda text: asked.append(text) or parse(text))
    head = "import foreign\nexec('HOST = \"b\"')\n"
    module = read(tmp_path, f"{head}if foreign.x:\n    HOST = 'c'\n{host('HOST')}")
    assert len(module.worlds) == 2
    assert asked.count('HOST = "b"') == 1
