"""What stands behind a word: rules and values."""

import pytest

from connlint.cli import main

from .conftest import POOLER, SETTINGS


def test_a_finding_shows_the_page_of_its_rule(client, capsys):
    client.open("settings.py")
    found = client.hover("settings.py", 8, 25)
    assert main(["explain", "CL102"]) == 0
    assert found == capsys.readouterr().out.strip()


def test_several_findings_show_several_pages(client):
    client.open("pgbouncer.ini", POOLER.replace("pool_mode = transaction", "pool_mod = 1 ; x"))
    pages = client.hover("pgbouncer.ini", 8, 2).split("\n---\n")
    assert [page.split()[1] for page in pages] == [one["code"] for one in client.shown["pgbouncer.ini"]]


@pytest.mark.parametrize(
    "line, word, value",
    [
        (8, "CONN_MAX_AGE", 'DATABASES["default"] CONN_MAX_AGE\n  600  settings.py:9'),
        (5, "PASSWORD", 'DATABASES["default"] PASSWORD\n  ********  settings.py:6'),
        (11, "connect_timeout", 'DATABASES["default"] connect_timeout\n  5  settings.py:12'),
    ],
)
def test_a_setting_shows_its_value(client, line, word, value):
    client.open("settings.py")
    character = SETTINGS.splitlines()[line].index(word)
    expected = f"```text\n{value}\n```"
    assert client.hover("settings.py", line, character + 1) == expected
    assert client.hover("settings.py", line, character + len(word)) == expected


def test_a_value_from_elsewhere_shows_its_way(client, pair):
    (pair / ".env").write_text("AGE=60\n")
    (pair / "connlint.toml").write_text('env-file = [".env"]\n')
    text = SETTINGS.replace("600", "int(os.environ.get('AGE', 5))")
    client.open("settings.py", f"import os\n{text}")
    assert "60  settings.py:10  env file .env" in client.hover("settings.py", 9, 12)


def test_each_case_of_a_value(client):
    client.open("settings.py", SETTINGS.replace("600", "0 if DEBUG else 600").replace("DATA", "DEBUG = x()\nDATA", 1))
    found = client.hover("settings.py", 9, 12)
    assert "  0  settings.py:10  when DEBUG\n" in found
    assert "  600  settings.py:10  when not DEBUG\n" in found


def test_a_key_of_helpers_and_of_two_aliases(client):
    tail = 'DATABASES["other"] = {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 5}\n'
    helper = 'DATABASES["third"] = dj_database_url.config(default="postgres://h/n", conn_max_age=7)\n'
    text = SETTINGS + tail + "import dj_database_url\n" + helper + 'print("CONN_MAX_AGE", CONN_MAX_AGE)\n'
    client.open("settings.py", text)
    assert client.hover("settings.py", 14, tail.index("CONN") + 1).count("CONN_MAX_AGE") == 1
    assert "  7  settings.py:17" in client.hover("settings.py", 16, helper.index("conn_max") + 1)
    every = client.hover("settings.py", 17, 10)
    assert [f"  {age}  settings" in every for age in (600, 5, 7)] == [True, True, True]
    assert client.hover("settings.py", 17, 25) is None


@pytest.mark.parametrize(
    "line, character, value",
    [
        (8, 3, "pool_mode\n  transaction  pgbouncer.ini:9"),
        (9, 0, "client_idle_timeout\n  300  pgbouncer.ini:10"),
        (1, 22, "[databases] app dbname\n  app  pgbouncer.ini:2"),
    ],
)
def test_a_key_of_pgbouncer_shows_its_value(client, line, character, value):
    client.open("pgbouncer.ini")
    assert client.hover("pgbouncer.ini", line, character) == f"```text\n{value}\n```"


@pytest.mark.parametrize("line, character", [(8, 14), (1, 1), (2, 0), (3, 3), (99, 9)])
def test_a_word_that_is_no_key_shows_nothing(client, line, character):
    client.open("pgbouncer.ini")
    assert client.hover("pgbouncer.ini", line, character) is None


def test_a_client_without_markdown_gets_text(pair, start):
    client = start(pair)
    client.initialize({"textDocument": {"hover": {"contentFormat": ["plaintext"]}}})
    client.open("settings.py")
    where = {"textDocument": {"uri": client.uri("settings.py")}, "position": {"line": 8, "character": 25}}
    contents = client.request("textDocument/hover", **where)["contents"]
    assert contents["kind"] == "plaintext"
    assert "CL102" in contents["value"]


def test_no_value_of_an_older_text(client):
    client.open("settings.py")
    client.change("settings.py", f"\n{SETTINGS}", wait=False)
    assert client.hover("settings.py", 9, 12) is None
    client.wait(lambda: client.versions["settings.py"] == 2)
    assert "600  settings.py:10" in client.hover("settings.py", 9, 12)


def test_a_value_cannot_end_its_block(client):
    client.open("settings.py", SETTINGS.replace('"NAME": "app"', '"NAME": "``` # app"'))
    found = client.hover("settings.py", 3, 12)
    assert found.startswith("````text\n")
    assert found.endswith("\n````")
