"""From values to the model: DATABASES and the other settings that rules read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.models.django import Alias
from connlint.models.traced import Traced, default, unknown
from connlint.parsers.settings.tracing import Tracer
from connlint.parsers.settings.unit import place_of
from connlint.parsers.settings.values import DictObj, Instance, NativeObject, NotKnown, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime

DEFAULTS: dict[str, Any] = {
    "ENGINE": "django.db.backends.dummy",
    "ATOMIC_REQUESTS": False,
    "AUTOCOMMIT": True,
    "CONN_MAX_AGE": 0,
    "CONN_HEALTH_CHECKS": False,
    "DISABLE_SERVER_SIDE_CURSORS": False,
    "TIME_ZONE": None,
    "NAME": "",
    "USER": "",
    "PASSWORD": "",
    "HOST": "",
    "PORT": "",
}
"""What Django takes for a key that is not set (``ConnectionHandler.configure_settings``; DISABLE_SERVER_SIDE_CURSORS
in ``QuerySet``)."""
DJANGO = "default of Django"
MODULE_SETTINGS = frozenset(
    "ASGI_APPLICATION WSGI_APPLICATION INSTALLED_APPS MIDDLEWARE MIDDLEWARE_CLASSES CHANNEL_LAYERS DATABASE_ROUTERS "
    "DEBUG CONN_MAX_AGE CONN_HEALTH_CHECKS DISABLE_SERVER_SIDE_CURSORS ATOMIC_REQUESTS AUTOCOMMIT".split()
)


def wanted(name: object) -> bool:
    """Whether rules read this module-level name."""
    return isinstance(name, str) and (name in MODULE_SETTINGS or name.startswith(("CELERY_", "CELERYD_")))


class Reader:
    """Reads the namespace of one run."""

    def __init__(self, rt: Runtime, namespace: DictObj) -> None:
        self.rt = rt
        self.namespace = namespace
        self.tracer = Tracer(rt)

    def settings(self) -> dict[str, Traced]:
        """The module-level names that rules read."""
        return {name: self.tracer.traced(val, name) for name, val in self.namespace.items.items() if wanted(name)}

    def databases(self) -> tuple[dict[str, Alias] | None, Traced | None]:
        """DATABASES by alias, why it is unknown, or both when there may be others; neither: it is not defined."""
        val = self.namespace.items.get("DATABASES")
        if val is None:
            reason = self.namespace.open
            return (None, None) if reason is None else (None, unknown(reason.reason, missing=reason.missing))
        val = self.tracer.settled(val)
        table = self._mapping(val.raw)
        if table is None:
            if isinstance(val.raw, Unknown):
                return None, self.tracer.traced(val, "DATABASES")
            return None, unknown("DATABASES is not a dict", place_of(val.at))
        if table.open is not None and not table.items:
            return None, unknown(table.open.reason, place_of(val.at), table.open.missing)
        others = None if table.open is None else unknown(table.open.reason, place_of(val.at), table.open.missing)
        return {str(name): self.alias(str(name), item) for name, item in table.items.items()}, others

    def alias(self, name: str, val: Val) -> Alias:
        """One entry of DATABASES."""
        val = self.tracer.settled(val)
        place = place_of(val.at)
        table = self._mapping(val.raw)
        if table is None:
            reason = val.raw if isinstance(val.raw, Unknown) else Unknown("the alias is not a dict")
            return self._lost(name, val, reason)
        found = {str(key): item for key, item in table.items.items()}
        settings = {key: self.tracer.traced(item, key) for key, item in found.items() if key != "OPTIONS"}
        for key, value in DEFAULTS.items():
            if key not in settings:
                if table.open is None:
                    settings[key] = default(value, DJANGO)
                else:
                    settings[key] = unknown(table.open.reason, place, table.open.missing)
        if settings["ENGINE"].value == "" and settings["ENGINE"].status == "known":
            settings["ENGINE"] = default(DEFAULTS["ENGINE"], DJANGO)
        whole, options = self._options(found.get("OPTIONS"), table)
        at = place_of(found["OPTIONS"].at) if "OPTIONS" in found else None
        return Alias(name=name, place=place, settings=settings, options=options, options_whole=whole, options_place=at)

    def _lost(self, name: str, val: Val, reason: Unknown) -> Alias:
        place = place_of(val.at)
        lost = unknown(reason.reason, place, reason.missing)
        return Alias(name=name, place=place, settings=dict.fromkeys(DEFAULTS, lost), options_whole=lost)

    def _options(self, val: Val | None, table: DictObj) -> tuple[Traced | None, dict[str, Traced]]:
        if val is None:
            lost = table.open
            return (None if lost is None else unknown(lost.reason, missing=lost.missing)), {}
        val = self.tracer.settled(val)
        members = self._mapping(val.raw)
        if members is None:
            return self.tracer.traced(val, "OPTIONS"), {}
        found = {str(key): self.tracer.traced(item, str(key)) for key, item in members.items.items()}
        if members.open is not None:
            lost = members.open
            return unknown(lost.reason, place_of(val.at), lost.missing), found
        return None, found

    def _mapping(self, raw: Any) -> DictObj | None:
        if isinstance(raw, Instance) and isinstance(raw.base, DictObj):
            raw = raw.base
        if isinstance(raw, NativeObject) and hasattr(raw, "mapping"):
            try:
                raw = raw.mapping(self.rt, None).raw
            except NotKnown as problem:
                return DictObj({}, problem.unknown)
        return raw if isinstance(raw, DictObj) else None
