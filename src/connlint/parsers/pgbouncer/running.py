"""What a release of PgBouncer knows, for reading its console: the same types that its ini has."""

from __future__ import annotations

from connlint.parsers.pgbouncer.schema import is_newer_than_known, schema_of
from connlint.parsers.pgbouncer.table import NEWEST
from connlint.parsers.pgbouncer.values import read_entry_value, read_value


class Vocabulary:
    """One release; one that is newer than the table counts as its newest."""

    def __init__(self, release: str) -> None:
        self._schema = schema_of(NEWEST if is_newer_than_known(release) else release)

    def value(self, key: str, text: str) -> object:
        """A value of SHOW CONFIG in the type of its key; the text itself for a key that is not known."""
        found = self._schema.key("pgbouncer", key)
        if found is None:
            return text
        return read_value(found, text.encode(), self._schema).value

    def entry_value(self, section: str, key: str, text: str) -> object:
        """A value of [databases] or [users] in the type of its key."""
        found = self._schema.key(section, key)
        return text if found is None else read_entry_value(found, text.encode()).value

    def keys(self, section: str) -> list[str]:
        """Every key of [pgbouncer], or of a line of [databases] or [users]."""
        return self._schema.names(section)
