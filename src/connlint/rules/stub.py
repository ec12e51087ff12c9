"""The beginning of a rule file, for ``connlint new-rule``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.rules.index import read_toml, rule_files

if TYPE_CHECKING:
    from pathlib import Path

_CODE = re.compile(r"([A-Z]+)(\d+)")

_STUB = """\
code = "{code}"
name = "{name}"
severity = "warning"
evidence = "convention"
since = "{since}"
scope = "link"
summary = "One sentence: what is wrong."
when = "facts.max_age_seconds > pooler.client_idle_timeout > 0"
message = "CONN_MAX_AGE {{db.conn_max_age}} is longer than client_idle_timeout {{pooler.client_idle_timeout}}"
advice = "set CONN_MAX_AGE to at most {{pooler.client_idle_timeout + 0}} at {{@db.conn_max_age}}"
labels = [
    {{ at = "db.conn_max_age", text = "kept for {{db.conn_max_age}}" }},
    {{ at = "pooler.client_idle_timeout", text = "closed after {{pooler.client_idle_timeout}}" }},
]
why = '''
What breaks, with the error text that a user would search for.
'''
fix = "What to write instead, and where."
sources = ["where the facts come from"]

[[good]]
note = "The smallest files that must not fire come first."
[good.files]
"settings.py" = '''
DATABASES = {{
    "default": {{"ENGINE": "django.db.backends.postgresql", "HOST": "127.0.0.1", "PORT": 6432, "NAME": "app"}},
}}
'''
"pgbouncer.ini" = '''
[databases]
app = host=10.0.0.5

[pgbouncer]
listen_addr = 127.0.0.1
auth_file = userlist.txt
client_idle_timeout = 240
'''

[[bad]]
note = "The smallest files that must fire."
[bad.files]
"settings.py" = '''
DATABASES = {{
    "default": {{
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "127.0.0.1",
        "PORT": 6432,
        "NAME": "app",
        "CONN_MAX_AGE": 600,
    }},
}}
'''
"pgbouncer.ini" = '''
[databases]
app = host=10.0.0.5

[pgbouncer]
listen_addr = 127.0.0.1
auth_file = userlist.txt
client_idle_timeout = 240
'''
"""
"""A rule that works, to be changed until it says something new."""


def stub(name: str, code: str, since: str) -> str:
    """The text of a rule file that loads and whose examples hold."""
    return _STUB.format(name=name, code=code, since=since)


def next_code(folder: Path) -> str:
    """The code after the highest of a folder; TEAM001 where there is none.

    Raises ValueError for a file there that is no TOML.
    """
    codes = [_CODE.fullmatch(str(read_toml(path).get("code", ""))) for path in rule_files(folder)]
    found = sorted((match[1], int(match[2]), len(match[2])) for match in codes if match)
    if not found:
        return "TEAM001"
    prefix, number, width = found[-1]
    return f"{prefix}{number + 1:0{width}}"
