"""A pair of files that disagree, and a server for them."""

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli import conftest as shared

from .client import Client

if find_spec("pygls") is None and not os.environ.get("CI"):
    collect_ignore_glob = ["test_*.py"]

SETTINGS = shared.SETTINGS.removeprefix("import os\n\n")
POOLER = shared.POOLER
_plain_environment = shared._plain_environment


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what starts a server of its own, before markers are chosen from."""
    for item in items:
        if item.path.parent == Path(__file__).parent and "start" in item.fixturenames:
            item.add_marker(pytest.mark.editor)


@pytest.fixture
def pair(tmp_path):
    """A settings module and a pooler that disagree: CL102."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "settings.py").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "pgbouncer.ini").write_text(POOLER, encoding="utf-8")
    return tmp_path


@pytest.fixture
def start():
    """Start a server in a directory; it is gone after the test."""
    started = []

    def begin(where, *arguments):
        started.append(Client(where, *arguments))
        return started[-1]

    yield begin
    for client in started:
        client.stop()


@pytest.fixture
def client(pair, start):
    """A server that has been initialized in the folder of the pair."""
    found = start(pair)
    found.initialize()
    return found
