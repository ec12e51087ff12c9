"""Objects of the project that are asked for settings: what only looks changes nothing, what changes is not missed."""

from __future__ import annotations

import pytest

from connlint.parsers.settings import read_settings
from tests.settings.differential import Case
from tests.settings.modules import lay
from tests.settings.values.cases import case

CLASS = """
import configparser
import re
class Config:
    def __init__(self):
        self.parser = configparser.RawConfigParser()
        self.parser.read_string('[db]\\nhost = a\\nssl = yes\\n')
        self.asked = []
    def key(self, name):
        return re.sub('[^A-Z]', '_', name.upper())
    def get(self, name, fallback=None):
        if self.key(name) in os.environ:
            return os.environ[self.key(name)]
        return self.parser.get('db', name, fallback=fallback)
    def truth(self, name):
        if self.key(name) in os.environ:
            return self.parser._convert_to_boolean(os.environ[self.key(name)])
        return self.parser.getboolean('db', name)
    def counted(self, name):
        if self.key(name) in os.environ:
            self.asked.append(name)
        return len(self.asked)
    def kept(self, name):
        if self.key(name) in os.environ:
            self.last = name
        return getattr(self, 'last', 'none')
    def rewritten(self, name):
        if self.key(name) in os.environ:
            self.parser.set('db', 'host', 'b')
        return 'done'
    def through(self, name):
        return self.rewritten(name)
c = Config()
"""
MANY = "".join(f"o{number} = c.get('other.{number}')\n" for number in range(14))
SET = {"HOST": "b", "SSL": "off"}


def given(expression: str, before: str = "") -> Case:
    """The value where HOST and SSL are set, as connlint is told."""
    return case(expression, CLASS + before)._replace(given=SET)


CASES = {
    "a getter that counts": given("[c.counted('host'), c.counted('host'), c.asked]"),
    "a getter that keeps": given("[c.kept('host'), c.last]"),
    "a getter that writes": given("[c.rewritten('host'), c.parser.get('db', 'host')]"),
    "a getter that writes through another": given("[c.through('host'), c.parser.get('db', 'host')]"),
    "a variable that is set": given("c.get('host')"),
    "a word for truth": given("c.truth('ssl')"),
    "a word for truth that is none": given("c.truth('host')")._replace(raises="ValueError"),
    "a getter of nothing": case("c.get('port', 5432)", CLASS)._replace(
        either={"PORT is set": "?", "PORT is not set": 5432}
    ),
    "a getter": case("c.get('host')", CLASS)._replace(either={"HOST is set": "?", "HOST is not set": "a"}),
    "a getter among many": case("c.get('host')", CLASS + MANY)._replace(
        either={"HOST is set": "?", "HOST is not set": "a"}
    ),
    "a getter that writes, or does not": case("c.parser.get('db', 'host')", CLASS + "c.through('host')")._replace(
        either={"HOST is set": "b", "HOST is not set": "a"}
    ),
    "a getter that counts, or does not": case("len(c.asked)", CLASS + "c.counted('host')")._replace(
        either={"HOST is set": 1, "HOST is not set": 0}
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_as_in_python(name, agrees):
    agrees(name)


def test_options_that_nobody_reads_cost_no_ways(tmp_path):
    text = f"import os\n{CLASS}{MANY}DATABASES = {{'default': {{'HOST': c.get('host')}}}}\n"
    module = read_settings(lay(tmp_path, {"settings.py": text}) / "settings.py", name="settings.py", root=tmp_path)
    assert len(module.worlds) == 1


NESTED = """
import os
def word(value):
    if value.lower() not in ('yes', 'no'):
        raise ValueError(value)
    return value.lower() == 'yes'
def checked(value):
    if word(value) and len(value) > 5:
        raise ValueError(value)
    return word(value)
def first(name):
    for key in (f'A_{name}', f'B_{name}', name):
        value = os.environ.get(key)
        if value is not None:
            return checked(value)
    return False
def option(name):
    return first(name)
def wish(name):
    return option(name)
"""


def test_helpers_that_refuse_values_cost_little(tmp_path):
    asked = "".join(f"O{number} = wish('O{number}')\n" for number in range(400))
    text = f"{NESTED}{asked}DATABASES = {{'default': {{'HOST': os.environ.get('H', 'db')}}}}\n"
    module = read_settings(lay(tmp_path, {"settings.py": text}) / "settings.py", name="settings.py", root=tmp_path)
    assert [problem for problem in module.problems if problem.kind == "limit"] == []
    assert {world.databases["default"].settings["HOST"].value for world in module.worlds} == {"db"}
