"""Whatever a program answers, the run comes to an end: found, open or silent, never an exception."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from connlint.lint.doctor import examine
from connlint.live import Systems
from connlint.models.options import Options
from tests.live.recorded import Recorded, clock

CELLS = st.sampled_from(
    [None, "", "x", "0", "-1", "7", "0.5", "1e3", "1e400", "nan", "99999999999999999999", "on", "app"]
)
COLUMNS = {
    "pg_settings": ["name", "setting", "unit", "vartype", "source", "context", "pending_restart"],
    "SHOW CONFIG": ["key", "value", "default", "changeable"],
    "SHOW DATABASES": ["name", "host", "port", "database", "force_user", "pool_size", "max_connections", "pool_mode"],
    "SHOW USERS": ["name", "pool_mode", "pool_size", "max_user_connections"],
}
KEYS = [
    "pool_mode",
    "default_pool_size",
    "server_idle_timeout",
    "listen_port",
    "tcp_keepalive",
    "auth_type",
    "brand_new",
]
NAMES = ["max_connections", "statement_timeout", "work_mem", "wal_level", "fsync", "DateStyle", "port"]
FILES = {
    "pgbouncer.ini": "[databases]\napp = host=h\n[users]\napp = pool_size=3\n[pgbouncer]\nserver_idle_timeout = 7\n",
    "postgresql.conf": "max_connections = 7\nwork_mem = 5MB\nwal_level = minimal\nfsync = on\nstatement_timeout = 7s\n",
    "settings.py": "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'USER': 'app'}}\n",
}


class Odd(Recorded):
    """Answers with rows of anything; numbers that PostgreSQL or PgBouncer count are numbers."""

    def ask(self, question):
        return self.answers.get(question, [])


def rows(question, **first):
    columns = COLUMNS[question]
    cells = {column: first.get(column, CELLS) for column in columns}
    return st.lists(st.fixed_dictionaries(cells), max_size=6)


SETTINGS = rows(
    "pg_settings",
    name=st.sampled_from(NAMES),
    unit=st.sampled_from([None, "ms", "s", "8kB", "MB", "min", "x"]),
    vartype=st.sampled_from(["integer", "real", "bool", "enum", "string", None]),
    source=st.sampled_from(["default", "configuration file", "user", "override", None]),
)
CONFIG = rows("SHOW CONFIG", key=st.sampled_from(KEYS))
LINES = st.sampled_from(["app", "other", "pgbouncer", "*"])


@given(SETTINGS, CONFIG, rows("SHOW DATABASES", name=LINES), rows("SHOW USERS", name=LINES), st.booleans())
@settings(max_examples=25, deadline=None, derandomize=True, database=None)
def test_no_answer_breaks_a_run(parameters, config, databases, users, with_files):
    server = Odd("10.0.0.5:5432", {"pg_settings": parameters})
    console = Odd("10.0.0.6:6432", {"SHOW CONFIG": config, "SHOW DATABASES": databases, "SHOW USERS": users})
    with tempfile.TemporaryDirectory() as folder:
        for name, text in FILES.items():
            Path(folder, name).write_text(text)
        paths = [str(Path(folder, name)) for name in FILES] if with_files else []
        result = examine(paths, Options(), Systems(server, console, "1.24.1"), 5, clock()).result
    assert all(finding.locations and finding.message for finding in result.findings)
    assert all(item.missing or item.reason for item in result.undecided)
