"""CL718: without listen_addr PgBouncer is up and no TCP client reaches it."""

from tests.lab.harness.setup import Setup

BAD = Setup(pgbouncer={"listen_addr": "", "unix_socket_dir": "."})
GOOD = Setup()

SCRIPT = "query()"


def test_cl718(lab):
    lab.prove("CL718", BAD, GOOD, SCRIPT, "OperationalError: .*Connection refused")
