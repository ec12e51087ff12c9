from pathlib import Path

import pytest

from connlint.parsers.postgresql import read_postgresql
from connlint.sources.errors import UnreadableError
from connlint.sources.text import Source, read
from tests.trees import lay


def conf(text):
    return read_postgresql(Source("postgresql.conf", Path("/nonexistent/postgresql.conf"), text.encode()))


def test_a_file_without_settings_has_none():
    config = conf("# max_connections = 100\n\n  # nothing\n")
    assert (config.settings, config.problems) == ({}, ())


@pytest.mark.parametrize(
    "line",
    [
        "max_connections",
        "max_connections: 5",
        "max connections = 5",
        "statement_timeout = 0.5s",
        "a = 'x",
        "= 5",
        "a = 5 6",
        "a = ;",
        "max_connections100",
    ],
)
def test_lines_that_the_server_refuses(line):
    (problem,) = conf(line).problems
    assert (problem.kind, problem.fatal, problem.place.line) == ("syntax-error", True, 1)


@pytest.mark.parametrize(
    "line, name, value",
    [
        ("max_connections = 200", "max_connections", 200),
        ("max_connections 200", "max_connections", 200),
        ("max_connections=200 # many", "max_connections", 200),
        ("MAX_CONNECTIONS = '200'", "max_connections", 200),
        ("max_connections = 0x10", "max_connections", 16),
        ("max_connections = 0144", "max_connections", 100),
        ("statement_timeout = 30000", "statement_timeout", 30),
        ("statement_timeout = 30s", "statement_timeout", 30),
        ("statement_timeout = '0.5 s'", "statement_timeout", 0.5),
        ("idle_session_timeout = 10min", "idle_session_timeout", 600),
        ("idle_in_transaction_session_timeout = 1h", "idle_in_transaction_session_timeout", 3600),
        ("tcp_keepalives_idle = 60", "tcp_keepalives_idle", 60),
        ("checkpoint_timeout = 1d", "checkpoint_timeout", 86400),
        ("log_min_duration_statement = -1", "log_min_duration_statement", -1),
        ("shared_buffers = 128MB", "shared_buffers", "128MB"),
        ("listen_addresses = '*'", "listen_addresses", "*"),
        ("a.b = 'it''s'", "a.b", "it's"),
        (r"x = 'a\tb\101\q'", "x", "a\tbAq"),
        ("log_timezone = Etc/UTC", "log_timezone", "Etc/UTC"),
    ],
)
def test_values(line, name, value):
    config = conf(line)
    assert config.problems == ()
    assert (config.settings[name].value, type(config.settings[name].value)) == (value, type(value))


@pytest.mark.parametrize(
    "line", ["max_connections = many", "max_connections = 5s", "statement_timeout = 5m", "statement_timeout = '5 S'"]
)
def test_values_that_the_server_refuses_are_unknown(line):
    config = conf(line)
    assert [problem.kind for problem in config.problems] == ["invalid-value"]
    assert next(iter(config.settings.values())).status == "unknown"


def test_the_last_one_wins_and_has_its_place():
    config = conf("max_connections = 1\n  max_connections = '2'  # x\n")
    origin = config.settings["max_connections"].origin
    assert (origin.line, origin.column, origin.end_column) == (2, 22, 23)


def test_placeholders_are_unknown():
    assert conf("max_connections = '${MAX}'").settings["max_connections"].status == "unknown"


def test_connection_strings_are_not_kept():
    assert conf("primary_conninfo = 'password=hush'").settings == {}


def write(folder, files):
    return read_postgresql(read(lay(folder, files) / "postgresql.conf"))


def test_includes_folders_and_auto_conf_in_their_order(tmp_path):
    files = {
        "postgresql.conf": "a = 1\ninclude_dir 'conf.d'\ninclude_if_exists 'no.conf'\ninclude 'sub/x.conf'\nb = 1\n",
        "conf.d/02.conf": "a = 3\nc = 3\n",
        "conf.d/01.conf": "a = 2\n",
        "conf.d/readme.txt": "nonsense\n",
        "conf.d/.03.conf": "nonsense\n",
        "sub/x.conf": "include 'y.conf'\n",
        "sub/y.conf": "d = 4\n",
        "postgresql.auto.conf": "b = 5\n",
    }
    config = write(tmp_path, files)
    assert config.problems == ()
    assert {name: traced.value for name, traced in config.settings.items()} == {"a": 3, "b": 5, "c": 3, "d": 4}
    assert [Path(name).name for name in config.files] == [
        "postgresql.conf",
        "01.conf",
        "02.conf",
        "x.conf",
        "y.conf",
        "postgresql.auto.conf",
    ]


@pytest.mark.parametrize("name", ["none.conf", "/etc/hostname", "../secret.conf"])
def test_what_cannot_be_read_makes_earlier_values_unknown(tmp_path, name):
    config = write(
        tmp_path / "x", {"postgresql.conf": f"a = 1\ninclude '{name}'\nb = 2\n", "../secret.conf": "a = 9\n"}
    )
    assert (config.settings["a"].status, config.settings["b"].value) == ("unknown", 2)
    assert [(problem.kind, problem.fatal) for problem in config.problems] == [("include-outside", False)]
    assert config.unseen.missing == name


@pytest.mark.parametrize("include", ["include 'latin.conf'", "include_if_exists 'latin.conf'", "include_dir '.'"])
def test_an_include_that_is_no_utf_8_may_set_anything(tmp_path, include):
    (tmp_path / "latin.conf").write_bytes(b"application_name = '\xfc'\n")
    (tmp_path / "postgresql.auto.conf").write_text("")
    (tmp_path / "main").write_text(f"a = 1\n{include}\nb = 2\n")
    config = read_postgresql(read(tmp_path / "main"))
    assert (config.settings["a"].status, config.settings["b"].value) == ("unknown", 2)
    assert "cannot be read: not UTF-8" in config.unseen.reason
    assert [(problem.kind, problem.place.line, problem.fatal) for problem in config.problems] == [
        ("include-outside", 2, False)
    ]


def test_names_of_includes_are_told_as_that_of_the_file_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "etc", {"postgresql.conf": "include 'sub/a.conf'\n", "sub/a.conf": "a = 1\n"})
    assert read_postgresql(read(Path("etc/postgresql.conf"))).files == ("etc/postgresql.conf", "etc/sub/a.conf")


def test_the_file_of_alter_system_alone(tmp_path):
    (tmp_path / "postgresql.auto.conf").write_text("max_connections = 7\n")
    config = read_postgresql(read(tmp_path / "postgresql.auto.conf"))
    assert config.settings["max_connections"].value == 7
    assert [Path(name).name for name in config.files] == ["postgresql.auto.conf"]


def test_a_file_of_something_else_ends_after_a_few_complaints():
    assert len(conf("nonsense\n" * 5000).problems) == 200


def test_a_circle_of_includes_ends(tmp_path):
    config = write(tmp_path, {"postgresql.conf": "include 'postgresql.conf'\n"})
    assert "include-depth" in [problem.kind for problem in config.problems]


def test_bytes_that_are_not_utf_8():
    with pytest.raises(UnreadableError, match="not UTF-8"):
        read_postgresql(Source("postgresql.conf", Path("/x/postgresql.conf"), b"a = '\xff'"))


def template(tmp_path, text, name="postgresql.conf.j2"):
    path = tmp_path / name
    path.write_text(text)
    return read_postgresql(read(path, name))


def test_what_a_template_leaves_open_is_unknown_and_no_mistake(tmp_path):
    text = (
        "max_connections = {{ most }}\nport = ${PORT}\nssl = {% if x %}on{% else %}off{% endif %}\n"
        "{% if big %}\nwork_mem = 1GB\n{% endif %}\nstatement_timeout = 30s\n"
    )
    config = template(tmp_path, text)
    assert config.problems == ()
    assert {name: value.status for name, value in config.settings.items()} == {
        "max_connections": "unknown",
        "port": "unknown",
        "ssl": "unknown",
        "work_mem": "unknown",
        "statement_timeout": "known",
    }


def test_a_loop_of_a_template_may_set_anything(tmp_path):
    text = "max_connections = 100\n{% for key, value in more %}\n{{ key }} = {{ value }}\n{% endfor %}\n"
    config = template(tmp_path, text)
    assert config.problems == ()
    assert config.settings["max_connections"].status == "unknown"


def test_a_mistake_in_a_template_is_still_one(tmp_path):
    assert [one.kind for one in template(tmp_path, "max_connections 100 200\n").problems] == ["syntax-error"]
    assert [one.kind for one in template(tmp_path, "port = ${PORT}\n", "postgresql.conf").problems] == ["syntax-error"]
