"""What ``connlint doctor`` saw of a running system: its settings, and what its sessions were doing."""

from typing import Literal

from connlint.models.base import Record
from connlint.models.pgbouncer import PgBouncerConfig
from connlint.models.place import Place
from connlint.models.postgresql import PostgreSQLConfig
from connlint.models.traced import Traced


class Waiting(Record):
    """A pool with clients in its queue: ``clients`` of them, the first since ``seconds``."""

    pool: str
    clients: int
    seconds: float


class Difference(Record):
    """A setting that runs with another value than a checked file gives it.

    ``written`` is what the file says, or the default that it leaves, with the place; ``running`` what the program
    says; ``remedy`` what makes the file take effect ("RELOAD", "a restart").
    """

    setting: str
    written: Traced
    running: Traced
    remedy: str


class Leak(Record):
    """A server connection of a pool that kept what a client SET: the backend's process id, the parameter, its value."""

    pool: str
    backend: int
    name: str
    value: str


class Running(Record):
    """One program that was looked at.

    ``name`` is its host and port, ``title`` what a remark says of it. ``place`` stands for it in findings; it has no
    line. ``config`` are its settings in the same model as those of files. ``values`` are the observations by the
    names that conditions use below ``live.``: numbers, seconds, or tuples of Waiting, Difference and Leak; an
    unknown says why it could not be seen.
    """

    kind: Literal["postgresql", "pgbouncer"]
    name: str
    title: str = ""
    place: Place
    config: PostgreSQLConfig | PgBouncerConfig
    values: dict[str, Traced] = {}
