"""The checks that are code: what each is about, on stacks with one change."""

import pytest

from tests.rules.stacks import Files

LAYERS = "CHANNEL_LAYERS = {'default': {'BACKEND': 'channels_postgres.core.PostgresChannelLayer'}}\n"


def messages(folder, code, **changes):
    return [one.message for one in Files(**changes).findings(folder) if one.code == code]


@pytest.mark.parametrize(
    "extra",
    [
        "INSTALLED_APPS = ['django.contrib.admin', 5]\n",
        "CHANNEL_LAYERS = {'default': {'BACKEND': 'channels_redis.core.RedisChannelLayer'}}\n",
        "CHANNEL_LAYERS = {'default': 'channels_postgres'}\n",
        "CHANNEL_LAYERS = {'default': {}}\n",
        "CHANNEL_LAYERS = None\n",
    ],
)
def test_libraries_that_need_no_session(tmp_path, extra):
    assert messages(tmp_path, "CL410", extra=extra) == []


@pytest.mark.parametrize("extra", [LAYERS, "INSTALLED_APPS = ['channels_postgres']\n"])
def test_a_library_that_listens(tmp_path, extra):
    (message,) = messages(tmp_path, "CL410", extra=extra)
    assert "channels_postgres" in message


@pytest.mark.parametrize(
    "host, pooler",
    [
        ("10.0.0.5", {"server_tls_sslmode": "disable"}),
        ("999.1.1.1", {"server_tls_sslmode": "disable"}),
        ("db.example.com", {"server_tls_sslmode": "prefer"}),
        ("db.svc", {"server_tls_sslmode": "disable"}),
    ],
)
def test_backends_that_no_foreign_network_lies_before(tmp_path, host, pooler):
    assert messages(tmp_path, "CL710", databases=[f"app = host={host}"], pooler=pooler) == []


@pytest.mark.parametrize("host", ["db.example.com", "8.8.8.8"])
def test_a_backend_beyond_a_foreign_network(tmp_path, host):
    plain = {"databases": [f"app = host={host}"], "pooler": {"server_tls_sslmode": "disable"}}
    assert len(messages(tmp_path, "CL710", **plain)) == 1


QUERY = {"auth_user": "lookup", "auth_query": "SELECT usename, passwd FROM pg_shadow WHERE usename=$1"}


@pytest.mark.parametrize(
    "version, pooler",
    [
        ("1.24.1", {"auth_user": "lookup"}),
        ("1.24.0", QUERY),
        ("1.24.0", {}),
        ("1.16.1", {"auth_type": "cert"}),
        ("1.25.1", {"auth_user": "lookup", "track_extra_parameters": "search_path"}),
    ],
)
def test_vulnerabilities_that_are_mended_or_not_exposed(tmp_path, version, pooler):
    assert messages(tmp_path, "CL716", pooler=pooler, options={"pgbouncer_version": version}) == []


@pytest.mark.parametrize(
    "version, pooler, identifier",
    [
        ("1.24.0", {"auth_user": "lookup"}, "CVE-2025-2291"),
        ("1.16.0", {"auth_type": "cert"}, "CVE-2021-3935"),
        ("1.25.0", {**QUERY, "track_extra_parameters": "search_path"}, "CVE-2025-12819"),
    ],
)
def test_vulnerabilities_that_are_exposed(tmp_path, version, pooler, identifier):
    (message,) = messages(tmp_path, "CL716", pooler=pooler, options={"pgbouncer_version": version})
    assert message.startswith(f"PgBouncer {version} has {identifier}: ")
