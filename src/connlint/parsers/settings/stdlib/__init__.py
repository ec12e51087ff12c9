"""The standard library and Django, as far as settings use them; each module is imported when a project does."""

from __future__ import annotations

import sys
from importlib import import_module

from connlint.parsers.settings.values import NativeModule

TABLE = {
    "__future__": "small",
    "abc": "small",
    "ast": "small",
    "base64": "small",
    "builtins": "builtin_names",
    "collections": "containers",
    "collections.abc": "containers",
    "contextlib": "tools",
    "copy": "tools",
    "dataclasses": "kinds",
    "datetime": "dates",
    "decimal": "dates",
    "distutils.util": "texts",
    "setuptools._distutils.util": "texts",
    "enum": "kinds",
    "errno": "small",
    "functools": "tools",
    "glob": "paths",
    "hashlib": "small",
    "importlib": "importing",
    "importlib.machinery": "importing",
    "importlib.util": "importing",
    "imp": "importing",
    "inspect": "inspection",
    "io": "small",
    "itertools": "containers",
    "logging": "small",
    "math": "small",
    "operator": "tools",
    "os": "system",
    "os.path": "paths",
    "pathlib": "paths",
    "platform": "machine",
    "posixpath": "paths",
    "random": "machine",
    "re": "texts",
    "runpy": "importing",
    "secrets": "machine",
    "six": "six_names",
    "six.moves": "six_names",
    "six.moves.urllib": "six_names",
    "six.moves.urllib.parse": "six_names",
    "socket": "machine",
    "string": "texts",
    "sys": "system",
    "tempfile": "machine",
    "textwrap": "texts",
    "time": "machine",
    "types": "kinds",
    "typing": "kinds",
    "typing_extensions": "kinds",
    "uuid": "machine",
    "warnings": "small",
    "django": "django",
    "django.conf": "django",
    "django.conf.global_settings": "django",
    "django.contrib": "django",
    "django.contrib.messages": "django",
    "django.contrib.messages.constants": "django",
    "django.core": "django",
    "django.core.exceptions": "django",
    "django.core.management": "django",
    "django.core.management.utils": "django",
    "django.db": "django",
    "django.db.models": "django_models",
    "django.db.utils": "django",
    "django.utils": "django",
    "django.utils.translation": "django",
    "django.urls": "django",
}
"""By name of the module, the file here that knows it."""


def find(name: str) -> NativeModule | None:
    """The model of a module of the standard library or of Django, or None."""
    home = TABLE.get(name)
    if home is None:
        return None
    return NativeModule(name, import_module(f"{__name__}.{home}").MEMBERS[name])


def is_standard(name: str) -> bool:
    """Whether the standard library has a top-level module of this name."""
    return name in sys.stdlib_module_names
