"""The environment, as the program reads and changes it."""

from __future__ import annotations

import pytest

from tests.settings.differential import Case
from tests.settings.values.cases import case, forked, raising


def given(expression: str, before: str = "", unknown: str = "", **variables: str) -> Case:
    """The value where these variables are supplied."""
    return case(expression, before, unknown)._replace(given=variables)


CASES = {
    "a variable that is not set": raising("os.environ['A']"),
    "a variable that was deleted": raising("os.environ['A']", "os.environ['A'] = 'a'\ndel os.environ['A']"),
    "deleting what is not set": raising("exec('del os.environ[\"A\"]')"),
    "popping what is not set": raising("os.environ.pop('A')"),
    "a name that is a number": raising("os.environ[5]"),
    "a name that is none": raising("os.getenv(None)"),
    "no name": raising("os.environ.get()"),
    "a number as a value": raising("exec('os.environ[\"A\"] = 5')"),
    "a default that is a number": raising("os.environ.setdefault('A', 5)"),
    "numbers as values": raising("os.environ.update(A=5)"),
    "a method that is not there": raising("os.environ.nothing()"),
    "get": given(
        "[os.environ.get('A'), os.getenv('A', 'd'), os.environ['A'], 'A' in os.environ, os.getenv('B', 'd')]", A="a"
    ),
    "get with a default of none": given("os.environ.get('A', None)", A="a"),
    "an empty one": given("[os.environ.get('A', 'd'), os.environ.get('A') or 'e', 'A' in os.environ]", A=""),
    "a default of another type": case("[os.environ.get('A', 5), os.getenv('A', []), os.environ.get('A', False)]"),
    "written": case(
        "[os.environ['A'], os.getenv('A'), 'A' in os.environ, os.environ.get('A', 'd')]", "os.environ['A'] = 'a'"
    ),
    "setdefault": given("[os.environ.setdefault('A', 'x'), os.environ.setdefault('B', 'y'), os.environ['B']]", A="a"),
    "pop": given(
        "[os.environ.pop('A'), os.environ.pop('A', 'gone'), os.environ.pop('B', None), 'A' in os.environ]", A="a"
    ),
    "delete": given("[os.environ.get('A', 'gone'), 'A' in os.environ]", "del os.environ['A']", A="a"),
    "update": case(
        "[os.environ['A'], os.environ['B']]", "os.environ.update({'A': 'a'}, B='b')\nos.environ.update([('A', 'c')])"
    ),
    "copies": given("[e['A'], os.environ['A']]", "e = os.environ.copy()\nif 'Z' in e:\n    e['A'] = 'x'", A="a"),
    "a copy changed": given(
        "[os.environ['A'], os.environ.get('B', 'none')]", "e = os.environ.copy()\ne['A'] = 'x'\ne['B'] = 'y'", A="a"
    ),
    "a copy that loses one": given("os.environ['A']", "e = os.environ.copy()\ndel e['A']", A="a"),
    "as a dict": given(
        "[dict(os.environ)['A'], dict(os.environ, B='b')['B'], {**os.environ}.get('A'), {**os.environ, 'A': 'x'}['A']]",
        A="a",
    ),
    "a dict of it without one": case("[dict(os.environ).get('A', 'd'), {**os.environ}.get('A', 'e')]"),
    "loops": given(
        "[[k for k in os.environ if k == 'A'], [v for k, v in os.environ.items() if k == 'A'], "
        "'A' in os.environ.keys()]",
        A="a",
    ),
    "loops over a prefix": given(
        "{k[3:].lower(): v for k, v in os.environ.items() if k.startswith('DB_')}", DB_HOST="h", DB_PORT="1"
    ),
    "what was written in a loop": case(
        "sorted(k for k in os.environ if k.startswith('DB_'))",
        "os.environ['DB_A'] = 'a'\nos.environ['DB_B'] = 'b'\ndel os.environ['DB_B']",
    ),
    "the unbound getter": given("[os.environ.__getitem__('A'), os.environ.get('A')]", A="a"),
    "getters as functions": given(
        "[get('A'), get('B', 'd'), list(map(os.environ.get, ['A']))]", "get = os.environ.get", A="a"
    ),
    "in text": given("f\"{os.environ['A']}:{os.getenv('B', 'b')}\"", A="a"),
    "values": given("['a' in os.environ.values(), sorted(v for v in os.environ.values() if v in 'ab')]", B="b", A="a"),
    "cleared": case("os.environ.get('A', 'd')", "os.environ['B'] = 'b'\nos.environ.clear()", "clears its environment"),
    "what of it is not modelled": case("os.environ.__len__() >= 0", "", "os.environ.__len__ is not modelled"),
    "bytes": case("os.environb.get(b'A')", "", "os.environb is not modelled"),
    "an unknown name": case("os.environ.get(random.choice('A'))", "import random", "random.choice"),
    "an unknown value": case("os.environ['A']", "import random\nos.environ['A'] = random.choice('a')", "random.choice"),
    "an unknown update": case(
        "os.environ.get('B', 'd')", "import random\nos.environ.update(random.choice([{}]))", "random.choice"
    ),
    "an undecided default": forked("os.environ.get('A', 'a' if x else 'b')"),
    "an undecided name": forked("os.environ.get('A' if x else 'B', 'd')", "os.environ['A'] = 'a'"),
    "an undecided value": forked("os.environ['A']", "os.environ['A'] = 'a' if x else 'b'"),
    "set on one way": forked("os.environ.get('A', 'd')", "if x:\n    os.environ['A'] = 'a'"),
    "set or not": forked("'X' in os.environ"),
    "got or not": forked("os.environ.get('X') is None"),
    "in a dict or not": forked("'X' in dict(os.environ)"),
    "popped with a default": case("os.environ.pop('A', 'd')"),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_as_in_python(name, agrees):
    agrees(name)
