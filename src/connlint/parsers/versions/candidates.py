"""What the files say about a package, and the one answer that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from connlint.models.traced import Traced, known
from connlint.parsers.versions.specifiers import Allowed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from connlint.models.place import Place

LOCK, PINNED, DECLARED = range(3)
"""How much a kind of file is worth: a lock file, requirements, what a project declares."""


@dataclass(frozen=True)
class Candidate:
    """One statement about one package."""

    name: str
    allowed: Allowed
    place: Place
    rank: int


def decide(candidates: Sequence[Candidate]) -> Traced:
    """The version: a pin is known, a range or a disagreement is an unknown with its bounds.

    Lock files win over requirements, these over declarations; a kind of file that bounds nothing is passed over.
    """
    for rank in (LOCK, PINNED, DECLARED):
        members = [one for one in candidates if one.rank == rank and one.allowed != Allowed()]
        if members:
            return _answer(members)
    first = min(candidates, key=lambda one: one.rank)
    return Traced(status="unknown", reason=f"{first.place.file} does not say which version", origin=first.place)


def _answer(members: Sequence[Candidate]) -> Traced:
    allowed = members[0].allowed
    for one in members[1:]:
        allowed |= one.allowed
    first = members[0]
    if allowed.pin:
        return known(allowed.pin, f"pinned in {first.place.file}", first.place)
    bounds = {"min": allowed.lowest, "below": allowed.below}
    parts = {key: known(bound, "bound", first.place) for key, bound in bounds.items() if bound}
    return Traced(
        status="unknown", reason=_reason(members, allowed), origin=first.place, missing=first.name, parts=parts
    )


def _reason(members: Sequence[Candidate], allowed: Allowed) -> str:
    pins = {one.allowed.pin: one.place.file for one in members if one.allowed.pin}
    if len(pins) > 1:
        return "the files disagree: " + ", ".join(f"{pin} in {file}" for pin, file in sorted(pins.items()))
    written = [f">={allowed.lowest}"] if allowed.lowest else []
    written += [f"<{allowed.below}"] if allowed.below else []
    return f"{members[0].place.file} allows {members[0].name} {','.join(written)}".rstrip()


def by_name(candidates: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    """The candidates grouped by package, each statement once."""
    found: dict[str, list[Candidate]] = {}
    for one in dict.fromkeys(candidates):
        found.setdefault(one.name, []).append(one)
    return found
