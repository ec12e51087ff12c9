"""dbt_copilot_python: what one variable of JSON comes to."""

from __future__ import annotations

import pytest

from tests.settings.modules import read, traced, value

JSON = '{"engine": "postgres", "dbname": "d", "username": "u", "password": "p", "host": "pgb", "port": 6432}'
HEAD = "from dbt_copilot_python.database import database_from_env, database_url_from_env, setup_database\n"
ENTRY = f'{HEAD}DATABASES = {{"default": setup_database("DB", CONN_MAX_AGE=60)}}\n'
CALL = 'dj_database_url.config(default=database_url_from_env("DB"))'
URL = f'import dj_database_url\n{HEAD}DATABASES = {{"default": {CALL}}}\n'


@pytest.mark.parametrize("text", [ENTRY, URL, f'{HEAD}DATABASES = database_from_env("DB")\n'])
def test_without_the_variable_the_host_is_unknown(tmp_path, text):
    found = traced(read(tmp_path, text), "HOST")
    assert (found.status, found.missing) == ("unknown", "DB")


def test_what_is_no_database_is_unknown(tmp_path):
    assert traced(read(tmp_path, ENTRY, DB='{"host": "pgb"}'), "HOST").status == "unknown"


@pytest.mark.parametrize("text", [ENTRY, URL, f'{HEAD}DATABASES = database_from_env("DB")\n'])
def test_the_parts(tmp_path, text):
    found = read(tmp_path, text, DB=JSON)
    assert (value(found, "HOST"), value(found, "PORT"), value(found, "NAME")) == ("pgb", 6432, "d")
    assert traced(found, "PASSWORD").secret


def test_other_keys_stay(tmp_path):
    assert value(read(tmp_path, ENTRY), "CONN_MAX_AGE") == 60


def test_whether_the_environment_is_copilot(tmp_path):
    text = (
        "from dbt_copilot_python.utility import is_copilot\n"
        'DATABASES = {"default": {"HOST": "a" if is_copilot() else "b"}}\n'
    )
    assert value(read(tmp_path, text, COPILOT_ENVIRONMENT_NAME="x"), "HOST") == "a"
    assert traced(read(tmp_path, text), "HOST").status == "either"
