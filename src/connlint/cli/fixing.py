"""``--fix``, ``--unsafe-fixes`` and ``--diff``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from connlint.lint import lint
from connlint.lint.fixes import diff, plan_fixes, write_changes
from connlint.reporters.words import count
from connlint.sources.masking import escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from connlint.lint import Report
    from connlint.models.options import Options


def fix(report: Report, paths: Sequence[str], parameters: Mapping[str, Any], options: Options) -> Report:
    """Apply the fixes and lint again, or only print what they would change."""
    changes, number = plan_fixes(report.result, unsafe=parameters["unsafe_fixes"])
    if parameters["diff"]:
        for change in changes:
            click.echo("\n".join(map(escape, diff(change, report.result.secrets))))
        return report
    if not changes:
        return report
    if "-" in parameters["paths"]:
        raise click.UsageError("standard input cannot be fixed; --diff shows the changes")
    write_changes(changes)
    if parameters["quiet"] == 0:
        fixes = "1 fix" if number == 1 else f"{number} fixes"
        click.echo(f"connlint: applied {fixes} in {count(len(changes), 'file')}", err=True)
    return lint(paths, options)
