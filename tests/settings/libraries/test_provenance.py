"""Where values through helper libraries come from, key by key, and what is said of unknown ones."""

from __future__ import annotations

import pytest

from connlint.models.environment import Supplied
from connlint.parsers.settings import read_settings


@pytest.fixture
def read(tmp_path):
    def run(text, environment=(), **files):
        (tmp_path / "manage.py").write_text("")
        (tmp_path / "settings.py").write_text(text)
        for name, content in files.items():
            (tmp_path / name.replace("env", ".env").replace("_ini", ".ini")).write_text(content)
        supplied = {name: Supplied(value=value, how="--env") for name, value in environment}
        return read_settings(tmp_path / "settings.py", name="settings.py", root=tmp_path, environment=supplied)

    return run


def default(module, *literals):
    (world,) = (world for world in module.worlds if world.literals == literals)
    return world.databases["default"]


SET, UNSET = ("DATABASE_URL is set", True), ("DATABASE_URL is set", False)
CONFIG = "import dj_database_url\nDATABASES = {'default': dj_database_url.config(conn_max_age=600, ssl_require=True)}\n"


def test_an_unknown_url_leaves_the_keywords_known(read):
    alias = default(read(CONFIG), SET)
    assert alias.settings["CONN_MAX_AGE"].value == 600
    assert alias.settings["CONN_MAX_AGE"].how == "argument conn_max_age of dj_database_url.config"
    assert alias.options["sslmode"].value == "require"
    for key in ("ENGINE", "HOST", "PORT", "NAME", "USER"):
        assert alias.settings[key].status == "unknown"
        assert alias.settings[key].missing == "DATABASE_URL"
        assert "DATABASE_URL" in alias.settings[key].reason


def test_without_a_url_nothing_is_set(read):
    alias = default(read(CONFIG), UNSET)
    assert {traced.status for traced in alias.settings.values()} == {"default"}
    assert (alias.options, alias.options_whole) == ({}, None)


def test_the_engine_of_an_unknown_url_is_known_only_when_it_is_given(read):
    alias = default(read(CONFIG.replace("conn_max_age=600", "engine='my.backend'")), SET)
    assert alias.settings["ENGINE"].value == "my.backend"
    assert alias.settings["HOST"].status == "unknown"


def test_an_update_with_an_unknown_url_follows_both_ways(read):
    module = read(
        "import dj_database_url\n"
        "DATABASES = {'default': {'HOST': 'local', 'CONN_MAX_AGE': 5}}\n"
        "DATABASES['default'].update(dj_database_url.config(conn_max_age=500))\n"
    )
    ages = {world.literals: world.databases["default"].settings["CONN_MAX_AGE"].value for world in module.worlds}
    assert ages == {(("DATABASE_URL is set", True),): 500, (("DATABASE_URL is set", False),): 5}


def test_a_known_url_says_which_variable_went_through_which_helper(read):
    alias = default(read(CONFIG, [("DATABASE_URL", "postgres://me:swordfish@h:6432/n")]))
    assert alias.settings["HOST"].how == "DATABASE_URL through dj_database_url.config"
    assert [str(hop) for hop in alias.settings["HOST"].chain][-1] == "env DATABASE_URL"
    assert alias.settings["CONN_HEALTH_CHECKS"].how == "default of conn_health_checks in dj_database_url.config"


def test_any_other_key_of_an_unknown_url_of_environ_may_be_set(read):
    alias = default(read("import environ\nenv = environ.Env()\nDATABASES = {'default': env.db()}\n"))
    assert {alias.settings[key].status for key in ("HOST", "CONN_MAX_AGE", "ATOMIC_REQUESTS")} == {"unknown"}
    assert alias.options_whole.status == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "import environ\nenv = environ.Env()\nenv.read_env()\nDATABASES = {'default': {'HOST': env('DB_HOST')}}",
        "import os, dotenv\ndotenv.load_dotenv()\nDATABASES = {'default': {'HOST': os.environ['DB_HOST']}}",
        "from decouple import config\nDATABASES = {'default': {'HOST': config('DB_HOST')}}",
        "from environs import env\nenv.read_env()\nDATABASES = {'default': {'HOST': env('DB_HOST')}}",
    ],
    ids=["environ", "dotenv", "decouple", "environs"],
)
def test_a_value_of_an_env_file_points_into_it(read, text):
    host = default(read(text, env="# first\nDB_HOST=h\n")).settings["HOST"]
    assert (host.value, host.how) == ("h", "env file .env")
    assert host.chain[-1].at.short == ".env:2"


def test_a_value_of_settings_ini_points_into_it(read):
    text = "from decouple import config\nDATABASES = {'default': {'HOST': config('DB_HOST')}}"
    host = default(read(text, settings_ini="[settings]\n\nDB_HOST = h\n")).settings["HOST"]
    assert host.how == "ini file settings.ini"
    assert host.chain[-1].at.short == "settings.ini:3"


def test_a_default_says_so(read):
    text = "import environ\nenv = environ.Env(AGE=(int, 60))\nDATABASES = {'default': {'CONN_MAX_AGE': env('AGE')}}"
    age = default(read(text)).settings["CONN_MAX_AGE"]
    assert (age.value, age.how) == (60, "default of environment variable AGE")


def test_a_required_variable_is_unknown_and_the_rest_goes_on(read):
    text = (
        "import environ\nenv = environ.Env()\nSECRET_KEY = env('SECRET_KEY')\n"
        "DATABASES = {'default': {'HOST': env('DB_HOST'), 'PORT': env.int('DB_PORT'), 'CONN_MAX_AGE': 5}}"
    )
    alias = default(read(text))
    assert alias.settings["CONN_MAX_AGE"].value == 5
    assert [alias.settings[key].missing for key in ("HOST", "PORT")] == ["DB_HOST", "DB_PORT"]


SECRET = "swordfish"
READ_ENV = "import environ\nenv = environ.Env()\nenv.read_env()\n"
DECOUPLE = "from decouple import config\n"
ENVIRONS = "from environs import env\nenv.read_env()\n"
DOTENV = "import dotenv\ndotenv.load_dotenv()\n"


LEAKS = (
    (CONFIG, f"DATABASE_URL=postgres://u:{SECRET}@h/n"),
    (READ_ENV + "DATABASES = {'default': env.db()}", f"DATABASE_URL=postgres://u:{SECRET}@h:x/n"),
    (READ_ENV + "DATABASES = {'default': {'PORT': env.int('DB_PASSWORD')}}", f"DB_PASSWORD={SECRET}"),
    (DECOUPLE + "DATABASES = {'default': {'PORT': config('DB_PASSWORD', cast=bool)}}", f"DB_PASSWORD={SECRET}"),
    (ENVIRONS + "DATABASES = {'default': env.dj_db_url('U')}", f"U=nope://u:{SECRET}@h/n"),
    (DOTENV + CONFIG, f"DATABASE_URL=postgres://u:{SECRET}@h/n"),
)


@pytest.mark.parametrize("text, env", LEAKS)
def test_no_secret_is_told(read, text, env):
    module = read(text, env=env + "\n")
    assert SECRET not in module.model_dump_json()


def test_a_secret_of_an_env_file_is_registered(read):
    module = read(
        "import dotenv\ndotenv.load_dotenv()\nDATABASES = {}", env=f"A=1\nDATABASE_URL=postgres://u:{SECRET}@h/n\n"
    )
    assert [(place.file, place.line) for place in module.secrets] == [(".env", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "import environ\nenv = environ.Env()\nvars().update(env.email_url('EMAIL_URL'))\n",
        "import environs\nenv = environs.Env()\nvars().update(env.dj_email_url('EMAIL_URL'))\n",
        "import environs\nenv = environs.Env()\nCACHES = {'default': env.dj_cache_url('CACHE_URL')}\n",
    ],
    ids=["environ", "environs", "a cache"],
)
def test_settings_of_other_urls_do_not_make_the_module_unknown(read, text):
    assert default(read("DATABASES = {'default': {'HOST': 'h'}}\n" + text)).settings["HOST"].value == "h"


def test_a_host_of_the_cache_is_not_known(read):
    text = (
        "import environs\nenv = environs.Env()\nDATABASES = {'default': {'HOST': env.dj_cache_url('C')['LOCATION']}}\n"
    )
    assert default(read(text)).settings["HOST"].status == "unknown"


def test_other_urls_of_configurations_are_not_read(read):
    text = (
        "from configurations import values\nDATABASES = {'default': {'HOST': values.CacheURLValue('x://').value['h']}}"
    )
    assert "URLs of this kind" in default(read(text)).settings["HOST"].reason


def test_django_heroku_replaces_the_default_alias_when_the_url_is_set(read):
    text = "import django_heroku\nDATABASES = {'default': {'HOST': 'local'}}\ndjango_heroku.settings(locals())\n"
    module = read(text)
    hosts = {world.literals[0][1]: world.databases["default"].settings for world in module.worlds}
    assert hosts[False]["HOST"].value == "local"
    assert hosts[True]["HOST"].status == "unknown"
    assert hosts[True]["CONN_MAX_AGE"].value == 600


def test_a_repository_that_is_not_there_raises_in_the_program(read):
    text = (
        "from decouple import Config, RepositoryEnv\n"
        "try:\n    config = Config(RepositoryEnv('missing.env'))\n"
        "except FileNotFoundError:\n    from decouple import config\n"
        "DATABASES = {'default': {'HOST': config('DB_HOST', default='d')}}\n"
    )
    assert default(read(text)).settings["HOST"].value == "d"


def test_dynaconf_that_is_not_modelled_makes_the_settings_unknown(read):
    text = (
        "import dynaconf\nDATABASES = {'default': {'HOST': 'h'}}\n"
        "settings = dynaconf.DjangoDynaconf(__name__, LOADERS_FOR_DYNACONF=['my.loader'])\n"
    )
    (world,) = read(text).worlds
    assert world.databases is None
    assert "LOADERS" in world.databases_unknown.reason


@pytest.mark.parametrize(
    "value",
    [
        "ListValue(False)",
        "TupleValue(5)",
        "DictValue('text')",
        "SecretValue('text')",
        "BooleanValue(None)",
        "DatabaseURLValue('x://h')",
    ],
)
def test_a_default_that_its_class_refuses_raises_in_the_program(read, value):
    text = (
        "from configurations import values\nDATABASES = {'default': {'HOST': 'before'}}\n"
        f"try:\n    found = values.{value}\n"
        "except (TypeError, ValueError):\n    DATABASES = {'default': {'HOST': 'refused'}}\n"
    )
    assert default(read(text, [("DJANGO_FOUND", "x")])).settings["HOST"].value == "refused"


CONFIGURATION = (
    "from configurations import Configuration, values\n"
    "class Base(Configuration):\n"
    "    DATABASES = values.DatabaseURLValue('postgres://u:p@pgb:6432/app', conn_max_age=60)\n"
    "    DEBUG = values.BooleanValue(False)\n"
)


def test_a_value_of_a_configuration_stands_where_it_is_written(read):
    alias = default(read(CONFIGURATION))
    places = {key: alias.settings[key].origin.short for key in ("ENGINE", "HOST", "CONN_MAX_AGE", "CONN_HEALTH_CHECKS")}
    assert set(places.values()) == {"settings.py:3"}
    assert alias.place.short == "settings.py:3"
    assert alias.settings["HOST"].how == "URL through values.DatabaseURLValue"
    assert alias.settings["CONN_MAX_AGE"].how == "argument conn_max_age of values.DatabaseURLValue"


def test_an_inherited_value_of_a_configuration_stands_there_too(read):
    module = read(CONFIGURATION + "class Dev(Base):\n    X = 1\nclass Prod(Base):\n    X = 2\n")
    for world in module.worlds:
        assert world.databases["default"].settings["HOST"].origin.short == "settings.py:3"
        assert world.settings["DEBUG"].origin.short == "settings.py:4"


def test_the_password_in_the_url_of_a_configuration_is_struck_out(read):
    module = read(CONFIGURATION)
    assert default(module).settings["PASSWORD"].value == "********"
    assert [(place.line, place.column, place.end_column) for place in module.secrets] == [(3, 41, 70)]


def test_the_environment_of_a_configuration_is_named(read):
    alias = default(read(CONFIGURATION, [("DATABASE_URL", "postgres://u:p@other/app")]))
    assert (alias.settings["HOST"].value, alias.settings["HOST"].origin.short) == ("other", "settings.py:3")
    assert "env DATABASE_URL" in [hop.what for hop in alias.settings["HOST"].chain]
