"""Texts: numbers in their unit, places as file:line."""

import math
from typing import ClassVar

import pytest

from connlint.models.traced import known, unknown
from connlint.rules.language.conditions import ConditionError
from connlint.rules.language.missing import Missing
from connlint.rules.language.texts import compile_text, shown
from tests.rules.hand import at


class Scope:
    values: ClassVar = {
        "db.conn_max_age": None,
        "pooler.client_idle_timeout": 240,
        "pooler.tcp_keepalive": True,
        "db.port": 6432,
    }

    def traced(self, path):
        return known(self.values[path])

    def value(self, path):
        return Missing({path: unknown("no default")}) if path == "db.user" else self.values.get(path)

    def place(self, path):
        return at(41, "config/settings.py") if path == "db.conn_max_age" else None


@pytest.mark.parametrize(
    "text, expected",
    [
        ("CONN_MAX_AGE {db.conn_max_age}", "CONN_MAX_AGE unlimited"),
        ("{pooler.client_idle_timeout}", "240 s"),
        ("at most {pooler.client_idle_timeout + 0}", "at most 240"),
        ("{pooler.client_idle_timeout - 60|s}", "180 s"),
        ("{pooler.tcp_keepalive}", "1"),
        ("{db.port} and {db.host}", "6432 and not set"),
        ("{db.user}", "unknown"),
        ("at {@db.conn_max_age}", "at config/settings.py:41"),
        ("set it at {@db.port}, now", "set it, now"),
        ("no holes", "no holes"),
    ],
)
def test_texts(text, expected):
    assert compile_text(text)(Scope()) == expected


@pytest.mark.parametrize("text", ["{db.conn_max_age|min}", "{import os}", "{f()}"])
def test_mistakes_in_texts(text):
    with pytest.raises(ConditionError):
        compile_text(text)


@pytest.mark.parametrize(
    "value, expected",
    [
        (0.5, "0.5"),
        (300.0, "300"),
        (math.inf, "unlimited"),
        (["a", "b"], "a, b"),
        ({"postgresql.conf": 30}, "postgresql.conf 30"),
        (True, "True"),
        (None, "not set"),
    ],
)
def test_values(value, expected):
    assert shown(value) == expected
