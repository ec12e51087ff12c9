"""What the user asked for: the options of a run, already merged from command line, environment and file."""

from typing import Any

from connlint.models.base import Model
from connlint.models.environment import Supplied
from connlint.models.finding import Severity
from connlint.models.place import Place
from connlint.models.proxy import DeclaredNetwork, DeclaredProxy


class Options(Model):
    """The options that decide what is read, which rules run, and what their findings count for.

    ``select`` replaces the default choice of rules, ``extend_select`` adds to it, ``ignore`` takes away;
    each holds codes (CL101), prefixes (CL1) or names. ``environment`` is what --env, --env-file and the
    profile supply. ``settings`` names the settings module to take when several are found (a dotted
    name or a path), ``configuration`` the class of django-configurations. ``clients``, ``max_connections``
    and the numbers after them are declared facts that win over what files say: cores of the database
    server, connections kept for people and backups, open files of the pooler, the seconds after which
    the network drops an idle connection. ``rules`` are folders with a team's own rules. ``ranges`` maps a
    rule's name to the bounds (low, high) that replace its own. ``proxy`` and ``network`` declare what
    stands between Django and PostgreSQL, by alias ("*" for all); ``topology`` declares processes
    (``connlint.parsers.topology.declare``).
    ``baseline`` is a file of findings that are accepted for now. ``origins`` gives the place in the configuration
    file of ``select``, ``extend_select``, ``ignore`` and ``severity``, where they come from it.
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = {}
    fail_on: Severity = "warning"
    exit_zero: bool = False
    suppressions: bool = True
    baseline: str = ""
    environment: dict[str, Supplied] = {}
    settings: str = ""
    configuration: str = ""
    django_version: str = ""
    pgbouncer_version: str = ""
    postgres_version: str = ""
    clients: int | None = None
    max_connections: int | None = None
    cores: int | None = None
    allowance: int | None = None
    nofile: int | None = None
    network_idle_limit: float | None = None
    proxy: dict[str, DeclaredProxy] = {}
    network: DeclaredNetwork | None = None
    topology: dict[str, Any] = {}
    rules: tuple[str, ...] = ()
    ranges: dict[str, tuple[float, float]] = {}
    origins: dict[str, Place] = {}
