"""DATABASES as a whole: what is read off a module, beside what importing it really gives."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from connlint.models.merged import merge_worlds
from connlint.models.traced import REDACTED
from tests.settings import reality
from tests.settings.modules import lay, read, traced

R = "import os\nimport random\n"


class Module(NamedTuple):
    """Statements, and what is read of one key: a value, or a part of the reason why it is not known."""

    text: str
    key: str = "HOST"
    known: object = None
    unknown: str = ""
    status: str = "known"
    shown: bool = False
    """Whether the model shows it in a form of its own: a set as a list, an empty engine as Django's default."""


CASES = {
    "an alias that is unknown": Module(R + "DATABASES = {'default': random.choice([{}])}", unknown="random.choice"),
    "an alias that is a list": Module(
        "DATABASES = {'default': ['HOST', 'a']}", unknown="the alias is not a dict", shown=True
    ),
    "an alias that is none": Module("DATABASES = {'default': None}", unknown="the alias is not a dict", shown=True),
    "an alias with unknown keys": Module(
        R + "DATABASES = {'default': dict(random.choice([{'PORT': 1}]), HOST='a')}", "PORT", unknown="random.choice"
    ),
    "what such an alias says": Module(R + "DATABASES = {'default': dict(random.choice([{}]), HOST='a')}", known="a"),
    "an engine that is empty": Module(
        "DATABASES = {'default': {'ENGINE': ''}}", "ENGINE", "django.db.backends.dummy", status="default", shown=True
    ),
    "an alias of a subclass": Module("class D(dict):\n    pass\nDATABASES = D(default=D(HOST='a'))", known="a"),
    "aliases of the environment": Module(
        "import os\nDATABASES = {'default': os.environ}", unknown="the environment may hold", shown=True
    ),
    "an ordered dict": Module(
        "from collections import OrderedDict\nDATABASES = OrderedDict(default=OrderedDict(HOST='a'))", known="a"
    ),
    "a default dict": Module(
        "from collections import defaultdict\nDATABASES = defaultdict(dict)\nDATABASES['default']['HOST'] = 'a'",
        known="a",
    ),
    "options": Module("DATABASES = {'default': {'OPTIONS': {'sslmode': 'require', 'n': 5}}}", "OPTIONS.n", 5),
    "options of a subclass": Module(
        "class D(dict):\n    pass\nDATABASES = {'default': {'OPTIONS': D(a=[1, (2, 3)])}}", "OPTIONS.a", [1, [2, 3]]
    ),
    "options with a secret": Module(
        "DATABASES = {'default': {'OPTIONS': {'password': 'x1'}}}", "OPTIONS.password", REDACTED
    ),
    "a secret in a dict": Module(
        "DATABASES = {'default': {'TEST': {'PASSWORD': 'x1', 'a': ''}}}", "TEST", {"PASSWORD": REDACTED, "a": ""}
    ),
    "an address with a password": Module("DATABASES = {'default': {'HOST': 'pg://u:secret1@h/n'}}", known=REDACTED),
    "such an address in a list": Module("DATABASES = {'default': {'HOST': ['pg://u:secret1@h/n']}}", known=[REDACTED]),
    "a path": Module("from pathlib import Path\nDATABASES = {'default': {'NAME': Path('/a') / 'b'}}", "NAME", "/a/b"),
    "a set": Module("DATABASES = {'default': {'HOST': {'a'}}}", known=["a"], shown=True),
    "a set of numbers": Module("DATABASES = {'default': {'HOST': {1}}}", known=[1], shown=True),
    "an enumeration": Module(
        "from enum import Enum\nclass H(str, Enum):\n    A = 'a'\nDATABASES = {'default': {'HOST': H.A}}", known="a"
    ),
    "a number with a kind": Module("class N(int):\n    pass\nDATABASES = {'default': {'PORT': N(5)}}", "PORT", 5),
    "a function": Module("DATABASES = {'default': {'HOST': len}}", unknown="a builtin_function_or_method object"),
    "a class": Module("DATABASES = {'default': {'HOST': int}}", unknown="a type object"),
    "an object": Module("class C:\n    pass\nDATABASES = {'default': {'HOST': C()}}", unknown="a C object"),
    "a view": Module("DATABASES = {'default': {'HOST': {}.keys()}}", unknown="a dict_keys object"),
    "a list with an unknown": Module(
        R + "DATABASES = {'default': {'HOST': ['a', random.choice('b')]}}", unknown="random.choice"
    ),
    "a list with a choice": Module(
        R + "DATABASES = {'default': {'HOST': ['a', os.environ.get('X') or 'b']}}",
        unknown="depends on whether X is set",
    ),
    "a dict with an unknown": Module(
        R + "DATABASES = {'default': {'TEST': {'a': 'b', 'NAME': random.choice('b')}}}", "TEST", unknown="random.choice"
    ),
    "a list that may be longer": Module(
        R + "a = ['a']\na += random.choice([[]])\nDATABASES = {'default': {'HOST': a}}", unknown="random.choice"
    ),
    "a nest too deep": Module(
        "a = ['a']\nfor n in range(20):\n    a = [a]\nDATABASES = {'default': {'HOST': a}}", unknown="nested too deeply"
    ),
    "the environment as a value": Module(
        "import os\nDATABASES = {'default': {'HOST': os.environ}}", unknown="may hold other"
    ),
    "keys that are no texts": Module("DATABASES = {'default': {5: 'a', 'HOST': 'b'}}", "5", "a"),
    "bytes": Module("DATABASES = {'default': {'HOST': b'a'}}", known="b'a'"),
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("readings")
    jobs = [(lay(folder / str(n), {"settings.py": case.text}), {}) for n, case in enumerate(CASES.values())]
    return dict(zip(CASES, zip([home for home, _ in jobs], reality.import_all(jobs), strict=True), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_it_is_what_importing_gives(name, imported):
    home, truth = imported[name]
    case = CASES[name]
    assert truth["ok"], truth
    module = reality.read(home, {})
    assert case.shown or reality.disagreement(module, {}, truth["databases"]) == ""
    found = traced(module, case.key)
    if case.unknown:
        assert found.status == "unknown", found
        assert case.unknown in found.reason
    else:
        assert (found.status, found.value) == (case.status, case.known)


LOST = {
    "unknown": ("import random\nDATABASES = random.choice([{}])\n", "random.choice"),
    "a list": ("DATABASES = ['default']\n", "DATABASES is not a dict"),
    "with unknown aliases": ("import random\nDATABASES = dict(random.choice([{}]))\n", "random.choice"),
    "perhaps in what is not read": ("from nothing_here import *\n", "nothing_here"),
}


@pytest.mark.parametrize("name", LOST)
def test_what_is_no_dict_of_aliases_is_unknown(tmp_path, name):
    text, reason = LOST[name]
    view = merge_worlds(read(tmp_path, text))
    assert view.aliases == {}
    assert reason in view.unknown.reason


@pytest.mark.parametrize(
    "options, status",
    {"random.choice([{}])": "unknown", "dict(random.choice([{}]), a=1)": "unknown", "[1]": "known"}.items(),
)
def test_options_that_are_no_dict_are_read_as_a_whole(tmp_path, options, status):
    module = read(tmp_path, R + f"DATABASES = {{'default': {{'OPTIONS': {options}}}}}\n")
    whole = module.worlds[0].databases["default"].options_whole
    assert (whole.status, whole.value) == (status, [1] if status == "known" else None)


def test_options_of_an_alias_with_unknown_keys_are_unknown(tmp_path):
    module = read(tmp_path, R + "DATABASES = {'default': dict(random.choice([{}]), HOST='a')}\n")
    assert "random.choice" in module.worlds[0].databases["default"].options_whole.reason


@pytest.mark.parametrize("count, status", [(3, "either"), (15, "either"), (20, "unknown")])
def test_a_value_of_too_many_forms_is_unknown(tmp_path, count, status):
    forms = " or ".join(f"os.environ.get('V{n}')" for n in range(count))
    found = traced(read(tmp_path, R + f"DATABASES = {{'default': {{'HOST': {forms}}}}}\n"), "HOST")
    assert found.status == status, found
