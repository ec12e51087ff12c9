"""A team's own rules: every scope, the sums, and what a text may hold."""

import pytest

from tests.rules.stacks import Files

RULE = """
code = "ACME001"
name = "acme-rule"
severity = "warning"
evidence = "convention"
since = "2026"
summary = "Ours."
"""


def told(folder, rule, **files):
    """The messages of the rule about an aligned stack with these changes."""
    own = folder / "own"
    own.mkdir()
    (own / "acme.toml").write_text(RULE + rule)
    options = {"rules": (str(own),), "select": ("ACME001",), **files.pop("options", {})}
    return Files(users=["app = pool_mode=session"], **files, options=options).findings(folder)


@pytest.mark.parametrize(
    "rule",
    [
        'scope = "user"\nwhen = "user.name == \'other\'"\nmessage = "x"',
        'scope = "group"\nwhen = "group.server == \'uwsgi\'"\nmessage = "x"',
        'scope = "group"\nwhen = "is_set(group.nothing)"\nmessage = "x"',
        'scope = "server"\nwhen = "server.max_connections > 100"\nmessage = "x"',
        'scope = "fleet"\nwhen = "is_set(sums.nothing)"\nmessage = "x"',
    ],
)
def test_a_condition_that_does_not_hold(tmp_path, rule):
    assert told(tmp_path, rule) == ()


@pytest.mark.parametrize(
    "rule, message, place",
    [
        (
            'scope = "user"\nwhen = "user.pool_mode == \'session\'"\nmessage = "{user.name}: {user.pool_mode}"',
            "app: session",
            ("pgbouncer.ini", 4),
        ),
        (
            'scope = "group"\nwhen = "group.processes > 3"\nmessage = "{group.name}: {group.processes} {group.server}"',
            "web: 4 gunicorn",
            ("Procfile", 1),
        ),
        (
            'scope = "server"\nwhen = "server.max_connections == 100"\nmessage = "{server.max_connections} slots"',
            "100 slots",
            ("postgresql.conf", 1),
        ),
        (
            'scope = "pooler"\nwhen = "sums.clients > 3"\nmessage = "{sums.clients} clients"\nsum = "clients"',
            "4 clients",
            ("pgbouncer.ini", 5),
        ),
    ],
)
def test_a_condition_that_holds(tmp_path, rule, message, place):
    (finding,) = told(tmp_path, rule)
    first = finding.locations[0].place
    assert (finding.message, (first.file.rpartition("/")[2], first.line)) == (message, place)


def test_a_sum_has_its_terms(tmp_path):
    rule = 'scope = "pooler"\nwhen = "sums.clients > 3"\nmessage = "x"\nsum = "clients"'
    (finding,) = told(tmp_path, rule)
    assert finding.formula == "web: 4 processes x 1 thread = 4 clients"


def test_a_switch_in_the_arithmetic_is_shown_as_a_word(tmp_path):
    rule = (
        'scope = "database"\nwhen = "db.conn_health_checks"\nmessage = "x"\n'
        'arithmetic = [{ term = "checks", value = "db.conn_health_checks" }]'
    )
    (finding,) = told(tmp_path, rule)
    assert [(term.term, term.value) for term in finding.arithmetic] == [("checks", "True")]


CASES = """
scope = "database"
when = "db.conn_max_age > 0"
message = "kept"

[[case]]
when = "db.atomic_requests"
message = "kept and held"
"""


def test_a_case_has_words_of_its_own(tmp_path):
    (finding,) = told(tmp_path, CASES, alias={"ATOMIC_REQUESTS": True})
    assert finding.message == "kept and held"


def test_a_case_that_waits_for_a_value_leaves_the_rule_undecided(tmp_path):
    extra = "import os\nDATABASES['default']['ATOMIC_REQUESTS'] = bool(int(os.environ['ATOMIC']))\n"
    assert told(tmp_path, CASES, extra=extra) == ()
