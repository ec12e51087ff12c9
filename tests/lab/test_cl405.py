"""CL405: a statement is prepared on one backend and executed on another."""

from tests.lab.harness.setup import Setup

GOOD = Setup(options={"server_side_binding": True, "prepare_threshold": None}, pgbouncer={"default_pool_size": 2})
BAD = GOOD.but(options={"prepare_threshold": 1})

SCRIPT = """
for number in range(5):
    Item.objects.filter(id=number).first()
with busy_backend():
    for number in range(5):
        Item.objects.filter(id=number).first()
"""


def test_cl405(lab):
    off = {} if lab.older_than("1.21") else {"max_prepared_statements": 0}
    shows = 'ProgrammingError: prepared statement "_pg3_.*" does not exist .*<- psycopg.errors.InvalidSqlStatementName'
    lab.prove("CL405", BAD.but(pgbouncer=off), GOOD.but(pgbouncer=off), SCRIPT, shows, drivers=("psycopg",))
