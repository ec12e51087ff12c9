"""The real libraries, run in one child process for a whole batch of cases."""

from __future__ import annotations

import importlib.util
import os
import pickle
import subprocess
import sys
import textwrap

import pytest

from connlint.parsers.settings.libraries.semantics.refused import Refused

CHILD = """
import logging, os, pickle, sys, warnings
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
sys.path[:] = [entry for entry in sys.path if entry]
{setup}
def answer(case):
    before = dict(os.environ)
    try:
        return ("value", run(case))
    except RecursionError:
        return ("raises", ["RecursionError"])
    except Exception as error:
        return ("raises", [cls.__name__ for cls in type(error).__mro__])
    finally:
        os.environ.clear()
        os.environ.update(before)
cases = pickle.load(sys.stdin.buffer)
answers = [answer(case) for case in cases]
sys.stdout.buffer.write(pickle.dumps(answers))
"""


@pytest.fixture
def real(tmp_path):
    """Run cases through a library: ``real("dotenv", "def run(case): ...", cases)`` gives the answers.

    An answer is ("value", it) or ("raises", names of the class and its bases).
    """

    def run(library, setup, cases):
        if importlib.util.find_spec(library) is None:
            if os.environ.get("CI"):
                pytest.fail(f"{library} is not installed: the models cannot be proved")
            pytest.skip(f"{library} is not installed")
        script = CHILD.replace("{setup}", textwrap.dedent(setup))
        done = subprocess.run(
            [sys.executable, "-c", script],
            input=pickle.dumps(cases),
            capture_output=True,
            cwd=tmp_path,
            env={"PATH": os.environ.get("PATH", ""), "HOME": str(tmp_path)},
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()[-2000:]
        return pickle.loads(done.stdout)

    return run


@pytest.fixture
def agree(real):
    """Compare a model with the library over all cases; every disagreement is in the message."""

    def compare(library, setup, cases, model):
        answers = real(library, setup, cases)
        wrong = [
            f"{case!r}: {library} {theirs!r}, connlint {ours!r}"
            for case, theirs in zip(cases, answers, strict=True)
            if not same(theirs, ours := outcome(model, case))
        ]
        assert not wrong, f"{len(wrong)} of {len(cases)} differ:\n" + "\n".join(wrong[:20])
        return answers

    return compare


def outcome(model, case):
    try:
        return ("value", model(case))
    except Refused as refused:
        return ("raises", refused.exception)


def same(theirs, ours):
    if theirs[0] != ours[0]:
        return False
    if theirs[0] == "raises":
        return ours[1] in theirs[1]
    return typed(theirs[1]) == typed(ours[1])


def typed(value):
    """The value with its types: True is not 1, a list no tuple."""
    if isinstance(value, dict):
        return {"dict": {repr(key): typed(member) for key, member in value.items()}}
    if isinstance(value, (list, tuple)):
        return (type(value).__name__, [typed(member) for member in value])
    return (type(value).__name__, repr(value))
