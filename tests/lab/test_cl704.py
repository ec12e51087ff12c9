"""CL704: a second [pgbouncer] header resets everything that stood under the first."""

from tests.lab.harness.outcome import noted
from tests.lab.harness.setup import Setup

DATABASES = "[databases]\n{name} = host=127.0.0.1 port={server_port}\n"
REST = """\
listen_addr = 127.0.0.1
listen_port = {port}
auth_type = trust
auth_file = userlist.txt
stats_users = app
unix_socket_dir =
"""
BAD = Setup(ini=f"[pgbouncer]\npool_mode = transaction\n{DATABASES}[pgbouncer]\n{REST}")
GOOD = Setup(ini=f"{DATABASES}[pgbouncer]\npool_mode = transaction\n{REST}")


def drive(run):
    """Ask the pooler."""
    return noted(pool_mode=run.config("pool_mode"))


def test_cl704(lab):
    lab.prove("CL704", BAD, GOOD, drive, "pool_mode=session", drivers=("psycopg",))
