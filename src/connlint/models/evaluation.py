"""What evaluating rules yields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.plain import Plain

if TYPE_CHECKING:
    from connlint.models.finding import Finding, Undecided


class Evaluation(Plain):
    """What the rules said, before policy: every finding and every rule that could not be decided."""

    findings: tuple[Finding, ...] = ()
    undecided: tuple[Undecided, ...] = ()
