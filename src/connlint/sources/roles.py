"""What a file is, by its name and its content."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

Role = Literal[
    "settings", "python", "pgbouncer", "postgresql", "topology", "versions", "environment", "userlist", "unknown"
]

# Text, not compiled patterns: re compiles (and keeps) only those that a run needs.
_SETTINGS_PATH = (
    r"(?i)(?:^|[/_.-])(?:settings|configuration)(?:[/_.-]|$)"
    r"|(?:^|/)conf(?:ig)?/(?:base|common|defaults?|production|prod|staging|development|dev|local)$"
)
_SETTINGS_TEXT = (
    r"(?m)^[ \t]*(?:DATABASES|INSTALLED_APPS|ROOT_URLCONF|MIDDLEWARE|SECRET_KEY|WSGI_APPLICATION)\b[^\n]*="
    r"|^DATABASES\b|\bDATABASES\["
)
_WHOLE_SETTINGS_TEXT = r"(?m)^(?:DATABASES|INSTALLED_APPS|ROOT_URLCONF)\b"
_STAR_IMPORT = r"(?m)^from\s+\S+\s+import\s+\*"
_PGBOUNCER_NAME = r"(?i)pgbouncer"
_PGBOUNCER_TEXT = r"(?m)^[ \t]*\[(?:pgbouncer|databases)\]"
_POSTGRESQL_NAME = r"(?i)postgres(?:ql)?[\w.-]*\.conf"
_POSTGRESQL_TEXT = (
    r"(?m)^[ \t]*#?[ \t]*(?:max_connections|shared_buffers|listen_addresses|idle_session_timeout)[ \t]*=?[ \t]*\S"
)
_ENVIRONMENT_NAME = r"(?i)\.?env(?:rc)?(?:\..*)?|.*\.env|\.envs?-.*"
_USERLIST_TEXT = r'\A\s*(?:;[^\n]*\n\s*)*"[^"\n]*"[ \t]+"[^"\n]*"'
_TOPOLOGY_NAME = (
    r"(?i)Procfile.*|(?:.*\.)?(?:Dockerfile|Containerfile)(?:\..*)?|gunicorn[\w.-]*\.py|uwsgi[\w.-]*\.ini"
    r"|supervisord?[\w.-]*\.conf|.*\.service"
)
_TOPOLOGY_WORDS = ("procfile", "dockerfile", "containerfile", "gunicorn", "uwsgi", "supervisor", ".service")
"""One of them is in every such name; to look is quicker than to compile the pattern."""
_TOPOLOGY_YAML = r"(?m)^(?:services|apiVersion|x-[\w-]+):|^(?:web|worker|version):"
_VERSIONS_NAME = (
    r"(?i).*requirements.*\.(?:txt|in)|constraints.*\.txt|pyproject\.toml|(?:poetry|uv|pdm|Pipfile)\.lock|Pipfile"
    r"|setup\.(?:cfg|py)|environment\.ya?ml|pylock(?:\..*)?\.toml|\.python-version|runtime\.txt"
)
_VERSIONS_WORDS = ("require", "constrain", "pyproject", "lock", "pipfile", "setup", "environment", "version", "runtime")
_TEMPLATE_SUFFIXES = (".j2", ".jinja", ".jinja2", ".tmpl", ".tpl", ".template", ".dist", ".example", ".sample", ".in")


def role_of(path: PurePath, text: str) -> Role:
    """Tell the role of a file from its path and its text (or the first part of it)."""
    name = _plain_name(path)
    if PurePath(name).stem.lower() == "userlist" or ('"' in text and re.match(_USERLIST_TEXT, text)):
        return "userlist"
    if _holds(name, _TOPOLOGY_WORDS) and re.fullmatch(_TOPOLOGY_NAME, name):
        return "topology"
    if _holds(path.name, _VERSIONS_WORDS) and any(re.fullmatch(_VERSIONS_NAME, one) for one in (name, path.name)):
        return "versions"
    suffix = PurePath(name).suffix.lower()
    if suffix == ".py":
        return "settings" if is_settings(path, text) else "python"
    if suffix in (".yml", ".yaml"):
        return "topology" if re.search(_TOPOLOGY_YAML, text) else "unknown"
    return _configuration(name, text)


def is_settings(path: PurePath, text: str) -> bool:
    """Whether a Python file is a Django settings module, or a part of one."""
    if re.search(_SETTINGS_TEXT, text):
        return True
    return is_settings_place(path) and bool(re.search(_STAR_IMPORT, text) or path.stem.endswith("settings"))


def is_settings_place(path: PurePath) -> bool:
    """Whether the name of a file, or of its directory, is that of settings."""
    return bool(re.search(_SETTINGS_PATH, PurePath(*path.parts[-2:]).with_suffix("").as_posix()))


def is_whole_settings(path: PurePath, text: str) -> bool:
    """Whether a Python file can stand as a project's settings module: it defines or imports what Django needs."""
    if path.name in ("conftest.py", "manage.py") or not is_settings_place(path):
        return False
    return bool(re.search(_WHOLE_SETTINGS_TEXT, text) or re.search(_STAR_IMPORT, text))


def _configuration(name: str, text: str) -> Role:
    if re.fullmatch(_POSTGRESQL_NAME, name):
        return "postgresql"
    if re.search(_PGBOUNCER_TEXT, text):
        return "pgbouncer"
    if re.fullmatch(_ENVIRONMENT_NAME, name):
        return "environment"
    if re.search(_PGBOUNCER_NAME, name) and name.endswith((".ini", ".conf", ".cfg")):
        return "pgbouncer"
    if name.endswith(".conf") and re.search(_POSTGRESQL_TEXT, text):
        return "postgresql"
    return "unknown"


def _holds(name: str, words: tuple[str, ...]) -> bool:
    lowered = name.casefold()
    return any(word in lowered for word in words)


def _plain_name(path: PurePath) -> str:
    """The name without the suffixes that only say "a template of"."""
    name = path.name
    while name.lower().endswith(_TEMPLATE_SUFFIXES) and "." in name.rsplit(".", 1)[0].lstrip("."):
        name = name.rsplit(".", 1)[0]
    return name
