"""Which files a run reads: each once, named or discovered, with what the options and the configuration add."""

import json

import pytest

from connlint.lint import lint
from connlint.models.options import Options

from .test_bad_input import assert_one_line


def read_files(run, *arguments):
    result = run("show", "--format", "json", *arguments)
    assert (result.code, result.err) == (0, "")
    document = json.loads(result.out)
    return {kind: [one["file"] for one in document[kind]] for kind in ("django", "pgbouncer", "postgresql")}


@pytest.mark.parametrize(
    "paths",
    [
        ["settings.py", "./settings.py", "pgbouncer.ini", "postgresql.conf", "postgresql.conf"],
        [".", "settings.py"],
        ["pgbouncer.ini", "."],
        [".", "./postgresql.conf"],
        [".", "../{here}"],
    ],
)
def test_a_file_that_is_given_twice_is_one(run, pair, paths):
    (pair.path / "postgresql.conf").write_text("max_connections = 50\n")
    found = read_files(run, *(path.replace("{here}", pair.path.name) for path in paths))
    assert found == {"django": ["settings.py"], "pgbouncer": ["pgbouncer.ini"], "postgresql": ["postgresql.conf"]}


def test_the_settings_of_a_project_beside_a_named_pooler(run, pair):
    (pair.path / "postgresql.conf").write_text("max_connections = 50\n")
    found = read_files(run, "pgbouncer.ini", "--settings", "settings")
    assert found == {"django": ["settings.py"], "pgbouncer": ["pgbouncer.ini"], "postgresql": []}


def test_a_named_file_of_variables(run, project):
    text = "import os\nDATABASES = {'default': {'ENGINE': 'x', 'HOST': os.environ['DB_HOST']}}\n"
    project.write(settings_DOT_py=text, prod_DOT_env="DB_HOST=db\n")
    document = json.loads(run("show", "--format", "json", "settings.py", "prod.env").out)
    host = document["django"][0]["databases"]["default"]["HOST"]
    assert (host["value"], host["how"]) == ("db", "env file prod.env")


def test_a_file_that_a_named_one_takes_in_and_that_is_no_text(run, project):
    project.write(postgresql_DOT_conf="max_connections = 50\n")
    (project.path / "postgresql.auto.conf").write_bytes(b"a = '\xe9'\n")
    assert_one_line(run("postgresql.conf"), "postgresql.auto.conf:1: not UTF-8: byte 0xe9")


def test_a_file_that_a_container_mounts_is_one_server(run, pair):
    compose = (
        "services:\n  db:\n    image: postgres:16\n    command: postgres -c config_file=/etc/postgresql.conf\n"
        "    volumes: ['./postgresql.conf:/etc/postgresql.conf']\n"
    )
    pair.write(compose_DOT_yml=compose, postgresql_DOT_conf="max_connections = 50\n")
    assert read_files(run, ".")["postgresql"] == ["compose.yml"]
    assert lint(["."]).stack.facts["max_connections"].value == 50


def test_a_mistake_in_a_file_that_the_named_settings_import_is_a_finding(run, pair):
    text = (pair.path / "settings.py").read_text()
    pair.write(extra_DOT_py="x = = 1\n")
    (pair.path / "settings.py").write_text(f"from extra import *\n{text}")
    result = run("settings.py")
    assert "error[CL904]" in result.out
    assert (result.code, result.err) == (2, "")


TOPOLOGY = "[tool.connlint.topology]\n"


def test_declared_processes(run, pair):
    (pair.path / "pyproject.toml").write_text(f"{TOPOLOGY}cores = 4\n[tool.connlint.topology.web]\nprocesses = 3\n")
    (group,) = json.loads(run("show", "--format", "json", "settings.py").out)["topology"]
    assert (group["name"], group["processes"]["value"]) == ("web", 3)
    assert lint(["settings.py"], Options(cores=8)).stack.topology.cores.value == 8


@pytest.mark.parametrize(
    "table, words",
    [
        ("cors = 4\n", "topology.cors is neither one of clients, cores"),
        (
            "[tool.connlint.topology.web]\nprocesses = -1\n",
            "topology.web.processes must be a number of 0 or more, not -1",
        ),
    ],
)
def test_declared_processes_that_make_no_sense(run, pair, table, words):
    (pair.path / "pyproject.toml").write_text(TOPOLOGY + table)
    assert_one_line(run("settings.py"), "[tool.connlint.topology]", words)


DIRECT = """\
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "db.example", "CONN_MAX_AGE": 600}}
"""


def test_a_declared_proxy_and_network_count(codes, project):
    project.write(settings_DOT_py=DIRECT)
    assert not {"CL104", "CL401"} & set(codes("settings.py"))
    project.write(connlint_DOT_toml="[proxy]\nmode = 'transaction'\n[network]\nidle-limit = 350\n")
    assert {"CL104", "CL401"} <= set(codes("settings.py"))


def test_an_ini_that_an_image_replaces_is_no_pooler(project, run):
    ini = "[databases]\n* = host=db\n[pgbouncer]\nauth_file = u\n"
    compose = (
        "services:\n  pooler:\n    image: pgbouncer/pgbouncer:1.25.1\n    environment:\n      DATABASES_HOST: db\n"
        "    volumes: [./pgbouncer.ini:/etc/pgbouncer/pgbouncer.ini]\n"
    )
    project.write(pgbouncer_DOT_ini=ini, compose_DOT_yml=compose)
    assert [one["file"] for one in json.loads(run("show", "--format", "json").out)["pgbouncer"]] == ["compose.yml"]
    named = json.loads(run("show", "--format", "json", "pgbouncer.ini").out)["pgbouncer"]
    assert [one["file"] for one in named] == ["pgbouncer.ini"]


def test_settings_read_files_of_the_whole_project(project, run):
    text = (
        "from pathlib import Path\nfrom dotenv import load_dotenv\nimport os\n"
        "load_dotenv(Path(__file__).resolve().parent.parent.parent / '.env')\n"
        'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": os.environ["DB_HOST"]}}\n'
    )
    project.write(backend__manage_DOT_py="", backend__app__settings_DOT_py=text, _DOT_env="DB_HOST=db\n")
    (module,) = json.loads(run("show", "--format", "json").out)["django"]
    assert module["databases"]["default"]["HOST"]["value"] == "db"


def test_a_deployment_alone_is_something_to_check(project, run):
    manifest = (
        "apiVersion: postgresql.cnpg.io/v1\nkind: Pooler\nmetadata: {name: rw}\nspec:\n  cluster: {name: pg}\n"
        "  instances: 2\n  type: rw\n  pgbouncer:\n    poolMode: transaction\n"
        "    parameters: {max_client_conn: '100'}\n"
    )
    project.write(deploy__pooler_DOT_yaml=manifest)
    (pooler,) = json.loads(run("show", "--format", "json").out)["pgbouncer"]
    assert pooler["settings"]["pool_mode"]["value"] == "transaction"
    assert run().code == 0
    project.write(deploy__pooler_DOT_yaml="kind: Service\n")
    assert run().code == 2
