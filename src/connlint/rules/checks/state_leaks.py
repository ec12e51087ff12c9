"""CL808: parameters that clients have left behind on server connections which others use after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.live import Leak
    from connlint.rules.subjects import Subject


def look(subject: Subject) -> Iterator[dict[str, Traced]]:
    """Yield each parameter of each pool once, with the backends that carry it."""
    found: dict[tuple[str, str], list[Leak]] = {}
    leaks: tuple[Leak, ...] = subject.traced("live.leaks").value or ()
    for leak in leaks:
        found.setdefault((leak.pool, leak.name), []).append(leak)
    for (pool, name), carried in found.items():
        yield {
            "pool": known(pool),
            "name": known(name),
            "value": known(carried[0].value),
            "backends": known([leak.backend for leak in carried]),
        }
