"""README.md says what the program says."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from connlint.cli.group import commands

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_picture_and_the_table_of_rules_are_current():
    done = subprocess.run([sys.executable, "tools/readme.py", "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0, "run make docs"


def test_every_option_named_exists():
    context = click.Context(commands)
    every = [commands.get_command(context, name) for name in commands.list_commands(context)]
    known = {option for command in every for part in command.params for option in part.opts}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README))
    assert named - known == set()


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#:]+)\)", README))
def test_every_link_inside_the_project_leads_somewhere(target):
    assert (ROOT / target).exists()


def test_every_make_target_named_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    texts = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for target in set(re.findall(r"(?:`| {4})make ([a-z]+)", texts)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
