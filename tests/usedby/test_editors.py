"""docs/lsp.md: the configurations of editors start a server that serves."""

import json
import re
import sys
from pathlib import Path

import pytest

from connlint.cli.lsp import command
from tests.lsp.client import Client

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/lsp.md").read_text(encoding="utf-8")


def block(language):
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return found


def words(language):
    """The command with its words, and the kinds of files that it is started for."""
    text = block(language)
    if language == "json":
        settings = json.loads(text)
        start = [settings["glspc.server.command"], *settings["glspc.server.commandArguments"]]
        return start, settings["glspc.server.languageId"]
    if language == "toml":
        settings = tomllib.loads(text)
        server = settings["language-server"]["connlint"]
        served = [one["name"] for one in settings["language"] if "connlint" in one["language-servers"]]
        return [server["command"], *server["args"]], served
    lists = {name: re.findall(r'"([^"]+)"', inside) for name, inside in re.findall(r"(\w+) = \{(.*?)\}", text)}
    return lists["cmd"], lists["filetypes"]


@pytest.mark.parametrize("language, ini", [("json", "ini"), ("lua", "dosini"), ("toml", "ini")])
def test_a_configuration_starts_a_server(language, ini):
    pytest.importorskip("pygls")
    (program, verb, *options), kinds = words(language)
    assert (program, verb) == ("connlint", "lsp")
    assert {"python", ini} <= set(kinds)
    client = Client(ROOT / "examples/misaligned", *options)
    try:
        client.initialize()
        client.open("pgbouncer.ini")
        assert "CL401" in client.codes("shop/settings.py")
        assert client.end() == 0
    finally:
        client.stop()


def test_the_options_of_the_page_are_options_of_the_server():
    known = {option for one in command.params for option in one.opts}
    named = re.findall(r"`connlint lsp ([^`]+)`", PAGE)
    assert named
    assert {word for text in named for word in text.split() if word.startswith("-")} <= known


def test_the_page_names_the_extra_that_there_is():
    (extra,) = set(re.findall(r'pip install "connlint\[(\w+)\]"', PAGE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert any(one.startswith("pygls") for one in project["optional-dependencies"][extra])
