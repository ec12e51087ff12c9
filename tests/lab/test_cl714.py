"""CL714: a mistake in the fallback entry shows only when somebody connects."""

from tests.lab.harness.setup import Setup

INI = """\
[databases]
* = host=127.0.0.1 port={server_port}EXTRA

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
auth_type = trust
auth_file = userlist.txt
unix_socket_dir =
pool_mode = transaction
"""
BAD = Setup(ini=INI.replace("EXTRA", " sslmode=require"))
GOOD = Setup(ini=INI.replace("EXTRA", ""))

SCRIPT = "query()"


def test_cl714(lab):
    lab.prove("CL714", BAD, GOOD, SCRIPT, "OperationalError: .*no such database")
