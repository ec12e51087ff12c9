"""CL806: pools of a running PgBouncer whose clients have waited longer than the bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.rules.subjects import Subject


def look(subject: Subject) -> Iterator[dict[str, Traced]]:
    """Yield each pool with its queue, the longest wait first."""
    waiting = subject.traced("live.waiting_pools").value or ()
    bound = subject.traced("range.high").value
    for one in sorted(waiting, key=lambda one: -one.seconds):
        if one.seconds > bound:
            yield {"pool": known(one.pool), "clients": known(one.clients), "seconds": known(one.seconds)}
