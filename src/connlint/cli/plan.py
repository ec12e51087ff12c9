"""``connlint plan``: the alignment calculator."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from connlint.cli.command import ConfiguredCommand
from connlint.cli.numbers import Number
from connlint.cli.options import options_from
from connlint.cli.parameters import configuring, option, output, paths, reading, stacked
from connlint.cli.stdin import take_stdin
from connlint.cli.terminal import colored

if TYPE_CHECKING:
    from connlint.models.plan import Plan, Simulation
    from connlint.models.stack import Stack
    from connlint.planner.workload import Workload

POSITIVE = Number(min=0, min_open=True)

workload = stacked(
    option("--rps", type=POSITIVE, metavar="N", help="Requests a second that reach the database."),
    option("--query-ms", type=POSITIVE, metavar="MS", help="Time of queries in one request, in milliseconds."),
    option(
        "--db-fraction",
        type=Number(min=0, max=1, min_open=True),
        default=1.0,
        metavar="SHARE",
        help="Share of a request's time that its queries are (counts with ATOMIC_REQUESTS).",
    ),
    option("--variation", type=Number(min=0), default=1.0, help="Coefficient of variation of the query time."),
    option("--target-wait-ms", type=POSITIVE, metavar="MS", help="The p99 wait for a connection that is wanted."),
    option(
        "--simulate",
        type=click.Choice(["deploy", "restart", "failover"]),
        multiple=True,
        help="Simulate a deploy, a restart of the pooler, or a failover of PostgreSQL. Repeatable.",
    ),
    option("--logins-per-second", type=POSITIVE, default=200.0, help="Logins that the pooler answers in a second."),
    option("--seconds", type=POSITIVE, default=60.0, help="How long to simulate."),
    option("--seed", type=int, default=1, help="The seed of the simulation."),
    option("--show-stats", metavar="FILE", default="", help="The output of PgBouncer's SHOW STATS, as a file."),
)


@click.command("plan", cls=ConfiguredCommand)
@paths
@workload
@reading
@click.option(
    "--format",
    "name",
    type=click.Choice(["text", "json", "markdown", "html"]),
    default="text",
    show_default=True,
    envvar="CONNLINT_PLAN_FORMAT",
    show_envvar=True,
    help="The format of the plan.",
)
@option("--write", metavar="DIR", default="", help="Write files with the proposed values into this directory.")
@configuring
@output
@click.pass_context
def command(context: click.Context, /, **parameters: Any) -> int:
    """Do the sums: clients, pools and PostgreSQL's slots, and propose values that agree."""
    from connlint.lint import read_stack
    from connlint.lint.judging import judge
    from connlint.planner.planning import make_plan

    options = options_from(parameters, context.obj)
    load = _workload(parameters)
    stack, notes = read_stack(take_stdin(parameters["paths"], parameters["stdin_filename"]), options)
    statistics = _statistics(parameters["show_stats"])
    try:
        plan = make_plan(stack, load, statistics, judge(options))
    except ValueError as error:
        raise click.UsageError(f"--show-stats {parameters['show_stats']}: {error}") from None
    plan = plan.model_copy(
        update={"notes": (*notes, *plan.notes), "simulations": _simulations(stack, load, parameters)}
    )
    color = colored(parameters["color"])
    click.echo(_render(plan, stack, parameters, color=color), nl=False, color=color)
    if parameters["write"]:
        _write(Path(parameters["write"]), plan, stack)
    return 0


def _workload(parameters: dict[str, Any]) -> Workload | None:
    from connlint.planner.workload import Workload

    rate, query = parameters["rps"], parameters["query_ms"]
    if (rate is None) != (query is None):
        raise click.UsageError("--rps and --query-ms belong together")
    target = parameters["target_wait_ms"]
    seconds = target / 1000 if target is not None else None
    if rate is None:
        return None
    return Workload(rate, query / 1000, parameters["db_fraction"], parameters["variation"], seconds)


def _simulations(stack: Stack, load: Workload | None, parameters: dict[str, Any]) -> tuple[Simulation, ...]:
    if not parameters["simulate"]:
        return ()
    if load is None:
        raise click.UsageError("--simulate needs --rps and --query-ms")
    from connlint.planner.scenarios import Conditions, scenario
    from connlint.planner.simulation import simulate

    conditions = Conditions(parameters["logins_per_second"], parameters["seconds"], parameters["seed"])
    try:
        return tuple(simulate(scenario(stack, load, kind, conditions)) for kind in parameters["simulate"])
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _statistics(name: str) -> str:
    if not name:
        return ""
    from connlint.lint.inputs import shown
    from connlint.sources.errors import UnreadableError
    from connlint.sources.text import read

    source = read(Path(name), shown(Path(name)))
    if not source.text.strip():
        raise UnreadableError("is empty: it has no rows of SHOW STATS", source.name)
    return source.text


def _render(plan: Plan, stack: Stack, parameters: dict[str, Any], *, color: bool) -> str:
    if parameters["name"] == "json":
        from connlint.reporters.plan.contract import render

        return render(plan, stack)
    if parameters["name"] == "markdown":
        from connlint.reporters.plan.markdown import render as render_markdown

        return render_markdown(plan, stack)
    if parameters["name"] == "html":
        from connlint.reporters.plan.html import render as render_html

        return render_html(plan, stack)
    from connlint.reporters.plan.text import render as render_text

    return render_text(plan, stack, color=color, verbose=parameters["verbose"] > 0)


def _write(directory: Path, plan: Plan, stack: Stack) -> None:
    from connlint.lint.texts import Texts
    from connlint.planner.applying import apply
    from connlint.reporters.plan.snippets import snippets
    from connlint.sources.errors import UnreadableError
    from connlint.sources.writing import write

    files = snippets(plan, apply(stack, plan.advice), Texts())
    if not files:
        click.echo("nothing to write: no value has to change", err=True)
        return
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            write(directory / name, text.encode())
    except OSError as error:
        raise UnreadableError(f"cannot be written: {error.strerror}", directory.as_posix()) from None
    click.echo(f"wrote {', '.join(files)} to {directory.as_posix()}", err=True)
