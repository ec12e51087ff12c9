"""What a file is, by its name and its content."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

Role = Literal[
    "settings", "python", "pgbouncer", "postgresql", "topology", "versions", "environment", "userlist", "unknown"
]

_SETTINGS_PATH = re.compile(r"(?:^|[/_.-])(?:settings|configuration)(?:[/_.-]|$)", re.IGNORECASE)
_SETTINGS_TEXT = re.compile(
    r"^[ \t]*(?:DATABASES|INSTALLED_APPS|ROOT_URLCONF|MIDDLEWARE|SECRET_KEY|WSGI_APPLICATION)\b[^\n]*="
    r"|^DATABASES\b|\bDATABASES\[",
    re.MULTILINE,
)
_WHOLE_SETTINGS_TEXT = re.compile(r"^(?:DATABASES|INSTALLED_APPS|ROOT_URLCONF)\b", re.MULTILINE)
_STAR_IMPORT = re.compile(r"^from\s+\S+\s+import\s+\*", re.MULTILINE)
_PGBOUNCER_NAME = re.compile(r"pgbouncer", re.IGNORECASE)
_PGBOUNCER_TEXT = re.compile(r"^[ \t]*\[(?:pgbouncer|databases)\]", re.MULTILINE)
_POSTGRESQL_NAME = re.compile(r"postgres(?:ql)?[\w.-]*\.conf", re.IGNORECASE)
_POSTGRESQL_TEXT = re.compile(
    r"^[ \t]*#?[ \t]*(?:max_connections|shared_buffers|listen_addresses|idle_session_timeout)[ \t]*=?[ \t]*\S",
    re.MULTILINE,
)
_ENVIRONMENT_NAME = re.compile(r"\.?env(?:rc)?(?:\..*)?|.*\.env|\.envs?-.*", re.IGNORECASE)
_USERLIST_TEXT = re.compile(r'\A\s*(?:;[^\n]*\n\s*)*"[^"\n]*"[ \t]+"[^"\n]*"')
_TOPOLOGY_NAME = re.compile(
    r"Procfile.*|(?:.*\.)?(?:Dockerfile|Containerfile)(?:\..*)?|gunicorn[\w.-]*\.py|uwsgi[\w.-]*\.ini"
    r"|supervisord?[\w.-]*\.conf|.*\.service",
    re.IGNORECASE,
)
_TOPOLOGY_YAML = re.compile(r"^(?:services|apiVersion|x-[\w-]+):|^(?:web|worker|version):", re.MULTILINE)
_VERSIONS_NAME = re.compile(
    r".*requirements.*\.(?:txt|in)|constraints.*\.txt|pyproject\.toml|(?:poetry|uv|pdm|Pipfile)\.lock|Pipfile"
    r"|setup\.(?:cfg|py)|environment\.ya?ml|pylock(?:\..*)?\.toml|\.python-version|runtime\.txt",
    re.IGNORECASE,
)
_TEMPLATE_SUFFIXES = (".j2", ".jinja", ".jinja2", ".tmpl", ".tpl", ".template", ".dist", ".example", ".sample", ".in")


def role_of(path: PurePath, text: str) -> Role:
    """Tell the role of a file from its path and its text (or the first part of it)."""
    name = _plain_name(path)
    if PurePath(name).stem.lower() == "userlist" or _USERLIST_TEXT.match(text):
        return "userlist"
    if _TOPOLOGY_NAME.fullmatch(name):
        return "topology"
    if _VERSIONS_NAME.fullmatch(name) or _VERSIONS_NAME.fullmatch(path.name):
        return "versions"
    suffix = PurePath(name).suffix.lower()
    if suffix == ".py":
        return "settings" if is_settings(path, text) else "python"
    if suffix in (".yml", ".yaml"):
        return "topology" if _TOPOLOGY_YAML.search(text) else "unknown"
    return _configuration(name, text)


def is_settings(path: PurePath, text: str) -> bool:
    """Whether a Python file is a Django settings module, or a part of one."""
    if _SETTINGS_TEXT.search(text):
        return True
    return is_settings_place(path) and bool(_STAR_IMPORT.search(text) or path.stem.endswith("settings"))


def is_settings_place(path: PurePath) -> bool:
    """Whether the name of a file, or of its directory, is that of settings."""
    return bool(_SETTINGS_PATH.search(PurePath(*path.parts[-2:]).with_suffix("").as_posix()))


def is_whole_settings(path: PurePath, text: str) -> bool:
    """Whether a Python file can stand as a project's settings module: it defines or imports what Django needs."""
    if path.name in ("conftest.py", "manage.py") or not is_settings_place(path):
        return False
    return bool(_WHOLE_SETTINGS_TEXT.search(text) or _STAR_IMPORT.search(text))


def _configuration(name: str, text: str) -> Role:
    if _POSTGRESQL_NAME.fullmatch(name):
        return "postgresql"
    if _PGBOUNCER_TEXT.search(text):
        return "pgbouncer"
    if _ENVIRONMENT_NAME.fullmatch(name):
        return "environment"
    if _PGBOUNCER_NAME.search(name) and name.endswith((".ini", ".conf", ".cfg")):
        return "pgbouncer"
    if name.endswith(".conf") and _POSTGRESQL_TEXT.search(text):
        return "postgresql"
    return "unknown"


def _plain_name(path: PurePath) -> str:
    """The name without the suffixes that only say "a template of"."""
    name = path.name
    while name.lower().endswith(_TEMPLATE_SUFFIXES) and "." in name.rsplit(".", 1)[0].lstrip("."):
        name = name.rsplit(".", 1)[0]
    return name
