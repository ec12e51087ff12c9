"""What the rules say about a Stack that was not read but proposed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.models.finding import Finding
    from connlint.models.options import Options
    from connlint.models.stack import Stack
    from connlint.planner.needed import Objection


def judge(options: Options) -> Callable[[Stack], frozenset[Objection]]:
    """A function that evaluates every rule for a derived Stack."""
    from connlint.planner.needed import Objection
    from connlint.rules import evaluate, load_catalogue

    catalogue = load_catalogue([Path(folder) for folder in options.rules])

    def look(stack: Stack) -> frozenset[Objection]:
        evaluation = evaluate(stack, catalogue, options)
        spoken = (
            Objection(code, message, slight=one.severity == "note")
            for one in evaluation.findings
            for code, message in _said(one)
        )
        waiting = (Objection(one.code, f"{one.subject} {one.reason}", decided=False) for one in evaluation.undecided)
        return frozenset([*spoken, *waiting])

    return look


def _said(finding: Finding) -> list[tuple[str, str]]:
    """A finding and those that it stands for, told apart by what they are about."""
    every = [(finding.code, finding.message), *((one.code, one.message) for one in finding.related)]
    return [(code, f"{finding.subject} {message}") for code, message in every]
