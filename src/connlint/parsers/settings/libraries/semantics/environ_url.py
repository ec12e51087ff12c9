"""django-environ: a URL to an entry of DATABASES (``Env.db``, ``Env.db_url``).

Source of the facts: ``Env.db_url_config`` of 0.14; proved by tests against the installed library.
"""

from __future__ import annotations

import ast
from itertools import zip_longest
from typing import Any

from connlint.parsers.settings.libraries.semantics.refused import Refused

POSTGRESQL = "django.db.backends.postgresql"
CLUSTERS = ("postgres", "postgresql", "psql", "pgsql", "postgis", "prometheus_postgresql", "prometheus_postgis")
"""The schemes whose URL can name several hosts, or a socket directory."""

BACKENDS: dict[str, str] = {
    "cockroachdb": "django_cockroachdb",
    "ldap": "ldapdb.backends.ldap",
    "mssql": "mssql",
    "mysql": "django.db.backends.mysql",
    "mysql-connector": "mysql.connector.django",
    "mysql2": "django.db.backends.mysql",
    "mysqlgis": "django.contrib.gis.db.backends.mysql",
    "oracle": "django.db.backends.oracle",
    "pgsql": POSTGRESQL,
    "postgis": "django.contrib.gis.db.backends.postgis",
    "postgres": POSTGRESQL,
    "postgresql": POSTGRESQL,
    "prometheus_mysql": "django_prometheus.db.backends.mysql",
    "prometheus_postgis": "django_prometheus.db.backends.postgis",
    "prometheus_postgresql": "django_prometheus.db.backends.postgresql",
    "prometheus_spatialite": "django_prometheus.db.backends.spatialite",
    "prometheus_sqlite": "django_prometheus.db.backends.sqlite3",
    "psql": POSTGRESQL,
    "pyodbc": "sql_server.pyodbc",
    "redshift": "django_redshift_backend",
    "spatialite": "django.contrib.gis.db.backends.spatialite",
    "sqlite": "django.db.backends.sqlite3",
}
"""``Env.DB_SCHEMES``."""

TOP_LEVEL = ("CONN_MAX_AGE", "ATOMIC_REQUESTS", "AUTOCOMMIT", "DISABLE_SERVER_SIDE_CURSORS", "CONN_HEALTH_CHECKS")
"""The query parameters that become keys of the alias; every other one goes into OPTIONS."""


def database_config(url: Any, engine: str | None = None, schemes: dict[str, str] | None = None) -> dict[str, Any]:
    """The entry for a URL (text or a ParseResult); ``schemes`` replaces ``Env.DB_SCHEMES``.

    An empty dict when no engine can be told. Raises Refused (ValueError) for a port that is no number.
    """
    backends = BACKENDS if schemes is None else schemes
    if url == "sqlite://:memory:":
        return {"ENGINE": backends["sqlite"], "NAME": ":memory:"}
    try:
        parts = _parse(url)
        config = _base(parts)
        _query(parts.query, config)
    except ValueError:
        raise Refused(
            "ValueError", "the database URL cannot be parsed; its port is no number, or a host is malformed"
        ) from None
    name = engine or parts.scheme
    config["ENGINE"] = backends.get(name, name)
    return config if config["ENGINE"] else {}


def _quoted(url: str) -> Any:
    from urllib.parse import quote, urlparse

    return urlparse(quote(url, safe=":/?&=@"))


def _parse(url: Any) -> Any:
    from urllib.parse import urlparse, urlunparse

    if not url:
        return _quoted("")
    parts = url
    if isinstance(url, str):
        try:
            parts = urlparse(url)
        except ValueError:
            parts = _quoted(url)
    elif not hasattr(url, "path"):
        raise Refused("AttributeError", "a database URL is text")
    return parts if parts.path else _quoted(urlunparse(parts))


def _base(parts: Any) -> dict[str, Any]:
    from urllib.parse import unquote, unquote_plus

    path = unquote_plus(parts.path[1:].split("?", 2)[0])
    if parts.scheme == "sqlite":
        path = path or ":memory:"
    if parts.scheme == "ldap":
        path = f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")
    host, port = _address(parts, unquote(parts.netloc.rsplit("@", 1)[-1]))
    config: dict[str, Any] = {
        "NAME": path,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host or "",
        "PORT": _number(port) or "",
    }
    if path.startswith("/") and (parts.scheme in CLUSTERS or "cloudsql" in path):
        config["HOST"], config["NAME"] = path.rsplit("/", 1)
    if parts.scheme == "oracle":
        _oracle(config, path)
    return config


def _oracle(config: dict[str, Any], path: str) -> None:
    if not path:
        config["NAME"], config["HOST"] = config["HOST"], ""
    port = config.pop("PORT")
    if port:
        config["PORT"] = str(port)


def _address(parts: Any, netloc: str) -> tuple[Any, Any]:
    if parts.scheme not in CLUSTERS or "," not in netloc:
        return parts.hostname, parts.port
    columns = list(zip_longest(*(_host_and_port(host) for host in netloc.split(","))))
    return ",".join(columns[0]), ",".join(filter(None, columns[1]))


def _host_and_port(host: str) -> tuple[str, str]:
    if host.startswith("["):
        end = host.find("]")
        return (host[: end + 1], host[end + 2 :]) if end != -1 and host[end + 1 : end + 2] == ":" else (host, "")
    name, colon, port = host.rpartition(":")
    return (name, port) if colon and port.isdigit() else (host, "")


def _query(query: str, config: dict[str, Any]) -> None:
    if not query:
        return
    from urllib.parse import parse_qs

    options: dict[str, Any] = {}
    for name, values in parse_qs(query).items():
        if name.upper() in TOP_LEVEL:
            config[name.upper()] = literal(values[0])
        else:
            options[name] = _number(values[0])
    config["OPTIONS"] = options


def _number(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.isdigit() else value


def literal(text: str) -> Any:
    """The Python literal that the text is, or the text itself."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text
    except (MemoryError, RecursionError, TypeError) as error:
        raise Refused(type(error).__name__, "a query parameter of the URL is no literal") from None
