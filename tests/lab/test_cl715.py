"""CL715: a file that is included and not there stops the start."""

from tests.lab.harness.setup import Setup

INI = """\
[databases]
{name} = host=127.0.0.1 port={server_port}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
auth_type = trust
auth_file = userlist.txt
unix_socket_dir =
pool_mode = transaction
%include pools.ini
"""
BAD = Setup(ini=INI)
GOOD = BAD.but(files={"pools.ini": "default_pool_size = 10\n"})

SCRIPT = "query()"


def test_cl715(lab):
    shows = "PgBouncer does not start: .*pools.ini"
    lab.prove("CL715", BAD, GOOD, SCRIPT, shows, drivers=("psycopg",))
