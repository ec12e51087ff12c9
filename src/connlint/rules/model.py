"""A rule file as a pydantic model: what a file may say, checked when somebody reads or writes one."""

from __future__ import annotations

from pydantic import field_validator

from connlint.models.base import Model
from connlint.models.finding import Evidence, Severity

SCOPES = (
    "link",
    "proxy",
    "database",
    "alias",
    "pooler",
    "entry",
    "user",
    "module",
    "group",
    "server",
    "problem",
    "code",
    "fleet",
    "live",
    "none",
)
"""What a rule is evaluated for; a rule names one of them, or several with blanks between.

``link``: a PostgreSQL alias with the pooler entry it leads to; ``proxy``: one that goes through a proxy which
no file describes; ``database``: a PostgreSQL alias, pooled or not; ``alias``: any alias; ``pooler``, ``entry``,
``user``: a PgBouncer, its [databases] and [users] lines; ``module``: a settings module; ``group``: processes of
one kind; ``server``: a PostgreSQL server; ``problem``: something a parser met; ``fleet``: everything together;
``live``: a running program that ``connlint doctor`` looks at; ``none``: the rule belongs to another part of connlint.
"""


class Label(Model):
    """A place that a finding shows: the name whose place it is, and the words under its carets.

    The place is left out when ``when`` does not hold.
    """

    at: str
    text: str = ""
    when: str = ""


class TermText(Model):
    """One line of the arithmetic: its words, the expression of its value, the name whose place it has."""

    term: str
    value: str
    at: str = ""


class EditText(Model):
    """A repair of the text of one literal: the place of ``at`` becomes ``text``, if ``when`` holds."""

    at: str
    text: str
    description: str
    safe: bool = False
    when: str = ""


class Case(Model):
    """What is said instead when ``when`` holds as well; the first case that holds is taken."""

    when: str
    severity: Severity | None = None
    evidence: Evidence | None = None
    message: str | None = None
    advice: str | None = None
    labels: tuple[Label, ...] | None = None


class Sample(Model):
    """The smallest files that show a rule. ``options`` are options of the command line, by their long names.

    ``answers`` are what a running system says, by the view or command that was asked.
    """

    files: dict[str, str] = {}  # noqa: RUF012 - pydantic copies it
    answers: dict[str, str] = {}  # noqa: RUF012 - the same
    note: str = ""
    options: dict[str, str | int] = {}  # noqa: RUF012 - pydantic copies it


class ErrorText(Model):
    """An error that a user meets: its text as observed, and what it was observed on."""

    text: str
    seen: str = ""


class Rule(Model):
    """A whole rule file."""

    code: str
    name: str
    severity: Severity
    evidence: Evidence
    scope: str
    since: str
    summary: str
    when: str = ""
    check: str = ""
    message: str = ""
    advice: str = ""
    labels: tuple[Label, ...] = ()
    sum: str = ""
    arithmetic: tuple[TermText, ...] = ()
    formula: str = ""
    edit: EditText | None = None
    case: tuple[Case, ...] = ()
    supersedes: tuple[str, ...] = ()
    range: tuple[float, float] | None = None
    opt_in: bool = False
    file: str = ""
    why: str = ""
    fix: str = ""
    sources: tuple[str, ...] = ()
    proof: str = ""
    errors: tuple[ErrorText, ...] = ()
    bad: tuple[Sample, ...] = ()
    good: tuple[Sample, ...] = ()

    @field_validator("scope")
    @classmethod
    def _scopes_exist(cls, value: str) -> str:
        unknown = [word for word in value.split() if word not in SCOPES]
        if unknown or not value.split():
            raise ValueError(f"a scope is one of {', '.join(SCOPES)}")
        return value
