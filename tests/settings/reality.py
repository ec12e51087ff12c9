"""Really importing modules, in one process for many, and judging what was read of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from connlint.models.django import SettingsModule, World
from connlint.models.environment import Supplied
from connlint.models.traced import REDACTED, Traced
from connlint.parsers.settings import read_settings

CHILD = """
import json, os, resource, signal, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
def late(*_):
    raise TimeoutError
signal.signal(signal.SIGALRM, late)
signal.signal(signal.SIGPROF, late)
def plain(v, room, depth=0):
    room[0] -= len(v) if isinstance(v, (str, dict, list, tuple)) else 1
    if room[0] < 0:
        raise OverflowError("DATABASES is too large to compare")
    if v is None or isinstance(v, (bool, int, float, str)):
        return v
    if isinstance(v, dict):
        return {"dict": [[str(k), plain(x, room, depth + 1)] for k, x in v.items()]} if depth < 9 else "deep"
    if isinstance(v, (list, tuple)):
        return [plain(x, room, depth + 1) for x in v] if depth < 9 else "deep"
    return {"other": str(v)}
def import_in(folder, env):
    os.environ.clear()
    os.environ.update(env)
    os.chdir(folder)
    space = {"__name__": "settings", "__file__": folder + "/settings.py"}
    sys.argv[:] = ["manage.py", "check"]
    signal.setitimer(signal.ITIMER_PROF, 5)
    signal.alarm(60)
    try:
        exec(compile(open("settings.py").read(), folder + "/settings.py", "exec"), space)
        return json.dumps({"ok": True, "databases": plain(space["DATABASES"], [1000000])})
    except BaseException as error:
        return json.dumps({"ok": False, "error": repr(error)[:1000]})
jobs, installed = json.load(sys.stdin)
for name in installed:
    __import__(name)
for folder, env in jobs:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with os.fdopen(writing, "w") as pipe:
            pipe.write(import_in(folder, env))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    answers.write((answer or json.dumps({"ok": False, "error": f"the process ended with {ended}"})) + chr(10))
"""


def import_all(jobs: list[tuple[Path, dict[str, str]]], installed: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """What a real import of ``settings.py`` in each folder gives; that it ends the process where it does.

    The libraries that are ``installed`` are there for it; without any it has the standard library alone.
    """
    # python-dotenv looks elsewhere in a traced process: coverage must not follow
    env = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    command = [sys.executable, *([] if installed else ["-S"]), "-W", "ignore", "-c", CHILD]
    payload = json.dumps([[(str(folder), env) for folder, env in jobs], installed])
    done = subprocess.run(command, input=payload, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def read(folder: Path, env: dict[str, str]) -> SettingsModule:
    """What connlint reads."""
    supplied = {name: Supplied(value=value, how="--env") for name, value in env.items()}
    return read_settings(folder / "settings.py", name="settings.py", root=folder, environment=supplied)


def disagreement(module: SettingsModule, env: dict[str, str], truth: Any) -> str:
    """Why no world of the module is what really happened; empty when one is."""
    worlds = [world for world in module.worlds if possible(world, env)]
    if not worlds:
        return "no world fits the environment"
    reasons = [mismatch(world, truth, env) for world in worlds]
    certain = [reason for world, reason in zip(worlds, reasons, strict=True) if only_environment(world) and reason]
    if certain:
        return certain[0]
    return "" if any(not reason for reason in reasons) else reasons[0]


def possible(world: World, env: dict[str, str]) -> bool:
    return all(
        (text.removesuffix(" is set") in env) is truth for text, truth in world.literals if text.endswith(" is set")
    )


def only_environment(world: World) -> bool:
    return all(text.endswith(" is set") for text, _ in world.literals)


def mismatch(world: World, truth: Any, env: dict[str, str]) -> str:
    if world.databases is None:
        return "" if world.databases_unknown is not None else "DATABASES is not defined"
    aliases = dict(truth["dict"])
    for name in world.databases:
        if name not in aliases:
            return f"{name} does not exist"
    for name, table in aliases.items():
        alias = world.databases.get(name)
        if alias is None and world.databases_unknown is not None:
            continue
        if alias is None:
            return f"{name} is missing"
        found = table_mismatch(dict(table["dict"]), alias, env)
        if found:
            return f"{name}.{found}"
    return ""


def table_mismatch(table: dict[str, Any], alias: Any, env: dict[str, str]) -> str:
    for key, traced in alias.settings.items():
        if key not in table:
            if traced.status == "known":
                return f"{key} is not set, read as {traced.value!r}"
        elif not agrees(traced, table[key], env):
            return f"{key} is {table[key]!r}, read as {traced.status} {traced.value!r} {traced.branches!r}"
    missing = [key for key in table if key not in alias.settings and key != "OPTIONS"]
    open_ended = any(traced.status == "unknown" for traced in alias.settings.values())
    if missing and not open_ended:
        return f"{missing[0]} is missing"
    return options_mismatch(table.get("OPTIONS"), alias, env)


def options_mismatch(options: Any, alias: Any, env: dict[str, str]) -> str:
    members = dict(options["dict"]) if isinstance(options, dict) and "dict" in options else None
    if members is None:
        whole = alias.options_whole
        return "" if options is None or whole is None or agrees(whole, options, env) else "OPTIONS"
    for key, traced in alias.options.items():
        if key not in members or not agrees(traced, members[key], env):
            return f"OPTIONS.{key} is {members.get(key)!r}, read as {traced.value!r}"
    missing = [key for key in members if key not in alias.options]
    return f"OPTIONS.{missing[0]} is missing" if missing and alias.options_whole is None else ""


def agrees(traced: Traced, truth: Any, env: dict[str, str]) -> bool:
    if traced.status == "unknown":
        return True
    if traced.status == "either":
        return any(agrees(branch.traced, truth, env) for branch in traced.branches)
    return traced.status == "known" and same(traced.value, truth)


def same(value: Any, truth: Any) -> bool:
    if value == REDACTED:
        return isinstance(truth, str)
    if isinstance(truth, dict) and "dict" in truth:
        table = dict(truth["dict"])
        return isinstance(value, dict) and list(value) == list(table) and all(same(value[k], table[k]) for k in table)
    if isinstance(truth, dict):
        return str(value) == truth["other"]
    if isinstance(truth, list):
        return isinstance(value, list) and len(value) == len(truth) and all(map(same, value, truth))
    return type(value) is type(truth) and value == truth
