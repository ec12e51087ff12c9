"""The pipeline: discover, parse, derive, check, decide. Also connlint's Python API."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from connlint.lint.inputs import find
from connlint.lint.reading import Reading
from connlint.lint.remarks import remarks, unchecked
from connlint.lint.texts import Texts
from connlint.models.options import Options
from connlint.models.plain import Plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from connlint.models.django import SettingsModule
    from connlint.models.finding import Result
    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.place import Place
    from connlint.models.rule import RuleCard
    from connlint.models.stack import Stack
    from connlint.rules import Catalogue


class Report(Plain):
    """What a run knows: the Stack that was read, what was found, the rules, and the texts of the files."""

    stack: Stack
    result: Result
    catalogue: Catalogue
    texts: Texts

    def cards(self, options: Options) -> tuple[RuleCard, ...]:
        """The whole card of every rule that was active, in the order of their codes."""
        from connlint.policy import active_codes

        active = active_codes(self.catalogue.heads, options)
        return tuple(card for card in self.catalogue.pages if card.code in active)


def lint(paths: Sequence[str] = (), options: Options | None = None) -> Report:
    """Check files or directories; none means the working directory.

    Raises UnreadableError for a path that cannot be used, and for a rule of a team's own that is wrong.
    """
    options = options or Options()
    return check(*read_stack(paths, options), options)


def check(stack: Stack, notes: Sequence[str], options: Options) -> Report:
    """The second half: the rules, and what policy makes of what they say."""
    from connlint.policy import Ground, active_codes, decide
    from connlint.rules import evaluate, load_catalogue

    catalogue = load_catalogue([Path(folder) for folder in options.rules])
    evaluation = evaluate(stack, catalogue, options, active_codes(catalogue.heads, options))
    texts, partial = Texts(), not (stack.modules and stack.poolers)
    ground = Ground(catalogue.heads, texts, stack.files, partial=partial, project=stack.project)
    result = decide(evaluation, options, ground)
    result = result.model_copy(
        update={
            "notes": (*notes, *unchecked(stack), *result.notes),
            "secrets": tuple(_secrets(stack)),
            "systems": tuple(one.name for one in stack.running),
        }
    )
    return Report(stack, result, catalogue, texts)


def read_stack(paths: Sequence[str], options: Options) -> tuple[Stack, tuple[str, ...]]:
    """The first half: what was read, with links and sums, and remarks about what was taken."""
    from connlint.planner import derive

    inputs = find(paths, options)
    reading = Reading(inputs, options)
    stack = derive(reading.stack())
    return stack, (*inputs.notes, *reading.notes, *remarks(stack))


def _secrets(stack: Stack) -> Iterator[Place]:
    parts: list[SettingsModule | PgBouncerConfig] = [*stack.modules, *stack.poolers]
    for part in parts:
        yield from part.secrets
