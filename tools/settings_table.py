"""Write the settings of PgBouncer as a Python module that loads at once.

    python tools/settings_table.py            rewrites src/connlint/parsers/pgbouncer/table.py

The source is data/pgbouncer-settings.toml; a test compares both.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data" / "pgbouncer-settings.toml"
MODULE = ROOT / "src" / "connlint" / "parsers" / "pgbouncer" / "table.py"
SECTIONS = ("pgbouncer", "databases", "users", "peers")
HEAD = '''"""What every release of PgBouncer knows, generated from data/pgbouncer-settings.toml. Do not edit.

A row is (type, since, removed, keeps_before, ((word, since), ...), ((since, default), ...)); a default of None is
"not set".
"""
# fmt: off
# ruff: noqa: E501, S108

from __future__ import annotations

Release = tuple[int, ...]
Words = tuple[tuple[str, Release], ...]
Defaults = tuple[tuple[Release, "str | None"], ...]
Row = tuple[str, Release, "Release | None", "Release | None", Words, Defaults]

NEWEST = {newest!r}
'''


def main() -> int:
    """Write the module."""
    facts = tomllib.loads(DATA.read_text(encoding="utf-8"))
    MODULE.write_text(render(facts), encoding="utf-8")
    return 0


def render(facts: dict[str, Any]) -> str:
    """The text of the module."""
    lines = [HEAD.replace("{newest!r}", quoted(facts["meta"]["newest_release"]))]
    for section in SECTIONS:
        lines.append(f"{section.upper()}: dict[str, Row] = {{")
        lines += [f"    {quoted(key)}: {shown(row)}," for key, row in rows(facts, section).items()]
        lines.append("}\n")
    sections = {name: release(fact["since"]) for name, fact in facts["section"].items()}
    lines.append(f"SECTIONS: dict[str, Release] = {shown(sections)}")
    return "\n".join(lines) + "\n"


def rows(facts: dict[str, Any], section: str) -> dict[str, tuple[Any, ...]]:
    """The rows of one section, in the order of the source; what only Windows knows is left out."""
    found = {}
    for key, fact in facts[section].items():
        if fact.get("platform") == "Windows only":
            continue
        found[key] = (
            fact["type"],
            release(fact["since"]),
            release(fact["removed"]) if "removed" in fact else None,
            release(fact["keeps_before"]) if "keeps_before" in fact else None,
            words(fact),
            defaults(fact) if section == "pgbouncer" else (),
        )
    return found


def words(fact: dict[str, Any]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The words of an enum with the release that brought each."""
    since = fact.get("values_since", {})
    return tuple((word, release(since.get(word, fact["since"]))) for word in fact.get("values", ()))


def defaults(fact: dict[str, Any]) -> tuple[tuple[tuple[int, ...], str | None], ...]:
    """The defaults of a setting with the release that brought each."""
    if "defaults" in fact:
        return tuple((release(entry["since"]), entry["value"]) for entry in fact["defaults"])
    unset = None if "keeps_before" in fact and "default" not in fact else ""
    return ((release(fact["since"]), fact.get("default", unset)),)


def release(text: str) -> tuple[int, ...]:
    """A version as numbers, without trailing zeros."""
    numbers = [int(part) for part in text.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def shown(value: object) -> str:
    """A value as this house writes it: double quotes, no blank lines."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, tuple):
        inner = ", ".join(shown(member) for member in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)}: {shown(member)}" for key, member in value.items()) + "}"
    return repr(value)


def quoted(text: str) -> str:
    """A string literal in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    sys.exit(main())
