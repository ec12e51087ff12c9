"""django_heroku and django_on_heroku: ``settings(locals())``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.settings.call import MISSING
from connlint.parsers.settings.libraries import dj_database_url
from connlint.parsers.settings.values import DictObj, NotKnown, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.call import Call

MAX_CONN_AGE = 600
OPTIONS = ("db_colors", "databases", "test_runner", "staticfiles", "allowed_hosts", "logging", "secret_key")


def settings(call: Call) -> Val:
    """Put the database of DATABASE_URL into the settings, as the buildpack's library does."""
    if not call.decide(("installed", "django_heroku"), "django_heroku is installed"):
        return call.value(None)
    found = dict(
        zip(("config", *OPTIONS), call.bind("config", *(f"*{name}" for name in OPTIONS), required=1), strict=True)
    )
    scope = found["config"].raw
    if not isinstance(scope, DictObj):
        raise NotKnown(Unknown("the settings given to django_heroku are not known"))
    if call.plain(found["databases"], default=True):
        _databases(call, scope, Val(MAX_CONN_AGE, "django_heroku", call.at), Val(True, "django_heroku", call.at))
    if call.plain(found["staticfiles"], default=True):
        _whitenoise(call, scope)
    return call.value(None)


def settings_on_heroku(call: Call) -> Val:
    """The same of django_on_heroku, which has CONN_MAX_AGE of the settings or of the environment, and
    ``db_ssl_required``."""
    if not call.decide(("installed", "django_on_heroku"), "django_on_heroku is installed"):
        return call.value(None)
    names = (*OPTIONS, "geodjango", "db_ssl_required")
    found = dict(zip(("config", *names), call.bind("config", *(f"*{name}" for name in names), required=1), strict=True))
    scope = found["config"].raw
    if not isinstance(scope, DictObj):
        raise NotKnown(Unknown("the settings given to django_on_heroku are not known"))
    if call.plain(found["databases"], default=True):
        ssl_require = found["db_ssl_required"]
        ssl_require = Val(True, "django_on_heroku", call.at) if ssl_require is MISSING else ssl_require
        entry = _databases(call, scope, _age(call, scope), ssl_require)
        if entry is not None and call.plain(found["geodjango"], default=False):
            entry.items["ENGINE"] = call.unknown("django_on_heroku replaces ENGINE by one of GeoDjango")
    if call.plain(found["staticfiles"], default=True):
        _whitenoise(call, scope, behind="django.middleware.security.SecurityMiddleware")
    return call.value(None)


def _whitenoise(call: Call, scope: DictObj, behind: str = "") -> None:
    """WhiteNoise as the first middleware, or the one behind this one."""
    name = "MIDDLEWARE_CLASSES" if "MIDDLEWARE_CLASSES" in scope.items else "MIDDLEWARE"
    if name not in scope.items:
        return
    held = call.rt.iterate(scope.items[name], call.frame, call.at)
    index = next((at for at, val in enumerate(held, start=1) if val.raw == behind), 0)
    added = Val("whitenoise.middleware.WhiteNoiseMiddleware", "django_heroku", call.at)
    scope.items[name] = Val((*held[:index], added, *held[index:]), "django_heroku", call.at)


def _age(call: Call, scope: DictObj) -> Val:
    own = scope.items.get("CONN_MAX_AGE")
    if own is not None:
        return own
    found = call.env("CONN_MAX_AGE")
    if found is None:
        return Val(MAX_CONN_AGE, "default of environment variable CONN_MAX_AGE", call.at)
    return call.invoke(Val(int), found)


def _databases(call: Call, scope: DictObj, age: Val, ssl_require: Val) -> DictObj | None:
    databases = scope.items.get("DATABASES")
    if databases is None:
        databases = call.value({"default": None}, "django_heroku")
        scope.items["DATABASES"] = databases
    url = call.env("DATABASE_URL")
    if url is None:
        unset = call.force(call.unset("DATABASE_URL"))
        if unset.raw is None:
            return None
        url = unset
    keywords = dict.fromkeys(dj_database_url.KEYWORDS, MISSING)
    entry = dj_database_url.from_url(call, url, {**keywords, "conn_max_age": age, "ssl_require": ssl_require})
    container = call.force(databases).raw
    if isinstance(container, DictObj):
        container.items["default"] = entry
    return entry.raw if isinstance(entry.raw, DictObj) else None


MEMBERS = {
    "django_heroku": {"settings": settings, "MAX_CONN_AGE": MAX_CONN_AGE},
    "django_on_heroku": {"settings": settings_on_heroku},
}
