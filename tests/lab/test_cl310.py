"""CL310: limits are counted per entry: two entries of one database get them twice."""

from tests.lab.harness.outcome import noted
from tests.lab.harness.setup import Setup

INI = """\
[databases]
{name} = host=127.0.0.1 port={server_port} dbname={name}
reports = host=127.0.0.1 port={server_port} dbname=DBNAME

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
auth_type = trust
auth_file = userlist.txt
unix_socket_dir =
pool_mode = transaction
max_db_connections = 2
"""
BAD = Setup(aliases={"reports": {"NAME": "reports"}}, ini=INI.replace("DBNAME", "{name}"))
GOOD = BAD.but(ini=INI.replace("DBNAME", "template_shop"))


def drive(run):
    """Four clients of each entry at once."""
    run.drive("at_once(8, lambda number: query('SELECT pg_sleep(1)', ('default', 'reports')[number % 2]))")
    return noted(backends=run.backends())


def test_cl310(lab):
    lab.prove("CL310", BAD, GOOD, drive, "backends=4", drivers=("psycopg",))
