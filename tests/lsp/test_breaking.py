"""A run that breaks is told once, and the session goes on."""

from pathlib import Path
from types import SimpleNamespace

from lsprotocol import types

from connlint.lsp.looking import look
from connlint.lsp.session import Session
from connlint.models.options import Options
from connlint.sources.text import HELD, held


def test_a_bug_is_told_once():
    said = []
    language = SimpleNamespace(window_show_message=said.append)
    session = Session(language, lambda: None)
    for _ in range(2):
        session._fail(ValueError("one\ntwo password=hunter2"))
    assert said == [
        types.ShowMessageParams(
            types.MessageType.Error,
            "connlint: this is a bug in connlint (ValueError: one two password=********). Please report it",
        )
    ]


def test_the_texts_of_one_run_are_not_those_of_the_next(pair, monkeypatch):
    monkeypatch.chdir(pair)
    seen = []

    def configure():
        seen.append(held(Path("settings.py")))
        return Options()

    look(pair, {pair / "settings.py": "x"}, configure)
    look(pair, {}, configure)
    assert seen == [b"x", None]
    assert HELD.get() == {}


def test_a_text_that_is_too_large_to_be_read_is_not_held(pair, monkeypatch):
    monkeypatch.chdir(pair)
    found = look(pair, {pair / "settings.py": "#" * (5 * 1024 * 1024 + 1)}, Options)
    assert found.files["settings.py"].lines[0] == "DATABASES = {"
