"""Helper libraries, one small module each, found by the name a project imports.

A library module holds ``MEMBERS``: by full import name, a mapping of what that module offers. Members are
functions that take a Call, NativeObjects, Vals or plain constants. Nothing is imported before a project does.
"""

from __future__ import annotations

from importlib import import_module

from connlint.parsers.settings.values import NativeModule

TABLE = {
    "configurations": "configurations",
    "dbt_copilot_python": "dbt_copilot",
    "decouple": "decouple",
    "dj_database_url": "dj_database_url",
    "dotenv": "dotenv",
    "dynaconf": "dynaconf",
    "environ": "environ",
    "environs": "environs",
    "pydantic": "pydantic_settings",
    "pydantic_settings": "pydantic_settings",
    "split_settings": "split_settings",
    "yaml": "yaml_files",
    "configparser": "ini_files",
    "tomllib": "toml_files",
    "tomli": "toml_files",
    "toml": "toml_files",
    "json": "json_files",
    "simplejson": "json_files",
    "urllib": "url_parts",
    "urlparse": "url_parts",
    "dj_email_url": "other_urls",
    "django_cache_url": "other_urls",
    "dj_search_url": "other_urls",
    "django_heroku": "django_heroku",
    "django_on_heroku": "django_heroku",
}
"""The first component of an import, and the module here that knows it."""


def find(name: str) -> NativeModule | None:
    """The model of the module ``name`` ("dj_database_url", "split_settings.tools"), or None."""
    home = TABLE.get(name.partition(".")[0])
    if home is None:
        return None
    members = import_module(f"{__name__}.{home}").MEMBERS.get(name)
    return None if members is None else NativeModule(name, members)
