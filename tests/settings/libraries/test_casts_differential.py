"""What each library makes of the text of a variable, against the models."""

from __future__ import annotations

import random

from connlint.parsers.settings.libraries.semantics import (
    configurations_cast,
    decouple_cast,
    environ_cast,
    environs_cast,
    environs_expand,
)

WORDS = (
    *[
        "true",
        "True",
        "TRUE",
        "tRue",
        "t",
        "T",
        "yes",
        "YES",
        "y",
        "on",
        "On",
        "off",
        "no",
        "n",
        "f",
        "false",
        "False",
        "0",
        "1",
        "2",
        "-1",
        "01",
        "1.5",
        "1,5",
        "ok",
        "OK",
        "None",
        "null",
    ],
    *(
        "",
        " ",
        " true ",
        " 1 ",
        "1_000",
        "1e3",
        "nan",
        "inf",
        "-inf",
        "\u0663",
        "\u00b2",
        "0x10",
        "[]",
        "{}",
        "()",
        "abc",
    ),
    *(
        "a,b,c",
        "a, b ,c",
        ",a,,b,",
        "1,2,3",
        "1, 2",
        "1,x",
        "(1,2)",
        "((a,b))",
        "[1,2]",
        "a;b",
        "a=1,b=2",
        "a=1;b=2",
        "a=1=2,b",
    ),
    *(
        "key=a;cast=1",
        "a=b=c;d=e",
        "=1",
        "a=",
        '{"a": 1}',
        "{'a': 1}",
        "[1, 2",
        "{'a': [1, (2,)]}",
        "1,234.56",
        "1.234,56",
    ),
    *(
        '"a,b",c',
        "'x y',z",
        "'open",
        '"open',
        "a\\,b",
        "a b\tc",
        "10 %",
        "$12",
        "5s",
        "DEBUG",
        "warning",
        "notset",
        "9" * 30,
    ),
    *("{'a'}", "1 +", "[" * 30, "--1", "+5", "1.", ".5", "-", ".", "a:b", "ä,ö", "x" * 200, "\n1\n", "1;2;;3"),
)


def texts(count=600):
    pick = random.Random(7)
    yield from WORDS
    alphabet = "01 29,;=.-+'\"[]{}()truefalsyndo:\\#$%\t"
    for _ in range(count):
        yield "".join(pick.choice(alphabet) for _ in range(pick.randint(1, 9)))


ENVIRON_CASTS = {
    "bool": bool,
    "int": int,
    "float": float,
    "str": str,
    "list": list,
    "tuple": tuple,
    "dict": dict,
    "[int]": [int],
    "[str]": [str],
    "[bool]": [bool],
    "(int,)": (int,),
    "dict(value=int)": {"value": int},
    "dict(value=bool, cast={'a': float})": {"value": bool, "cast": {"a": float}},
    "dict(key=int, value=list)": {"key": int, "value": list},
    "None": None,
}


def test_environ_parse_value(agree):
    cases = [(text, name) for text in texts() for name in ENVIRON_CASTS]
    agree(
        "environ",
        """
        import environ
        def run(case):
            return environ.Env.parse_value(case[0], eval(case[1]))
        """,
        cases,
        lambda case: environ_cast.parse_value(case[0], ENVIRON_CASTS[case[1]]),
    )


DECOUPLE_CASTS = {
    "bool": decouple_cast.boolean,
    "Csv()": decouple_cast.csv,
    "Csv(int)": lambda text: decouple_cast.csv(text, int),
    "Csv(delimiter=';', strip=' %')": lambda text: decouple_cast.csv(text, delimiter=";", strip=" %"),
    "Csv(post_process=tuple)": lambda text: decouple_cast.csv(text, post_process=tuple),
    "Choices(['a', '1', 'true'])": lambda text: decouple_cast.choices(text, ["a", "1", "true"]),
}


def test_decouple_casts(agree):
    agree(
        "decouple",
        """
        from decouple import Choices, Config, Csv, RepositoryEmpty
        def run(case):
            return Config(RepositoryEmpty())("X", default=case[0], cast=eval(case[1]))
        """,
        [(text, name) for text in texts() for name in DECOUPLE_CASTS],
        lambda case: DECOUPLE_CASTS[case[1]](case[0]),
    )


ENVIRONS_CASTS = {
    "env.bool('X')": environs_cast.boolean,
    "env.int('X')": environs_cast.integer,
    "env.float('X')": environs_cast.number,
    "env.str('X')": str,
    "env('X')": str,
    "env.json('X')": environs_cast.json,
    "env.log_level('X')": environs_cast.log_level,
    "env.list('X')": environs_cast.split,
    "env.list('X', delimiter=' ')": lambda text: environs_cast.split(text, delimiter=" "),
    "env.list('X', subcast=int)": lambda text: environs_cast.split(text, environs_cast.integer),
    "env.list('X', subcast=bool)": lambda text: environs_cast.split(text, environs_cast.boolean),
    "env.list('X', subcast=float)": lambda text: environs_cast.split(text, environs_cast.number),
    "env.list('X', subcast=lambda part: part.strip())": lambda text: environs_cast.split(text, str.strip),
    "env.dict('X')": environs_cast.mapping,
    "env.dict('X', subcast_values=int)": lambda text: environs_cast.mapping(text, values=environs_cast.integer),
    "env.dict('X', delimiter=';', key_value_delimiter=':')": lambda text: environs_cast.mapping(
        text, delimiter=";", key_value_delimiter=":"
    ),
}


def test_environs_casts(agree):
    agree(
        "environs",
        """
        import os
        import environs
        def run(case):
            os.environ["X"] = case[0]
            env = environs.Env()
            return eval(case[1])
        """,
        [(text, name) for text in texts() if "\0" not in text for name in ENVIRONS_CASTS],
        lambda case: ENVIRONS_CASTS[case[1]](case[0]),
    )


def test_environs_expand_vars(agree):
    values = (
        "plain",
        "${B}",
        "a${B}c",
        "${B:-d}",
        r"\${B}",
        r"\$x",
        "${C}",
        "x${C:-y}z",
        "${B}${C}",
        "",
        "${A}",
        "${}",
        "${B:-}",
    )
    cases = [
        ({name: text for name, text in zip("ABC", texts, strict=True) if text is not None}, default)
        for texts in ((a, b, c) for a in (None, *values) for b in (None, "b", "${C}", "") for c in (None, "c", "${A}"))
        for default in (None, "d", "${B}", "x${C}", r"\$e")
    ]

    def model(case):
        environment, default = case
        fallback = ... if default is None else default
        value = environs_expand.look_up("A", fallback, environment.get)
        if value is ... and default is None:
            raise environs_cast.Refused("EnvNotSetError", "not set")
        return fallback if value is ... else value

    agree(
        "environs",
        """
        import os
        import environs
        def run(case):
            os.environ.update(case[0])
            env = environs.Env(expand_vars=True)
            return env.str("A") if case[1] is None else env.dj(case[1])
        environs.Env.dj = lambda self, default: self.str("A", default)
        """,
        [case for case in cases if case[1] is None or case[1] == "d"],
        model,
    )


CONFIGURATIONS_CASTS = {
    "BooleanValue(False, environ_name='X')": configurations_cast.boolean,
    "IntegerValue(5, environ_name='X')": configurations_cast.integer,
    "PositiveIntegerValue(5, environ_name='X')": configurations_cast.positive_integer,
    "FloatValue(5.0, environ_name='X')": configurations_cast.number,
    "Value('d', environ_name='X')": str,
    "ListValue(['d'], environ_name='X')": configurations_cast.sequence,
    "ListValue([], separator=';', environ_name='X')": lambda text: configurations_cast.sequence(text, ";"),
    "ListValue([], converter=int, environ_name='X')": lambda text: configurations_cast.sequence(text, converter=int),
    "TupleValue((), environ_name='X')": lambda text: tuple(configurations_cast.sequence(text)),
    "DictValue({}, environ_name='X')": configurations_cast.mapping,
}


def test_configurations_casts(agree):
    agree(
        "configurations",
        """
        import os
        from configurations.values import *
        from configurations.values import Value
        def run(case):
            os.environ["DJANGO_X"] = case[0]
            return eval(case[1])
        """,
        [(text, name) for text in texts() if "\0" not in text for name in CONFIGURATIONS_CASTS],
        lambda case: CONFIGURATIONS_CASTS[case[1]](case[0]),
    )
