"""CL702: times are plain seconds."""

from tests.lab.harness.setup import Setup

BAD = Setup(pgbouncer={"server_idle_timeout": "60s"})
GOOD = Setup(pgbouncer={"server_idle_timeout": "60"})

SCRIPT = "query()"


def test_cl702(lab):
    shows = r'PgBouncer does not start: .*invalid value "60s" for parameter server_idle_timeout'
    lab.prove("CL702", BAD, GOOD, SCRIPT, shows, drivers=("psycopg",))
