"""Files with the proposed values, ready to be compared with one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from connlint.reporters.plan.rows import written

if TYPE_CHECKING:
    from connlint.models.django import Alias
    from connlint.models.pgbouncer import PgBouncerConfig, PoolerEntry
    from connlint.models.plan import Advice, Plan
    from connlint.models.stack import Stack
    from connlint.models.traced import Traced

Row = tuple[str, str, str]
"""A key, its value as the file writes it, and the reason for it ("" when it was there before)."""

_SECRET_KEYS = frozenset({"PASSWORD", "password"})


def snippets(plan: Plan, after: Stack) -> dict[str, str]:
    """The files by name: pgbouncer.ini, settings_databases.py, workers.txt, postgresql.conf, each only when it has
    something to say. ``after`` is the Stack with the advice applied. Passwords are never written.
    """
    found: dict[str, str] = {}
    for index, config in enumerate(after.poolers):
        name = "pgbouncer.ini" if index == 0 else f"pgbouncer-{index + 1}.ini"
        found[name] = _template("pgbouncer.ini.j2", file=config.file, sections=_sections(config, plan, index))
    for index, module in enumerate(after.modules):
        aliases = [_alias(alias, plan, index) for alias in (module.worlds[0].databases or {}).values()]
        if aliases:
            name = "settings_databases.py" if index == 0 else f"settings_databases_{index + 1}.py"
            found[name] = _template("settings_databases.py.j2", file=module.file, aliases=aliases)
    servers = [(one.setting, written(one, one.value), one.reason) for one in plan.advice if one.where == "postgresql"]
    if servers:
        found["postgresql.conf"] = _template("postgresql.conf.j2", rows=servers)
    groups = [(one.name, one.setting, one.value, one.reason) for one in plan.advice if one.where == "group"]
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


def _sections(config: PgBouncerConfig, plan: Plan, index: int) -> dict[str, list[Row]]:
    """The rows of [pgbouncer], [databases] and [users]."""
    advice = [one for one in plan.advice if one.index == index]
    settings = {key: value for key, value in config.settings.items() if value.status == "known"}
    reasons = _reasons(advice, "pgbouncer", "")
    sections = {"pgbouncer": [(key, _ini(key, value), reasons.get(key, "")) for key, value in settings.items()]}
    for section, where, lines in (("databases", "database", config.databases), ("users", "user", config.users)):
        rows = [(_key(name), _connection(line), _why(advice, where, name)) for name, line in lines.items()]
        if rows:
            sections[section] = rows
    return sections


def _reasons(advice: list[Advice], where: str, name: str) -> dict[str, str]:
    return {one.setting: one.reason for one in advice if (one.where, one.name) == (where, name) and one.changes}


def _why(advice: list[Advice], where: str, name: str) -> str:
    return "; ".join(f"{setting}: {reason}" for setting, reason in _reasons(advice, where, name).items())


def _ini(key: str, value: Traced) -> str:
    if key == "unix_socket_mode" and isinstance(value.value, int):
        return f"{value.value:04o}"
    if isinstance(value.value, bool):
        return str(int(value.value))
    return _one_line("" if value.value is None else str(value.value))


def _connection(line: PoolerEntry) -> str:
    """A connection string; passwords stay where they are."""
    pairs = []
    for key, value in line.settings.items():
        if value.status == "known" and not value.secret and key not in _SECRET_KEYS and value.value is not None:
            text = _one_line(str(int(value.value)) if isinstance(value.value, bool) else str(value.value))
            quoted = text if text and not set(text) & set(" '=") else "'" + text.replace("'", "''") + "'"
            pairs.append(f"{key}={quoted}")
    return " ".join(pairs)


def _key(name: str) -> str:
    plain = name.replace("_", "").replace(".", "").replace("-", "").replace("*", "").isalnum() or name == "*"
    return name if plain else "'" + name + "'"


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())


def _alias(alias: Alias, plan: Plan, index: int) -> dict[str, Any]:
    """The rows of one alias; what is secret or not known comes from the environment."""
    advice = [one for one in plan.advice if one.index == index]
    reasons = _reasons(advice, "alias", alias.name)
    rows = []
    for key, value in alias.settings.items():
        if value.status == "default" or key == "TEST":
            continue
        if value.secret or key in _SECRET_KEYS or not value.decided:
            rows.append((_python(key), f'os.environ["{_variable(alias.name, key)}"]', reasons.get(key, "")))
        else:
            rows.append((_python(key), _python(value.value), reasons.get(key, "")))
    why = _reasons(advice, "options", alias.name)
    options = [
        (_python(key), _python(value.value), why.get(key, ""))
        for key, value in alias.options.items()
        if value.decided and not value.secret
    ]
    return {"name": _python(alias.name), "rows": rows, "options": options}


def _python(value: Any) -> str:
    """A value as Python source; text in double quotes."""
    if isinstance(value, str) and value.isprintable() and not set(value) & set('"\\'):
        return f'"{value}"'
    return repr(value)


def _variable(alias: str, key: str) -> str:
    name = "".join(one if one.isascii() and one.isalnum() else "_" for one in alias).upper()
    return f"DATABASE_{key}" if alias == "default" else f"DATABASE_{name}_{key}"
