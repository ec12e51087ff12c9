"""What a run says about links that nobody would guess."""

import pytest

from connlint.lint import lint

INI = """[databases]
app = host=db port=5432

[pgbouncer]
listen_addr = *
listen_port = 6432
pool_mode = transaction
"""


@pytest.fixture
def notes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(settings, ini=INI):
        (tmp_path / "settings.py").write_text(settings)
        (tmp_path / "pgbouncer.ini").write_text(ini)
        return lint(["settings.py", "pgbouncer.ini"]).result.notes

    return run


def databases(*aliases):
    lines = [
        f'"{name}": {{"ENGINE": "django.db.backends.{engine}", "NAME": "app", {where}}}'
        for name, engine, where in aliases
    ]
    return f"DATABASES = {{{', '.join(lines)}}}\n"


def test_nothing_is_said_of_a_link_that_is_proved(notes):
    ini = INI.replace("= *", "= 127.0.0.1")
    assert notes(databases(("default", "postgresql", '"HOST": "127.0.0.1", "PORT": 6432')), ini) == ()


def test_another_engine_goes_past_no_pooler_and_is_told_not_to_be_checked(notes):
    assert notes(databases(("default", "sqlite3", ""))) == (
        "settings.py: no known alias is PostgreSQL, so none was checked: default is django.db.backends.sqlite3",
    )


def test_a_postgresql_alias_beside_another_engine_was_checked(notes):
    where = '"HOST": "127.0.0.1", "PORT": 6432'
    ini = INI.replace("= *", "= 127.0.0.1")
    assert notes(databases(("default", "postgresql", where), ("files", "sqlite3", "")), ini) == ()


def test_the_variable_that_may_say_another_engine_is_named(notes):
    settings = (
        "import os\n"
        'ENGINE = os.environ.get("DB_ENGINE", "django.db.backends.sqlite3")\n'
        'DATABASES = {"default": {"ENGINE": ENGINE, "NAME": os.environ.get("DB_NAME", "app")}}\n'
    )
    (note,) = notes(settings)
    assert note.endswith("default is django.db.backends.sqlite3 unless DB_ENGINE says otherwise (--env or --env-file)")


def test_an_unknown_way_through_the_module_is_told_beside_another_engine(notes):
    settings = (
        'DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "app"}}\n'
        "try:\n    from elsewhere import DATABASES\nexcept ImportError:\n    pass\n"
    )
    told = notes(settings)
    assert [note.partition(": ")[2].partition(":")[0] for note in told] == [
        "DATABASES is not known, so no alias was checked",
        "no known alias is PostgreSQL, so none was checked",
    ]


def test_an_alias_that_goes_past_the_pooler(notes):
    (note,) = notes(databases(("default", "postgresql", '"HOST": "db", "PORT": 5432')))
    assert note.startswith(
        "alias default of settings.py goes through no pooler: its HOST and PORT are those of the backend"
    )


def test_several_aliases_are_told_together(notes):
    where = '"HOST": "db", "PORT": 5432'
    (note,) = notes(databases(("default", "postgresql", where), ("other", "postgresql", where)))
    assert note.startswith("aliases default, other of settings.py go through no pooler:")


def test_an_assumed_link_says_why(notes):
    (note,) = notes(databases(("default", "postgresql", '"HOST": "pooler.internal", "PORT": 6432')))
    assert note.startswith(
        "alias default of settings.py is taken to go through pgbouncer.ini: HOST 'pooler.internal' cannot"
    )


def test_a_module_without_databases(notes):
    assert notes("INSTALLED_APPS = []\n") == ("settings.py sets no DATABASES",)


def test_databases_that_are_not_known_are_told(notes):
    (told,) = notes("from site_local import get\nDATABASES = get()\n")
    assert told.startswith("settings.py: DATABASES is not known, so no alias was checked: ")
    assert "site_local" in told


def test_what_is_unknown_in_one_case_only_is_not_called_unchecked(notes):
    alias = ("default", "postgresql", '"HOST": "127.0.0.1", "PORT": 6432')
    text = "import os\nfrom somewhere import live\n\n" + databases(alias)
    assert notes(f"{text}\nif os.environ.get('LIVE'):\n    DATABASES = live()\n") == ()
