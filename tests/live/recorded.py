"""A running system as a recording: answers as psql prints them, by the view or command that was asked."""

from connlint.live import Systems
from connlint.live.observing import Clock
from connlint.live.session import RefusedError
from connlint.sources.errors import UnreadableError

RELEASE = "1.24.1"
CONSOLE = ("SHOW", "pg_settings of a backend", "beside")
USUAL = {
    "pg_settings of a backend": """
        backend | name | setting
        4711    | role | none""",
    "pg_settings of a backend, outside a transaction": """
        backend | name | setting
        4711    | role | none""",
}


def table(text):
    """The rows of an answer: a line of columns, then one a row; NULL is None."""
    head, *lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [dict(zip(head, [None if cell == "NULL" else cell for cell in line], strict=True)) for line in lines]


class Recorded:
    """A session that plays answers back. The second time a question is asked, "<question>, later" answers if there.

    An answer can be an exception: a text that begins with "ERROR" is a refusal.
    """

    def __init__(self, name, answers, *, user="app", database="app", version="16.4", reported=(), shared=None):
        self.name, self.answers, self.user, self.database, self.version = name, answers, user, database, version
        self.reported = reported
        self.asked = shared if shared is not None else []
        self.open = True

    def ask(self, question):
        self.asked.append(question)
        later = f"{question}, later"
        text = self.answers.get(later) if self.asked.count(question) > 1 else None
        text = text or self.answers.get(question, USUAL.get(question, "none"))
        if isinstance(text, Exception):
            raise text
        if text.startswith("ERROR"):
            raise RefusedError(text)
        return table(text)

    def parameter(self, name):
        return "1" if name in self.reported else self.answers.get(name)

    def beside(self, database):
        if "beside" in self.answers:
            raise UnreadableError(self.answers["beside"], "--pgbouncer")
        return Recorded(
            self.name, self.answers, user=self.user, database=database, reported=self.reported, shared=self.asked
        )

    def close(self):
        self.open = False


def systems(answers, *, release=RELEASE, version="16.4", user="app"):
    """The systems that a recording has answers of."""
    poolers = {key: text for key, text in answers.items() if key.startswith(CONSOLE)}
    servers = {key: text for key, text in answers.items() if key not in poolers}
    server = Recorded("10.0.0.5:5432", servers, user="doctor", version=version) if servers else None
    console = Recorded("10.0.0.6:6432", poolers, user=user, database="pgbouncer") if poolers else None
    return Systems(server, console, release if console else "")


def clock():
    """A clock on which sleeping takes no time."""
    passed = [0.0]

    def sleep(seconds):
        passed[0] += seconds

    return Clock(sleep, lambda: passed[0])
