"""pg_settings as settings: units, sources, what stays unknown."""

import pytest

from connlint.live.postgresql import read_server
from connlint.live.quantities import value_of
from tests.live.recorded import Recorded

ROWS = """
name                    | setting  | unit | vartype | source             | context    | pending_restart
max_connections         | 100      | NULL | integer | configuration file | postmaster | f
statement_timeout       | 30000    | ms   | integer | user               | user       | f
idle_session_timeout    | 0        | ms   | integer | default            | user       | f
application_name        | doctor   | NULL | string  | client             | user       | f
TimeZone                | UTC      | NULL | string  | configuration file | user       | f
primary_conninfo        | password=hunter2 | NULL | string | configuration file | sighup | f
app.secret              | hunter2  | NULL | string  | configuration file | user       | f
"""


@pytest.mark.parametrize(
    "setting, unit, vartype, value",
    [
        ("on", "", "bool", "on"),
        ("abc", "", "enum", "abc"),
        ("100", "", "integer", 100),
        ("0700", "", "integer", 700),
        ("0.5", "", "real", "0.5"),
        ("-1", "ms", "integer", -1),
        ("1500", "ms", "integer", 1.5),
        ("300", "s", "integer", 300),
        ("5", "min", "integer", 300),
        ("16384", "kB", "integer", "16MB"),
        ("2048", "8kB", "integer", "16MB"),
        ("0", "8kB", "integer", "0"),
        ("3", "parsecs", "integer", "3parsecs"),
        ("x", "ms", "integer", "x"),
        ("1e999", "ms", "real", "1e999"),
    ],
)
def test_values(setting, unit, vartype, value):
    assert value_of(setting, unit, vartype) == value


def test_settings():
    config, rows = read_server(Recorded("10.0.0.5:5432", {"pg_settings": ROWS}, user="doctor"))
    assert config.file == "pg_settings of 10.0.0.5:5432"
    assert config.place.live
    assert config.place.short == config.file
    assert config.settings["max_connections"].value == 100
    assert config.settings["max_connections"].origin is None
    assert config.settings["idle_session_timeout"].status == "default"
    assert rows["timezone"]["setting"] == "UTC"


def test_what_the_session_has_of_its_own_hides_the_server():
    config, _ = read_server(Recorded("10.0.0.5:5432", {"pg_settings": ROWS}, user="doctor"))
    assert config.settings["statement_timeout"].status == "unknown"
    assert "for doctor in app (user)" in config.settings["statement_timeout"].reason
    assert config.settings["application_name"].status == "unknown"


def test_secrets_are_not_even_read():
    config, rows = read_server(Recorded("10.0.0.5:5432", {"pg_settings": ROWS}))
    assert "hunter2" not in str((config, rows))
