"""CL317: the pause between two logins outlasts the client's patience: the outage goes on after its cause is gone."""

from tests.lab.harness.setup import Setup

BAD = Setup(pgbouncer={"query_wait_timeout": 1, "server_login_retry": 15, "server_idle_timeout": 1})
GOOD = BAD.but(pgbouncer={"query_wait_timeout": 3, "server_login_retry": 1})


def drive(run):
    """PostgreSQL refuses for a moment, then is there again."""
    limit = f"ALTER DATABASE {run.database} CONNECTION LIMIT"
    run.server.sql(f"{limit} 0")
    run.drive("with tolerate('outage'): query()")
    run.server.sql(f"{limit} -1")
    return run.drive("pause(1)\nquery()")


def test_cl317(lab):
    shows = "OperationalError: .*(query_wait_timeout|server_login_retry|server closed|too many)"
    lab.prove("CL317", BAD, GOOD, drive, shows)
