"""Every example of every rule, through the whole program: the bad ones fire, the good ones stay silent."""

import pytest

from connlint.lint import lint
from connlint.lint.doctor import examine
from connlint.models.options import Options
from connlint.rules import load_catalogue
from tests.live.recorded import clock, systems
from tests.trees import lay

CATALOGUE = load_catalogue()
CASES = [
    pytest.param(code, example, id=f"{code}-{'bad' if example.fires else 'good'}-{number}")
    for code in CATALOGUE.codes
    for number, example in enumerate(CATALOGUE.page_card(code).examples)
]
NUMBERS = {"clients", "max_connections", "nofile", "cores", "network_idle_limit"}


def options_of(example):
    named = {name.replace("-", "_"): value for name, value in example.options.items()}
    return Options(**{name: int(value) if name in NUMBERS else value for name, value in named.items()})


@pytest.mark.parametrize("code, example", CASES)
def test_example(code, example, tmp_path, monkeypatch):
    lay(tmp_path, example.files)
    monkeypatch.chdir(tmp_path)
    given = options_of(example).model_copy(update={"extend_select": (code,)})
    paths = ["."] if example.files else []
    if example.answers:
        result = examine(paths, given, systems(example.answers), 5, clock()).result
    else:
        result = lint(paths, given).result
    fired = {finding.code for finding in result.findings}
    told = {note.code for finding in result.findings for note in finding.related}
    assert (code in fired) is example.fires, (sorted(fired), sorted(told), example.note)
