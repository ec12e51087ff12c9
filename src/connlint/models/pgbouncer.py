"""The PgBouncer side: one process as its configuration describes it."""

from connlint.models.base import Record
from connlint.models.place import Place
from connlint.models.problem import Problem
from connlint.models.traced import Traced


class PoolerEntry(Record):
    """One line of [databases], [users] or [peers]: the keys of its connection string.

    Only keys that are written are in ``settings``; what is inherited is the planner's business
    (``connlint.planner.effective``). ``name`` is the key of the line ("*" is the fallback database).
    """

    name: str
    place: Place | None = None
    settings: dict[str, Traced] = {}


class PgBouncerConfig(Record):
    """One PgBouncer process.

    ``place`` is the header of the section [pgbouncer] (the last one, which counts).
    ``settings`` has every key the version knows: what the file sets (``known``), what it leaves
    (``default``), placeholders (``unknown``). Times are seconds (float or int), bools are Python bools,
    ints Python ints. ``form`` says what kind of file it came from ("ini", "edoburu environment",
    "CloudNativePG Pooler"). ``version`` is "1.24" or "1.25.2"; ``version_assumed`` tells that nobody
    declared it. ``accepted`` is False when that version would refuse to start with this.
    ``databases_whole`` is False when there are entries whose names connlint does not know (a placeholder
    as the name, an include that was not read): a name that is not listed may be served all the same.
    ``services`` are the names by which other containers reach it (compose service, Kubernetes Service).
    """

    file: str
    place: Place | None = None
    form: str = "ini"
    version: str
    version_assumed: bool = True
    settings: dict[str, Traced] = {}
    databases: dict[str, PoolerEntry] = {}
    users: dict[str, PoolerEntry] = {}
    peers: dict[str, PoolerEntry] = {}
    problems: tuple[Problem, ...] = ()
    accepted: bool = True
    files: tuple[str, ...] = ()
    secrets: tuple[Place, ...] = ()
    process_count: Traced | None = None
    databases_whole: bool = True
    services: tuple[str, ...] = ()

    @property
    def home(self) -> Place:
        """Where to point at when a setting has no place of its own."""
        return self.place or Place(file=self.file, line=1, column=1, end_line=1, end_column=1)
