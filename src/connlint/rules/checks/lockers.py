"""CL411: libraries that take session advisory locks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.rules.checks.applications import libraries_in_use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.traced import Traced
    from connlint.rules.subjects import Subject

_LIBRARIES = {
    "django_pglocks": "django-pglocks",
    "pglock": "django-pglock",
    "pglocks": "django-pglocks",
    "django_advisory_lock": "django-advisory-lock",
    "django_pg_advisory_lock": "django-pg-advisory-lock",
}


def look(subject: Subject) -> Iterator[dict[str, Traced]]:
    """Yield each library that locks."""
    yield from libraries_in_use(subject, _LIBRARIES)
