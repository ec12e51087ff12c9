"""The Django side: aliases, the worlds a settings module can be in, the module itself."""

from connlint.models.base import Record
from connlint.models.place import Place
from connlint.models.problem import Problem
from connlint.models.traced import Traced


class Alias(Record):
    """One entry of DATABASES in one world.

    ``settings`` maps Django's keys (ENGINE, HOST, CONN_MAX_AGE, ...) to values; a key that the module
    does not set has status ``default`` where Django documents one, and is missing otherwise. OPTIONS
    is not in it: ``options`` holds its members, and ``options_whole`` is given instead when OPTIONS as
    a whole is not a readable mapping (unknown, or not a dict). TEST is kept as one traced dict.
    A value in here is an ``either`` only where an optional variable decides nothing but that value
    (``os.environ.get("DB_HOST") or "localhost"``); whatever else depends on a condition makes worlds.
    """

    name: str
    place: Place | None = None
    settings: dict[str, Traced] = {}
    options: dict[str, Traced] = {}
    options_whole: Traced | None = None
    options_place: Place | None = None


class World(Record):
    """One way the module can come out.

    ``literals`` is the conjunction that leads here, as (text of the condition, its truth); empty when
    there is only one way. ``databases`` is None when DATABASES as a whole is unknown (then
    ``databases_unknown`` says why) or not defined at all; with both there may be other aliases. ``settings``
    holds the other module-level names that rules read (ASGI_APPLICATION, INSTALLED_APPS, a misplaced
    CONN_MAX_AGE, CELERY_*).
    """

    literals: tuple[tuple[str, bool], ...] = ()
    databases: dict[str, Alias] | None = None
    databases_unknown: Traced | None = None
    settings: dict[str, Traced] = {}


class EnvironmentRead(Record):
    """A variable of the environment that the module looks up."""

    name: str
    place: Place | None = None
    given: bool = False
    required: bool = False


class SettingsModule(Record):
    """One settings module, read without running it.

    ``file`` is the path as reported; ``module`` its dotted name; ``files`` every file that was read for
    it; ``worlds`` at least one world; ``problems`` what was met on the way (guards that raise, syntax
    errors, limits); ``secrets`` the spans whose text must never be shown.
    """

    file: str
    module: str = ""
    files: tuple[str, ...] = ()
    worlds: tuple[World, ...] = ()
    problems: tuple[Problem, ...] = ()
    environment: tuple[EnvironmentRead, ...] = ()
    secrets: tuple[Place, ...] = ()
