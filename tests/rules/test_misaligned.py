"""Stacks with one mistake: exactly the codes that name it, at warning or above, and nothing unrelated."""

import pytest

from tests.rules.stacks import GONE, Files, grave
from tests.rules.test_aligned import direct, settled

STATEMENT = "-c statement_timeout=20000"
WORKERS = "web: gunicorn shop.wsgi --workers {}\n"
POOL = "django==5.2.4\npsycopg[binary,pool]==3.2.9\n"

MISALIGNED = {
    "CL101": {"alias": {"CONN_MAX_AGE": 600}, "pooler": {"server_idle_timeout": 300}},
    "CL102": {"alias": {"CONN_HEALTH_CHECKS": False}, "pooler": {"client_idle_timeout": 240}},
    "CL102 through a user's own limit": {
        "alias": {"CONN_HEALTH_CHECKS": False},
        "users": ["app = client_idle_timeout=240"],
        "pooler": {"client_idle_timeout": 86400},
    },
    "CL103": direct(alias={"CONN_HEALTH_CHECKS": False}, server={"idle_session_timeout": "'2min'"}),
    "CL104": direct(alias={"CONN_MAX_AGE": 600}, options={"network_idle_limit": 350}),
    "CL105": {"pooler": {"query_timeout": 30}},
    "CL105 equal": {
        "pooler": {"query_timeout": 20, "query_wait_timeout": 10},
        "databases": ["app = host=10.0.0.5 connect_query='SET statement_timeout TO 20000'"],
    },
    "CL106": {"server": {"statement_timeout": "'60s'"}},
    "CL107": {"pooler": {"query_wait_timeout": 120}},
    "CL108": {"alias": {"ATOMIC_REQUESTS": True}, "pooler": {"idle_transaction_timeout": 10}},
    "CL112": settled({"sslmode": "require"}),
    "CL113 name": {"alias": {"NAME": "shop"}},
    "CL202": {"alias": {"CONN_MAX_AGE": None}, "pooler": {"server_idle_timeout": 0}},
    "CL204": {"alias": {"OPTIONS": {}}},
    "CL204 zero": {"alias": {"OPTIONS": {"connect_timeout": 0}}},
    "CL209": {"pooler": {"server_lifetime": 0}},
    "CL210": {"pooler": {"server_connect_timeout": 0}},
    "CL211": {"pooler": {"query_wait_timeout": 0}},
    "CL301": {"pooler": {"max_client_conn": 20}, "processes": WORKERS.format(30)},
    "CL301 declared": {"pooler": {"max_client_conn": 20}, "options": {"clients": 100}},
    "CL302": {
        "databases": ["app = host=10.0.0.5 user=a", "b = host=10.0.0.5 user=b"],
        "pooler": {"default_pool_size": 60},
    },
    "CL302 one pool alone": {"pooler": {"default_pool_size": 200}},
    "CL303": {"pooler": {"default_pool_size": 90}},
    "CL304": direct(processes=WORKERS.format(120)),
    "CL305": {
        "pooler": {"pool_mode": "session", "default_pool_size": 2},
        "processes": WORKERS.format(4),
    },
    "CL307": {"pooler": {"min_pool_size": 30}},
    "CL309": {"pooler": {"max_db_connections": 5}},
    "CL311": {"pooler": {"max_client_conn": 2000}, "options": {"nofile": 1024}},
    "CL401": {"alias": {"DISABLE_SERVER_SIDE_CURSORS": GONE}},
    "CL401 False": {"alias": {"DISABLE_SERVER_SIDE_CURSORS": False}},
    "CL402": settled({"options": STATEMENT}),
    "CL402 search_path": {
        **settled({"options": "-c search_path=shop"}),
        "options": {"pgbouncer_version": "1.25"},
    },
    "CL402 on 1.18": {**settled({"options": "-c TimeZone=UTC"}), "options": {"pgbouncer_version": "1.18"}},
    "CL403": {**settled({"options": STATEMENT}), "pooler": {"ignore_startup_parameters": "options"}},
    "CL403 by its name": {
        **settled({"options": STATEMENT}),
        "pooler": {"ignore_startup_parameters": "statement_timeout"},
    },
    "CL405": {
        **settled({"server_side_binding": True, "prepare_threshold": 5}),
        "pooler": {"max_prepared_statements": 0},
    },
    "CL405 on 1.18": {
        **settled({"server_side_binding": True, "prepare_threshold": 5}),
        "options": {"pgbouncer_version": "1.18"},
    },
    "CL406": settled({"assume_role": "owner"}),
    "CL407": {"pooler": {"pool_mode": "statement"}},
    "CL408": {"pooler": {"pool_mode": "session"}},
    "CL408 by default": {"pooler": {"pool_mode": GONE}},
    "CL409": {"alias": {"ENGINE": "django_tenants.postgresql_backend"}},
    "CL410": {"extra": 'INSTALLED_APPS = ["procrastinate.contrib.django"]\n'},
    "CL411": {"extra": 'INSTALLED_APPS = ["django_pglocks"]\n'},
    "CL412": {"pooler": {"server_reset_query_always": 1}},
    "CL413": {"alias": {"ATOMIC_REQUESTS": True}, "pooler": {"default_pool_size": 2}},
    "CL414": {"pooler": {"disable_pqexec": 1}, "requirements": "django==5.2.4\npsycopg2==2.9.9\n"},
    "CL417": {"alias": {"AUTOCOMMIT": False}},
    "CL501": {"alias": {"CONN_HEALTH_CHECKS": False}},
    "CL501 not set": {"alias": {"CONN_HEALTH_CHECKS": GONE}},
    "CL503": direct(alias={"OPTIONS": {"connect_timeout": 5, "pool": True}}, requirements=POOL),
    "CL504": direct(
        alias={"CONN_MAX_AGE": 0, "OPTIONS": {"connect_timeout": 5, "pool": True}},
        requirements="django==5.2.4\npsycopg2==2.9.9\n",
    ),
    "CL505": direct(
        alias={"CONN_MAX_AGE": 0, "OPTIONS": {"connect_timeout": 5, "pool": {"max_size": 2}}}, requirements=POOL
    ),
    "CL506": {"processes": "web: uvicorn shop.asgi:application --workers 2\n"},
    "CL507": {"alias": {"CONN_MAX_AGES": 300}},
    "CL507 at the top": {
        "alias": {"CONN_MAX_AGE": GONE, "CONN_HEALTH_CHECKS": GONE},
        "extra": "CONN_MAX_AGE = 300\n",
    },
    "CL508": {"alias": {"CONN_MAX_AGE": "60"}},
    "CL508 negative": {"alias": {"CONN_MAX_AGE": -1, "CONN_HEALTH_CHECKS": False}},
    "CL508 port": {"alias": {"PORT": "6432x"}},
    "CL509": {"alias": {"ENGINE": "psycopg2"}},
    "CL606": {"alias": {"ENGINE": "django.db.backends.asyncpg"}},
    "CL514": settled({"charset": "utf8"}),
    "CL514 sslmode": settled({"sslmode": "required"}),
    "CL514 inside OPTIONS": settled({"CONN_MAX_AGE": 60}),
    "CL515": {"alias": {"CONN_HEALTH_CHECKS": "False"}},
    "CL516": direct(alias={"PORT": 3306}),
    "CL701": {"tail": "Pool_Mode = session\n"},
    "CL702": {"pooler": {"server_idle_timeout": "10min"}},
    "CL703": {"pooler": {"default_pool_size": "20 ; each"}},
    "CL705": {"tail": "max_client_conn = 600\n"},
    "CL706": {"pooler": {"default_pool_size": "020"}},
    "CL707": {"pooler": {"max_prepared_statements": 100}, "options": {"pgbouncer_version": "1.18"}},
    "CL709": {"pooler": {"listen_addr": "*", "auth_type": "trust"}, "alias": {"HOST": "pgbouncer"}},
    "CL711": {"users": ["reports = client_idle_timeout=900"]},
    "CL712": {"pooler": {"admin_users": "app"}},
    "CL713": {"pooler": {"auth_file": GONE}},
    "CL715": {"tail": "%include missing.ini\n"},
    "CL718": {"pooler": {"listen_addr": GONE}},
    "CL720": {"pooler": {"admin_users": "a;b"}},
}


@pytest.mark.parametrize("name", MISALIGNED)
def test_misaligned(name, tmp_path):
    findings = Files(**MISALIGNED[name]).findings(tmp_path)
    assert grave(findings) == [name.split()[0]], [finding.message for finding in findings if finding.severity != "note"]


def test_there_are_enough():
    assert len(MISALIGNED) >= 60
