"""``Env.get_value``: schemas, casts, defaults, proxied variables, prefixes."""

from __future__ import annotations

import itertools

from connlint.parsers.settings.libraries.semantics.environ_value import NOTSET, Reader
from connlint.parsers.settings.libraries.semantics.refused import Refused

VALUES = (None, "", "1", "true", "a,b", "$B", "$$B", r"\$B", "$", "$X", "5", "None", "x=1")
OTHERS = (None, "2", "no", "$C", "c,d", "")
CASTS = ("None", "bool", "int", "str", "list", "dict", "[int]")
DEFAULTS = ("NOTSET", "None", "5", "'5'", "True", "'$B'", "['a']", "''", "{}", "1.5", "'d'", "()")
SCHEMES = (
    "{}",
    "{'X': int}",
    "{'X': str}",
    "{'X': list}",
    "{'X': (bool, False)}",
    "{'X': (str, None)}",
    "{'X': [int]}",
    "{'P_X': (int, 9)}",
)
OPTIONS = ("{}", "{'smart_cast': False}", "{'escape_proxy': True}", "{'prefix': 'P_'}")


def cases():
    pools = (VALUES, OTHERS, CASTS, DEFAULTS)
    yield from (
        (*combination, "{}", "{}", parse) for combination in itertools.product(*pools) for parse in (False, True)
    )
    for value, cast, default in itertools.product(VALUES, CASTS, DEFAULTS):
        yield from ((value, "2", cast, default, scheme, options, False) for scheme in SCHEMES for options in OPTIONS)


def model(case):
    value, other, cast, default, scheme, options, parse_default = case
    environment = {"X": value, "P_X": value, "B": other, "C": "3"}

    def required(name):
        raise Refused("ImproperlyConfigured", name)

    reader = Reader(scheme=eval(scheme), get=environment.get, required=required, **eval(options))
    return reader.value("X", eval(cast), eval(default), parse_default=parse_default)


def test_get_value(agree):
    assert NOTSET is not None
    agree(
        "environ",
        """
        import os
        import environ
        NOTSET = environ.Env.NOTSET
        sys.setrecursionlimit(300)
        def run(case):
            value, other, cast, default, scheme, options, parse_default = case
            for name, text in (("X", value), ("P_X", value), ("B", other), ("C", "3")):
                os.environ.pop(name, None)
                if text is not None:
                    os.environ[name] = text
            env = environ.Env(**eval(scheme))
            for name, setting in eval(options).items():
                setattr(env, name, setting)
            return env.get_value("X", cast=eval(cast), default=eval(default), parse_default=parse_default)
        """,
        list(cases()),
        model,
    )
