"""Calls that nobody writes: connlint must read on, whatever a helper library is given."""

from __future__ import annotations

import random

import pytest

from connlint.parsers.settings import read_settings

HEAD = """
import configparser, decouple, dj_database_url, dj_email_url, django_heroku, dotenv, dynaconf, environ, environs
import json, os, split_settings.tools, tomllib, urllib.parse, yaml
from configurations import values
from pathlib import Path
from unknown_package import U
env = environ.Env()
env2 = environs.Env(expand_vars=True)
parser = configparser.ConfigParser()
parser.read_string("[a]\\nb = 1\\n")
"""
ARGUMENTS = (
    *("None", "5", "1.5", "True", "b'x'", "''", "'X'", "'/etc/x'", "'%%'", "'postgres://u:p@h:1/n'", "'{\"a\": 1}'"),
    *("['a']", "{}", "{'a': 1}", "(1, 2)", "[int]", "int", "bool", "object()", "os", "env", "lambda x: x", "U", "U.x"),
    *("os.environ.get('Q')", "Path('a')", "open('a.ini')", "env2", "values.Value('a')"),
)
KEYWORDS = (
    *("default", "cast", "name", "var", "conn_max_age", "ssl_require", "env", "url", "override", "path", "prefix"),
    *("delimiter", "subcast", "engine", "search_path", "dotenv_path", "scope", "settings_files", "fallback"),
    *("environ_name", "environ_prefix"),
)
TARGETS = (
    *("env", "env.str", "env.bool", "env.int", "env.list", "env.dict", "env.db", "env.url", "env.json", "env.path"),
    *("env.read_env", "env.cache", "env.tuple", "env.float", "env.bytes", "environ.Env", "environ.FileAwareEnv()"),
    *(
        "environ.Path",
        "environ.Path('a').path",
        "environ.Path('a')",
        "environ.Env.parse_value",
        "environ.Env.db_url_config",
    ),
    *(
        "env2",
        "env2.str",
        "env2.int",
        "env2.list",
        "env2.dict",
        "env2.json",
        "env2.dj_db_url",
        "env2.read_env",
        "env2.path",
    ),
    *("env2.prefixed", "env2.add_parser", "env2.parser_for('q')", "environs.Env", "environs.FileAwareEnv()"),
    *("decouple.config", "decouple.Config", "decouple.AutoConfig()", "decouple.Csv()", "decouple.Choices()"),
    *(
        "decouple.RepositoryEnv",
        "decouple.RepositoryIni",
        "decouple.strtobool",
        "dotenv.load_dotenv",
        "dotenv.find_dotenv",
    ),
    *(
        "dotenv.dotenv_values",
        "dotenv.get_key",
        "dj_database_url.config",
        "dj_database_url.parse",
        "dj_database_url.register",
    ),
    *("values.Value", "values.BooleanValue", "values.ListValue", "values.DatabaseURLValue", "values.Value('a').setup"),
    *("split_settings.tools.include", "split_settings.tools.optional", "dynaconf.Dynaconf", "dynaconf.DjangoDynaconf"),
    *("dynaconf.Dynaconf().get", "django_heroku.settings", "json.load", "json.loads", "json.dumps", "yaml.safe_load"),
    *("tomllib.load", "tomllib.loads", "configparser.ConfigParser", "parser.read", "parser.get", "parser.items"),
    *("parser.read_string", "parser.read_dict", "parser.has_option", "parser.set", "parser.options", "parser['a'].get"),
    *(
        "parser.add_section",
        "urllib.parse.urlparse",
        "urllib.parse.quote",
        "urllib.parse.urlunparse",
        "dj_email_url.parse",
    ),
)
TAILS = ("", "", "", ".x", "[0]", "['a']", " + 1", " or 5", "()")


def module(pick):
    lines = [HEAD]
    for _ in range(8):
        arguments = [pick.choice(ARGUMENTS) for _ in range(pick.randint(0, 4))]
        arguments += [f"{name}={pick.choice(ARGUMENTS)}" for name in pick.sample(KEYWORDS, pick.randint(0, 2))]
        call = f"V = {pick.choice(TARGETS)}({', '.join(arguments)}){pick.choice(TAILS)}"
        lines.append(f"try:\n    {call}\nexcept Exception:\n    V = None" if pick.random() < 0.5 else call)
        lines.append("DATABASES = {'default': {'HOST': V}}\nif V:\n    DATABASES['default']['PORT'] = str(V)")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("seed", range(24))
def test_nothing_ends_in_a_traceback(seed, tmp_path):
    (tmp_path / "manage.py").write_text("")
    (tmp_path / "a.ini").write_text("[settings]\nx=%(y)s\n")
    (tmp_path / ".env").write_text("X=$X\nQ='a\n")
    (tmp_path / "settings.py").write_text(module(random.Random(seed)))
    assert read_settings(tmp_path / "settings.py", name="settings.py", root=tmp_path).worlds
