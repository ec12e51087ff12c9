"""Values, places, secrets."""

import sys
from pathlib import Path

import pytest

from connlint.parsers.pgbouncer import table
from tests.pgbouncer.reading import entry, ini, setting

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[2]


def test_the_table_is_what_the_data_say(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import settings_table

    facts = tomllib.loads(settings_table.DATA.read_text(encoding="utf-8"))
    assert settings_table.MODULE.read_text(encoding="utf-8") == settings_table.render(facts)
    assert len(table.PGBOUNCER) >= 100


def test_every_key_of_the_version_has_a_value():
    assert set(ini("[pgbouncer]\n", "1.18").settings).isdisjoint({"peer_id", "transaction_timeout"})
    assert {"peer_id", "transaction_timeout", "query_wait_notify"} <= set(ini("[pgbouncer]\n", "1.25").settings)


@pytest.mark.parametrize(
    "name, version, value",
    [
        ("max_prepared_statements", "1.21", 0),
        ("max_prepared_statements", "1.24", 200),
        ("server_tls_sslmode", "1.19", "disable"),
        ("server_tls_sslmode", "1.20", "prefer"),
        ("server_check_query", "1.24", "select 1"),
        ("server_check_query", "1.25", "<empty>"),
        ("track_extra_parameters", "1.25", "IntervalStyle"),
        ("track_extra_parameters", "1.26", ""),
        ("log_stats", "1.26", True),
        ("server_idle_timeout", "1.26", 600),
        ("auth_user", "1.26", None),
    ],
)
def test_defaults_are_those_of_the_version(name, version, value):
    traced = ini("[pgbouncer]\n", version).settings[name]
    assert (traced.status, traced.value) == ("default", value)
    assert traced.how == f"default of PgBouncer {version}"


def test_the_package_of_debian_12_has_the_later_auth_query():
    assert "pg_shadow" in ini("[pgbouncer]\n", "1.18.0").settings["auth_query"].value
    assert "pg_authid" in ini("[pgbouncer]\n", "1.18.0-1+deb12u1").settings["auth_query"].value


@pytest.mark.parametrize(
    "line, value",
    [
        ("query_timeout = 1.5", 1.5),
        ("query_timeout = 1e3", 1000),
        ("default_pool_size = 0x20", 32),
        ("so_reuseport = 2", True),
        ("so_reuseport = 0", False),
        ("pool_mode = TRANSACTION", "transaction"),
        ("auth_user =   a b  ", "a b"),
    ],
)
def test_values_have_python_types(line, value):
    traced = setting(line).settings[line.split()[0]]
    assert (traced.status, traced.value, type(traced.value)) == ("known", value, type(value))


def test_binary_numbers_came_with_the_c_library_of_debian_13():
    assert setting("default_pool_size = 0b11", "1.26").settings["default_pool_size"].value == 3
    refused = setting("default_pool_size = 0b11", "1.18")
    assert [problem.data["reason"] for problem in refused.problems] == ["not-a-number"]


def test_a_value_has_its_place_in_characters():
    place = ini("[pgbouncer]\n; ä\n\tauth_user  =  jürgen x \n").settings["auth_user"].origin
    assert (place.file, place.line, place.column, place.end_line, place.end_column) == ("pgbouncer.ini", 3, 16, 3, 24)


def test_carriage_returns_do_not_move_places():
    place = ini("[pgbouncer]\r\npool_mode = session\r\n").settings["pool_mode"].origin
    assert (place.line, place.column, place.end_column) == (2, 13, 20)


def test_a_refused_value_is_unknown():
    assert setting("pool_mode = x").settings["pool_mode"].status == "unknown"


def test_a_number_is_no_secret_whatever_stands_behind_it():
    config = entry("pool_size=5,password=hush connect_query='password=hush'")
    settings = config.databases["app"].settings
    assert (settings["pool_size"].value, settings["pool_size"].secret) == (5, False)
    assert settings["connect_query"].secret
    assert "hush" not in config.model_dump_json()


def test_a_password_is_never_kept():
    config = entry("host=db password='hush hush' user=u")
    assert config.databases["app"].settings["password"].secret
    assert "hush" not in config.model_dump_json()
    (place,) = config.secrets
    assert (place.line, place.column, place.end_column) == (3, 25, 34)


@pytest.mark.parametrize(
    "text",
    [
        "[databases]\napp = postgres://u:hush@h/d\n",
        "[databases]\napp = host=a password='hush\n",
        "[databases]\napp = host=a PASSWORD=hush\n",
        "[databases]\napp = host=a pasword=hush\n",
        "[databases]\napp = host=a password=hush ; x\n",
        "[databases]\napp = password= user=hush\n",
        "[databases]\napp password=hush\n",
        "[databases]\n* = password=hush port=abc\n",
        "auth_ldap_options = ldapbindpasswd=hush\n",
        "[databases]\napp = host=a password=hush port=x\n",
    ],
)
def test_no_message_holds_a_password(text):
    config = ini("[pgbouncer]\n" + text)
    assert config.secrets
    assert "hush" not in "".join(problem.model_dump_json() for problem in config.problems)


@pytest.mark.parametrize("final", [True, False])
@pytest.mark.parametrize("value", ["${SIZE}", "{{ size }}", "<%= size %>", "$POOL_SIZE", "${SIZE:-20}"])
def test_a_placeholder_is_an_unknown_value(value, final):
    config = setting(f"default_pool_size = {value}", final=final)
    assert config.settings["default_pool_size"].status == "unknown"
    assert config.accepted is not final
    assert [problem.kind for problem in config.problems] == (["placeholder"] if final else [])


def test_a_placeholder_in_a_text_does_not_stop_the_start():
    config = entry("host=${DB_HOST} port=5432")
    assert config.accepted
    assert config.databases["app"].settings["host"].missing == "DB_HOST"


def test_an_entry_in_a_condition_of_a_template_is_there_with_unknown_values():
    config = ini("[databases]\n{% if replica %}\napp = host=b\n{% endif %}\n[pgbouncer]\n", final=False)
    assert config.databases["app"].settings["host"].reason == "it stands inside a condition or loop of the template"


@pytest.mark.parametrize("name", ["{{ name }}", "<%= name %>", "${NAME}"])
def test_a_placeholder_for_the_name_of_an_entry_hides_one(name):
    text = f"[databases]\n{name} = host=db\napp = host=db\n[pgbouncer]\n"
    template = ini(text, final=False)
    assert (list(template.databases), template.databases_whole, template.accepted) == (["app"], False, True)
    assert not ini(text).accepted


def test_control_lines_of_a_template_make_values_unknown():
    text = "[pgbouncer]\n{% if big %}\ndefault_pool_size = 50\n{% endif %}\npool_mode = session\n{{ more }}\n"
    config = ini(text, path=Path("pgbouncer.ini.j2"))
    assert config.accepted
    assert config.settings["default_pool_size"].status == "unknown"
    assert config.settings["pool_mode"].value == "session"
    assert [problem.kind for problem in config.problems] == ["template-control"]


def test_blanks_in_a_placeholder_of_a_template_end_no_value():
    text = "[databases]\n* = host={{ socket_dir }} port={{ port }}\n[pgbouncer]\n"
    config = ini(text, path=Path("pgbouncer.ini.j2"))
    assert config.problems == ()
    assert config.databases["*"].settings["host"].status == "unknown"
    assert [one.kind for one in ini(text).problems] != []


def test_a_loop_in_databases_may_hold_entries():
    text = "[databases]\n{% for db in all %}\n{{ db }} = host={{ db }}\n{% endfor %}\n[pgbouncer]\n"
    config = ini(text, path=Path("pgbouncer.ini.j2"))
    assert (config.databases, config.databases_whole) == ({}, False)
