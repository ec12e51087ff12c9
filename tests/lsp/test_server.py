"""The session from greeting to good-bye, whatever the editor sends and the project holds."""

import json

import pytest

from connlint import __version__

from .client import PATIENCE
from .conftest import POOLER, SETTINGS


def test_the_greeting_says_what_there_is(pair, start):
    client = start(pair)
    greeting = client.initialize()
    able = greeting["capabilities"]
    assert greeting["serverInfo"] == {"name": "connlint", "version": __version__}
    assert able["positionEncoding"] == "utf-16"
    assert able["textDocumentSync"] == {"openClose": True, "change": 1, "save": True}
    assert able["hoverProvider"] is True
    assert able["codeActionProvider"] == {"codeActionKinds": ["quickfix", "source.fixAll.connlint"]}


def test_the_good_bye(client):
    client.open("settings.py")
    assert client.end() == 0


@pytest.mark.parametrize("leave", [lambda client: client.notify("exit"), lambda client: client.process.stdin.close()])
def test_leaving_without_good_bye(client, leave):
    client.open("settings.py")
    leave(client)
    assert client.process.wait(timeout=PATIENCE) == 1


NONSENSE = [
    b"{",
    b"\xff\xfe",
    b"[1]",
    b"{}",
    b'{"jsonrpc": "1.0", "method": "shutdown", "id": 7}',
    b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": 3}}',
    b'{"jsonrpc": "2.0", "method": "textDocument/hover", "id": 7, "params": {}}',
    b'{"jsonrpc": "2.0", "method": "connlint/unheard-of", "id": 7, "params": {}}',
    b'{"jsonrpc": "2.0", "method": "$/unheard-of", "params": {}}',
]


def test_what_makes_no_sense_is_survived(client):
    for number, data in enumerate(NONSENSE):
        client.send_bytes(data)
        client.open("settings.py") if number == 0 else client.change("settings.py", f"{SETTINGS}{'#' * number}\n")
        assert "CL102" in client.codes("settings.py"), data
    assert client.end() == 0


def test_leaving_does_not_wait_for_a_run(client):
    client.open("settings.py")
    client.change("settings.py", SETTINGS.replace("600", "60"), wait=False)
    client.notify("textDocument/didSave", textDocument={"uri": client.uri("settings.py")})
    assert client.end() == 0


def test_documents_that_are_not_open_or_no_files(client):
    gone = {"uri": client.uri("gone.py"), "version": 3}
    client.notify("textDocument/didChange", textDocument=gone, contentChanges=[{"text": "x"}])
    client.notify("textDocument/didClose", textDocument={"uri": client.uri("gone.py")})
    untitled = {"uri": "untitled:Untitled-1", "languageId": "python", "version": 1, "text": SETTINGS}
    client.notify("textDocument/didOpen", textDocument=untitled)
    client.open("settings.py")
    assert "untitled:Untitled-1" not in client.shown
    assert client.hover("gone.py", 1, 1) is None
    assert client.actions("gone.py", {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}}) == []


def test_a_request_before_the_greeting_is_an_error(pair, start):
    client = start(pair)
    where = {"textDocument": {"uri": client.uri("settings.py")}, "position": {"line": 0, "character": 0}}
    assert "code" in client.request("textDocument/hover", **where)
    client.initialize()
    client.open("settings.py")
    assert "CL102" in client.codes("settings.py")


def test_the_configuration_of_the_folder_counts(client, pair):
    (pair / "pyproject.toml").write_text('[tool.connlint]\nignore = ["CL102"]\n')
    client.open("settings.py")
    assert "CL102" not in client.codes("settings.py")
    (pair / "pyproject.toml").write_text('[tool.connlint]\nselect = ["CL102"]\n')
    client.notify("workspace/didChangeConfiguration", settings=None)
    client.wait(lambda: client.codes("settings.py") == ["CL102"])


def test_the_options_of_the_command_count(pair, start):
    client = start(pair, "--stdio", "--select", "CL102,CL512", "--ignore=CL512")
    client.initialize()
    client.open("settings.py")
    assert client.codes("settings.py") == ["CL102"]


def test_a_configuration_that_is_broken_is_a_diagnostic(client, pair):
    (pair / "connlint.toml").write_text("selct = []\n")
    client.open("settings.py")
    (found,) = client.shown["connlint.toml"]
    assert (found["code"], found["range"]["start"]) == ("CL904", {"line": 0, "character": 0})
    assert "selct" in found["message"]
    assert client.shown["settings.py"] == []
    client.open("connlint.toml", "select = ['CL102']\n")
    assert client.codes("settings.py") == ["CL102"]
    assert client.shown["connlint.toml"] == []


def test_an_option_that_cannot_be_is_said_once(pair, start):
    client = start(pair, "--profile", "production")
    client.initialize()
    client.open("settings.py")
    client.change("settings.py", f"{SETTINGS}\n")
    assert [method for method, _ in client.said] == ["window/showMessage"]
    assert "no profile is called production" in client.said[0][1]
    assert client.shown["settings.py"] == []


def test_a_folder_with_nothing_to_check_is_a_line_of_the_log(tmp_path, start):
    (tmp_path / "tool.py").write_text("x = 1\n")
    client = start(tmp_path)
    client.initialize()
    client.open("tool.py")
    client.change("tool.py", "x = 2\n")
    assert client.shown == {"tool.py": []}
    assert [method for method, _ in client.said] == ["window/logMessage"]
    assert "no Django settings module" in client.said[0][1]


def lay(folder):
    folder.mkdir(parents=True)
    (folder / "settings.py").write_text(SETTINGS)
    (folder / "pgbouncer.ini").write_text(POOLER)


def test_each_folder_of_the_workspace_is_checked_for_itself(tmp_path, start):
    for name in ("one", "two"):
        lay(tmp_path / name)
    (tmp_path / "two/connlint.toml").write_text("select = ['CL512']\n")
    client = start(tmp_path)
    client.initialize(folders=["one", "two"])
    client.open("one/settings.py")
    client.open("two/settings.py")
    assert "CL102" in client.codes("one/settings.py")
    assert client.codes("two/settings.py") == ["CL512"]
    removed = [{"uri": client.uri("two"), "name": "two"}]
    client.notify("workspace/didChangeWorkspaceFolders", event={"added": [], "removed": removed})
    client.wait(lambda: client.shown["two/settings.py"] == [])
    assert "CL102" in client.codes("one/settings.py")


def test_a_file_outside_of_the_workspace_is_checked_in_its_project(tmp_path, start):
    lay(tmp_path / "here")
    lay(tmp_path / "there")
    (tmp_path / "there/manage.py").write_text("")
    client = start(tmp_path)
    client.initialize(folders=["here"])
    client.open("there/settings.py")
    assert "CL102" in client.codes("there/settings.py")
    assert "here/settings.py" not in client.shown


def test_a_workspace_behind_a_symbolic_link(tmp_path, start):
    lay(tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    client = start(tmp_path)
    client.initialize(folders=["link"])
    client.open("link/settings.py", SETTINGS.replace("600", "400"))
    (found,) = [one for one in client.shown["link/settings.py"] if one["code"] == "CL102"]
    assert "400 s" in found["message"]
    assert "400  settings.py:9" in client.hover("link/settings.py", 8, 12)
    assert not any(name.startswith("real") or "real" in json.dumps(shown) for name, shown in client.shown.items())


def test_names_that_addresses_escape(tmp_path, start):
    folder = tmp_path / "é #1 100%"
    lay(folder)
    client = start(tmp_path)
    client.initialize(folders=["é #1 100%"])
    name = client.name((folder / "settings.py").as_uri())
    client.folder = folder
    client.open("settings.py", SETTINGS.replace("600", "400"))
    assert "CL102" in client.codes("settings.py")
    assert name != "settings.py"


def test_a_folder_that_is_gone(tmp_path, start):
    client = start(tmp_path)
    client.initialize(folders=["gone"])
    client.open("gone/settings.py", SETTINGS)
    assert client.shown["gone/settings.py"] == []
    assert "cannot be read: No such file or directory" in client.said[0][1]
