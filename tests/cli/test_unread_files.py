"""A file whose name says what it is, and that cannot be read, is never passed over: CL904 and exit code 2."""

import json

import pytest

from .conftest import POOLER, SETTINGS

BROKEN = "services:\n  web:\n    image: app\n   command: gunicorn app.wsgi\n"
TEMPLATED = "services:\n  {{ name }}:\n    image: app\n   command: gunicorn app.wsgi\n"
MANIFEST = "apiVersion: apps/v1\nkind: Deployment\nspec: [\n"
PYTHON_16 = SETTINGS.encode("utf-16")


def unreadable(run, *arguments):
    """The CL904 of a run: (severity, file, line, message), and the exit code."""
    result = run("--format", "json", *arguments)
    found = [one for one in json.loads(result.out)["findings"] if one["code"] == "CL904"]
    places = [one["locations"][0] for one in found]
    return [
        (one["severity"], at["file"], at["line"], one["message"]) for one, at in zip(found, places, strict=True)
    ], result.code


@pytest.mark.parametrize(
    "name",
    [
        *("pgbouncer-databases.ini", "notes.ini", "config/app.yml", "deploy/values.yaml", "composer.yml"),
        *("docker/tests/docker-compose.yml", "elsewhere/docker-compose.yml", "deploy/docker-compose.yml.j2"),
    ],
)
def test_a_broken_file_that_is_nobodys_is_no_error(run, pair, name):
    file = pair.path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(BROKEN)
    assert unreadable(run, ".") == ([], 1)


@pytest.mark.parametrize("name", ["docker-compose.yml", "deploy/compose.prod.yaml", "helm/app/templates/web.yaml"])
def test_a_template_is_not_broken(run, pair, name):
    file = pair.path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(TEMPLATED + "kind: Deployment\n")
    assert unreadable(run, ".") == ([], 1)


def test_yaml_without_pyyaml_is_no_error(run, pair, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "yaml", None)
    (pair.path / "docker-compose.yml").write_text(BROKEN)
    assert unreadable(run, ".") == ([], 1)


def test_an_anchor_may_be_set_again(run, pair):
    (pair.path / "docker-compose.yml").write_text("x-a: &a 1\nx-b: &a 2\nservices:\n  web: {image: app, scale: *a}\n")
    assert unreadable(run, ".") == ([], 1)


def test_an_ini_in_latin_1_is_read_as_pgbouncer_reads_it(run, pair):
    (pair.path / "pgbouncer.ini").write_bytes(POOLER.encode() + b"; \xe9t\xe9\n")
    told = [("note", "pgbouncer.ini", 11, "not UTF-8: byte 0xe9; PgBouncer takes the bytes as they are")]
    assert unreadable(run, ".") == (told, 1)
    assert unreadable(run, "pgbouncer.ini") == (told, 0)
    assert unreadable(run, "settings.py", "pgbouncer.ini") == (told, 1)


def test_requirements_in_utf_16_are_read_as_pip_reads_them(run, pair):
    (pair.path / "requirements.txt").write_bytes("Django==5.1.4\r\n".encode("utf-16"))
    assert unreadable(run, ".") == ([], 1)
    assert "5.1.4" in run("show", "--format", "json").out


def test_requirements_that_are_no_text_matter_where_nothing_else_names_django(run, pair):
    (pair.path / "requirements.txt").write_bytes(b"Django==5.1\n# \xe9\n")
    reason = "not UTF-8: byte 0xe9; save the file as UTF-8"
    assert unreadable(run, ".") == ([("error", "requirements.txt", 2, reason)], 2)
    (pair.path / "pyproject.toml").write_text('[project]\ndependencies = ["django==5.1"]\n')
    assert unreadable(run, ".") == ([], 1)


@pytest.mark.parametrize(
    "name, data, reason",
    [
        ("pgbouncer.ini", POOLER.encode("utf-16"), "UTF-16; save it as UTF-8"),
        ("pgbouncer.ini", POOLER.encode("utf-16-be"), "UTF-16; save it as UTF-8"),
        ("pgbouncer.ini", b"\x7fELF\0\0\0" * 100, "is a binary file"),
        ("pgbouncer-replica.ini", POOLER.encode("utf-16"), "UTF-16; save it as UTF-8"),
        ("postgresql.conf", "max_connections = 100\n".encode("utf-16"), "UTF-16; save it as UTF-8"),
        ("docker-compose.yml", BROKEN.encode("utf-16"), "UTF-16; save it as UTF-8"),
        ("Dockerfile", "FROM python\n".encode("utf-16"), "UTF-16; save it as UTF-8"),
        ("Dockerfile", b"# \xe9\nFROM python\n", "not UTF-8: byte 0xe9; save the file as UTF-8"),
        ("deploy/Procfile", b"web: \0\1\2", "is a binary file"),
    ],
)
def test_a_file_that_is_no_text(run, pair, name, data, reason):
    file = pair.path / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    assert unreadable(run, ".") == ([("error", name, 1, reason)], 2)
    named = run(name)
    assert (named.code, named.out) == (2, "")
    assert reason in named.err


@pytest.mark.parametrize("name", ["settings.py", "app/settings/production.py"])
def test_settings_in_utf_16(run, project, name):
    file = project.path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(PYTHON_16)
    (project.path / "pgbouncer.ini").write_text(POOLER)
    assert unreadable(run, ".") == ([("error", name, 1, "UTF-16; save it as UTF-8")], 2)


def test_an_ini_alone_that_is_no_text(run, project):
    (project.path / "pgbouncer.ini").write_bytes(POOLER.encode("utf-16"))
    assert unreadable(run, ".") == ([("error", "pgbouncer.ini", 1, "UTF-16; save it as UTF-8")], 2)


def test_an_empty_ini_is_told(run, pair):
    (pair.path / "pgbouncer.ini").write_text("\n")
    assert "note: pgbouncer.ini is empty: it describes no pooler" in run(".").out


@pytest.mark.parametrize(
    "name, text, line",
    [
        ("docker-compose.yml", BROKEN, 4),
        ("compose.yaml", BROKEN, 4),
        ("docker/docker-compose.prod.yml", BROKEN, 4),
        ("k8s/web.yaml", MANIFEST, 4),
    ],
)
def test_broken_yaml(run, pair, name, text, line):
    file = pair.path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    found, code = unreadable(run, ".")
    assert [one[:3] for one in found] == [("error", name, line)]
    assert found[0][3].startswith("not YAML: ")
    assert code == 2
    assert "CL904" in run("-q", ".").out
    assert "not YAML" not in "".join(json.loads(run("--format", "json", ".").out)["notes"])
    named = run(name)
    assert (named.code, named.out) == (2, "")
    assert named.err.startswith(f"connlint: {name}:{line}: not YAML: ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_connections_are_not_called_direct_while_a_pooler_cannot_be_read(run, pair, encoding):
    (pair.path / "pgbouncer.ini").write_bytes(POOLER.encode(encoding))
    (pair.path / "postgresql.conf").write_text("max_connections = 100\n")
    result = run("--clients", "500", "--format", "json", ".")
    assert "CL304" not in [one["code"] for one in json.loads(result.out)["findings"]]
    (pair.path / "pgbouncer.ini").unlink()
    result = run("--clients", "500", "--format", "json", ".")
    assert "CL304" in [one["code"] for one in json.loads(result.out)["findings"]]
