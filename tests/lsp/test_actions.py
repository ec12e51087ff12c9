"""Code actions do what they say: applied, and linted again."""

import pytest

from connlint.cli import main

from .conftest import POOLER, SETTINGS

INI = "pgbouncer.ini"
MISSPELT = POOLER.replace("pool_mode", "pool_mod").replace("auth_file", "auth_fil")


def range_of(client, name, code):
    return next(one["range"] for one in client.shown[name] if one["code"] == code)


def offered(client, name, code, only=None):
    return {one["title"]: one for one in client.actions(name, range_of(client, name, code), only)}


def test_a_safe_fix(client):
    client.open(INI, MISSPELT)
    actions = offered(client, INI, "CL701")
    fix = actions["connlint: write auth_file"]
    assert (fix["kind"], fix["isPreferred"]) == ("quickfix", True)
    assert [one["code"] for one in fix["diagnostics"]] == ["CL701"]
    client.apply(fix)
    assert client.text(INI) == MISSPELT.replace("auth_fil ", "auth_file ")
    client.apply(offered(client, INI, "CL701")["connlint: write pool_mode"])
    assert client.shown[INI] == []


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_everything_safe_at_once_is_what_fix_writes(client, pair, monkeypatch, ends):
    text = MISSPELT.replace("\n", ends) + f"server_idle_timeout = 60 ; short{ends}"
    client.open(INI, text)
    (action,) = client.actions(INI, range_of(client, INI, "CL701"), ["source.fixAll"])
    assert action["kind"] == "source.fixAll.connlint"
    client.apply(action)
    monkeypatch.chdir(pair)
    (pair / INI).write_bytes(text.encode())
    main(["--fix", "-q", "."])
    assert client.text(INI) == (pair / INI).read_bytes().decode()
    assert client.shown[INI] == []


def test_an_unsafe_fix_says_so(client):
    text = SETTINGS.replace('SERVER_SIDE_CURSORS": True', 'SERVER_SIDE_CURSORS": False')
    client.open("settings.py", text)
    actions = offered(client, "settings.py", "CL401")
    fix = actions["connlint: switch server-side cursors off (unsafe: look at it)"]
    assert fix["isPreferred"] is False
    assert client.actions("settings.py", range_of(client, "settings.py", "CL401"), ["source.fixAll"]) == []
    client.apply(fix)
    assert client.text("settings.py") == SETTINGS
    assert "CL401" not in client.codes("settings.py")


def test_a_fix_behind_astral_characters(client):
    client.open(
        "settings.py",
        SETTINGS.replace('"DISABLE', '"\U0001f600": 1, "DISABLE').replace('CURSORS": True', 'CURSORS": False'),
    )
    client.apply(
        offered(client, "settings.py", "CL401")["connlint: switch server-side cursors off (unsafe: look at it)"]
    )
    assert '"\U0001f600": 1, "DISABLE_SERVER_SIDE_CURSORS": True,' in client.text("settings.py")


def test_a_comment_in_settings(client):
    client.open("settings.py")
    client.apply(offered(client, "settings.py", "CL102")["connlint: ignore CL102 on this line"])
    assert client.text("settings.py").splitlines()[8] == '        "CONN_MAX_AGE": 600,  # connlint: ignore[CL102]'
    assert "CL102" not in client.codes("settings.py")


def test_a_comment_that_is_there_names_one_more(client):
    client.open("settings.py", SETTINGS.replace("600,", "600,  # connlint: ignore[CL201] measured"))
    client.apply(offered(client, "settings.py", "CL102")["connlint: ignore CL102 on this line"])
    assert client.text("settings.py").splitlines()[8].endswith("600,  # connlint: ignore[CL201, CL102] measured")
    assert "CL102" not in client.codes("settings.py")


def test_what_is_wrong_with_comments_and_broken_files_is_not_ignored(client):
    client.open("settings.py", SETTINGS.replace("6432,", "6432,  # connlint: ignore[CL510] measured"))
    assert client.actions("settings.py", range_of(client, "settings.py", "CL901")) == []
    client.change("settings.py", SETTINGS.replace("{", "[", 1))
    assert client.actions("settings.py", range_of(client, "settings.py", "CL904")) == []


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_comment_in_an_ini(client, ends):
    text = MISSPELT.replace("\n", ends)
    client.open(INI, text)
    client.apply(offered(client, INI, "CL701")["connlint: ignore CL701 on this line"])
    assert client.text(INI) == text.replace("auth_fil", f"; connlint: ignore[CL701]{ends}auth_fil")
    assert client.codes(INI).count("CL701") == 1


def test_only_the_kinds_that_are_asked_for(client):
    client.open(INI, MISSPELT)
    where = range_of(client, INI, "CL701")
    assert client.actions(INI, where, ["refactor"]) == []
    assert {one["kind"] for one in client.actions(INI, where)} == {"quickfix"}
    assert {one["kind"] for one in client.actions(INI, where, ["quickfix"])} == {"quickfix"}
    assert client.actions(INI, {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}}) == []


def test_nothing_is_offered_for_an_older_text(client):
    client.open(INI, MISSPELT)
    where = range_of(client, INI, "CL701")
    client.change(INI, f"\n{MISSPELT}", wait=False)
    assert client.actions(INI, where) == []


def test_an_edit_of_a_file_that_changed_on_the_disk(client, pair):
    (pair / INI).write_text(MISSPELT)
    client.open("settings.py")
    (pair / "settings.py").write_text("")
    assert client.actions("settings.py", range_of(client, "settings.py", "CL206")) != []
    client.close("settings.py")
    assert (
        client.actions("settings.py", {"start": {"line": 0, "character": 0}, "end": {"line": 20, "character": 0}}) == []
    )
