"""Small projects in the styles people write, really imported and read by connlint: no disagreement."""

from __future__ import annotations

import importlib.util
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from connlint.models.environment import Supplied
from connlint.models.traced import REDACTED
from connlint.parsers.settings import read_settings

HERE = Path(__file__).parent / "projects"
NEEDED = (
    "dj_database_url",
    "environ",
    "environs",
    "decouple",
    "dotenv",
    "configurations",
    "split_settings",
    "dynaconf",
)

CHILD = """
import logging, os, pickle, sys, warnings
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

def plain(value):
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)

def databases(root, module, environment, configuration):
    import importlib
    os.chdir(root)
    sys.path.insert(0, root)
    os.environ.clear()
    os.environ.update(environment)
    os.environ["DJANGO_SETTINGS_MODULE"] = module
    if configuration:
        os.environ["DJANGO_CONFIGURATION"] = configuration
        from configurations import importer
        importer.install()
    return plain(importlib.import_module(module).DATABASES)

answers = []
for case in pickle.load(sys.stdin.buffer):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            answer = ("value", databases(*case))
        except BaseException as error:
            answer = ("raises", f"{type(error).__name__}: {error}")
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(answer, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answers.append(pickle.load(pipe))
    os.waitpid(child, 0)
sys.stdout.buffer.write(pickle.dumps(answers))
"""


class Project(NamedTuple):
    library: str
    name: str
    environment: dict[str, str]
    configuration: str
    worlds: int
    files: dict[str, str]

    @property
    def id(self):
        return f"{self.library}: {self.name}"


def parse(path):
    for part in path.read_text(encoding="utf-8").split("%% ")[1:]:
        head, *files = part.split("\n== ")
        name, *options = head.strip().split("\n")
        environment, words = {}, {"configuration": "", "worlds": "1"}
        for option in options:
            key, equals, value = option.removeprefix("% ").partition("=")
            if equals and " " not in key:
                environment[key] = value
            else:
                words.update([option.removeprefix("% ").split(" ", 1)])
        contents = dict(file.partition("\n")[::2] for file in files)
        contents[list(contents)[-1]] = contents[list(contents)[-1]].rstrip("\n") + "\n"
        yield Project(
            path.stem,
            name,
            environment,
            words["configuration"],
            int(words["worlds"]),
            contents,
        )


PROJECTS = [project for path in sorted(HERE.glob("*.txt")) for project in parse(path)]


def lay_out(root, project):
    for name, text in {"manage.py": "", **project.files}.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text if name != "secrets/pw" else text.rstrip("\n") + "\n", encoding="utf-8")
    return next(iter(project.files))


def dotted(path):
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """What a real import gave, by the id of the project, and where it was laid out."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        assert not os.environ.get("CI"), f"not installed: {missing}"
        pytest.skip(f"not installed: {missing}")
    base = tmp_path_factory.mktemp("projects")
    script = base / "child.py"
    script.write_text(CHILD, encoding="utf-8")
    cases, roots = [], {}
    for number, project in enumerate(PROJECTS):
        root = roots[project.id] = base / str(number)
        module = dotted(lay_out(root, project))
        cases.append((str(root), module, project.environment, project.configuration))
    # python-dotenv looks elsewhere in a traced process: coverage must not follow
    env = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    command = [sys.executable, str(script)]
    done = subprocess.run(command, input=pickle.dumps(cases), capture_output=True, timeout=300, check=False, env=env)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    answers = pickle.loads(done.stdout)
    return {project.id: (answer, roots[project.id]) for project, answer in zip(PROJECTS, answers, strict=True)}


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.id)
def test_project(project, imported):
    if sys.version_info < (3, 11) and "import tomllib" in "".join(project.files.values()):
        pytest.skip("tomllib is new in Python 3.11")
    (kind, truth), root = imported[project.id]
    assert kind == "value", truth
    path = next(iter(project.files))
    environment = {name: Supplied(value=value, how="--env") for name, value in project.environment.items()}
    module = read_settings(
        root / path, name=path, root=root, environment=environment, configuration=project.configuration
    )
    assert len(module.worlds) == project.worlds, [world.literals for world in module.worlds]
    found = [differences(world, truth) for world in module.worlds]
    assert [] in found, found


def differences(world, truth):
    if world.databases is None:
        return [f"unknown: {world.databases_unknown}"]
    found = []
    for alias, keys in truth.items():
        ours = world.databases.get(alias)
        if ours is None:
            found.append(f"no alias {alias}")
            continue
        for key, value in keys.items():
            if key == "OPTIONS":
                found += [f"OPTIONS.{name}" for name in value if not same(ours.options.get(name), value[name])]
                found += [f"OPTIONS.{name} too much" for name in ours.options if name not in value]
            elif not same(ours.settings.get(key), value):
                found.append(f"{alias}.{key}: {value!r}, connlint {ours.settings.get(key)!r}")
        found += [
            f"{alias}.{key} too much: {traced!r}"
            for key, traced in ours.settings.items()
            if key not in keys and traced.status != "default"
        ]
    return found + [f"alias {alias} too much" for alias in world.databases if alias not in truth]


def same(traced, value):
    if traced is None or traced.status != "known":
        return False
    if traced.value == REDACTED:
        return isinstance(value, str)
    ours = (
        traced.value
        if isinstance(traced.value, (bool, int, float, str, list, tuple, dict, type(None)))
        else str(traced.value)
    )
    ours = list(ours) if isinstance(ours, tuple) else ours
    return type(ours) is type(value) and ours == value
