"""What an editor shows: findings at their places, of what it holds, for as long as they hold."""

from .conftest import POOLER, SETTINGS

WARNED = {"CL102", "CL109"}
"""The rules that compare the two files."""

SESSION_SET = """\
from django.db import connection

def work():
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 5")
"""


def test_an_open_file_shows_its_findings(client):
    client.open("settings.py")
    assert set(client.codes("settings.py")) >= WARNED
    (found,) = [one for one in client.shown["settings.py"] if one["code"] == "CL102"]
    assert found["range"] == {"start": {"line": 8, "character": 24}, "end": {"line": 8, "character": 27}}
    assert (found["severity"], found["source"]) == (1, "connlint")
    assert found["message"].startswith("CONN_MAX_AGE 600 s is longer than client_idle_timeout 300 s")
    assert "codeDescription" not in found
    (related,) = found["relatedInformation"]
    assert client.name(related["location"]["uri"]) == "pgbouncer.ini"
    assert related["location"]["range"]["start"] == {"line": 9, "character": 22}
    assert "closes an idle client after 300 s" in related["message"]


def test_the_other_file_of_the_pair_shows_what_both_have(client):
    client.open("pgbouncer.ini")
    assert client.shown["pgbouncer.ini"] == []
    assert set(client.codes("settings.py")) == WARNED


def test_levels(client, pair):
    (pair / "connlint.toml").write_text('severity = { CL102 = "warning", CL109 = "note" }\n')
    client.open("pgbouncer.ini")
    levels = {one["code"]: one["severity"] for one in client.shown["settings.py"]}
    assert levels == {"CL102": 2, "CL109": 3}


def test_a_place_of_several_lines_is_marked_on_the_first(client):
    client.open("settings.py")
    (found,) = [one for one in client.shown["settings.py"] if one["code"] == "CL206"]
    assert found["range"] == {"start": {"line": 1, "character": 15}, "end": {"line": 1, "character": 16}}


def test_a_client_without_related_information_reads_the_places(pair, start):
    client = start(pair)
    client.initialize({})
    client.open("settings.py")
    (found,) = [one for one in client.shown["settings.py"] if one["code"] == "CL102"]
    assert "relatedInformation" not in found
    assert "pgbouncer.ini:10: PgBouncer closes an idle client after 300 s" in found["message"]


def test_undecided_rules_are_no_diagnostics(client, pair):
    text = SETTINGS.replace("600", "int(os.environ['AGE'])")
    client.open("settings.py", f"import os\n{text}")
    assert not {"CL102", "CL905"} & set(client.codes("settings.py"))


def test_text_that_is_not_saved_counts(client, pair):
    client.open("settings.py", SETTINGS.replace("600", "60"))
    assert "CL102" not in client.codes("settings.py")
    client.open("pgbouncer.ini", POOLER.replace("300", "30"))
    assert "CL102" in client.codes("settings.py")
    client.change("pgbouncer.ini", POOLER)
    assert "CL102" not in client.codes("settings.py")
    assert (pair / "settings.py").read_text() == SETTINGS


def test_a_file_becomes_a_pooler_before_it_is_saved(client, pair):
    (pair / "pgbouncer.ini").write_text("")
    client.open("settings.py")
    assert "CL102" not in client.codes("settings.py")
    client.open("pgbouncer.ini", POOLER)
    assert "CL102" in client.codes("settings.py")


def test_code_that_is_not_saved_counts(client, pair):
    (pair / "jobs.py").write_text("")
    client.open("jobs.py")
    assert client.codes("jobs.py") == []
    client.change("jobs.py", SESSION_SET)
    assert client.codes("jobs.py") == ["CL416"]


def test_changes_in_a_row_are_one_run(client):
    client.open("settings.py")
    before = client.published
    for age in range(30):
        client.change("settings.py", SETTINGS.replace("600", str(400 - age)), wait=False)
    client.change("settings.py", SETTINGS.replace("600", "60"))
    assert "CL102" not in client.codes("settings.py")
    assert client.published - before <= 3


def test_saving_looks_at_the_disk_again(client, pair):
    client.open("settings.py")
    (pair / "pgbouncer.ini").write_text(POOLER.replace("300", "1200"))
    client.notify("textDocument/didSave", textDocument={"uri": client.uri("settings.py")})
    client.wait(lambda: "CL102" not in client.codes("settings.py"))
    assert "CL206" in client.codes("settings.py")


def test_closing_clears(client):
    client.open("settings.py")
    assert client.shown["settings.py"]
    client.close("settings.py")
    client.wait(lambda: not client.shown["settings.py"])


def test_a_closed_file_keeps_what_concerns_one_that_is_open(client):
    client.open("settings.py")
    client.open("pgbouncer.ini")
    assert "CL512" in client.codes("settings.py")
    client.close("settings.py")
    client.wait(lambda: set(client.codes("settings.py")) == WARNED)
    client.close("pgbouncer.ini")
    client.wait(lambda: not client.shown["settings.py"])


def test_closing_drops_what_was_not_saved(client):
    client.open("pgbouncer.ini")
    client.open("settings.py", SETTINGS.replace("600", "60"))
    assert "CL102" not in client.codes("settings.py")
    client.close("settings.py")
    client.wait(lambda: "CL102" in client.codes("settings.py"))


def test_a_file_that_is_clean_is_cleared(client):
    client.open("pgbouncer.ini", POOLER.replace("pool_mode", "pool_mod"))
    assert client.codes("pgbouncer.ini") == ["CL701"]
    client.change("pgbouncer.ini", POOLER)
    assert client.shown["pgbouncer.ini"] == []


def test_a_broken_file_is_a_diagnostic(client):
    client.open("settings.py", SETTINGS.replace("{", "[", 1))
    (found,) = client.shown["settings.py"]
    assert (found["code"], found["severity"]) == ("CL904", 1)
    client.change("settings.py", SETTINGS)
    assert "CL102" in client.codes("settings.py")


def test_text_that_no_file_can_hold(client):
    client.open("pgbouncer.ini", POOLER.replace("app =", "\ud83d =").replace("\n\n", "\x00\x0b\u2028\n"))
    client.open("settings.py", f"# coding: nothing\n# \ud83d\n{SETTINGS}")
    assert client.codes("settings.py") == ["CL904"]
    client.change("settings.py", f"# coding: latin-1\n# \U0001f600\n{SETTINGS}")
    assert "CL904" not in client.codes("settings.py")


def test_nothing_of_the_project_is_executed(client, pair):
    client.open("settings.py", f"open('{pair.as_posix()}/run', 'w')\nraise SystemExit\n{SETTINGS}")
    assert not (pair / "run").exists()
