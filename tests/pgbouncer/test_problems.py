"""What is told about a configuration: the kinds, the places, the certain repairs."""

import pytest

from tests.pgbouncer.reading import entry, fixed, ini, kinds, only, setting

CLEAN = """\
; the production pooler
[databases]
app = host=db port=5432 dbname=app user=app password='a''b' connect_query='SELECT 1; SELECT 2'
* = host=db

[users]
report = pool_mode=session max_user_connections=5

[pgbouncer]
listen_addr = *
listen_port = 6432
unix_socket_mode = 0770
pool_mode = transaction
default_pool_size = 20
server_idle_timeout = 0.5
auth_query = SELECT usename, passwd FROM pg_shadow WHERE usename=$1
server_reset_query = DISCARD ALL; RESET ALL
ignore_startup_parameters = extra_float_digits, options
admin_users = a, b
logfile = /var/log/pgbouncer/#1.log
"""


def test_a_good_file_has_no_problems():
    config = ini(CLEAN)
    assert kinds(config) == []
    assert config.accepted


@pytest.mark.parametrize(
    "line",
    [
        "server_check_query = SELECT ';'",
        "auth_user = a;b",
        "unix_socket_mode = 0777",
        "default_pool_size = 0",
        "query_timeout = 0",
        "listen_port = 65535",
        "max_packet_size = 4294967295",
        "log_connections = 1",
        "job_name = #1",
        "job_name = the first ;second",
        "auth_file = /etc/pg#bouncer/userlist.txt",
        "server_check_query = select 1 -- $1",
    ],
)
def test_ordinary_values_are_not_remarked_upon(line):
    assert kinds(setting(line)) == []


@pytest.mark.parametrize(
    "string",
    ["host=db port=5432", "host='a b'", "host=a,b", "pool_size=0", "password=a;b#c", "", "host=10.0.0.1   port=1"],
)
def test_ordinary_connection_strings_are_not_remarked_upon(string):
    assert kinds(entry(string)) == []


@pytest.mark.parametrize(
    "line, kind, repaired",
    [
        ("server_idle_timeout = 60s", "invalid-value", "server_idle_timeout = 60"),
        ("server_idle_timeout = 10min", "invalid-value", "server_idle_timeout = 600"),
        ("server_idle_timeout = 1.5 h", "invalid-value", "server_idle_timeout = 5400"),
        ("server_idle_timeout = 500ms", "invalid-value", "server_idle_timeout = 0.5"),
        ("tcp_keepidle = 1min", "invalid-value", "tcp_keepidle = 60"),
        ("tcp_user_timeout = 30s", "invalid-value", "tcp_user_timeout = 30000"),
        ("so_reuseport = yes", "invalid-value", "so_reuseport = 1"),
        ("so_reuseport = OFF", "invalid-value", "so_reuseport = 0"),
        ("default_pool_size = '7'", "invalid-value", "default_pool_size = 7"),
        ("default_pool_size = 20.0", "invalid-value", "default_pool_size = 20"),
        ("pool_mode = 'transaction'", "invalid-value", "pool_mode = transaction"),
        ("pool_mode = transction", "invalid-value", "pool_mode = transaction"),
        ("pool_mod = session", "unknown-key", "pool_mode = session"),
        ("POOL_MODE = session", "unknown-key", "pool_mode = session"),
        ("pool-mode = session", "unknown-key", "pool_mode = session"),
        ("pool_mode: session", "syntax-error", "pool_mode = session"),
        ("default_pool_size = 20 ; twenty", "inline-comment", "; twenty\ndefault_pool_size = 20"),
        ("  pool_mode = session # x", "inline-comment", "  # x\n  pool_mode = session"),
    ],
)
def test_what_stops_the_start_has_a_certain_repair(line, kind, repaired):
    config = setting(line)
    problem = only(config)
    assert (problem.kind, problem.fatal, config.accepted) == (kind, True, False)
    text = fixed(f"[pgbouncer]\n{line}\n", problem)
    assert text == f"[pgbouncer]\n{repaired}\n"
    assert ini(text).accepted


@pytest.mark.parametrize(
    "line",
    [
        "default_pool_size = many",
        "server_idle_timeout = 5m",
        "pool_mode = pooled",
        "default_pool_size = yes",
        "max_client_conn = 100s",
        "x_y_z = 1",
    ],
)
def test_a_repair_that_is_not_certain_is_not_offered(line):
    assert only(setting(line)).replacement is None


@pytest.mark.parametrize(
    "lines",
    [
        "pool_modes = session\npool_mode = transaction",
        "pool_mode = transaction\npool_modes = session",
        "pool_modes = session\npool_mod = transaction",
    ],
)
def test_a_repair_is_not_offered_beside_the_key_it_would_write(lines):
    problems = [problem for problem in setting(lines).problems if problem.kind == "unknown-key"]
    assert [(problem.suggestion, problem.replacement) for problem in problems] == [("pool_mode", None)] * len(problems)
    assert problems


@pytest.mark.parametrize(
    "line, reason",
    [
        ("default_pool_size =", "empty"),
        ("default_pool_size = 1.5", "fraction"),
        ("server_idle_timeout = -1", "negative"),
        ("server_idle_timeout = 5 parsecs", "unit-suffix"),
        ("server_idle_timeout = a lot", "not-a-number"),
        ("query_timeout = 0x1p99999", "not-a-number"),
        ("max_packet_size = 1k", "unit-suffix"),
        ("log_stats = true", "boolean-word"),
        ("pool_mode = x", "not-a-word"),
    ],
)
def test_a_refused_value_says_why(line, reason):
    problem = only(setting(line))
    assert problem.kind == "invalid-value"
    assert problem.data["reason"] == reason
    assert problem.data["line"] == "pgbouncer.ini:2"


@pytest.mark.parametrize(
    "line, version, kind, known",
    [
        ("transaction_timeout = 5", "1.24", "not-in-version", {"since": "1.25"}),
        ("peer_id = 1", "1.18", "not-in-version", {"since": "1.19"}),
        ("suspend_timeout = 5", "1.26", "removed-in-version", {"removed": "1.26"}),
    ],
)
def test_keys_of_other_releases_are_told_apart_from_misspelt_ones(line, version, kind, known):
    problem = only(setting(line, version))
    assert problem.kind == kind
    assert problem.fatal
    assert known.items() <= problem.data.items()


@pytest.mark.parametrize(
    "line, reason, read",
    [
        ("default_pool_size = 020", "octal", "16"),
        ("default_pool_size = 4294967316", "wrapped", "20"),
        ("default_pool_size = -5", "negative", "-5"),
        ("listen_port = 99999", "port-range", "99999"),
        ("unix_socket_mode = 777", "decimal-mode", "01411"),
        ("query_timeout = inf", "infinite", "0"),
        ("query_timeout = nan", "infinite", "9223372036854.775"),
        ("query_timeout = 0.0000001", "infinite", "0"),
    ],
)
def test_numbers_that_are_misread_say_what_is_read(line, reason, read):
    config = setting(line)
    problem = only(config)
    assert (problem.kind, problem.fatal, config.accepted) == ("misread-number", False, True)
    assert (problem.data["reason"], problem.data["read"]) == (reason, read)


@pytest.mark.parametrize(
    "string, reason, read",
    [
        ("pool_size=abc", "no-number", "0"),
        ("pool_size=20x", "trailing-text", "20"),
        ("server_lifetime=0.5", "fraction", "0"),
        ("server_lifetime=60s", "trailing-text", "60"),
        ("pool_size=99999999999", "wrapped", "1215752191"),
        ("server_lifetime=-1", "negative", "-1"),
        ("port=70000", "port-range", "70000"),
    ],
)
def test_numbers_in_connection_strings_are_read_as_atoi_does(string, reason, read):
    config = entry(string)
    problem = only(config)
    assert (problem.kind, config.accepted) == ("misread-number", True)
    assert (problem.data["reason"], problem.data["read"], problem.data["entry"]) == (reason, read, "app")


@pytest.mark.parametrize(
    "string, kind, subject",
    [
        ("host= port=5", "swallowed-pair", "host"),
        ("host=db\tport=5", "tab-in-connection-string", "host"),
        ('host="db"', "quoted-value", "host"),
        ("host=a host=b", "duplicate-key", "host"),
    ],
)
def test_traps_of_connection_strings(string, kind, subject):
    config = entry(string)
    problem = only(config)
    assert (problem.kind, problem.subject, problem.fatal, config.accepted) == (kind, subject, False, True)


@pytest.mark.parametrize(
    "string, kind, subject",
    [
        ("host=db sslmode=require", "unknown-key", "sslmode"),
        ("HOST=db", "unknown-key", "HOST"),
        ("port=abc", "invalid-value", "port"),
        ("pool_mode=tx", "invalid-value", "pool_mode"),
        ("host=db ; primary", "inline-comment", "app"),
        ("host=db port=", "syntax-error", "app"),
        ("host=db port=''", "syntax-error", "app"),
        ("host=db password='x", "syntax-error", "app"),
        ("postgres://u:p@h/d", "syntax-error", "app"),
    ],
)
def test_mistakes_in_connection_strings_stop_the_start(string, kind, subject):
    config = entry(string)
    problem = only(config)
    assert (problem.kind, problem.subject, problem.fatal, config.accepted) == (kind, subject, True, False)
    assert problem.data["entry"] == "app"


def test_before_1_16_a_line_with_a_mistake_is_skipped():
    config = entry("host=db sslmode=require", "1.15")
    assert config.accepted
    assert not only(config).fatal
    assert config.databases == {}


@pytest.mark.parametrize(
    "string",
    [";host=db", "# host=db", "host=db password=x ; primary", "host=db ;password=x", "host=db user='a://b' # x"],
)
def test_the_comment_of_a_line_that_may_hold_a_password_is_left_to_its_author(string):
    problem = only(entry(string))
    assert (problem.kind, problem.replacement) == ("inline-comment", None)


@pytest.mark.parametrize(
    "comment", ["; five is enough", "# five", "; pool_size=5", ";pool_size=5", "#pool_size=5 port=1", "; = x", ";"]
)
@pytest.mark.parametrize("start", ["app", "  'app'", "\tapp"])
def test_the_comment_after_a_connection_string_goes_above_it(start, comment):
    text = f"[pgbouncer]\n[databases]\n{start} = host=db port=5432 {comment}\n"
    problem = only(ini(text))
    assert (problem.kind, problem.fatal) == ("inline-comment", True)
    assert problem.message.endswith("and does not start")
    repaired = fixed(text, problem)
    indent = start[: len(start) - len(start.lstrip())]
    assert repaired.split("\n")[2:4] == [f"{indent}{comment}", f"{start} = host=db port=5432"]
    config = ini(repaired)
    assert (config.accepted, config.problems) == (True, ())
    assert list(config.databases["app"].settings) == ["host", "port"]


@pytest.mark.parametrize("string", ["host=db port=5432;", "host=db application_name='; x'", "host=db user=#x"])
def test_what_only_looks_like_a_comment_is_none(string):
    assert "inline-comment" not in kinds(entry(string))


@pytest.mark.parametrize("string", ["host=db nonsense", "host=db port=abc", "sslmode=require"])
def test_mistakes_of_the_fallback_entry_do_not_stop_the_start(string):
    config = ini(f"[pgbouncer]\n[databases]\n* = {string}\n")
    assert config.accepted
    assert kinds(config) == ["wildcard-entry-error"]


@pytest.mark.parametrize(
    "line, kind",
    [
        ("logfile = /var/log/x.log ; my log", "inline-comment"),
        ("ignore_startup_parameters = extra_float_digits # jdbc", "inline-comment"),
        ('listen_addr = "*"', "quoted-value"),
        ("ignore_startup_parameters = options;extra_float_digits", "word-list-separator"),
        ("admin_users = a,'b'", "word-list-separator"),
    ],
)
def test_text_swallows_what_was_meant_otherwise(line, kind):
    config = setting(line)
    problem = only(config)
    assert (problem.kind, problem.fatal, config.accepted) == (kind, False, True)


def test_a_comment_on_the_line_of_the_header_has_no_line_of_its_own_to_go_to():
    silent = only(ini("[pgbouncer] logfile = x ; mine\n"))
    refused = only(ini("[pgbouncer] default_pool_size = 3 ; each\n"))
    assert [(one.kind, one.place.column, one.replacement, one.fix_place) for one in (silent, refused)] == [
        ("inline-comment", 25, None, None),
        ("inline-comment", 35, None, None),
    ]
    assert (silent.fatal, refused.fatal) == (False, True)


def test_a_second_header_resets_what_has_a_default():
    config = ini("[pgbouncer]\npool_mode = transaction\nauth_user = x\n[pgbouncer]\nmax_client_conn = 7\n")
    problem = only(config)
    assert problem.kind == "section-reset"
    assert problem.data["lost"] == "pool_mode"
    assert (config.settings["pool_mode"].status, config.settings["auth_user"].value) == ("default", "x")
    assert config.place.line == 4


def test_a_second_header_that_loses_nothing_is_no_problem():
    assert kinds(ini("[pgbouncer]\n[databases]\n[pgbouncer]\npool_mode = session\n")) == []


def test_duplicate_keys_name_the_first_place():
    problem = only(setting("pool_mode = session\npool_mode = transaction"))
    assert (problem.kind, problem.data["first"], problem.data["same"]) == ("duplicate-key", "pgbouncer.ini:2", "")


def test_an_entry_written_twice_keeps_the_forced_user_of_the_first():
    config = ini("[pgbouncer]\n[databases]\na = host=x user=u password=p pool_size=3\na = host=y\n")
    assert kinds(config) == ["duplicate-key", "forced-user-kept"]
    assert {name: traced.value for name, traced in config.databases["a"].settings.items()} == {
        "host": "y",
        "user": "u",
        "password": "********",
    }


def test_one_user_with_an_idle_timeout_disconnects_the_others():
    assert kinds(ini("[pgbouncer]\n[users]\na = client_idle_timeout=5\n", "1.24")) == ["user-idle-timeout"]
    assert kinds(ini("[pgbouncer]\nclient_idle_timeout = 9\n[users]\na = client_idle_timeout=5\n", "1.24")) == []


@pytest.mark.parametrize(
    "text, kind",
    [
        ("[databases]\na = host=b\n", "missing-section"),
        ("pool_mode = session\n[pgbouncer]\n", "key-outside-section"),
        ("[pgbouncer]\n[pools]\nx = 1\n", "unknown-section"),
        ("[pgbouncer]\n[peers]\nx = host=a\n", "invalid-value"),
        ("[pgbouncer]\n[databases]\npgbouncer = host=a\n", "reserved-name"),
        ("[pgbouncer]\nauth_dbname = pgbouncer\n", "reserved-name"),
        ("[pgbouncer]\n[databases]\n" + "x" * 64 + " = host=a\n", "name-too-long"),
        ("[pgbouncer]\nclient_tls_sslmode = require\n", "tls-files-missing"),
        ("[pgbouncer]\nauth_type = cert\n", "tls-files-missing"),
        ("\ufeff[pgbouncer]\n", "encoding"),
        ("[pgbouncer]\n[databases\n", "syntax-error"),
        ('[pgbouncer]\n[databases]\n"my db" = host=a\n', "syntax-error"),
    ],
)
def test_files_that_do_not_start(text, kind):
    config = ini(text)
    assert not config.accepted
    assert next(problem for problem in config.problems if problem.fatal).kind == kind


def test_a_misspelt_section_is_read_as_the_one_that_is_meant():
    config = ini("[ PgBouncer ]\npool_mod = session\n")
    assert kinds(config)[:2] == ["unknown-section", "unknown-key"]
    assert config.problems[0].replacement == "pgbouncer"


def test_quoted_names_came_with_1_25():
    text = "[pgbouncer]\n[databases]\n'my db' = host=a password=x\n"
    assert list(ini(text, "1.25").databases) == ["my db"]
    old = ini(text, "1.24")
    assert kinds(old) == ["quoted-key"]
    assert old.secrets


def test_what_stands_behind_a_nul_byte_does_not_count():
    config = ini(b"[pgbouncer]\npool_mode = transaction\n\0nonsense\n")
    assert kinds(config) == ["nul-byte"]
    assert config.accepted


def test_bytes_that_are_not_utf_8_are_told_and_kept():
    config = ini(b"[pgbouncer]\nauth_user = j\xfcrgen\n")
    assert kinds(config) == ["encoding"]
    assert config.settings["auth_user"].value == "j\\xfcrgen"


def test_a_newer_release_is_read_as_the_newest_known():
    config = ini("[pgbouncer]\n", "1.99")
    assert kinds(config) == ["version-unknown"]
    assert config.version == "1.99"


def test_without_a_version_the_newest_is_assumed():
    config = ini("[pgbouncer]\n", None)
    assert config.version_assumed
    assert config.version.startswith("1.26")


@pytest.mark.parametrize(
    "lines, subject",
    [
        ("client_tls_sslmode = verify-full\nclient_tls_key_file = /k\nclient_tls_cert_file = /c", "client_tls_ca_file"),
        (
            "auth_type = cert\nclient_tls_sslmode = require\nclient_tls_key_file = /k\nclient_tls_cert_file = /c",
            "client_tls_sslmode",
        ),
    ],
)
def test_tls_needs_its_files(lines, subject):
    assert only(setting(lines)).subject == subject


def test_protocols_count_when_tls_is_on():
    assert kinds(setting("server_tls_protocols = tls9")) == ["invalid-value"]
    assert kinds(setting("server_tls_protocols = tls9\nserver_tls_sslmode = disable")) == []
    assert kinds(setting("server_tls_protocols = tls9", "1.19")) == []


def test_a_peer_needs_a_host():
    problem = only(ini("[pgbouncer]\n[peers]\n1 = port=5\n"))
    assert (problem.kind, problem.subject) == ("invalid-value", "host")
