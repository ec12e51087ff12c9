"""dynaconf: texts of variables, and layers of files and variables, against the library."""

from __future__ import annotations

import random

from connlint.parsers.settings.libraries.semantics.dynaconf_merge import UNMODELLED, Layers
from connlint.parsers.settings.libraries.semantics.dynaconf_parse import Lazy, from_environment

TEXTS = (
    *(
        "1",
        "1.5",
        "true",
        "True",
        "False",
        "false",
        "abc",
        "'5'",
        '"5"',
        "[1, 2]",
        "['a', 1]",
        "{a=1}",
        "{a='b', c=[1]}",
    ),
    *(
        "@int 5",
        "@int x",
        "@int  7 ",
        "@float 1.5",
        "@bool yes",
        "@bool 0",
        "@bool enabled",
        "@str 5",
        '@json {"a": 1}',
    ),
    *(
        "@json [1, true]",
        "@json {'a': True}",
        '@json {"a": None}',
        "@json nope",
        "@none",
        "@none x",
        "@null",
        "@upper ab",
    ),
    *(
        "@lower AB",
        "@split a b",
        "@strip  a ",
        "@title ab",
        "None",
        "null",
        "",
        " ",
        "@",
        "@nope 5",
        "@int",
        "a=1",
        "0x10",
    ),
    *(
        "1_000",
        "1979-05-27",
        "postgres://u:p@h:5432/n",
        "a,b",
        '@json "x"',
        "  5",
        "5 # c",
        "[1",
        "{a=1",
        "@intx 5",
        "inf",
    ),
)


def test_texts_of_variables(agree):
    agree(
        "dynaconf",
        """
        from dynaconf.utils.parse_conf import boolean_fix, parse_conf_data
        from dynaconf.nodes import DataDict
        def plain(value):
            if isinstance(value, dict):
                return {key: plain(item) for key, item in value.items()}
            return [plain(item) for item in value] if isinstance(value, list) else value
        def run(case):
            return plain(parse_conf_data(boolean_fix(case), tomlfy=True, box_settings={}))
        """,
        list(TEXTS),
        from_environment,
    )


NAMES = (
    *(
        "DATABASES__default__HOST",
        "DATABASES__default__PORT",
        "DATABASES__DEFAULT__host",
        "DATABASES__default__OPTIONS__pool",
    ),
    *(
        "DATABASES__replica__HOST",
        "DATABASES",
        "databases__default__CONN_MAX_AGE",
        "NAME",
        "LIST",
        "NEW__a__b",
        "DATABASES__default",
    ),
)
VALUES = (
    *(
        "x",
        "5",
        "@int 7",
        "true",
        "@merge {a=1}",
        "@merge a=1",
        '@merge {"default": {"NAME": "n"}}',
        "@merge 1,2",
        "@merge x",
    ),
    *(
        "@merge_unique [1, 9]",
        "@del",
        "{HOST='h'}",
        '@json {"default": {"HOST": "j"}}',
        "[1, 2]",
        "@none",
        "{dynaconf_merge=true, Z=1}",
    ),
    *(
        "{default={HOST='q', dynaconf_merge=true}}",
        "{default={HOST='q', dynaconf_merge=false}, dynaconf_merge=true}",
        "'dynaconf_merge'",
    ),
    *("['dynaconf_merge', 5]", "['dynaconf_merge_unique', 1, 5]", "{dynaconf_merge={K=1}}"),
)


def layers(count=1200):
    pick = random.Random(5)
    for _ in range(count):
        yield [(pick.choice(NAMES), pick.choice(VALUES)) for _ in range(pick.randint(1, 4))]


START = {
    "DATABASES": {"default": {"ENGINE": "postgresql", "HOST": "base", "OPTIONS": {"sslmode": "require"}}},
    "NAME": "n",
    "LIST": [1, 2],
}


def test_variables_over_settings(real):
    def model(case):
        held = Layers(lambda leaf: leaf)
        held.update({**START, "LIST": list(START["LIST"])})
        for name, text in case:
            held.set(name, from_environment(text))
        return {name: held.store.get(name) for name in ("DATABASES", "NAME", "LIST", "NEW")}

    cases = list(layers())
    answers = real(
        "dynaconf",
        f"""
        import copy, os, warnings
        from dynaconf import Dynaconf
        START = {START!r}
        """
        """
        def plain(value):
            if isinstance(value, dict):
                return {key: plain(item) for key, item in value.items()}
            return [plain(item) for item in value] if isinstance(value, list) else value
        def run(case):
            settings = Dynaconf(**copy.deepcopy(START))
            settings.NAME
            for name, text in case:
                for key in [key for key in os.environ if key.startswith("DYNACONF_")]:
                    del os.environ[key]
                os.environ["DYNACONF_" + name] = text
                from dynaconf.loaders import env_loader
                env_loader.load(settings)
            return {name: plain(settings.store.get(name)) for name in ("DATABASES", "NAME", "LIST", "NEW")}
        """,
        cases,
    )
    compared = 0
    for case, (kind, theirs) in zip(cases, answers, strict=True):
        ours = model(case)
        if kind == "raises":
            assert UNMODELLED in ours.values(), (case, theirs)
            continue
        for name, value in ours.items():
            if value is not UNMODELLED:
                compared += 1
                assert value == theirs[name], (case, name)
    assert compared > 3 * len(cases)


def test_texts_that_dynaconf_evaluates_later_are_told_apart():
    assert all(
        isinstance(from_environment(text), Lazy) for text in ("@format {this.X}", "@int @jinja {{ 5 }}", "@get X")
    )
