"""Every format, byte for byte. CONNLINT_UPDATE_GOLDEN=1 writes the files anew."""

import os
from pathlib import Path

import pytest

from connlint import __version__
from connlint.models.finding import Result
from connlint.reporters import FORMATS, render

GOLDEN = Path(__file__).parent / "golden"


def compare(name, text):
    text = text.replace(f'"{__version__}"', '"VERSION"').replace(f"connlint {__version__}", "connlint VERSION")
    file = GOLDEN / name
    if os.environ.get("CONNLINT_UPDATE_GOLDEN"):
        file.write_bytes(text.encode())
    assert text == file.read_bytes().decode()


@pytest.mark.parametrize("name", FORMATS)
def test_a_full_report(name, result, context):
    compare(f"full.{name}", render(name, result, context))


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_report(name, context):
    compare(f"empty.{name}", render(name, Result(files=("shop/settings.py",)), context))


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_shows_a_secret(name, result, context):
    assert "hunter2" not in render(name, result, context)


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_passes_control_characters_on(name, result, context):
    assert not set(render(name, result, context)) & {"\x1b", "\x07", "\x00"}
