"""What Django itself gives a settings module."""

from __future__ import annotations

import pytest

from connlint.parsers.settings.stdlib.django import MEMBERS
from tests.settings.modules import host, read, traced, value

django = pytest.importorskip("django")
pytest.importorskip("django.db")
global_settings = pytest.importorskip("django.conf.global_settings")
constants = pytest.importorskip("django.contrib.messages.constants")

TEXT = {
    "a translation": ("_('a')", "from django.utils.translation import gettext_lazy as _", "a"),
    "a translation with its context": (
        "p('menu', 'a')",
        "from django.utils.translation import pgettext_lazy as p",
        "a",
    ),
    "a level": ("constants.ERROR", "from django.contrib.messages import constants", constants.ERROR),
    "a global setting": ("g.LANGUAGE_CODE", "from django.conf import global_settings as g", "en-us"),
    "the usual alias": ("DEFAULT_DB_ALIAS", "from django.db import DEFAULT_DB_ALIAS", django.db.DEFAULT_DB_ALIAS),
    "the usual alias from where it is set": (
        "u.DEFAULT_DB_ALIAS",
        "from django.db import utils as u",
        django.db.utils.DEFAULT_DB_ALIAS,
    ),
    "an error": (
        "r",
        "import django.core.exceptions as d\ntry:\n    raise d.ValidationError('a')\nexcept Exception:\n    r = 'a'",
        "a",
    ),
    "django.setup()": ("str(django.setup())", "import django", "None"),
}
UNKNOWN = {
    "the version": ("django.VERSION[0]", "import django", "the version of Django"),
    "a URL": (
        "str(reverse_lazy('login'))",
        "from django.urls import reverse_lazy",
        "reverse_lazy() depends on the URLs",
    ),
    "the settings themselves": ("settings.DEBUG", "from django.conf import settings", "while they are being made"),
    "what Django changed": (
        "global_settings.USE_TZ",
        "from django.conf import global_settings",
        "USE_TZ depends on the version of Django",
    ),
    "a new key": (
        "get_random_secret_key()",
        "from django.core.management.utils import get_random_secret_key",
        "differs from run to run",
    ),
}


@pytest.mark.parametrize("case", TEXT)
def test_it_is_known(tmp_path, case):
    expression, before, expected = TEXT[case]
    assert value(read(tmp_path, host(expression, before=before)), "HOST") == expected


@pytest.mark.parametrize("case", UNKNOWN)
def test_it_is_unknown(tmp_path, case):
    expression, before, reason = UNKNOWN[case]
    found = traced(read(tmp_path, host(expression, before=before)), "HOST")
    assert found.status == "unknown"
    assert reason in found.reason


@pytest.mark.parametrize("name", sorted(MEMBERS["django.conf.global_settings"].keys() - {"USE_TZ"}))
def test_a_global_setting_is_that_of_django(name):
    assert MEMBERS["django.conf.global_settings"][name] == getattr(global_settings, name)


@pytest.mark.parametrize("name", MEMBERS["django.contrib.messages.constants"])
def test_a_level_is_that_of_django(name):
    assert MEMBERS["django.contrib.messages.constants"][name] == getattr(constants, name)
