"""What a rule says about itself, for reports and pages."""

from connlint.models.base import Model
from connlint.models.finding import Evidence, Severity


class Example(Model):
    """The smallest files that show a rule: it fires for them (``fires``) or stays silent.

    ``files`` maps a file name to its text; ``note`` says in one line what is shown; ``options`` are options of
    the command line that belong to it, by their long names; ``answers`` what a running system says when it is asked.
    """

    files: dict[str, str] = {}
    answers: dict[str, str] = {}
    note: str = ""
    fires: bool = True
    options: dict[str, str | int] = {}


class RuleCard(Model):
    """One rule as a reader meets it.

    ``summary`` is one sentence without Markdown; ``why`` and ``fix`` are Markdown; ``sources`` name where
    the facts come from; ``proof`` the lab test that reproduces a proved rule; ``errors`` are the texts that
    users meet, each with what it was observed on. An ``opt_in`` rule is
    active only when it is selected by its own code or name.
    """

    code: str
    name: str
    severity: Severity
    evidence: Evidence
    summary: str
    why: str = ""
    fix: str = ""
    since: str = ""
    scope: str = ""
    sources: tuple[str, ...] = ()
    proof: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    opt_in: bool = False
    examples: tuple[Example, ...] = ()
