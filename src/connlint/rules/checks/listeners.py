"""CL410: libraries that wait for NOTIFY on a connection of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.rules.checks.applications import libraries_in_use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.traced import Traced
    from connlint.rules.subjects import Subject

_LIBRARIES = {
    "procrastinate": "procrastinate",
    "channels_postgres": "channels_postgres",
    "pgpubsub": "django-pgpubsub",
    "django_pgpubsub": "django-pgpubsub",
    "pgq": "django-pg-queue",
    "django_pg_queue": "django-pg-queue",
    "pgnotify": "django-pgnotify",
    "django_postgres_queue": "django-postgres-queue",
}


def look(subject: Subject) -> Iterator[dict[str, Traced]]:
    """Yield each library that listens."""
    yield from libraries_in_use(subject, _LIBRARIES)
