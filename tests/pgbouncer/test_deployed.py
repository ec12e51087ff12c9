from connlint.parsers.deployed import read_deployed

COMPOSE = """\
services:
  db:
    image: postgres:16
    command: postgres -c max_connections=80
  pooler:
    image: edoburu/pgbouncer:1.25.1
    environment: {DB_HOST: db, DB_PASSWORD: hush, POOL_MODE: transaction}
"""


def test_a_project_without_deployment_files_has_nothing(tmp_path):
    (tmp_path / "compose.yml").write_text("services: [")
    (tmp_path / "notes.txt").write_text("pgbouncer")
    found = read_deployed(tmp_path)
    assert (found.poolers, found.servers, found.problems) == ((), (), ())


def test_poolers_and_servers_of_a_project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "compose.yml").write_text(COMPOSE)
    found = read_deployed(tmp_path)
    assert [pooler.file for pooler in found.poolers] == ["compose.yml"]
    assert found.servers[0].settings["max_connections"].value == 80
    assert "hush" not in found.poolers[0].model_dump_json()
    assert found.poolers[0].secrets[0].line == 7


def test_given_files_only(tmp_path):
    (tmp_path / "compose.yml").write_text(COMPOSE)
    assert read_deployed(tmp_path, [tmp_path / "other.txt"]).poolers == ()
    assert len(read_deployed(tmp_path, [tmp_path / "compose.yml"]).poolers) == 1
