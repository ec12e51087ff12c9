"""CL807: settings that run with another value than the checked file has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, known
from connlint.rules.language.texts import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.live import Difference
    from connlint.rules.subjects import Subject


def look(subject: Subject) -> Iterator[dict[str, Traced]]:
    """Yield each difference, with the place in the file and that of the running program."""
    place = subject.homes.get("pooler") or subject.homes.get("server")
    differences: tuple[Difference, ...] = subject.traced("live.differences").value or ()
    for one in differences:
        yield {
            "setting": known(one.setting),
            "written": known(shown(one.written.value, numeric_booleans=True), origin=one.written.origin),
            "running": known(shown(one.running.value, numeric_booleans=True), origin=place),
            "is_default": known(one.written.status == "default"),
            "remedy": known(one.remedy),
        }
