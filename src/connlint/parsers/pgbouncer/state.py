"""What has been read so far of one configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.plain import Plain
from connlint.models.traced import Traced, default, unknown
from connlint.parsers.pgbouncer.values import read_value

if TYPE_CHECKING:
    from connlint.models.pgbouncer import PoolerEntry
    from connlint.models.place import Place
    from connlint.parsers.pgbouncer.log import Log
    from connlint.parsers.pgbouncer.schema import Key, Schema


class Written(Plain):
    """A setting of [pgbouncer] as the file gives it: its value, the place and the text of that value."""

    traced: Traced
    place: Place
    text: bytes


class State:
    """Everything that carries over from line to line and from file to file.

    ``section`` is the one in force ("" before the first header, None after an unknown one);
    ``header`` the place of the last [pgbouncer]. ``unseen`` says why settings that nothing writes
    may still not have their default: a file that connlint did not read may set them.
    """

    def __init__(self, schema: Schema, log: Log, *, final: bool) -> None:
        self.schema = schema
        self.log = log
        self.final = final
        self.section: str | None = ""
        self.header: Place | None = None
        self.settings: dict[str, Written] = {}
        self.entries: dict[str, dict[str, PoolerEntry]] = {"databases": {}, "users": {}, "peers": {}}
        self.secrets: list[Place] = []
        self.files: list[str] = []
        self.unseen: Traced | None = None
        self.doubt = ""
        self.databases_whole = True

    def effective(self, name: str) -> Traced:
        """The value in force of one setting of [pgbouncer]."""
        written = self.settings.get(name)
        if written is not None:
            return written.traced
        if self.unseen is not None:
            return self.unseen
        key = self.schema.key("pgbouncer", name)
        return default_of(key, self.schema) if key else unknown(f"PgBouncer {self.schema.text} has no {name}")


def default_of(key: Key, schema: Schema) -> Traced:
    """The default of a setting; what is not set is None, and 0 for numbers."""
    how = f"default of PgBouncer {schema.text}"
    if key.default is None:
        return default(0 if key.type in ("int", "bool") else None, how)
    return default(read_value(key, key.default.encode(), schema).value, how)
