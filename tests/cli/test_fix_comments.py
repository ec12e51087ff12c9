"""--fix moves the comments of a pooler's file to lines of their own, and a second run has nothing to say."""

POOLER = """\
[databases]
app = host=127.0.0.1 port=5432 pool_size=5 ; five is enough
more = host=127.0.0.1 port=5432 ;pool_size=5

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = 6432
auth_type = scram-sha-256
auth_file = userlist.txt
default_pool_size = 20 # twenty
"""
FIXED = """\
[databases]
; five is enough
app = host=127.0.0.1 port=5432 pool_size=5
;pool_size=5
more = host=127.0.0.1 port=5432

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = 6432
auth_type = scram-sha-256
auth_file = userlist.txt
# twenty
default_pool_size = 20
"""


def test_each_comment_gets_its_own_line(project, run, codes):
    file = project.path / "pgbouncer.ini"
    file.write_text(POOLER)
    assert [code for code in codes(".") if code.startswith("CL7")] == ["CL703"] * 3
    run("--fix", ".")
    assert file.read_text() == FIXED
    assert not {"CL701", "CL703", "CL706", "CL904"} & set(codes("."))
