"""Which driver and libpq Django will use, as far as the declared versions say so for sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.release import older_than, parse_release
from connlint.models.traced import Traced, known, unknown

if TYPE_CHECKING:
    from connlint.models.topology import Versions

_BINARY_LIBPQ = (("psycopg-binary", (3, 3, 9), "18"), ("psycopg2-binary", (2, 9, 13), "17"))
"""The oldest wheel that was seen to bundle this libpq; older wheels are not claimed."""


def driver_facts(versions: Versions) -> dict[str, Traced]:
    """``driver``, ``driver_is_psycopg3`` and ``libpq_version``."""
    driver = _driver(versions)
    is_new = known(driver.value == "psycopg", driver.how, driver.origin) if driver.decided else driver
    return {"driver": driver, "driver_is_psycopg3": is_new, "libpq_version": _libpq(versions, driver)}


def _driver(versions: Versions) -> Traced:
    """Django 4.2+ takes psycopg 3 when it is installed, older ones know psycopg2 only."""
    found = versions.found
    new = found.get("psycopg") or found.get("psycopg-binary") or found.get("psycopg-c")
    old = found.get("psycopg2") or found.get("psycopg2-binary")
    if new is None:
        if old is None:
            return unknown("no requirements or lock file names psycopg or psycopg2", missing="psycopg")
        return known("psycopg2", "the only driver in the requirements", old.origin)
    before = older_than(found.get("django"), "4.2")
    if before is None and old is not None:
        return unknown("psycopg and psycopg2 are both required, and Django's version decides", new.origin, "django")
    if before and old is not None:
        return known("psycopg2", "Django before 4.2 knows psycopg2 only", old.origin)
    return known("psycopg", "requirements", new.origin)


def _libpq(versions: Versions, driver: Traced) -> Traced:
    declared = versions.found.get("libpq")
    if declared is not None:
        return declared
    wheel = {"psycopg": "psycopg-binary", "psycopg2": "psycopg2-binary"}.get(str(driver.value))
    pin = versions.found.get(wheel or "")
    if pin is None or not pin.decided:
        return unknown("the libpq in use is the system's", missing="libpq")
    for name, since, libpq in _BINARY_LIBPQ:
        if name == wheel and parse_release(str(pin.value)) >= since:
            return known(libpq, f"bundled with {wheel} {pin.value}", pin.origin)
    return unknown(f"connlint does not know which libpq {wheel} {pin.value} bundles", pin.origin, "libpq")
