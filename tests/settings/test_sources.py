"""Files, syntax, places and secrets."""

from __future__ import annotations

import pytest

from connlint.parsers.settings import read_settings
from connlint.sources.errors import UnreadableError
from tests.settings.modules import either, host, lay, read, read_file, traced, value


def test_a_missing_settings_file_is_an_error(tmp_path):
    with pytest.raises(UnreadableError, match="no such file"):
        read_settings(tmp_path / "settings.py", name="settings.py")


def test_a_file_of_the_project_is_read(tmp_path):
    lay(tmp_path, {"conf/db.json": '{"host": "h"}'})
    text = host(
        "json.load(open(os.path.join(os.path.dirname(__file__), 'conf', 'db.json')))['host']", before="import json"
    )
    module = read(tmp_path, text)
    assert value(module, "HOST") == "h"
    assert "conf/db.json" in module.files


def test_a_symlink_out_of_the_project_is_not_followed(tmp_path):
    (tmp_path / "outside").write_text("secret")
    inside = tmp_path / "project"
    inside.mkdir()
    (inside / "link").symlink_to(tmp_path / "outside")
    module = read(inside, host("open(os.path.join(os.path.dirname(__file__), 'link')).read()"))
    assert traced(module, "HOST").status == "unknown"
    assert "outside the project" in traced(module, "HOST").reason


def test_a_file_elsewhere_may_or_may_not_exist(tmp_path):
    before = "host = 'h'\nif os.path.exists('/run/secrets/db'):\n    host = open('/run/secrets/db').read()"
    found = either(read(tmp_path, host("host", before=before)), "HOST")
    assert "h" in found.values()
    assert "?" in found.values()


SYNTAX = {
    "Python 2 print": ("print 'x'\n", "Python 2"),
    "Python 2 except": ("try:\n    pass\nexcept ValueError, e:\n    print e\n", "Python 2"),
    "Python 2 octal": ("MODE = 0755\n", "Python 2"),
    "Python 2 raise": ("def f():\n    raise ValueError, 'x'\n", "Python 2"),
}


@pytest.mark.parametrize("case", SYNTAX)
def test_old_syntax_is_repaired_and_told(tmp_path, case):
    text, words = SYNTAX[case]
    module = read(tmp_path, text + host("unicode('a')"))
    assert value(module, "HOST") == "a"
    assert [(problem.kind, words in problem.message) for problem in module.problems] == [("syntax-error", True)]


def test_syntax_of_a_newer_python_is_read(tmp_path):
    text = "try:\n    HOST = {}['x']\nexcept KeyError, ValueError:\n    HOST = 'a'\n" + host("HOST")
    assert value(read(tmp_path, text), "HOST") == "a"


def test_a_template_is_named(tmp_path):
    module = read(tmp_path, "{% if cookiecutter.x %}\nA = 1\n{% endif %}\nNAME = {{ cookiecutter.name }}\n")
    assert "template" in module.problems[0].message


def test_a_broken_import_does_not_stop_the_rest(tmp_path):
    lay(tmp_path, {"broken.py": "x = (\n"})
    module = read(tmp_path, "from broken import X\n" + host("'a'"))
    assert value(module, "HOST") == "a"
    assert module.problems[0].place.file == "broken.py"


def test_places_count_characters(tmp_path):
    module = read(tmp_path, "DATABASES = {'default': {'NAME': 'äöü', 'HOST': 'h'}}\n")
    origin = traced(module, "HOST").origin
    assert (origin.line, origin.column, origin.end_column) == (1, 49, 52)


def test_the_chain_tells_the_way(tmp_path):
    files = {"base.py": "import os\nHOST = os.environ.get('H', 'h')\n", "settings.py": ""}
    lay(tmp_path, files)
    module = read(tmp_path, "from base import *\nDATABASES = {'default': {'HOST': HOST}}\n", H="x")
    found = traced(module, "HOST")
    assert found.how == "--env"
    assert [str(hop) for hop in found.chain] == ["settings.py:2", "base.py:2", "env H"]


def test_secrets_are_struck_out(tmp_path):
    text = (
        "import os\nDATABASES = {'default': {'PASSWORD': 'hunter2', 'URL': 'pg://u:hunter2@h/n',\n"
        " 'OPTIONS': {'passfile': 'hunter2', 'sslpassword': os.environ.get('P', 'hunter2')}}}\n"
    )
    module = read(tmp_path, text)
    assert "hunter2" not in module.model_dump_json()
    assert value(module, "PASSWORD") == "********"
    lines = {(place.line, place.column) for place in module.secrets}
    assert len(lines) == 4


def test_an_empty_secret_stays_empty(tmp_path):
    assert value(read(tmp_path, "DATABASES = {'default': {'PASSWORD': ''}}\n"), "PASSWORD") == ""


def test_conditions_do_not_tell_secrets(tmp_path):
    text = host("'a'", before="PASSWORD = os.environ['PASSWORD']") + (
        "if PASSWORD == 'hunter2':\n    DATABASES['default']['HOST'] = 'b'\n"
    )
    assert "hunter2" not in read(tmp_path, text).model_dump_json()


def test_the_nearest_marker_is_the_root(tmp_path):
    lay(tmp_path, {"app/manage.py": "", "app/conf.py": "HOST = 'a'\n", "app/site/__init__.py": ""})
    lay(tmp_path, {"app/site/settings.py": "from conf import HOST\nDATABASES = {'default': {'HOST': HOST}}\n"})
    module = read_settings(tmp_path / "app/site/settings.py", name="app/site/settings.py")
    assert value(module, "HOST") == "a"
    assert "app/conf.py" in module.files


def test_a_settings_package_is_read(tmp_path):
    lay(
        tmp_path,
        {
            "site/__init__.py": "",
            "site/settings/__init__.py": "from .db import *\n",
            "site/settings/db.py": host("'a'"),
        },
    )
    assert value(read_file(tmp_path, "site/settings/__init__.py"), "HOST") == "a"


@pytest.mark.parametrize(
    "path, told",
    [
        ("/etc/app.conf", "/etc/app.conf"),
        ("/elsewhere/app.conf", "/elsewhere/app.conf"),
        ("../app.conf", "app.conf"),
        ("../../app.conf", "../app.conf"),
    ],
)
def test_a_condition_names_no_folder_of_this_machine(tmp_path, path, told):
    text = f"import os\nHOST = 'a' if os.path.exists({path!r}) else 'b'\nDATABASES = {{'default': {{'HOST': HOST}}}}\n"
    lay(tmp_path / "project", {"src/manage.py": "", "src/settings.py": text})
    module = read_settings(tmp_path / "project/src/settings.py", name="src/settings.py")
    assert either(module, "HOST") == {f"{told} exists": "a", f"not ({told} exists)": "b"}


def test_a_reason_names_no_folder_of_this_machine(tmp_path):
    text = "DATABASES = {'default': {'HOST': open('../host.txt').read()}}\n"
    lay(tmp_path / "project", {"src/manage.py": "", "src/settings.py": text})
    module = read_settings(tmp_path / "project/src/settings.py", name="src/settings.py")
    found = traced(module, "HOST")
    assert (found.reason, found.missing) == ("host.txt lies outside the project", "host.txt")
