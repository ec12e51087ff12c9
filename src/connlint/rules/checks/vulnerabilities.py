"""CL716: published vulnerabilities of PgBouncer that a configuration exposes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.release import older_than
from connlint.models.traced import Traced, known
from connlint.rules.language.functions import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.rules.subjects import Subject


def look(subject: Subject) -> Iterator[dict[str, Traced]]:
    """Yield each vulnerability of the declared version that the settings expose."""
    version = subject.traced("versions.pgbouncer")
    if older_than(version, "1.25.1") and _tracks_search_path(subject):
        yield _found(
            subject,
            "CVE-2025-12819",
            "a client's search_path reaches the auth_query, which can run the client's own functions",
            "1.25.1",
            "take search_path out of track_extra_parameters",
            "track_extra_parameters",
        )
    if older_than(version, "1.24.1") and _asks_shadow(subject):
        yield _found(
            subject,
            "CVE-2025-2291",
            "the default auth_query does not look at the expiry of passwords",
            "1.24.1",
            "write an auth_query that looks at valuntil",
            "auth_user",
        )
    if older_than(version, "1.16.1") and subject.value("pooler.auth_type") == "cert":
        yield _found(
            subject,
            "CVE-2021-3935",
            "data sent before the TLS handshake is taken for the client's",
            "1.16.1",
            "use another auth_type",
            "auth_type",
        )


def _tracks_search_path(subject: Subject) -> bool:
    tracked = PLAIN["words"](subject.value("pooler.track_extra_parameters"))
    names = [name.lower() for name in tracked] if isinstance(tracked, tuple) else []
    return "search_path" in names and bool(subject.traced("pooler.auth_user").value)


def _asks_shadow(subject: Subject) -> bool:
    return bool(subject.traced("pooler.auth_user").value) and subject.traced("pooler.auth_query").status == "default"


def _found(  # noqa: PLR0913, PLR0917 - one line of a table
    subject: Subject, identifier: str, what: str, mended: str, instead: str, setting: str
) -> dict[str, Traced]:
    place = subject.place(f"pooler.{setting}")
    return {
        "identifier": known(identifier),
        "what": known(what),
        "mended": known(mended),
        "instead": known(instead),
        "setting": known(setting, origin=place),
    }
