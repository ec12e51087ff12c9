import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from connlint.parsers.topology import read_environment, read_topology
from connlint.parsers.versions import read_versions

NAMES = [
    "compose.yml",
    "Procfile",
    "Dockerfile",
    "gunicorn.conf.py",
    "uwsgi.ini",
    "supervisord.conf",
    "web.service",
    "render.yaml",
    "fly.toml",
    "k8s.yaml",
    "app.json",
    "requirements.txt",
    "pyproject.toml",
    "setup.cfg",
    "Pipfile",
    "Pipfile.lock",
    "poetry.lock",
]
PIECES = st.sampled_from(
    [
        "services:\n  web:\n    command: ",
        "kind: Deployment\nmetadata: {name: a}\nspec: ",
        "web: ",
        "gunicorn app -w ",
        "${",
        "${A:-",
        "}",
        "$(",
        ")",
        "'",
        '"',
        "\\\n",
        "[",
        "{",
        "ENV ",
        "CMD ",
        "FROM a AS b\n",
        "[program:x]\ncommand=",
        "[Service]\nExecStart=",
        "workers = ",
        "[processes]\nweb = ",
        "django==",
        "-r ",
        "&x *x",
        "\n",
        "\t",
        "\0",
        "é",
        "1e999",
        "-c",
    ]
)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES, max_size=12))
@example(pieces=["-r ", "\0"])
def test_nothing_crashes(tmp_path, name, pieces):
    (tmp_path / name).write_text("".join(pieces), newline="")
    assert read_topology(tmp_path).clients is None
    assert isinstance(read_environment(tmp_path), dict)
    assert read_versions(tmp_path).found is not None


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"\xef\xbb\xbf", b"\r\n" * 10])
def test_bytes_that_are_no_text(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    assert read_topology(tmp_path).clients is None
    assert isinstance(read_environment(tmp_path), dict)
    assert read_versions(tmp_path).found is not None


def test_nothing_outside_the_project_is_read(tmp_path):
    outside, root = tmp_path / "outside", tmp_path / "root"
    outside.mkdir()
    root.mkdir()
    (outside / "Dockerfile").write_text("FROM a\nENV LEAKED=1\nCMD gunicorn app\n")
    (outside / "leak.env").write_text("LEAKED=2\n")
    (outside / "start.sh").write_text("#!/bin/sh\ngunicorn app -w 99\n")
    (outside / "gunicorn.conf.py").write_text("workers = 99\n")
    (root / "start.sh").symlink_to(outside / "start.sh")
    (root / "compose.yml").write_text(
        "services:\n"
        "  web:\n    build: ../outside\n    env_file: [../outside/leak.env]\n"
        "    command: gunicorn app -c ../outside/gunicorn.conf.py\n"
        "  other:\n    image: a\n    command: ./start.sh\n"
    )
    found = read_topology(root)
    assert [(group.name, group.processes.value) for group in found.groups] == [("web", 1)]
    assert read_environment(root) == {}


def test_a_directory_that_cannot_be_listed_says_nothing(tmp_path):
    assert read_topology(tmp_path / "missing").groups == ()
