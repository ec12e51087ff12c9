"""Each test file has one table, CASES."""

from __future__ import annotations

import pytest

from tests.settings.values.cases import import_table, judge


@pytest.fixture(scope="module")
def imported(request, tmp_path_factory):
    """What Python made of each case of the file."""
    return import_table(request.module.CASES, tmp_path_factory.mktemp("values"))


@pytest.fixture
def agrees(imported, request):
    """Assert that connlint reads this case as Python runs it."""
    return lambda name: judge(name, request.module.CASES, imported)
