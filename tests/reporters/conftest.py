"""One result that has everything a reporter can meet."""

import re

import pytest

from connlint.models.finding import Edit, Finding, Fix, Location, Related, Result, Suppressed, Undecided
from connlint.models.place import Place
from connlint.models.rule import RuleCard
from connlint.models.stack import Term
from connlint.reporters.context import Context

SETTINGS = """\
import os

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "pgbouncer",
        "PASSWORD": "hunter2",
        "CONN_MAX_AGE": 600 if not DEBUG else 0,
    }
}
DATABASE_URL = "postgres://app:hunter2@db/app"
"""
POOLER = """\
[databases]
app = host=10.0.0.5 password=hunter2 dbname=app
[pgbouncer]
\tserver_reset_query = 日本 \x1b[31m DISCARD
client_idle_timeout = 300
max_client_conn = 10
"""


class MemoryTexts:
    """The files of the example, without a disk."""

    def __init__(self, files):
        self.files = files

    def __call__(self, name):
        return self.files[name].split("\n") if name in self.files else None

    def data(self, name):
        return self.files[name].encode() if name in self.files else None


def place(file, line, column, end_column, end_line=None):
    return Place(file=file, line=line, column=column, end_line=end_line or line, end_column=end_column)


def finding(code="CL102", name="conn-max-age-exceeds-client-idle-timeout", **changes):
    values = {
        "code": code,
        "name": name,
        "severity": "error",
        "evidence": "proved",
        "message": "CONN_MAX_AGE 600 s exceeds client_idle_timeout 300 s",
        "locations": (
            Location(place=place("shop/settings.py", 8, 25, 28), label="kept for 600 s"),
            Location(place=place("pgbouncer.ini", 5, 23, 26), label="closed after 300 s"),
        ),
        "fingerprint": "0123456789abcdef",
        "subject": "default",
    }
    return Finding(**{**values, **changes})


@pytest.fixture
def texts():
    return MemoryTexts({"shop/settings.py": SETTINGS, "pgbouncer.ini": POOLER})


@pytest.fixture
def cards():
    common = {
        "evidence": "proved",
        "why": "Because `so`.\n\n```text\nerror\n```",
        "fix": "**Mend** it.",
        "since": "0.1",
    }
    return (
        RuleCard(
            code="CL102",
            name="conn-max-age-exceeds-client-idle-timeout",
            severity="error",
            summary="The pooler closes connections that Django keeps",
            **common,
        ),
        RuleCard(
            code="CL301", name="clients-exceed-max-client-conn", severity="error", summary="Too many clients", **common
        ),
        RuleCard(code="CL717", name="reset-query-unused", severity="note", summary="Never sent.", **common),
    )


@pytest.fixture
def context(texts, cards, tmp_path):
    return Context(texts=texts, cards=lambda: cards, page=lambda card: f"# {card.code}\n\n{card.why}\n", root=tmp_path)


@pytest.fixture
def result():
    fix = Fix(
        description="lower CONN_MAX_AGE to 300",
        safe=True,
        edits=(Edit(place=place("shop/settings.py", 8, 25, 28), text="300"),),
    )
    first = finding(
        branch="not DEBUG",
        advice="set CONN_MAX_AGE to at most 300,\nor raise client_idle_timeout",
        fix=fix,
        related=(
            Related(
                code="CL101",
                name="conn-max-age-exceeds-server-idle-timeout",
                message="the same age exceeds server_idle_timeout",
                locations=(Location(place=place("pgbouncer.ini", 3, 1, 12)),),
            ),
        ),
    )
    second = finding(
        "CL301",
        "clients-exceed-max-client-conn",
        severity="warning",
        message="16 clients, max_client_conn is 10 [100%]; see a,b:c",
        locations=(
            Location(place=place("pgbouncer.ini", 6, 19, 21), label="the limit"),
            Location(place=place("shop/settings.py", 4, 5, 6, end_line=9), label="the alias"),
        ),
        arithmetic=(
            Term(term="processes", value=4, origin=place("Procfile", 1, 1, 4)),
            Term(term="threads", value=float("inf")),
            Term(term="aliases", value=2.5, origin=place("shop/settings.py", 4, 5, 14)),
        ),
        formula="4 x 4 x 1 = 16 clients > 10",
        fingerprint="fedcba9876543210",
    )
    third = finding(
        "CL717",
        "reset-query-unused",
        severity="note",
        evidence="documented",
        message="password=hunter2 is no reset query \x1b]0;",
        locations=(Location(place=place("pgbouncer.ini", 4, 23, 25), label="never sent"),),
        fingerprint="00ff",
        subject="",
    )
    return Result(
        findings=(first, second, third),
        undecided=(
            Undecided(
                code="CL501",
                name="health-checks-missing",
                missing="DB_HEALTH",
                reason="environment variable DB_HEALTH has no default",
                subject="default",
                place=place("shop/settings.py", 1, 1, 10),
            ),
        ),
        suppressed=(
            Suppressed(
                finding=finding("CL204", "connect-timeout-missing", fingerprint="aa"),
                by="comment",
                reason="a socket",
                place=place("shop/settings.py", 6, 9, 30),
            ),
        ),
        files=("shop/settings.py", "pgbouncer.ini"),
        notes=("settings module shop.settings (shop/settings.py), named in manage.py",),
    )


@pytest.fixture
def strip():
    """Take the escape sequences off a text."""
    return lambda text: re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;;[^\x1b]*\x1b\\", "", text)
