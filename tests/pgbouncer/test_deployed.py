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


def compose(tmp_path, image, *variables):
    (tmp_path / "pgbouncer.ini").write_text("[databases]\n* = host=db\n[pgbouncer]\npool_mode = transaction\n")
    lines = [
        "services:",
        "  pooler:",
        f"    image: {image}",
        "    environment:",
        "      DB_HOST: db",
        *(f"      {name}: {value}" for name, value in variables),
        "    volumes:",
        "      - ./pgbouncer.ini:/etc/pgbouncer/pgbouncer.ini",
    ]
    (tmp_path / "compose.yml").write_text("\n".join(lines))
    return read_deployed(tmp_path)


def test_variables_that_one_ini_outdoes_are_one_problem(tmp_path):
    many = [("POOL_MODE", "session"), ("AUTH_TYPE", "md5"), ("MAX_CLIENT_CONN", "9"), ("MIN_POOL_SIZE", "1")]
    (one,) = compose(tmp_path, "edoburu/pgbouncer:1.25.1", *many, ("QUERY_TIMEOUT", "3")).problems
    assert one.message == (
        "./pgbouncer.ini wins over the 5 variables of pool_mode, auth_type, max_client_conn, min_pool_size and 1 more, "
        "which are what the file says"
    )
    assert one.place.line == 6
    (one,) = compose(tmp_path, "edoburu/pgbouncer:1.25.1", *many[:2]).problems
    assert "the 2 variables of pool_mode and auth_type," in one.message
    (one,) = compose(tmp_path, "edoburu/pgbouncer:1.25.1", ("POOL_MODE", "transaction"), many[1]).problems
    assert one.message.endswith("so auth_type is what the file says")


def test_an_ini_that_the_image_replaces_is_told(tmp_path):
    found = compose(tmp_path, "pgbouncer/pgbouncer:1.25.1", ("PGBOUNCER_POOL_MODE", "session"))
    assert found.replaced == {(tmp_path / "pgbouncer.ini").resolve()}
    assert len(found.poolers) == 1
    assert compose(tmp_path, "edoburu/pgbouncer:1.25.1").replaced == frozenset()
