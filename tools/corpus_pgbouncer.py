"""Compare connlint with what was recorded about the PgBouncer configurations of a corpus.

    python tools/corpus_pgbouncer.py MANIFEST --trees DIRECTORY

MANIFEST is a TOML file with [[pgbouncer]] tables: repo, commit, path, format, settings and databases (JSON of the
text as written), unknown, duplicates, environment (JSON), and per release (v1_25_2) accepted, errors, config
(JSON of SHOW CONFIG) and databases (JSON of SHOW DATABASES). DIRECTORY holds the trees as owner+name@commit12.
Prints a line for each entry and release; the exit code is 1 when one differs.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from connlint.parsers.pgbouncer import read_pgbouncer
from connlint.sources.text import read

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.traced import Traced

_PARAMETER = re.compile(r"for parameter (\S+) in configuration")


def main() -> int:
    """Compare every entry."""
    arguments = argparse.ArgumentParser(description="Compare connlint with a recorded corpus.")
    arguments.add_argument("manifest", type=Path)
    arguments.add_argument("--trees", type=Path, required=True)
    given = arguments.parse_args()
    entries = tomllib.loads(given.manifest.read_text(encoding="utf-8"))["pgbouncer"]
    results = [result for entry in entries for result in compared(entry, given.trees)]
    for name, what, differences in results:
        print(f"{'differs' if differences else 'same':8}{what:10}{name}")
        for difference in differences:
            print(f"        {difference}")
    failed = sum(bool(differences) for _, _, differences in results)
    print(f"{len(results) - failed} passed, {failed} failed")
    return int(failed > 0)


def compared(entry: dict[str, Any], trees: Path) -> Iterator[tuple[str, str, list[str]]]:
    """The name of the entry, what it was compared with, and what differs."""
    name = f"{entry['repo']}@{entry['commit'][:7]} {entry['path']}"
    path = trees / f"{entry['repo'].replace('/', '+')}@{entry['commit'][:12]}" / entry["path"]
    if not path.exists():
        yield name, "-", [f"no such file: {path}"]
        return
    if entry["format"] == "compose-env":
        yield name, "variables", list(of_environment(path, json.loads(entry["environment"])))
        return
    final = entry["format"] == "ini"
    yield name, "text", list(of_text(read_pgbouncer(read(path, entry["path"]), final=final), path, entry))
    for key in sorted(key for key in entry if re.fullmatch(r"v\d+(_\d+)+", key)):
        version = key[1:].replace("_", ".")
        config = read_pgbouncer(read(path, entry["path"]), version=version, final=final)
        yield name, version, list(of_release(config, entry[key]))


def of_text(config: PgBouncerConfig, path: Path, entry: dict[str, Any]) -> Iterator[str]:
    """Compare with the text as written."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for key, text in json.loads(entry.get("settings", "{}")).items():
        traced = config.settings.get(key)
        if traced is None:
            if key not in entry["unknown"]:
                yield f"{key} is missing"
        elif traced.origin is None or text not in lines[traced.origin.line - 1]:
            yield f"{key}: recorded {text!r}, read from {traced.origin}"
    names = set(json.loads(entry.get("databases", "{}")))
    if names != set(config.databases):
        yield f"databases: recorded {names}, read {set(config.databases)}"
    unknown = {problem.subject for problem in config.problems if problem.kind == "unknown-key"}
    if unknown != set(entry["unknown"]):
        yield f"unknown keys: recorded {entry['unknown']}, found {unknown}"
    duplicates = {problem.subject for problem in config.problems if problem.kind == "duplicate-key"}
    if duplicates != set(entry["duplicates"]):
        yield f"duplicate keys: recorded {entry['duplicates']}, found {duplicates}"


def of_release(config: PgBouncerConfig, recorded: dict[str, Any]) -> Iterator[str]:
    """Compare with what a release made of the file."""
    if config.accepted != recorded["accepted"]:
        yield f"accepted: recorded {recorded['accepted']}, connlint {config.accepted}"
    named = {match[1] for error in recorded.get("errors", ()) if (match := _PARAMETER.search(error))}
    refused = {problem.data.get("entry", problem.subject) for problem in config.problems if problem.fatal}
    if named != refused:
        yield f"refused: recorded {named}, connlint {refused}"
    for key, text in json.loads(recorded.get("config", "{}")).items():
        if printed(config.settings[key]) != text:
            yield f"{key}: recorded {text!r}, connlint {printed(config.settings[key])!r}"
    for row in json.loads(recorded.get("databases", "[]")):
        entry = config.databases.get(row["name"])
        if entry is None:
            yield f"no entry {row['name']}"
            continue
        for column, key in (("host", "host"), ("port", "port"), ("database", "dbname"), ("pool_size", "pool_size")):
            traced = entry.settings.get(key)
            if traced is not None and printed(traced) != row[column]:
                yield f"{row['name']}.{key}: recorded {row[column]!r}, connlint {printed(traced)!r}"


def of_environment(path: Path, recorded: dict[str, str]) -> Iterator[str]:
    """Compare with the variables that a container is given."""
    from connlint.parsers.pgbouncer.forms import read_forms

    (config,) = read_forms([read(path)], {}).poolers
    for name, text in recorded.items():
        traced = config.settings[name.lower()]
        if printed(traced) != text or traced.origin is None:
            yield f"{name}: recorded {text!r}, connlint {printed(traced)!r} from {traced.origin}"


def printed(traced: Traced) -> str:
    """A value as SHOW CONFIG prints it."""
    value = traced.value
    if isinstance(value, bool):
        return str(int(value))
    return f"{value:g}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    sys.exit(main())
