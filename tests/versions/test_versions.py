import json

import pytest

from connlint.models.release import older_than, parse_release
from connlint.models.traced import known
from connlint.parsers.versions import read_versions
from tests.trees import called, lay


def found(tmp_path, **files):
    return read_versions(lay(tmp_path, called(**files))).found


def test_nothing_declared_is_missing(tmp_path):
    assert found(tmp_path) == {}


@pytest.mark.parametrize(
    "line",
    [
        "# Django==4.2",
        "Django==4.2; sys_platform == 'win32'",
        "Django==4.2 ; extra == 'web'",
        "--index-url https://example.com",
        "???",
    ],
)
def test_lines_that_are_no_requirement(tmp_path, line):
    assert "django" not in found(tmp_path, requirements_DOT_txt=line)


def test_unreadable_files_say_nothing(tmp_path):
    (tmp_path / "requirements.txt").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "pyproject.toml").write_text("[project\n{{ cookiecutter }}")
    assert read_versions(tmp_path).found == {}


@pytest.mark.parametrize(
    "line",
    [
        "Django==4.2.11",
        "django == 4.2.11  # the LTS",
        "django[argon2]==4.2.11 ; python_version >= '3.8'",
        "django==4.2.11 ; python_version != '3.8'",
        "django==4.2.11 \\\n    --hash=sha256:aa",
        "django @ https://example.com/packages/Django-4.2.11-py3-none-any.whl",
        "-e git+https://github.com/django/django@4.2.11#egg=django",
    ],
)
def test_pins_are_known(tmp_path, line):
    version = found(tmp_path, requirements_DOT_txt=line)["django"]
    assert (version.status, version.value) == ("known", "4.2.11")
    assert version.origin.line == 1


def test_a_range_is_unknown_with_its_bounds(tmp_path):
    version = found(tmp_path, requirements_DOT_txt="\ndjango>=4.2,<5.0\n")["django"]
    assert version.status == "unknown"
    assert {name: part.value for name, part in version.parts.items()} == {"min": "4.2", "below": "5.0"}
    assert version.origin.line == 2
    assert "allows django >=4.2,<5.0" in version.reason


def test_a_bare_name_has_no_bounds(tmp_path):
    version = found(tmp_path, requirements_DOT_txt="django\n")["django"]
    assert (version.status, version.parts) == ("unknown", None)


def test_other_files_are_followed_inside_the_root_only(tmp_path):
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "outside.txt").write_text("celery==5.4.0\n")
    (inner / "more").mkdir()
    (inner / "more" / "base.txt").write_text("django==5.1\n-r ../requirements.txt\n")
    (inner / "requirements.txt").write_text("-r more/base.txt\n--requirement=../outside.txt\n-r missing.txt\n")
    assert set(read_versions(inner).found) == {"django"}


def test_files_that_disagree_are_unknown(tmp_path):
    files = {"requirements_DOT_txt": "django==4.2.1", "requirements__prod_DOT_txt": "django==5.0.2"}
    version = found(tmp_path, **files)["django"]
    assert "4.2.1 in" in version.reason
    assert older_than(version, "4.2") is False
    assert older_than(version, "5.1") is True
    assert older_than(version, "5.0") is None


def test_development_does_not_count_when_deployment_says_something(tmp_path):
    files = {"requirements_DOT_txt": "django==4.2.1", "requirements-dev_DOT_txt": "django==5.0.2\npytest==8.0"}
    versions = found(tmp_path, **files)
    assert (versions["django"].value, versions["pytest"].value) == ("4.2.1", "8.0")


def test_the_extras_of_psycopg(tmp_path):
    versions = found(tmp_path, requirements_DOT_txt="psycopg[binary,pool]==3.2.3")
    assert versions["psycopg-binary"].value == "3.2.3"
    assert versions["psycopg-pool"].status == "unknown"


PYPROJECT = """\
[project]
requires-python = ">=3.11"
dependencies = [
    "Django>=5.1,<5.2",
    "psycopg[c]==3.2.3; platform_system != 'Windows'",
]
[dependency-groups]
dev = ["celery==5.4.0", {include-group = "x"}]
[tool.poetry.dependencies]
gunicorn = "^22.0"
uvicorn = {version = "~0.30", extras = ["standard"]}
"""


def test_pyproject(tmp_path):
    versions = found(tmp_path, pyproject_DOT_toml=PYPROJECT)
    assert versions["django"].parts["below"].value == "5.2"
    assert versions["django"].origin.line == 4
    assert versions["psycopg-c"].value == "3.2.3"
    assert versions["celery"].value == "5.4.0"
    assert versions["gunicorn"].parts["below"].value == "23"
    assert versions["uvicorn"].origin.line == 11
    assert versions["python"].parts["min"].value == "3.11"


@pytest.mark.parametrize(
    "text, line",
    [
        ("[tool.poetry.dependencies.django]\nversion = '5.1.4'\n", 1),
        ("[tool.poetry.dependencies]\nshop = {path = '../shop'}\n'django' = '5.1.4'\n", 3),
        ('\n[project]\ndependencies = ["dj\\u0061ngo==5.1.4"]\n', 1),
        ("\n[project]\ndependencies = [1, 'django==5.1.4']\n", 3),
    ],
)
def test_other_spellings_of_pyproject(tmp_path, text, line):
    versions = found(tmp_path, pyproject_DOT_toml=text)
    assert {name: (one.value, one.origin.line) for name, one in versions.items()} == {"django": ("5.1.4", line)}


@pytest.mark.parametrize("name", ["poetry.lock", "uv.lock", "pdm.lock"])
def test_lock_files_win(tmp_path, name):
    (tmp_path / name).write_text('version = 1\n\n[[package]]\nname = "Django"\nversion = "5.1.4"\n')
    versions = found(tmp_path, pyproject_DOT_toml=PYPROJECT)
    assert versions["django"].value == "5.1.4"
    assert (versions["django"].origin.line, versions["django"].origin.column) == (5, 12)


def test_pipfile_lock(tmp_path):
    data = {
        "_meta": {},
        "default": {
            "django": {"hashes": ["x"], "version": "==4.2.9"},
            "shop": {"git": "https://example.com/shop.git", "ref": "v1"},
        },
        "develop": {"pytest": {"version": "==8.0"}},
    }
    (tmp_path / "Pipfile.lock").write_text(json.dumps(data, indent=4))
    versions = found(tmp_path, Pipfile='[packages]\ndjango = "*"\n')
    assert versions["django"].value == "4.2.9"
    assert set(versions) == {"django"}


def test_setup_cfg(tmp_path):
    version = found(tmp_path, setup_DOT_cfg="[options]\ninstall_requires =\n    django==4.2\n")["django"]
    assert (version.value, version.origin.line, version.origin.column) == ("4.2", 3, 5)


def test_a_broken_setup_cfg_says_nothing(tmp_path):
    assert found(tmp_path, setup_DOT_cfg="install_requires\n") == {}


def test_images(tmp_path):
    text = "services:\n  db:\n    image: postgres:16.3-alpine\n  p:\n    image: 'edoburu/pgbouncer:v1.24.1-p1'\n"
    versions = found(tmp_path, **{"docker-compose_DOT_yml": text, "Dockerfile": "FROM python:3.12-slim AS base\n"})
    assert (versions["postgresql"].value, versions["pgbouncer"].value) == ("16.3", "1.24.1")
    assert versions["python"].parts["min"].value == "3.12"


def test_tags_without_a_number_say_nothing(tmp_path):
    text = "services:\n  a:\n    image: postgres:latest\n  b:\n    image: postgres:${PG}\n  c:\n    image: redis:7\n"
    assert found(tmp_path, compose_DOT_yml=text) == {}


def test_requirements_of_a_directory_below(tmp_path):
    assert found(tmp_path, backend__requirements_DOT_txt="django==5.0\n")["django"].value == "5.0"


@pytest.mark.parametrize("text,numbers", [("4.2", (4, 2)), ("v5.0.0", (5,)), ("4.2rc1", (4, 2)), ("main", ())])
def test_release_numbers(text, numbers):
    assert parse_release(text) == numbers


def test_older_than():
    assert older_than(None, "4.2") is None
    assert older_than(known("4.1.13"), "4.2") is True
    assert older_than(known("4.2"), "4.2.0") is False
