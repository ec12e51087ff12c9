"""What a run showed, as one line that a case can match."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """``text`` is the error chain ("OperationalError: ... <- psycopg.errors.X") or what the script noted
    ("statement_timeout=0"); ``failed`` tells whether an error ended the run."""

    text: str
    failed: bool

    def shows(self, pattern: str) -> bool:
        """Whether the text matches, line ends counting as blanks."""
        return re.search(pattern, self.text) is not None


def read(stdout: str, stderr: str) -> Outcome:
    """Read the last line that drive.py prints."""
    lines = stdout.strip().splitlines()
    if not lines:
        return Outcome(f"no answer: {flat(stderr)[-2000:]}", failed=True)
    told = json.loads(lines[-1])
    noted = " ".join(f"{key}={flat(str(value))}" for key, value in told["seen"].items())
    errors = " <- ".join(flat(error) for error in told["errors"])
    return Outcome(" ".join(filter(None, [errors, noted])), failed=bool(errors))


def noted(**seen: object) -> Outcome:
    """An outcome that a case observed from outside."""
    return Outcome(" ".join(f"{key}={value}" for key, value in seen.items()), failed=False)


def flat(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())
