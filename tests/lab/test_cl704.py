"""CL704: a second [pgbouncer] header resets everything that stood under the first."""

from tests.lab.harness.outcome import noted
from tests.lab.harness.setup import Setup

DATABASES = "[databases]\n{name} = host=127.0.0.1 port={server_port}\n"
REST = "listen_addr = 127.0.0.1\nlisten_port = {port}\nauth_type = trust\nauth_file = userlist.txt\nstats_users = app\nunix_socket_dir =\n"
BAD = Setup(ini=f"[pgbouncer]\npool_mode = transaction\n{DATABASES}[pgbouncer]\n{REST}")
GOOD = Setup(ini=f"{DATABASES}[pgbouncer]\npool_mode = transaction\n{REST}")


def test_cl704(lab):
    lab.prove("CL704", BAD, GOOD, lambda run: noted(pool_mode=run.config("pool_mode")), "pool_mode=session", drivers=("psycopg",))
