from pathlib import Path

import pytest

from connlint.parsers.postgresql.forms import is_server_image, read_server_forms
from connlint.sources.text import Source


def servers(text, name="compose.yml", folder=Path("/nonexistent")):
    return read_server_forms([Source(name, folder / name, text.encode())], {})


def service(*lines, image="postgres:16"):
    return "services:\n  db:\n    image: " + image + "\n" + "".join(f"    {line}\n" for line in lines)


@pytest.mark.parametrize(
    "text",
    [
        service(),
        service("command: postgres"),
        service("command: postgres -c max_connections"),
        service("command: postgres -c 'two words'"),
        service("environment: {POSTGRESQL_MAX_CONNECTIONS: '', PGDATA: /data}"),
        "apiVersion: x/v1\nkind: Cluster\nspec: {instances: 3, image: postgres}\n",
        "apiVersion: x/v1\nkind: Cluster\nspec: {postgresql: {parameters: {}}}\n",
        "apiVersion: v1\nkind: Service\nmetadata: {name: postgres}\n",
        "apiVersion: v1\nkind: Pod\nspec:\n  containers: [{image: nginx}, {name: a}, {image: postgres}]\n",
        service("command: postgres -c max_connections=5", image="nginx"),
        "postgres: [",
        "a: postgres\n",
    ],
)
def test_nothing_written_gives_no_server(text):
    assert servers(text) == []


@pytest.mark.parametrize(
    "command",
    [
        "command: postgres -c max_connections=200 -c statement_timeout=30s",
        "command: ['postgres', '-c', 'max_connections=200', '-c', 'statement_timeout=30000']",
        "command: -c max-connections=200 --statement_timeout=30s",
        "command: postgres -N 200 -cstatement_timeout=30s",
        'command: bash -c "postgres -N200 -c statement_timeout=30s"',
        """command: ["sh", "-c", "echo 'open; postgres -N200 -c statement_timeout=30s"]""",
        "command:\n      - -N\n      - '200'\n      - --statement-timeout=0.5min",
    ],
)
def test_the_command_of_a_service(command):
    (server,) = servers(service(command))
    assert {name: traced.value for name, traced in server.settings.items()} == {
        "max_connections": 200,
        "statement_timeout": 30,
    }
    assert server.form == "postgres command"


def test_a_variable_that_nobody_supplies_is_unknown():
    (server,) = servers(service("command: postgres -c max_connections=${MAX}"))
    assert server.settings["max_connections"].status == "unknown"
    (server,) = servers(service("command: postgres -c max_connections=${MAX:-150}"))
    assert server.settings["max_connections"].value == 150


@pytest.mark.parametrize(
    "volumes",
    [
        "['./data:/data', './pg.conf:/etc/pg.conf:ro']",
        "[{type: bind, source: ./pg.conf, target: /etc/pg.conf}]",
    ],
)
def test_the_command_wins_over_the_mounted_file(tmp_path, volumes):
    (tmp_path / "pg.conf").write_text("max_connections = 50\nidle_session_timeout = 1min\n")
    text = service("command: postgres -c config_file=/etc/pg.conf -c max_connections=80", f"volumes: {volumes}")
    (server,) = servers(text, folder=tmp_path)
    assert server.settings["max_connections"].value == 80
    assert server.settings["idle_session_timeout"].value == 60
    assert any(name.endswith("pg.conf") for name in server.files)


@pytest.mark.parametrize("volume", ["./pg.conf:/etc/other.conf", "./none.conf:/etc/pg.conf", "/etc/pg.conf"])
def test_a_file_that_is_not_there_may_set_anything(tmp_path, volume):
    (tmp_path / "pg.conf").write_text("max_connections = 50\n")
    text = service("command: postgres -c config_file=/etc/pg.conf -c lock_timeout=5s", f"volumes: ['{volume}']")
    (server,) = servers(text, folder=tmp_path)
    assert (server.settings["lock_timeout"].value, server.unseen.missing) == (5, "/etc/pg.conf")


def test_bitnami_takes_a_variable():
    (server,) = servers(service("environment: {POSTGRESQL_MAX_CONNECTIONS: 300}", image="bitnami/postgresql:16"))
    assert server.settings["max_connections"].value == 300


@pytest.mark.parametrize("kind, form", [("Cluster", "CloudNativePG Cluster"), ("postgresql", "Zalando postgresql")])
def test_parameters_of_operators(kind, form):
    parameters = "{max_connections: '250', lock_timeout: 5s}"
    text = f"apiVersion: x/v1\nkind: {kind}\nspec:\n  postgresql:\n    parameters:\n      {parameters}\n"
    (server,) = servers(text, "pg.yaml")
    assert (server.form, server.settings["max_connections"].value, server.settings["lock_timeout"].value) == (
        form,
        250,
        5,
    )
    assert server.settings["max_connections"].origin.line == 6


def test_a_file_in_the_container_of_a_workload_may_set_anything():
    text = (
        "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n"
        "    - image: postgres:15\n      args: [-c, config_file=/etc/pg.conf, -c, max_connections=70]\n"
    )
    (server,) = servers(text, "pg.yaml")
    assert (server.settings["max_connections"].value, server.unseen.missing) == (70, "/etc/pg.conf")


def test_the_container_of_a_workload():
    text = (
        "apiVersion: apps/v1\nkind: StatefulSet\nspec:\n  template:\n    spec:\n      containers:\n"
        "        - image: postgres:15\n          args: [-c, max_connections=70]\n"
    )
    (server,) = servers(text, "pg.yaml")
    assert server.settings["max_connections"].value == 70


@pytest.mark.parametrize(
    "image", ["postgres", "postgis/postgis:16-3.4", "bitnami/postgresql:16", "registry:5000/library/postgres@sha256:ab"]
)
def test_images_of_postgresql(image):
    assert is_server_image(image)


@pytest.mark.parametrize(
    "image", ["postgrest/postgrest", "prometheuscommunity/postgres-exporter", "edoburu/pgbouncer", "dpage/pgadmin4"]
)
def test_images_that_are_something_else(image):
    assert not is_server_image(image)
