"""Settings that raise wherever they run are an error; those that may come out elsewhere are none."""

import pytest

from .test_unread_files import unreadable

BAD = '"postgres://app:pw#13@db.internal:6432/app"'


def settings(project, text):
    project.write(settings_DOT_py=f"import os\nimport dj_database_url\nSECRET_KEY = 'x'\n{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        f'DATABASES = {{"default": dj_database_url.parse(os.environ.get("DATABASE_URL", {BAD}))}}',
        f'DATABASES = {{"default": dj_database_url.config(default={BAD})}}',
        'DATABASES = {"default": dj_database_url.parse(os.environ["DATABASE_URL"])}',
        f'if os.environ.get("A"):\n    DATABASES = {{"default": dj_database_url.parse({BAD})}}',
        f"try:\n    DATABASES = {{'default': dj_database_url.parse({BAD})}}\nexcept ValueError:\n    DATABASES = {{}}",
        "from .local_settings import *",
        'PORT = int(os.environ["PORT"])',
        "PORT = int(open('port').read())",
        "if os.environ.get('DEBUG') != '1':\n    raise ValueError('no')",
        "PORT = int(unknown_name)",
        "DATABASES = {}\nPORT = int('five')",
    ],
)
def test_what_depends_on_something_that_is_not_known(run, project, text):
    settings(project, text)
    assert unreadable(run, "settings.py") == ([], 0)


@pytest.mark.parametrize(
    "text, name",
    [
        (f'DATABASES = {{"default": dj_database_url.parse({BAD})}}', "ParseError"),
        (f'KEY = os.environ["KEY"]\nDATABASES = {{"default": dj_database_url.parse({BAD})}}', "ParseError"),
    ],
)
def test_what_raises_wherever_it_runs(run, project, text, name):
    settings(project, text)
    line = 4 + text.count("\n")
    told = [("error", "settings.py", line, f"importing it raises {name}: Django cannot start with it")]
    assert unreadable(run, "settings.py") == (told, 2)
    assert unreadable(run, ".") == (told, 2)


def test_with_the_variable_that_is_supplied(run, project):
    settings(project, 'DATABASES = {"default": dj_database_url.parse(os.environ["DATABASE_URL"])}')
    found, code = unreadable(run, "settings.py", "--env", "DATABASE_URL=postgres://app:pw#13@db:6432/app")
    assert ([one[:3] for one in found], code) == ([("error", "settings.py", 4)], 2)
    assert "pw#13" not in str(found)
