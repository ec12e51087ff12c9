"""``connlint show``: the contract for programs, the table for people."""

import json

import pytest

from .conftest import POOLER, SETTINGS

BRANCHES = """\
import os

DEBUG = os.environ.get("DEBUG") == "1"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": os.environ["DB_HOST"],
        "PASSWORD": "hunter2",
        "CONN_MAX_AGE": 0 if DEBUG else 600,
        "OPTIONS": {"connect_timeout": 5},
    }
}
if not DEBUG:
    DATABASES["default"]["OPTIONS"]["sslmode"] = "require"
    DATABASES["replica"] = {"ENGINE": "django.db.backends.postgresql", "HOST": "replica"}
"""


@pytest.fixture
def shown(run, project):
    def show(text, *arguments):
        (project.path / "settings.py").write_text(text)
        result = run("show", "--format", "json", "settings.py", *arguments)
        assert (result.code, result.err) == (0, "")
        return json.loads(result.out)

    return show


def test_the_keys_of_the_document(run, pair):
    document = json.loads(run("show", "--format", "json", "settings.py", "pgbouncer.ini").out)
    assert list(document) == ["schema", "django", "pgbouncer", "postgresql", "topology", "versions"]
    assert document["schema"] == 1


def test_a_known_value(shown):
    engine = shown(SETTINGS)["django"][0]["databases"]["default"]["ENGINE"]
    assert engine == {
        "status": "known",
        "value": "django.db.backends.postgresql",
        "how": "literal",
        "origin": {"file": "settings.py", "line": 5, "column": 19, "end_line": 5, "end_column": 50},
    }


def test_defaults_of_django(shown):
    default = shown(SETTINGS)["django"][0]["databases"]["default"]
    assert default["ATOMIC_REQUESTS"] == {"status": "default", "value": False}
    assert default["AUTOCOMMIT"] == {"status": "default", "value": True}


def test_either_is_told_by_condition(shown):
    default = shown(BRANCHES, "--env", "DB_HOST=db")["django"][0]["databases"]["default"]
    age = default["CONN_MAX_AGE"]
    assert age["status"] == "either"
    assert {branch["value"] for branch in age["values"]} == {0, 600}
    assert all(set(branch) == {"value", "condition"} for branch in age["values"])
    conditions = [branch["condition"] for branch in age["values"]]
    assert "" not in conditions
    assert len(set(conditions)) == 2


def test_a_key_of_one_branch_has_only_that(shown):
    databases = shown(BRANCHES, "--env", "DB_HOST=db")["django"][0]["databases"]
    (mode,) = databases["default"]["OPTIONS"]["sslmode"]["values"]
    assert mode["value"] == "require"
    (host,) = databases["replica"]["HOST"]["values"]
    assert host["value"] == "replica"


def test_known_branches_become_known_with_the_variable(shown):
    databases = shown(BRANCHES, "--env", "DB_HOST=db", "--env", "DEBUG=1")["django"][0]["databases"]
    assert databases["default"]["CONN_MAX_AGE"]["value"] == 0
    assert "replica" not in databases
    assert "sslmode" not in databases["default"]["OPTIONS"]


def test_an_unknown_value_has_its_reason(shown):
    host = shown(BRANCHES)["django"][0]["databases"]["default"]["HOST"]
    assert set(host) == {"status", "reason"}
    assert "DB_HOST" in host["reason"]


def test_options_are_one_level_down(shown):
    options = shown(SETTINGS)["django"][0]["databases"]["default"]["OPTIONS"]
    assert options["connect_timeout"]["value"] == 5


def test_databases_that_nobody_knows(shown):
    databases = shown("import vault\nDATABASES = vault.read('databases')\n")["django"][0]["databases"]
    assert databases["status"] == "unknown"
    assert databases["reason"]


def test_no_databases(shown):
    assert shown("INSTALLED_APPS = []\n")["django"][0]["databases"] == {}


def test_none_and_types_are_kept(shown):
    text = SETTINGS.replace("600", "None").replace("6432", "'6432'")
    default = shown(text)["django"][0]["databases"]["default"]
    assert default["CONN_MAX_AGE"]["value"] is None
    assert default["PORT"]["value"] == "6432"
    assert default["CONN_HEALTH_CHECKS"]["value"] is False


def test_a_secret_is_redacted(shown):
    password = shown(SETTINGS)["django"][0]["databases"]["default"]["PASSWORD"]
    assert password["status"] == "known"
    assert password["value"] == "********"


def test_a_pooler(run, project):
    (project.path / "pgbouncer.ini").write_text(POOLER)
    (pooler,) = json.loads(run("show", "--format", "json", "pgbouncer.ini").out)["pgbouncer"]
    assert pooler["file"] == "pgbouncer.ini"
    assert pooler["settings"]["pool_mode"]["value"] == "transaction"
    assert pooler["settings"]["pool_mode"]["origin"]["line"] == 9
    assert pooler["settings"]["server_idle_timeout"] == {"status": "default", "value": 600}
    assert pooler["databases"]["app"]["host"]["value"] == "127.0.0.1"
    assert pooler["users"] == {}


def test_the_table(run, project):
    project.write(
        base_DOT_py="import os\nAGE = int(os.environ.get('AGE', '60'))\n",
        settings_DOT_py="from base import *\nDATABASES = {'default': {'CONN_MAX_AGE': AGE, 'PASSWORD': 'hunter2'}}\n",
    )
    lines = run("show", "settings.py").out.splitlines()
    (age,) = [line for line in lines if "CONN_MAX_AGE" in line]
    for part in ("60", "settings.py:2", "base.py:2", "AGE"):
        assert part in age
    assert any("ATOMIC_REQUESTS" in line and "default of Django" in line for line in lines)
    assert "hunter2" not in "\n".join(lines)


def test_the_table_of_branches_and_unknowns(run, project):
    (project.path / "settings.py").write_text(BRANCHES)
    out = run("show", "settings.py").out
    assert "when" in out
    assert "DB_HOST" in out
    assert "replica" in out


def test_the_table_of_a_whole_unknown_and_of_none(run, project):
    project.write(settings_DOT_py="import vault\nDATABASES = vault.read()\n")
    assert "DATABASES" in run("show", "settings.py").out
    project.write(settings_DOT_py="INSTALLED_APPS = []\n")
    assert "sets no DATABASES" in run("show", "settings.py").out


def test_the_table_of_a_pooler_leaves_defaults_to_v(run, pair):
    out = run("show", "settings.py", "pgbouncer.ini").out
    assert "-> pgbouncer.ini [databases] app" in out
    assert "server_idle_timeout" not in out
    assert "defaults (-v shows them)" in out
    assert "server_idle_timeout" in run("show", "-v", "settings.py", "pgbouncer.ini").out


def test_colour(run, pair):
    assert "\x1b[" in run("show", "settings.py", "--color", "always").out
    assert "\x1b" not in run("show", "settings.py").out


def test_declared_facts_are_shown(run, pair):
    document = json.loads(
        run("show", "--format", "json", *("settings.py", "--max-connections", "50", "--django-version", "5.2")).out
    )
    assert document["postgresql"][0]["settings"]["max_connections"]["value"] == 50
    assert document["versions"]["django"]["value"] == "5.2"


@pytest.mark.parametrize("form", ["text", "json"])
def test_secrets_within_other_values_are_redacted(run, pair, form):
    inside = "app = host=db connect_query='ALTER ROLE app PASSWORD ''hunter2'''\n[pgbouncer]\n"
    ldap = 'auth_ldap_options = ldapbinddn="cn=a" ldapbindpasswd="hunter3"\n'
    (pair.path / "pgbouncer.ini").write_text(f"[databases]\n{inside}{ldap}")
    result = run("show", "--format", form, "pgbouncer.ini", "--pgbouncer-version", "1.25.0")
    assert result.code == 0
    assert "ALTER ROLE app PASSWORD" in result.out
    assert "hunter" not in result.out


def test_what_could_not_be_read_is_told(run, pair):
    (pair.path / "postgresql.conf").write_bytes(b"max_connections = 5\n#" + b" " * 6_000_000)
    assert "note: postgresql.conf: too large" in run("show", ".").out


VALUES = """\
import os
from vault import load

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": os.environ["DB_HOST"] if load.here else "db",
        "CONN_MAX_AGE": float("inf"),
        "TEST": {"NAME": "t", "DEPENDENCIES": [], "MORE": {"PASSWORD": "hunter2", "a": 1.5}},
        "OPTIONS": {"list": ["x", 1], "set": {2, 1}, "bytes": b"xyz", "least": -1e400, "object": {"a": {"b": [1]}}},
    },
    "other": {"ENGINE": "django.db.backends.postgresql", "OPTIONS": load()},
}
"""


def test_values_that_json_does_not_have(shown):
    databases = shown(VALUES)["django"][0]["databases"]
    default, options = databases["default"], databases["default"]["OPTIONS"]
    assert default["CONN_MAX_AGE"]["value"] == "unlimited"
    assert default["TEST"]["value"] == {"NAME": "t", "DEPENDENCIES": [], "MORE": {"PASSWORD": "********", "a": 1.5}}
    assert {name: one["value"] for name, one in options.items()} == {
        "list": ["x", 1],
        "set": [2, 1],
        "bytes": "b'xyz'",
        "least": "-inf",
        "object": {"a": {"b": [1]}},
    }


def test_branches_and_options_that_are_not_known(shown):
    databases = shown(VALUES)["django"][0]["databases"]
    assert databases["other"]["OPTIONS"] == {"status": "unknown", "reason": "the module vault cannot be read"}
    host = shown(BRANCHES.replace('os.environ["DB_HOST"]', '"db" if DEBUG else os.environ["DB_HOST"]'))
    first, second = host["django"][0]["databases"]["default"]["HOST"]["values"]
    assert {*first, *second} == {"value", "condition", "reason"}
    assert (first.get("value") or second.get("value")) == "db"


def test_the_table_of_values_that_json_does_not_have(run, project):
    (project.path / "settings.py").write_text(VALUES)
    rows = {line.split()[0]: line for line in run("show", "settings.py").out.splitlines() if line.startswith("    ")}
    assert "{NAME: t, DEPENDENCIES: [], MORE: {PASSWORD: ********, a: 1.5}}" in rows["TEST"]
    assert "the module vault cannot be read" in rows["OPTIONS"]


def test_processes_are_shown(run, pair):
    (pair.path / "Procfile").write_text("web: gunicorn shop.wsgi --workers 3\n")
    (group,) = json.loads(run("show", "--format", "json", "settings.py", "Procfile").out)["topology"]
    assert (group["name"], group["server"], group["processes"]["value"]) == ("web", "gunicorn", 3)
    assert group["origin"] == {"file": "Procfile", "line": 1, "column": 6, "end_line": 1, "end_column": 36}
    out = run("show", "settings.py", "Procfile").out
    assert "  web (gunicorn)\n" in out
    assert "    processes     3     Procfile:1  --workers" in out
    assert "clients  7" in run("show", "settings.py", "--clients", "7").out
