"""CL406: another client runs as the role that this one assumed."""

from tests.lab.harness.setup import Setup

PLAIN = {"OPTIONS": {"connect_timeout": 5}}
BAD = Setup(options={"assume_role": "other"}, aliases={"plain": PLAIN})
GOOD = BAD.but(pgbouncer={"pool_mode": "session"})


def drive(run):
    """One alias assumes a role, the other asks who it is."""
    run.server.sql("GRANT other TO app")
    return run.drive("query()\nseen['user'] = query('SELECT current_user', 'plain')")


def test_cl406(lab):
    lab.prove("CL406", BAD, GOOD, drive, "user=other")
