"""Realistic stacks that agree: nothing at warning or above. A false alarm here is a defect."""

import pytest

from tests.rules.stacks import GONE, Files, grave

TLS = {"client_tls_sslmode": "require", "client_tls_key_file": "/k.pem", "client_tls_cert_file": "/c.pem"}
DIRECT = {"pooler": GONE, "alias": {"HOST": "db.internal", "PORT": 5432, "DISABLE_SERVER_SIDE_CURSORS": GONE}}


def direct(**changes):
    alias = {**DIRECT["alias"], **changes.pop("alias", {})}
    return {"pooler": GONE, "alias": alias, **changes}


def settled(options, **alias):
    return {"alias": {"OPTIONS": {"connect_timeout": 5, **options}, **alias}}


ALIGNED = {
    "the base": {},
    "age 0 behind a transaction pool": {"alias": {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False}},
    "age not set at all": {"alias": {"CONN_MAX_AGE": GONE, "CONN_HEALTH_CHECKS": GONE}},
    "age equal to server_idle_timeout": {"alias": {"CONN_MAX_AGE": 600}},
    "age equal to client_idle_timeout": {"pooler": {"client_idle_timeout": 300}},
    "client_idle_timeout above the age": {"pooler": {"client_idle_timeout": 3600}},
    "client_idle_timeout below the age, with health checks": {"pooler": {"client_idle_timeout": 240}},
    "no extra_float_digits to ignore": {"pooler": {"ignore_startup_parameters": GONE}},
    "extra_float_digits ignored": {"pooler": {"ignore_startup_parameters": "extra_float_digits"}},
    "TimeZone in options is tracked": settled({"options": "-c TimeZone=UTC"}),
    "TIME_ZONE of the alias": {"alias": {"TIME_ZONE": "Europe/Berlin"}},
    "isolation_level": settled({"isolation_level": 3}),
    "application_name": settled({"application_name": "shop"}),
    "keepalives": settled({"keepalives": 1, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}),
    "tcp_user_timeout": settled({"tcp_user_timeout": 10000}),
    "target_session_attrs and gssencmode": settled({"target_session_attrs": "any", "gssencmode": "disable"}),
    "server_side_binding alone": settled({"server_side_binding": True}),
    "server_side_binding on an old pooler": {
        **settled({"server_side_binding": True}),
        "options": {"pgbouncer_version": "1.18"},
    },
    "prepare_threshold None": settled({"prepare_threshold": None}),
    "prepared statements that PgBouncer 1.25 follows": settled({"server_side_binding": True, "prepare_threshold": 5}),
    "PORT as text": {"alias": {"PORT": "6432"}},
    "gthread": {"processes": "web: gunicorn shop.wsgi --workers 2 --threads 4\n"},
    "a Celery worker with its fixup on": {
        "processes": "web: gunicorn shop.wsgi --workers 2\nworker: celery -A shop worker -c 4\n",
        "requirements": "django==5.2.4\npsycopg[binary]==3.2.9\ncelery==5.6.0\n",
    },
    "ASGI with age 0": {
        "alias": {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False},
        "processes": "web: uvicorn shop.asgi:application --workers 2\n",
    },
    "session mode with a connection for each request": {
        "alias": {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False},
        "pooler": {"pool_mode": "session"},
    },
    "server-side cursors in session mode": {
        "alias": {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False, "DISABLE_SERVER_SIDE_CURSORS": False},
        "pooler": {"pool_mode": "session"},
    },
    "TLS on both sides": {
        **settled({"sslmode": "require"}),
        "pooler": TLS,
    },
    "sslmode prefer without TLS": settled({"sslmode": "prefer"}),
    "statement_timeout below query_timeout": {
        "databases": ["app = host=10.0.0.5 connect_query='SET statement_timeout TO 20000'"],
        "pooler": {"query_timeout": 25},
    },
    "statement_timeout in the server": {"server": {"max_connections": 100, "statement_timeout": "'20s'"}},
    "a wildcard entry": {"databases": ["* = host=10.0.0.5"]},
    "a forced user": {"databases": ["app = host=10.0.0.5 user=app"]},
    "two entries, two databases": {"databases": ["app = host=10.0.0.5", "reports = host=10.0.0.6"]},
    "other modes for others": {"databases": ["app = host=10.0.0.5", "legacy = host=10.0.0.5 pool_mode=statement"]},
    "a reserve": {"pooler": {"reserve_pool_size": 5, "reserve_pool_timeout": 3}},
    "a minimum": {"pooler": {"min_pool_size": 5}},
    "PgBouncer 1.18 of Debian": {"options": {"pgbouncer_version": "1.18"}},
    "PgBouncer 1.21": {"options": {"pgbouncer_version": "1.21"}},
    "ATOMIC_REQUESTS with enough backends": {"alias": {"ATOMIC_REQUESTS": True}},
    "Django 4.2 with psycopg2": {"requirements": "django==4.2.11\npsycopg2==2.9.9\n"},
    "no versions declared": {"requirements": ""},
    "no processes declared": {"processes": ""},
    "no server declared": {"server": GONE},
    "settings and pooler only": {"server": GONE, "processes": "", "requirements": ""},
    "direct": direct(),
    "direct with statement_timeout": direct(
        alias={"OPTIONS": {"connect_timeout": 5, "options": "-c statement_timeout=20000"}}
    ),
    "direct with server-side cursors": direct(alias={"DISABLE_SERVER_SIDE_CURSORS": False}),
    "direct over a Unix socket": direct(alias={"HOST": "", "PORT": "", "OPTIONS": {}}),
    "Django's own pool": direct(
        alias={"CONN_MAX_AGE": 0, "OPTIONS": {"connect_timeout": 5, "pool": {"min_size": 2, "max_size": 4}}},
        requirements="django==5.2.4\npsycopg[binary,pool]==3.2.9\n",
    ),
    "Django's own pool under ASGI": direct(
        alias={"CONN_MAX_AGE": 0, "OPTIONS": {"connect_timeout": 5, "pool": True}},
        requirements="django==5.2.4\npsycopg[binary,pool]==3.2.9\n",
        processes="web: uvicorn shop.asgi:application --workers 2\n",
    ),
    "SQLite for tests": {"alias": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3", "OPTIONS": GONE}},
    "MySQL beside": {
        "aliases": {"legacy": {"ENGINE": "django.db.backends.mysql", "PORT": 3306, "OPTIONS": {"charset": "utf8mb4"}}}
    },
    "the old name of the engine": {"alias": {"ENGINE": "django.db.backends.postgresql_psycopg2"}},
    "PostGIS": {"alias": {"ENGINE": "django.contrib.gis.db.backends.postgis"}},
    "a variable at the top": {"extra": "CONN_MAX_AGE = 300\n"},
    "listening on every address": {"pooler": {"listen_addr": "*"}, "alias": {"HOST": "pgbouncer"}},
    "md5 inside a network": {"pooler": {"listen_addr": "0.0.0.0", "auth_type": "md5"}, "alias": {"HOST": "pgbouncer"}},
    "server_reset_query left from session mode": {"pooler": {"server_reset_query": "DISCARD ALL"}},
}


@pytest.mark.parametrize("changes", ALIGNED.values(), ids=ALIGNED)
def test_aligned(changes, tmp_path):
    findings = Files(**changes).findings(tmp_path)
    assert grave(findings) == [], [finding.message for finding in findings if finding.severity != "note"]


def test_there_are_enough():
    assert len(ALIGNED) >= 40


def test_the_clean_stack_of_the_lab(tmp_path):
    pooler = {"client_idle_timeout": 2, "server_idle_timeout": 1, "query_wait_timeout": 5, "default_pool_size": 3}
    findings = Files(pooler=pooler).findings(tmp_path)
    assert grave(findings) in ([], ["CL101"])
