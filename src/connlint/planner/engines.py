"""What an ENGINE is: PostgreSQL through which backend, another database, or unknown."""

from __future__ import annotations

from connlint.models.traced import Traced, known
from connlint.planner.values import derived, undecided

_POSTGRESQL = {
    "django.db.backends.postgresql": "postgresql",
    "django.db.backends.postgresql_psycopg2": "postgresql_psycopg2",
    "django.contrib.gis.db.backends.postgis": "postgis",
    "django_prometheus.db.backends.postgresql": "django_prometheus",
    "django_prometheus.db.backends.postgis": "django_prometheus",
    "django_tenants.postgresql_backend": "django_tenants",
    "tenant_schemas.postgresql_backend": "tenant_schemas",
    "psqlextra.backend": "psqlextra",
    "dj_db_conn_pool.backends.postgresql": "dj_db_conn_pool",
    "django_db_geventpool.backends.postgresql": "django_db_geventpool",
    "django_db_geventpool.backends.postgresql_psycopg2": "django_db_geventpool",
    "django_db_geventpool.backends.postgresql_psycopg3": "django_db_geventpool",
    "django_db_geventpool.backends.postgis": "django_db_geventpool",
    "django_postgrespool2": "django_postgrespool2",
    "django_iam_dbauth.aws.postgresql": "django_iam_dbauth",
    "transaction_hooks.backends.postgresql_psycopg2": "transaction_hooks",
    "django_postgres_extensions.backends.postgresql": "django_postgres_extensions",
    "django_pg_zero_downtime_migrations.backends.postgres": "zero_downtime_migrations",
    "django_zero_downtime_migrations.backends.postgres": "zero_downtime_migrations",
    "django_zero_downtime_migrations.backends.postgis": "zero_downtime_migrations",
    "timescale.db.backends.postgresql": "timescale",
    "timescale.db.backends.postgis": "timescale",
    "django_multitenant.backends.postgresql": "django_multitenant",
}
_OTHER_WORDS = [
    "sqlite",
    "spatialite",
    "mysql",
    "mariadb",
    "oracle",
    "mssql",
    "sql_server",
    "sqlserver",
    "pyodbc",
    "cockroach",
    "mongo",
    "djongo",
    "snowflake",
    "bigquery",
    "clickhouse",
    "redshift",
    "ibm_db",
    "spanner",
    "firebird",
]
TENANT = frozenset({"django_tenants", "tenant_schemas"})
OWN_POOL = frozenset({"dj_db_conn_pool", "django_db_geventpool", "django_postgrespool2"})


def _kind(engine: str) -> tuple[str, bool | None]:
    """The kind of an engine, and whether it is PostgreSQL (None: nobody knows)."""
    found = _POSTGRESQL.get(engine)
    if found:
        return found, True
    if engine in {"", "django.db.backends.dummy"} or any(word in engine.lower() for word in _OTHER_WORDS):
        return "other", False
    return "other", None


def engine_facts(engine: Traced | None) -> dict[str, Traced]:
    """``is_postgresql`` and what goes with it; a third-party backend that is not known stays unknown."""
    if engine is None:
        return {"is_postgresql": known(False, "ENGINE is not set"), "engine_kind": known("other", "ENGINE is not set")}
    if not engine.decided:
        return {"is_postgresql": undecided(engine), "engine_kind": undecided(engine)}
    kind, verdict = _kind(str(engine.value or ""))
    if verdict is None:
        reason = f"connlint does not know whether ENGINE {engine.value!r} reaches PostgreSQL"
        return {"is_postgresql": undecided(engine, reason), "engine_kind": derived(engine, kind)}
    return {
        "is_postgresql": derived(engine, verdict),
        "engine_kind": derived(engine, kind),
        "is_tenant_engine": derived(engine, kind in TENANT),
        "is_geventpool_engine": derived(engine, kind in OWN_POOL),
    }
