"""raise, try and assert, as Python runs them."""

from __future__ import annotations

import pytest

from tests.settings.differential import Case, import_cases, judge

FOREIGN = {
    "foreign.py": (
        "class Error(Exception): pass\nclass Bad(ValueError): pass\nERRORS = (ValueError, KeyError)\n"
        "def fail(error=Bad): raise error('x')\ndef give(): return 'x'\n"
    )
}


def caught(statement: str, *handlers: str) -> Case:
    """Which handler a statement comes to; "nothing" where it raises nothing."""
    body = "".join(f"except {handler}:\n    r = {handler!r}\n" for handler in handlers)
    return Case(f"try:\n    {statement}\n{body}else:\n    r = 'nothing'\n")


HANDLERS = {
    "the first that fits": caught("{}['k']", "IndexError", "LookupError", "KeyError"),
    "one of several": caught("int('x')", "(KeyError, ValueError)", "Exception"),
    "nested tuples": Case(
        "try:\n    try:\n        int('x')\n    except (KeyError, (ValueError,)):\n        r = 'a'\n"
        "except TypeError:\n    r = 'b'\n"
    ),
    "no class but a number": Case(
        "try:\n    try:\n        int('x')\n    except int:\n        r = 'a'\nexcept TypeError:\n    r = 'b'\n"
    ),
    "none fits the others": caught("1 / 0", "(KeyError, ValueError)", "ArithmeticError"),
    "nothing is raised": caught("int('1')", "ValueError"),
    "raising a text": caught("raise 'old'", "ValueError", "TypeError"),
    "raising a number": caught("raise 5", "ValueError", "TypeError"),
    "raising None": caught("raise None", "ValueError", "TypeError"),
    "raising a class that is no exception": caught("raise int", "ValueError", "TypeError"),
    "raising nothing to be raised again": caught("raise", "ValueError", "RuntimeError"),
    "an error in making the exception": caught("raise ValueError({}['k'])", "ValueError", "KeyError"),
    "raising a class": caught("raise KeyError", "ValueError", "KeyError"),
    "raising with a cause": caught("raise KeyError('x') from ValueError('y')", "ValueError", "KeyError"),
    "a handler of the wrong type": Case(
        "try:\n    try:\n        int('x')\n    except 'ValueError':\n        r = 'a'\nexcept TypeError:\n    r = 'b'\n"
    ),
    "an error in a handler": Case(
        "try:\n    try:\n        int('x')\n    except ValueError:\n        {}['k']\nexcept KeyError:\n    r = 'outer'\n"
    ),
    "an error in else": Case(
        "try:\n    try:\n        pass\n    except KeyError:\n        r = 'inner'\n    else:\n        {}['k']\n"
        "except KeyError:\n    r = 'outer'\n"
    ),
    "BaseException": caught("raise SystemExit(3)", "Exception", "BaseException"),
    "SystemExit by name": caught("import sys; sys.exit(2)", "Exception", "SystemExit"),
    "an assertion": caught("assert [], 'empty'", "ValueError", "AssertionError"),
    "an assertion that holds": caught("assert [0]", "AssertionError"),
    "whatever it is": caught("int('x')", "KeyError", "Exception"),
    "without a type": Case(
        "r = []\ntry:\n    int('x')\nexcept:\n    r.append('a')\ntry:\n    try:\n        {}['k']\n"
        "    except KeyError:\n"
        "        raise\nexcept:\n    r.append('b')\n"
    ),
    "a recursion": Case("def f(): return f()\ntry:\n    f()\nexcept RecursionError:\n    r = 'deep'", unknown="deeply"),
    "a module of the project that is not there": Case(
        "import base\ntry:\n    from base.none import x\nexcept ImportError as e:\n    r = str(e)\n",
        files={"base/__init__.py": ""},
    ),
    "a name that is not there": caught("nothing_like_it", "AttributeError", "NameError"),
    "a name that is not bound yet": Case(
        "def f():\n    try:\n        return x\n    except UnboundLocalError:\n"
        "        return 'unbound'\n    x = 1\nr = f()"
    ),
    "a star in except": Case(
        "try:\n    int('x')\nexcept* ValueError as e:\n    r = type(e).__name__\n",
        unknown="except* is not modelled",
        since=(3, 11),
    ),
    "nothing is raised in a try with a star": Case(
        "try:\n    r = 'a'\nexcept* ValueError:\n    r = 'b'\nelse:\n    r += 'c'\n", since=(3, 11)
    ),
    "a group in except with a star": Case(
        "r = ''\ntry:\n    raise ExceptionGroup('g', [ValueError(), KeyError()])\n"
        "except* KeyError:\n    r += 'k'\nexcept* ValueError:\n    r += 'v'\n",
        unknown="except* is not modelled",
        since=(3, 11),
    ),
}

EXCEPTIONS = {
    "its text": Case(
        "try:\n    raise ValueError('no', 5)\nexcept ValueError as e:\n    r = [str(e), repr(e), e.args]\n"
    ),
    "the text of one that Python raises": Case(
        "try:\n    int('x')\nexcept ValueError as e:\n    r = str(e)\n", unknown="the message of a ValueError"
    ),
    "the arguments of one that Python raises": Case(
        "try:\n    {}[5]\nexcept KeyError as e:\n    r = e.args[0]\n", unknown="the message of a KeyError"
    ),
    "its text with one argument": Case("r = [str(ValueError('no')), str(KeyError('k')), str(OSError())]"),
    "its text with a number of the system": Case("r = str(OSError(2, 'x'))", unknown="the message of a OSError"),
    "a class of the project": Case(
        "class Bad(ValueError):\n    code = 7\ntry:\n    raise Bad('x')\nexcept ValueError as e:\n"
        "    r = [str(e), e.code, e.args]\n"
    ),
    "its own __init__": Case(
        "class Bad(Exception):\n    def __init__(self, code):\n"
        "        super().__init__('code', code)\n        self.code = code\n"
        "try:\n    raise Bad(5)\nexcept Bad as e:\n    r = [e.code, e.args]\n"
    ),
    "its own __init__ without that of the base": Case(
        "class Bad(Exception):\n    def __init__(self, code): self.code = code\n"
        "try:\n    raise Bad(5)\nexcept Bad as e:\n    r = [e.code, e.args, str(e)]\n"
    ),
    "its own __str__": Case(
        "class Bad(Exception):\n    def __str__(self): return 'own'\ntry:\n    raise Bad\n"
        "except Bad as e:\n    r = f'{e}'\n"
    ),
    "a base of the project": Case(
        "class Base(Exception): pass\nclass Bad(Base, KeyError): pass\ntry:\n    raise Bad()\n"
        "except Base:\n    r = 'base'\n"
    ),
    "it is gone after the handler": Case(
        "e = 'kept'\ntry:\n    int('x')\nexcept ValueError as e:\n    pass\nr = 'e' in globals()"
    ),
    "raised again": Case(
        "def f():\n    try:\n        int('x')\n    except ValueError:\n        raise\ntry:\n    f()\n"
        "except ValueError:\n    r = 'again'\n"
    ),
    "raised again by name": Case(
        "try:\n    try:\n        {}['k']\n    except KeyError as e:\n        raise e\n"
        "except LookupError as e:\n    r = type(e).__name__\n"
    ),
    "raised as another": Case(
        "try:\n    try:\n        {}['k']\n    except KeyError as e:\n        raise ValueError('v') from e\n"
        "except ValueError as e:\n    r = str(e)\n"
    ),
    "kept for later": Case("try:\n    int('x')\nexcept ValueError as e:\n    kept = e\nr = type(kept).__name__"),
    "raising an instance twice": Case(
        "bad, r = KeyError('x'), []\nfor _ in range(2):\n    try:\n        raise bad\n"
        "    except KeyError as e:\n        r.append(e is bad)\n"
    ),
}

FINALLY = {
    "after a return": Case(
        "r = []\ndef f():\n    try:\n        return 'a'\n    finally:\n        r.append('f')\nr.append(f())"
    ),
    "its return wins": Case("def f():\n    try:\n        return 'a'\n    finally:\n        return 'b'\nr = f()"),
    "its return swallows an error": Case(
        "def f():\n    try:\n        int('x')\n    finally:\n        return 'b'\nr = f()"
    ),
    "its return swallows the error of a handler": Case(
        "def f():\n    try:\n        int('x')\n    except ValueError:\n        {}['k']\n"
        "    finally:\n        return 'b'\nr = f()"
    ),
    "its break swallows an error": Case(
        "r = []\nfor n in range(3):\n    try:\n        int('x')\n    finally:\n        r.append(n)\n"
        "        break\nr.append('end')"
    ),
    "its continue swallows an error": Case(
        "r = []\nfor n in range(3):\n    try:\n        int('x')\n    finally:\n        r.append(n)\n"
        "        continue\nr.append('end')"
    ),
    "after a break": Case(
        "r = []\nfor n in range(3):\n    try:\n        break\n    finally:\n        r.append(n)\n"
        "else:\n    r.append('else')"
    ),
    "after a continue": Case(
        "r = []\nfor n in range(2):\n    try:\n        continue\n    finally:\n        r.append(n)"
    ),
    "before the error goes on": Case(
        "r = []\ntry:\n    try:\n        int('x')\n    finally:\n        r.append('f')\n"
        "except ValueError:\n    r.append('v')"
    ),
    "an error in it replaces the first": Case(
        "try:\n    try:\n        int('x')\n    finally:\n        {}['k']\nexcept KeyError:\n"
        "    r = 'k'\nexcept ValueError:\n    r = 'v'"
    ),
    "else is skipped by a return": Case(
        "r = []\ndef f():\n    try:\n        return 'a'\n    except ValueError:\n        pass\n"
        "    else:\n        r.append('else')\nf()"
    ),
    "a return from else": Case(
        "def f():\n    try:\n        pass\n    except ValueError:\n        pass\n    else:\n"
        "        return 'else'\nr = f()"
    ),
}

UNKNOWN = {
    "what a foreign call raises, by the first of two handlers": Case(
        "import foreign\ntry:\n    foreign.fail()\nexcept KeyError:\n    r = 'k'\n"
        "except ValueError:\n    r = 'v'\nelse:\n    r = 'e'",
        either={"foreign.fail() fails": "v", "not (foreign.fail() fails)": "e"},
        absent=FOREIGN,
    ),
    "what a foreign call raises, by Exception": Case(
        "import foreign\ntry:\n    foreign.fail()\nexcept Exception:\n    r = 'a'\nelse:\n    r = 'b'",
        either={"foreign.fail() fails": "a", "not (foreign.fail() fails)": "b"},
        absent=FOREIGN,
    ),
    "a foreign exception": Case(
        "import foreign\ntry:\n    raise foreign.Error('x')\nexcept ValueError:\n    r = 'v'\n"
        "except Exception:\n    r = 'e'",
        either={"ValueError is raised": "v", "ValueError is not raised": "e"},
        absent=FOREIGN,
    ),
    "a foreign call with a handler for anything": Case(
        "import foreign\ntry:\n    foreign.fail()\nexcept:\n    r = 'a'\nelse:\n    r = 'b'",
        either={"foreign.fail() fails": "a", "not (foreign.fail() fails)": "b"},
        absent=FOREIGN,
    ),
    "an exception that cannot be made": Case(
        "import os\ntry:\n    raise [ValueError(c) for c in os.environ['X']][0]\nexcept Exception:\n    r = 'a'",
        hidden={"X": "x"},
    ),
    "a foreign exception with a handler for all": Case(
        "import foreign\ntry:\n    raise foreign.Error('x')\nexcept Exception:\n    r = 'e'", absent=FOREIGN
    ),
    "a foreign exception and its own handler": Case(
        "import foreign\ntry:\n    raise foreign.Error('x')\nexcept foreign.Error:\n    r = 'own'\n"
        "except Exception:\n    r = 'e'",
        either={"foreign.Error is raised": "own", "foreign.Error is not raised": "e"},
        absent=FOREIGN,
    ),
    "a foreign handler that comes first": Case(
        "from foreign import ERRORS\ntry:\n    int('x')\nexcept ERRORS:\n    r = 'e'\nexcept ValueError:\n    r = 'v'",
        either={"ERRORS is raised": "e", "ERRORS is not raised": "v"},
        absent=FOREIGN,
    ),
    "a foreign handler that does not fit": Case(
        "from foreign import Error\ntry:\n    int('x')\nexcept Error:\n    r = 'e'\nexcept ValueError:\n    r = 'v'",
        either={"Error is raised": "e", "Error is not raised": "v"},
        absent=FOREIGN,
    ),
    "a foreign call that does not raise": Case(
        "import foreign\ntry:\n    x = foreign.give()\nexcept Exception:\n    r = 'a'\nelse:\n    r = 'b'",
        either={"foreign.give() fails": "a", "not (foreign.give() fails)": "b"},
        absent=FOREIGN,
    ),
    "a required variable is taken for not set": Case(
        "import os\ntry:\n    r = os.environ['X']\nexcept KeyError:\n    r = 'none'"
    ),
    "an unknown assertion": Case(
        "import os\ntry:\n    assert os.environ.get('X') == 'y'\n    r = 'a'\nexcept AssertionError:\n    r = 'b'",
        either={
            "X is not set or os.environ.get('X') != 'y'": "b",
            "X is set and os.environ.get('X') == 'y'": "a",
        },
        hidden={"X": "x"},
    ),
    "what cannot be followed in a try": Case(
        "import os\nr = 'a'\ntry:\n    for c in os.environ['X']:\n        r = c\nexcept ValueError:\n    r = 'b'",
        unknown="X",
        hidden={"X": "x"},
    ),
}

DYING = {
    "an error that nothing catches": Case("r = 'a'\nint('x')", raises="ValueError"),
    "an assertion that fails": Case("r = 'a'\nassert not r", raises="AssertionError"),
    "an exception of the project": Case("class Bad(Exception): pass\nr = 'a'\nraise Bad('x')", raises="Bad"),
    "an error raised again": Case("r = 'a'\ntry:\n    int('x')\nexcept ValueError:\n    raise", raises="ValueError"),
    "a metaclass conflict of orders": Case(
        "r = 'a'\nclass A: pass\nclass B(A): pass\nclass C(A, B): pass", raises="TypeError"
    ),
}

CASES = {
    **{f"handlers: {name}": case for name, case in HANDLERS.items()},
    **{f"exceptions: {name}": case for name, case in EXCEPTIONS.items()},
    **{f"finally: {name}": case for name, case in FINALLY.items()},
    **{f"unknown: {name}": case for name, case in UNKNOWN.items()},
    **{f"dies: {name}": case for name, case in DYING.items()},
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    return import_cases(CASES, tmp_path_factory.mktemp("trying"))


@pytest.mark.parametrize("name", CASES)
def test_trying(name, imported):
    judge(name, CASES, imported)
