"""``connlint check``: lint, report, exit code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from connlint.cli.command import ConfiguredCommand
from connlint.cli.options import options_from
from connlint.cli.parameters import SEVERITY, configuring, option, output, paths, reading, stacked, words
from connlint.cli.stdin import take_stdin

if TYPE_CHECKING:
    from connlint.lint import Report
    from connlint.models.options import Options
    from connlint.models.rule import RuleCard
    from connlint.reporters.context import Context

choosing = stacked(
    option(
        "--select", multiple=True, callback=words, metavar="RULE", help="Run only these rules: codes, prefixes, names."
    ),
    option("--extend-select", multiple=True, callback=words, metavar="RULE", help="Run these rules as well."),
    option("--ignore", multiple=True, callback=words, metavar="RULE", help="Do not run these rules."),
    option("--severity", multiple=True, callback=words, metavar="RULE=LEVEL", help="Give a rule another level."),
    option("--baseline", metavar="FILE", default="", help="Hide the findings that this file lists."),
    option("--no-suppressions", is_flag=True, help="Show what comments hide."),
)
"""Which findings there are."""

selecting = stacked(
    choosing,
    option("--fail-on", type=SEVERITY, default="warning", show_default=True, help="Exit with 1 from this level on."),
    option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found."),
    option("--write-baseline", metavar="FILE", default="", help="Write the findings to a baseline file."),
)
"""Which findings there are, and what they count for."""

reporting = stacked(
    option(
        "--format",
        multiple=True,
        metavar="FORMAT[:FILE]",
        help="text, json, sarif, github, gitlab, junit, markdown or html. Repeatable.",
    ),
    option("--statistics", is_flag=True, help="Count the findings of every rule."),
)
"""How the findings are shown."""

fixing = stacked(
    option("--fix", is_flag=True, help="Apply the safe fixes."),
    option("--unsafe-fixes", is_flag=True, help="Apply fixes that need a look as well."),
    option("--diff", is_flag=True, help="Show what --fix would change, and change nothing."),
)


@click.command("check", cls=ConfiguredCommand)
@paths
@reading
@selecting
@reporting
@fixing
@configuring
@output
@click.pass_context
def command(context: click.Context, /, **parameters: Any) -> int:
    """Check files or directories; none means the working directory.

    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 usage or unreadable input.
    A file that is named and cannot be read ends the run; one that discovery found is an error CL904 beside what the
    other files have, and the exit code is 2 as well.
    """
    from connlint.lint import lint

    options = options_from(parameters, context.obj)
    targets = targets_of(parameters["format"])
    named = take_stdin(parameters["paths"], parameters["stdin_filename"])
    report = lint(named, options)
    if parameters["fix"] or parameters["unsafe_fixes"] or parameters["diff"]:
        from connlint.cli.fixing import fix

        report = fix(report, named, parameters, options)
    if parameters["diff"] and not parameters["format"] and not parameters["write_baseline"]:
        targets = []
    return finish(report, targets, parameters, options)


def finish(report: Report, targets: list[tuple[str, str]], parameters: dict[str, Any], options: Options) -> int:
    """Write the baseline that was asked for, or else the report to every target; gives the exit code."""
    from connlint.policy import exit_code

    if parameters["write_baseline"]:
        _write_baseline(report, parameters["write_baseline"], quiet=parameters["quiet"] > 0)
        return 0
    _report(report, targets, parameters, options)
    return 0 if options.exit_zero else exit_code(report.result, options.fail_on)


def _report(report: Report, targets: list[tuple[str, str]], parameters: dict[str, Any], options: Options) -> None:
    from connlint.reporters import render

    for name, file in targets:
        text = render(name, report.result, _context(report, parameters, options, to_file=bool(file)))
        if file:
            _write(file, text)
        elif not (parameters["quiet"] > 0 and name == "text" and not report.result.findings):
            click.echo(text, nl=False, color=True)


def _page(card: RuleCard) -> str:
    from connlint.rules.page import page

    return page(card)


def _context(report: Report, parameters: dict[str, Any], options: Options, *, to_file: bool) -> Context:
    from connlint.cli.terminal import colored, linked, width
    from connlint.reporters.context import Context
    from connlint.reporters.paths import repository

    color = not to_file and colored(parameters["color"])
    return Context(
        texts=report.texts,
        cards=lambda: report.cards(options),
        page=_page,
        color=color,
        links=color and linked(),
        width=160 if to_file else width(),
        verbosity=parameters["verbose"] - parameters["quiet"],
        statistics=parameters["statistics"],
        fail_on=options.fail_on,
        root=repository(Path.cwd()),
    )


def targets_of(formats: tuple[str, ...]) -> list[tuple[str, str]]:
    """The formats with the file of each, "" for standard output, which only one of them may have."""
    from connlint.reporters import FORMATS

    targets = [(name, file) for name, _, file in (text.partition(":") for text in formats or ("text",))]
    for name, _ in targets:
        if name not in FORMATS:
            raise click.UsageError(f"--format {name}: the formats are {', '.join(FORMATS)}")
    if sum(not file for _, file in targets) > 1:
        raise click.UsageError("only one --format can go to standard output; write the others as FORMAT:FILE")
    return targets


def _write_baseline(report: Report, file: str, *, quiet: bool) -> None:
    from connlint.policy.baseline import render_baseline

    findings = (*report.result.findings, *(one.finding for one in report.result.suppressed if one.by == "baseline"))
    _write(file, render_baseline(findings))
    if not quiet:
        click.echo(f"connlint: wrote {len(findings)} findings to {file}", err=True)


def _write(file: str, text: str) -> None:
    from connlint.sources.writing import write

    write(Path(file), text.encode("utf-8", "backslashreplace"))
