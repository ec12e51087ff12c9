"""The PostgreSQL side: the settings of one server that connlint compares."""

from connlint.models.base import Record
from connlint.models.place import Place
from connlint.models.problem import Problem
from connlint.models.traced import Traced


class PostgreSQLConfig(Record):
    """One server, from postgresql.conf, a command line, a manifest or a declaration.

    Times are in seconds (float or int) whatever unit the file used; sizes as written. ``unseen`` says why a setting
    that nothing writes may still not have its default: a file that connlint did not read may set it. ``place`` is set
    where the settings are no file's, but those of a running server.
    """

    file: str = ""
    place: Place | None = None
    form: str = "postgresql.conf"
    settings: dict[str, Traced] = {}
    problems: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()
    unseen: Traced | None = None
