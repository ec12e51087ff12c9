"""Which values a driver refuses, as observed with psycopg 3.3 (libpq 18) and psycopg2 2.9 (libpq 17)."""

import pytest

from tests.rules.stacks import Files, grave
from tests.rules.test_aligned import direct

PSYCOPG2 = "django==5.2.4\npsycopg2==2.9.9\n"

TAKEN = [
    {"connect_timeout": 5, "sslmode": None},
    {"connect_timeout": 5, "keepalives_idle": None},
    {"connect_timeout": "5 "},
    {"connect_timeout": 5, "keepalives": "1"},
    {"connect_timeout": 5, "sslmode": "verify-full", "sslrootcert": "/etc/ssl/root.crt"},
    {"connect_timeout": 5, "application_name": ""},
    {"connect_timeout": 5, "prepare_threshold": None},
    {"connect_timeout": 5, "client_encoding": "UTF8"},
    {"connect_timeout": 5, "max_protocol_version": "3.2"},
    {"connect_timeout": 5, "requiressl": "1"},
    {"connect_timeout": 2.5},
    {"connect_timeout": "2.5"},
]
REFUSED = [
    {"connect_timeout": 5, "sslmode": ""},
    {"connect_timeout": 5, "sslmode": "REQUIRE"},
    {"connect_timeout": 5, "gssencmode": "on"},
    {"connect_timeout": 5, "target_session_attrs": "master"},
    {"connect_timeout": 5, "keepalives": True},
    {"connect_timeout": 5, "keepalives": 1.0},
    {"connect_timeout": 5, "keepalives": ""},
    {"connect_timeout": 5, "tcp_user_timeout": "10s"},
    {"connect_timeout": 5, "charset": "utf8"},
    {"connect_timeout": 5, "init_command": "SET x"},
    {"connect_timeout": 5, "MAX_CONNS": 20},
    {"connect_timeout": 5, "conn_max_age": 60},
    {"connect_timeout": 5, "DISABLE_SERVER_SIDE_CURSORS": True},
    {"connect_timeout": 5, "prepared_statements": False},
    {"connect_timeout": 5, "ssl_mode": "require"},
]


@pytest.mark.parametrize("options", TAKEN, ids=str)
def test_taken(options, tmp_path):
    assert grave(Files(**direct(alias={"OPTIONS": options})).findings(tmp_path)) == []


@pytest.mark.parametrize("options", REFUSED, ids=str)
def test_refused(options, tmp_path):
    assert grave(Files(**direct(alias={"OPTIONS": options})).findings(tmp_path)) == ["CL514"]


@pytest.mark.parametrize("limit", [2.5, "2.5"])
def test_a_fraction_with_psycopg2(limit, tmp_path):
    files = Files(**direct(alias={"OPTIONS": {"connect_timeout": limit}}, requirements=PSYCOPG2))
    assert grave(files.findings(tmp_path)) == ["CL508"]


@pytest.mark.parametrize("limit", [True, "5s", "x"])
def test_no_number(limit, tmp_path):
    found = grave(Files(**direct(alias={"OPTIONS": {"connect_timeout": limit}})).findings(tmp_path))
    assert found == ["CL508"]


@pytest.mark.parametrize("driver, expected", [(PSYCOPG2, ["CL514"]), ("django==5.2.4\npsycopg==3.2.9\n", [])])
def test_prepare_threshold_belongs_to_psycopg(driver, expected, tmp_path):
    options = {"connect_timeout": 5, "prepare_threshold": None}
    assert grave(Files(**direct(alias={"OPTIONS": options}, requirements=driver)).findings(tmp_path)) == expected


def test_the_other_engines_read_options_of_their_own(tmp_path):
    alias = {"ENGINE": "django_db_geventpool.backends.postgresql_psycopg2", "CONN_MAX_AGE": 0}
    files = Files(**direct(alias={**alias, "OPTIONS": {"connect_timeout": 5, "MAX_CONNS": 20}}))
    assert "CL514" not in grave(files.findings(tmp_path))


@pytest.mark.parametrize("key, value", [("NAME", 5), ("HOST", 5), ("OPTIONS", ["sslmode"]), ("PORT", 70000)])
def test_values_of_another_type(key, value, tmp_path):
    found = Files(**direct(alias={key: value})).findings(tmp_path)
    assert [one.message.partition(" ")[0] for one in found if one.code == "CL508"] == [key]


def test_keys_in_small_letters_are_never_read(tmp_path):
    (found,) = [one for one in Files(**direct(alias={"conn_max_age": 60})).findings(tmp_path) if one.code == "CL507"]
    assert "conn_max_age" in found.message
    assert "keys are upper case" in found.message
