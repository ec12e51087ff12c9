import pytest

from connlint.models.finding import Finding, Location
from connlint.models.place import Place
from connlint.models.rule import RuleCard

RULES = (
    ("CL101", "conn-max-age-exceeds-server-idle-timeout", "warning"),
    ("CL102", "conn-max-age-exceeds-client-idle-timeout", "error"),
    ("CL201", "conn-max-age-out-of-range", "note"),
    ("CL901", "unused-suppression", "warning"),
    ("CL902", "suppression-without-reason", "note"),
    ("CL903", "expired-suppression", "error"),
    ("CL904", "unreadable-input", "error"),
    ("CL905", "undecided", "note"),
)


@pytest.fixture
def cards():
    return tuple(
        RuleCard(
            code=code,
            name=name,
            severity=severity,
            evidence="proved",
            summary=name,
            opt_in=code in ("CL902", "CL905"),
        )
        for code, name, severity in RULES
    )


@pytest.fixture
def found():
    """Make a finding from ``found("CL101", ("s.py", 2), ("p.ini", 1))``."""

    def make(code, *places, severity=None, **changes):
        names = {code: (name, level) for code, name, level in RULES}
        locations = tuple(
            Location(place=Place(file=file, line=line, column=1, end_line=line, end_column=5)) for file, line in places
        )
        return Finding(
            code=code,
            name=names[code][0],
            severity=severity or names[code][1],
            evidence="proved",
            message="m",
            locations=locations or (Location(place=Place(file="s.py", line=1, end_line=1, end_column=2)),),
            **changes,
        )

    return make
