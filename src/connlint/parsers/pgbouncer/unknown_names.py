"""Names that a release does not know: keys and sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from connlint.parsers.pgbouncer.document import brief
from connlint.parsers.pgbouncer.repairs import nearest
from connlint.parsers.pgbouncer.table import SECTIONS

if TYPE_CHECKING:
    from connlint.models.place import Place
    from connlint.parsers.pgbouncer.schema import Gap
    from connlint.parsers.pgbouncer.state import State


class Where(NamedTuple):
    """Where a key stands: its section, the line that PgBouncer prints, the entry when it is in a connection
    string, and whether a mistake there stops the start."""

    section: str
    line: str
    entry: str | None = None
    fatal: bool = True


def refuse_name(state: State, name: str, place: Place, where: Where) -> None:
    """Record a key that the release does not know in a section."""
    schema, section = state.schema, where.section
    data = {"section": section, "line": where.line} | ({} if where.entry is None else {"entry": where.entry})
    add = state.log.refuse if where.fatal else state.log.silent
    gap = schema.key_gap(section, name)
    if gap is not None:
        kind, message, told = _told(f"{brief(name)} of [{section}]", gap, schema.text)
        add(kind, message, place, subject=name, data=data | told)
        return
    found, certain = nearest(name, schema.names(section))
    hint = f"; did you mean {found}?" if found else ""
    add(
        "unknown-key",
        f"PgBouncer {schema.text} has no {brief(name) or 'empty key'} in [{section}]{hint}",
        place,
        subject=name,
        suggestion=found,
        replacement=found if certain else None,
        data=data,
    )


def refuse_section(state: State, name: str, place: Place, line: str) -> str | None:
    """Record a section that the release does not know; returns the one that must be meant, if any."""
    gap = state.schema.section_gap(name)
    if gap is not None:
        kind, message, told = _told(f"the section [{name}]", gap, state.schema.text)
        state.log.refuse(kind, message, place, subject=name, data={"section": name, "line": line} | told)
        return None
    found, certain = nearest(name, [known for known in SECTIONS if state.schema.has_section(known)])
    hint = f"; did you mean [{found}]?" if found else ""
    state.log.refuse(
        "unknown-section",
        f"PgBouncer has no section [{brief(name)}]{hint}",
        place,
        subject=name,
        suggestion=found,
        replacement=found if certain else None,
        data={"section": name, "line": line},
    )
    return found if certain else None


def _told(what: str, gap: Gap, version: str) -> tuple[str, str, dict[str, str]]:
    if gap.removed:
        message = f"{what} is gone since PgBouncer {gap.removed}; {version} does not start with it"
        return "removed-in-version", message, {"removed": gap.removed}
    message = f"{what} exists since PgBouncer {gap.since}; {version} does not start with it"
    return "not-in-version", message, {"since": gap.since}
