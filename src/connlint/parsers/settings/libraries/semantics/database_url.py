"""dj-database-url 3: a URL to an entry of DATABASES.

Source of the facts: ``dj_database_url.parse`` of 3.1; proved by tests against the installed library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.libraries.semantics.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Entry = dict[str, Any]

POSTGRESQL = "django.db.backends.postgresql"
BACKENDS: dict[str, str] = {
    "cockroach": "django_cockroachdb",
    "mssql": "sql_server.pyodbc",
    "mssqlms": "mssql",
    "mysql": "django.db.backends.mysql",
    "mysql-connector": "mysql.connector.django",
    "mysql2": "django.db.backends.mysql",
    "mysqlgis": "django.contrib.gis.db.backends.mysql",
    "oracle": "django.db.backends.oracle",
    "oraclegis": "django.contrib.gis.db.backends.oracle",
    "pgsql": POSTGRESQL,
    "postgis": "django.contrib.gis.db.backends.postgis",
    "postgres": POSTGRESQL,
    "postgresql": POSTGRESQL,
    "redshift": "django_redshift_backend",
    "spatialite": "django.contrib.gis.db.backends.spatialite",
    "sqlite": "django.db.backends.sqlite3",
    "timescale": "timescale.db.backends.postgresql",
    "timescalegis": "timescale.db.backends.postgis",
}
"""The schemes that dj-database-url registers, and the backend of each."""

MEMORY = "sqlite://:memory:"
NOT_A_URL = "this is not a valid URL, possibly because some of its parts are not percent-encoded"


def is_bare(url: object) -> bool:
    """Whether the library answers this URL with ENGINE and NAME only, whatever the keywords say."""
    return url == MEMORY


def parse_url(url: str, registered: Mapping[str, str] | None = None) -> Entry:
    """The entry that the URL alone gives, OPTIONS included even when empty.

    ``registered`` maps schemes of the project's own ``register(scheme, backend)`` to their backend.
    Raises Refused where the library raises UnknownSchemeError or ParseError (both ValueErrors).
    """
    if is_bare(url):
        return {"ENGINE": BACKENDS["sqlite"], "NAME": ":memory:"}
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
    except ValueError:
        raise Refused("ParseError", NOT_A_URL) from None
    backend = (registered or {}).get(parts.scheme) or BACKENDS.get(parts.scheme)
    if backend is None:
        raise Refused("UnknownSchemeError", "the scheme of the URL is not one that dj-database-url knows")
    try:
        entry = _entry(parts, backend)
    except ValueError:
        raise Refused("ParseError", NOT_A_URL) from None
    if parts.scheme not in (registered or {}):
        _POSTPROCESS.get(parts.scheme, _leave)(entry)
    return entry


def _entry(parts: Any, backend: str) -> Entry:
    from urllib.parse import parse_qs, unquote

    options = {name: _option(values) for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": backend,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "NAME": unquote(parts.path[1:]),
        "OPTIONS": options,
    }


def _option(texts: list[str]) -> Any:
    values = [_scalar(text) for text in texts]
    return values[0] if len(values) == 1 else values


def _scalar(text: str) -> int | bool | str:
    if text.isdigit():
        return int(text)
    return text.lower() == "true" if text.lower() in ("true", "false") else text


def _leave(entry: Entry) -> None:
    del entry


def _memory_by_default(entry: Entry) -> None:
    entry["NAME"] = entry["NAME"] or ":memory:"


def _port_as_text(entry: Entry) -> None:
    entry["PORT"] = str(entry["PORT"])


def _certificate(entry: Entry) -> None:
    authority = entry["OPTIONS"].pop("ssl-ca", None)
    if authority:
        entry["OPTIONS"]["ssl"] = {"ca": authority}


def _search_path(entry: Entry) -> None:
    schema = entry["OPTIONS"].pop("currentSchema", None)
    if schema:
        entry["OPTIONS"]["options"] = f"-c search_path={schema}"


_POSTPROCESS: dict[str, Callable[[Entry], None]] = {
    "sqlite": _memory_by_default,
    **dict.fromkeys(("oracle", "mssqlms", "mssql"), _port_as_text),
    **dict.fromkeys(("mysql", "mysql2"), _certificate),
    **dict.fromkeys(("postgres", "postgresql", "pgsql", "postgis", "redshift"), _search_path),
    **dict.fromkeys(("timescale", "timescalegis"), _search_path),
}
