"""In these tests a defect of the interpreter is a failure, not an unknown."""

from __future__ import annotations

import pytest

from connlint.parsers.settings import strict


@pytest.fixture(autouse=True)
def _strict(monkeypatch):
    monkeypatch.setattr(strict, "on", True)
