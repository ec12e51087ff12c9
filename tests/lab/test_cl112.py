"""CL112: TLS is asked for where the pooler does not speak it."""

from tests.lab.harness.setup import Setup

BAD = Setup(options={"sslmode": "require"}, pgbouncer={"client_tls_sslmode": "disable"})
GOOD = BAD.but(options={"sslmode": "prefer"})

SCRIPT = "query()"


def test_cl112(lab):
    lab.prove("CL112", BAD, GOOD, SCRIPT, "OperationalError: .*server does not support SSL, but SSL was required")
