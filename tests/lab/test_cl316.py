"""CL316: idle backends of one pool keep the slots that a cold pool needs."""

from tests.lab.conftest import SLOTS
from tests.lab.harness.setup import Setup

BAD = Setup(
    aliases={"second": {"USER": "other"}},
    pgbouncer={"default_pool_size": 5, "server_idle_timeout": 600, "query_wait_timeout": 2},
    server={"max_connections": SLOTS},
)
GOOD = BAD.but(pgbouncer={"server_idle_timeout": 0.5})

SCRIPT = """
at_once(5, lambda number: query("SELECT pg_sleep(0.7)"))
pause(2)
query(alias="second")
"""


def test_cl316(lab, small):
    shows = "OperationalError: .*(remaining connection slots are reserved|server closed|query_wait_timeout)"
    lab.prove("CL316", BAD, GOOD, SCRIPT, shows, server=small)
