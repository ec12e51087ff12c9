"""Files with the proposed values, ready to be compared with one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from connlint.reporters.plan.databases import alias_rows
from connlint.reporters.plan.ini import left_out, sections
from connlint.reporters.plan.rows import written

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.models.plan import Plan
    from connlint.models.stack import Stack

_OF_POOLERS = frozenset({"pgbouncer", "database", "user"})
_OF_MODULES = frozenset({"alias", "options"})


def snippets(plan: Plan, after: Stack, lines: Callable[[str], list[str] | None]) -> dict[str, str]:
    """The files by name: pgbouncer.ini, settings_databases.py, workers.txt, postgresql.conf, each only when something
    changes in it. ``after`` is the Stack with the advice applied; ``lines`` gives those of a file that was read.

    pgbouncer.ini is whole but for passwords; the others hold what changes. No value that came from an environment is
    written into settings.
    """
    found: dict[str, str] = {}
    changes = [one for one in plan.advice if one.changes]
    for index, config in enumerate(after.poolers):
        mine = [one for one in changes if one.where in _OF_POOLERS and one.index == index]
        if mine:
            name = "pgbouncer.ini" if index == 0 else f"pgbouncer-{index + 1}.ini"
            parts = sections(config, mine, lines)
            found[name] = _template("pgbouncer.ini.j2", file=config.file, left=left_out(config), sections=parts)
    for index, module in enumerate(after.modules):
        mine = [one for one in changes if one.where in _OF_MODULES and one.index == index]
        if mine:
            aliases = (module.worlds[0].databases or {}).values()
            rows = [alias_rows(one, mine) for one in aliases if any(one.name == change.name for change in mine)]
            name = "settings_databases.py" if index == 0 else f"settings_databases_{index + 1}.py"
            found[name] = _template("settings_databases.py.j2", file=module.file, aliases=rows)
    servers = [(one.setting, written(one, one.value), one.reason) for one in changes if one.where == "postgresql"]
    if servers:
        found["postgresql.conf"] = _template("postgresql.conf.j2", rows=servers)
    groups = [(one.name, one.setting, one.value, one.reason) for one in changes if one.where == "group"]
    if groups:
        found["workers.txt"] = _template("workers.txt.j2", groups=groups)
    return found


def _template(name: str, **values: Any) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(  # noqa: S701 - these are ini and Python files, every value is quoted for them
        loader=FileSystemLoader(Path(__file__).parent.parent / "templates" / "plan"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name).render(**values)
