"""Django, as far as settings modules use it."""

from __future__ import annotations

from typing import Any

from connlint.parsers.settings import exceptions
from connlint.parsers.settings.call import Call
from connlint.parsers.settings.methods.objects import harmless
from connlint.parsers.settings.values import Native, Val


def same(call: Call) -> Val:
    """``gettext_lazy(text)``: the text."""
    return call.args[0]


def contextual(call: Call) -> Val:
    """``pgettext_lazy(context, text)``: the text."""
    return call.args[1]


_LEVELS = {"DEBUG": 10, "INFO": 20, "SUCCESS": 25, "WARNING": 30, "ERROR": 40}
_TRANSLATION = {
    name: Native(name, same, lazy=True)
    for name in (
        "gettext_lazy",
        "gettext",
        "gettext_noop",
        "ugettext_lazy",
        "ugettext",
        "ugettext_noop",
    )
}
_TRANSLATION["pgettext_lazy"] = Native("pgettext_lazy", contextual, lazy=True)
_GLOBAL: dict[str, Any] = {
    "ABSOLUTE_URL_OVERRIDES": {},
    "ADMINS": [],
    "ALLOWED_HOSTS": [],
    "AUTHENTICATION_BACKENDS": ["django.contrib.auth.backends.ModelBackend"],
    "AUTH_PASSWORD_VALIDATORS": [],
    "AUTH_USER_MODEL": "auth.User",
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    "DATABASES": {},
    "DATABASE_ROUTERS": [],
    "DATA_UPLOAD_MAX_MEMORY_SIZE": 2621440,
    "DEBUG": False,
    "DEFAULT_CHARSET": "utf-8",
    "DEFAULT_FROM_EMAIL": "webmaster@localhost",
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST": "localhost",
    "EMAIL_PORT": 25,
    "FILE_UPLOAD_MAX_MEMORY_SIZE": 2621440,
    "INSTALLED_APPS": [],
    "INTERNAL_IPS": [],
    "LANGUAGE_CODE": "en-us",
    "LOGGING": {},
    "LOGGING_CONFIG": "logging.config.dictConfig",
    "MEDIA_ROOT": "",
    "MEDIA_URL": "",
    "MIDDLEWARE": [],
    "STATICFILES_DIRS": [],
    "STATICFILES_FINDERS": [
        "django.contrib.staticfiles.finders.FileSystemFinder",
        "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    ],
    "STATIC_URL": None,
    "TEMPLATES": [],
    "TIME_ZONE": "America/Chicago",
    "USE_I18N": True,
    "USE_TZ": harmless("USE_TZ depends on the version of Django"),
    "WSGI_APPLICATION": None,
}
MEMBERS: dict[str, dict[str, Any]] = {
    "django": {"VERSION": harmless("the version of Django"), "setup": lambda call: Val(None, "computed", call.at)},
    "django.conf": {"settings": harmless("django.conf.settings while they are being made")},
    "django.conf.global_settings": _GLOBAL,
    "django.contrib": {},
    "django.contrib.messages": {},
    "django.contrib.messages.constants": _LEVELS,
    "django.core": {},
    "django.core.exceptions": {
        "ImproperlyConfigured": exceptions.ImproperlyConfigured,
        "ObjectDoesNotExist": exceptions.ObjectDoesNotExist,
        "ValidationError": exceptions.ValidationError,
    },
    "django.core.management": {},
    "django.core.management.utils": {
        "get_random_secret_key": harmless("get_random_secret_key() differs from run to run")
    },
    "django.db": {"DEFAULT_DB_ALIAS": "default"},
    "django.db.utils": {"DEFAULT_DB_ALIAS": "default"},
    "django.utils": {},
    "django.utils.translation": _TRANSLATION,
    "django.urls": {name: harmless(f"{name}() depends on the URLs") for name in ("reverse_lazy", "reverse")},
}
