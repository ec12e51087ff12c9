"""Database URLs: dj-database-url and django-environ against the models, over the same URLs."""

from __future__ import annotations

import itertools
import random

from connlint.parsers.settings.libraries.semantics import database_url, environ_url

SCHEMES = sorted({*database_url.BACKENDS, *environ_url.BACKENDS, "foo", "POSTGRES", "postgresql+psycopg", "", "http"})
CREDENTIALS = ("", "user@", "user:secret@", "us%40er:p%23%2Fss@", ":secret@", "user:@", "a:b@c@", "u$:p?w@", "ü:#@")
HOSTS = (
    "",
    "localhost",
    "DB.Example.com",
    "127.0.0.1",
    "[::1]",
    "[::1",
    "%2Fvar%2Frun%2Fpostgresql",
    "a,b",
    "a:1,b:2",
    "[::1]:5432,b",
    "db%2Ehost",
    "host name",
    ":memory:",
)
PORTS = ("", ":5432", ":0", ":65536", ":port", ":", ":6543 ", ":-1", ":\u0661")
PATHS = ("", "/", "/name", "/na%20me", "/a/b", "//var/run/db/name", "/cloudsql/x", "/%2Fcloudsql%2Fproject/db", "/ü?")
QUERIES = (
    "",
    "?",
    "?sslmode=require",
    "?conn_max_age=60",
    "?CONN_MAX_AGE=None&conn_health_checks=True",
    "?conn_max_age=abc",
    "?currentSchema=app",
    "?currentSchema=",
    "?currentSchema=1&options=-c%20x",
    "?search_path=a&connect_timeout=10",
    "?a=1&a=2&b=true&b=no",
    "?ssl-ca=/etc/ca.pem&charset=utf8mb4",
    "?pool=true&prepare_threshold=None",
    "?disable_server_side_cursors=true",
    "?n=\u00b2",
    "?n=007&m=1.5&l=-1",
    "?x=1;y=2",
    "?blank=&atomic_requests=False&autocommit=0",
    "#fragment",
    "?options=-c statement_timeout%3D30000",
)
EDGES = (
    "",
    "sqlite://:memory:",
    "sqlite://",
    "sqlite:///db.sqlite3",
    "sqlite:////abs/db.sqlite3",
    "sqlite://host/x",
    "spatialite://:memory:",
    "postgres://",
    "postgres:",
    "postgres",
    "//host/name",
    "oracle://u:p@host:1521/",
    "oracle://u:p@(DESCRIPTION=(ADDRESS=(HOST=x)(PORT=1)))",
    "ldap://cn=admin,dc=x:secret@ldap.example.com:636",
    " postgres://u:p@h/n ",
    "post\ngres://u:p@h/n",
    "postgres://u:p@h/n?conn_max_age=" + "[" * 50,
    "postgres://u:p@h:5432/n?options[pool]=true",
    "postgres://u:[p]@h/n",
    "postgres://u:p#w@h:5432/n",
    "postgres://u:p?w@h:5432/n",
    "postgres://u:p/w@h:5432/n",
    "postgres://${USER}:${PASS}@${HOST}/x",
)


def urls():
    pick = random.Random(20261123)
    yield from EDGES
    yield from (f"{scheme}://u:p@host:5432/name?sslmode=require&conn_max_age=9" for scheme in SCHEMES)
    yield from (f"{scheme}://{rest}" for scheme, rest in itertools.product(SCHEMES, ("/", "h", "/:memory:", "h:1/")))
    yield from (f"postgres://u:p@{host}{port}/n" for host, port in itertools.product(HOSTS, PORTS))
    yield from (f"postgres://u:p@h:1{path}{query}" for path, query in itertools.product(PATHS, QUERIES))
    for _ in range(2500):
        parts = (pick.choice(pool) for pool in (SCHEMES, ("://",), CREDENTIALS, HOSTS, PORTS, PATHS, QUERIES))
        yield "".join(parts)


def test_dj_database_url_parse(agree):
    cases = list(urls())
    answers = agree(
        "dj_database_url",
        """
        import dj_database_url
        def run(case):
            entry = dj_database_url.parse(case)
            for name in ("CONN_MAX_AGE", "CONN_HEALTH_CHECKS", "DISABLE_SERVER_SIDE_CURSORS"):
                entry.pop(name, None)
            if case != "sqlite://:memory:":
                entry.setdefault("OPTIONS", {})
            return entry
        """,
        cases,
        database_url.parse_url,
    )
    kinds = [kind for kind, _ in answers]
    assert len(cases) > 2500
    assert min(kinds.count("value"), kinds.count("raises")) > 300


def test_environ_db_url_config(agree):
    cases = [
        *((url, None) for url in urls()),
        *((url, engine) for url in EDGES for engine in ("mysql", "my.backend", "")),
    ]
    cases += [(value, None) for value in (None, {}, {"a": 1}, 5)]
    answers = agree(
        "environ",
        """
        import environ
        def run(case):
            return environ.Env.db_url_config(case[0], engine=case[1])
        """,
        cases,
        lambda case: environ_url.database_config(*case),
    )
    assert [kind for kind, _ in answers].count("value") > 1000
