"""Whatever stands in the files, the rules come to an end: found, open or silent, never an exception."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from connlint.models.django import Alias, SettingsModule, World
from connlint.models.pgbouncer import PoolerEntry
from connlint.models.problem import Problem
from connlint.models.stack import Stack
from connlint.models.topology import Versions
from connlint.models.traced import Branch, default, either, known, unknown
from connlint.parsers.pgbouncer import read_pgbouncer
from connlint.planner import derive
from connlint.rules import evaluate, load_catalogue
from connlint.rules.checks.unread_settings import READ
from connlint.sources.text import Source
from tests.rules.hand import at

CATALOGUE = load_catalogue()
MINIMAL = read_pgbouncer(Source("pgbouncer.ini", Path("pgbouncer.ini"), b"[pgbouncer]\n[databases]\n"), version="1.25")
ENGINES = st.sampled_from(["django.db.backends.postgresql", "django.db.backends.sqlite3", "x.y", "", None, 5])
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**6),
    st.floats(allow_nan=False),
    st.sampled_from(["", "0", "False", "60", "app", "127.0.0.1", "-c statement_timeout=5s", "-c a='", "require"]),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.sampled_from(["max_size", "min_size", "ENGINE", "x"]), st.integers(0, 9), max_size=2),
)
PLAIN = VALUES.map(lambda value: known(value, origin=at(7)))
TRACED = st.one_of(
    PLAIN, VALUES.map(lambda value: default(value, "default")), st.just(unknown("not supplied", missing="X"))
)
BRANCHED = st.tuples(TRACED, TRACED).map(
    lambda two: either((Branch(condition="A", traced=two[0]), Branch(condition="not A", traced=two[1])))
)
OPTIONS = st.sampled_from(
    ["connect_timeout", "options", "sslmode", "pool", "assume_role", "keepalives", "prepare_threshold", "service", "z"]
)
KEYS = st.sampled_from(sorted(READ - {"ENGINE", "OPTIONS"}))
WORDS = st.sampled_from(["transaction", "session", "statement", "", "any", "md5", "*"])
NUMBERS = st.one_of(st.none(), st.integers(-1, 10**5), st.floats(0, 100), st.booleans(), WORDS)
POOLER = st.sampled_from(
    [
        "pool_mode", "default_pool_size", "max_client_conn", "client_idle_timeout", "query_timeout", "listen_addr",
        "listen_port", "auth_type", "query_wait_timeout", "max_db_connections", "track_extra_parameters",
        "ignore_startup_parameters", "admin_users", "server_idle_timeout", "min_pool_size", "reserve_pool_timeout",
    ]
)  # fmt: skip
POOLED = st.one_of(NUMBERS.map(known), NUMBERS.map(lambda value: default(value, "default")), st.just(unknown("${X}")))
VERSIONS = st.dictionaries(
    st.sampled_from(["django", "psycopg", "psycopg2", "celery", "postgresql"]),
    st.sampled_from([known("5.2"), known("3.2.1"), known("x"), unknown("a range")]),
)
ALIASES = st.builds(
    lambda engine, keys, options, name: Alias(
        name=name, place=at(3), settings={**keys, "ENGINE": known(engine)}, options=options
    ),
    ENGINES,
    st.dictionaries(KEYS, TRACED, max_size=5),
    st.dictionaries(OPTIONS, TRACED, max_size=4),
    st.sampled_from(["default", "other"]),
)


@given(
    st.lists(ALIASES, max_size=3),
    st.dictionaries(POOLER, st.one_of(POOLED, BRANCHED), max_size=8),
    st.dictionaries(st.sampled_from(["pool_size", "pool_mode", "password", "connect_query"]), POOLED, max_size=3),
    VERSIONS,
    st.dictionaries(st.sampled_from(["CONN_MAX_AGE", "INSTALLED_APPS", "CHANNEL_LAYERS"]), TRACED),
)
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
def test_no_value_breaks_a_run(aliases, pooled, line, versions, top):
    world = World(databases={one.name: one for one in aliases}, settings=top)
    config = MINIMAL.model_copy(
        update={
            "settings": {**MINIMAL.settings, **pooled},
            "databases": {"app": PoolerEntry(name="app", settings=line)},
            "problems": (Problem(kind="unknown-key", message="", place=at(1)), Problem(kind="odd", message="x")),
        }
    )
    stack = Stack(
        modules=(SettingsModule(file="settings.py", worlds=(world,)),),
        poolers=(config,),
        versions=Versions(found=versions),
        sightings=(Problem(kind="command-loop", message="", place=at(2), data={"pause": "x"}),),
    )
    evaluation = evaluate(derive(stack), CATALOGUE)
    assert all(finding.locations and finding.message for finding in evaluation.findings)
    assert all(item.missing for item in evaluation.undecided)
