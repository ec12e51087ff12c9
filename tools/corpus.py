"""Read every settings module of a manifest and compare with the facts that a real import gave.

    python tools/corpus.py MANIFEST TREES [--only owner/name] [--details]

MANIFEST is a TOML file of ``[[project]]`` tables with ``[[project.settings]]`` and their runs, TREES a folder that
holds each project as ``owner+name@commit``. Prints a table and the totals; the exit code is 1 when a value is wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from connlint.models.environment import Supplied
from connlint.models.merged import DatabasesView, merge_worlds
from connlint.parsers.settings import read_settings

if TYPE_CHECKING:
    from connlint.models.traced import Traced

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FACTS = (
    "ENGINE",
    "HOST",
    "PORT",
    "CONN_MAX_AGE",
    "CONN_HEALTH_CHECKS",
    "OPTIONS",
    "DISABLE_SERVER_SIDE_CURSORS",
    "ATOMIC_REQUESTS",
    "AUTOCOMMIT",
)
Fact = tuple[str, str, str]
"""Alias and key, what it came to ("known", "either", "unknown", "wrong"), and words about it."""


def judge(traced: Traced | None, expected: Any, *, present: bool) -> tuple[str, str]:  # noqa: PLR0911  by status
    """Compare one value with its fact."""
    if traced is None:
        return ("known", "") if not present else ("wrong", f"not set, expected {expected!r}")
    if traced.status == "unknown":
        return "unknown", traced.reason
    if traced.status == "either":
        if not present:
            return "either", ""
        answers = [judge(branch.traced, expected, present=present) for branch in traced.branches]
        if any(kind == "known" for kind, _ in answers):
            return "either", ""
        if any(kind == "unknown" for kind, _ in answers):
            return "unknown", answers[0][1] or answers[-1][1]
        return "wrong", f"none of {[branch.traced.value for branch in traced.branches]!r} is {expected!r}"
    if not present:
        return ("known", "") if traced.status == "default" else ("wrong", f"{traced.value!r}, expected to be unset")
    if same(traced.value, expected):
        return "known", ""
    return "wrong", f"{traced.value!r}, expected {expected!r}"


def same(one: Any, other: Any) -> bool:
    """Equal, and of the same type; what a stub made up has no truth."""
    if isinstance(other, dict) and ("__stub__" in other or "__repr__" in other):
        return True
    if isinstance(one, dict) and isinstance(other, dict):
        return set(one) == set(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, str) and set(one) == {"*"}:
        return isinstance(other, str)
    if isinstance(other, str) and "<root>" in other:
        return isinstance(one, str) and one.endswith(other.partition("<root>")[2])
    return type(one) is type(other) and bool(one == other)


def compare(view: DatabasesView, facts: dict[str, dict[str, Any]]) -> list[Fact]:
    """Every fact of every alias, OPTIONS by member; keys that were not set must not be claimed."""
    found: list[Fact] = []
    for alias, keys in facts.items():
        merged = view.aliases.get(alias)
        for key in FACTS:
            present = key in keys
            label = f"{alias}.{key}"
            if merged is None:
                if present:
                    whole = view.unknown or view.others
                    kind = "unknown" if whole is not None else "wrong"
                    found.append((label, kind, whole.reason if whole is not None else "the alias is missing"))
            elif key == "OPTIONS":
                found += options(label, merged.options, merged.options_whole, keys.get("OPTIONS"), present=present)
            else:
                traced = merged.settings.get(key)
                kind, words = judge(traced, keys.get(key), present=present)
                if present or kind == "wrong":
                    found.append((label, kind, words))
    for alias, merged in view.aliases.items():
        if alias not in facts and not merged.condition:
            found.append((alias, "wrong", "the alias does not exist"))
    return found


def options(
    label: str, members: dict[str, Traced], whole: Traced | None, expected: Any, *, present: bool
) -> list[Fact]:
    """OPTIONS as one fact: the worst of its members."""
    if whole is not None and whole.status == "either" and expected == {}:
        return [(label, "either", "")]
    if whole is not None and not members:
        kind, words = judge(whole, expected, present=present)
        return [(label, kind, words)] if present or kind == "wrong" else []
    table = expected if isinstance(expected, dict) else {}
    answers = [judge(members.get(key), table.get(key), present=key in table) for key in {**members, **table}]
    for kind in ("wrong", "unknown", "either"):
        for answer, words in answers:
            if answer == kind:
                return [(label, kind, words)] if present or kind == "wrong" else []
    return [(label, "known", "")] if present else []


def read_run(root: Path, entry: dict[str, Any], run: dict[str, Any]) -> DatabasesView:
    """Read the module as this run imported it."""
    made = []
    for name, text in run.get("write", {}).items():
        file = root / name
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
            made.append(file)
    try:
        environment = {key: Supplied(value=value, how="--env") for key, value in run.get("env", {}).items()}
        module = read_settings(
            root / entry["path"],
            name=entry["path"],
            root=root,
            environment=environment,
            configuration=entry.get("configuration", ""),
        )
    finally:
        for file in made:
            file.unlink()
    return merge_worlds(module)


def main() -> int:
    """Print the table; 1 when a value is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("manifest", type=Path)
    parser.add_argument("trees", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--details", action="store_true")
    options_ = parser.parse_args()
    totals: Counter[str] = Counter()
    with options_.manifest.open("rb") as file:
        manifest = tomllib.load(file)
    for project in manifest.get("project", []):
        root = options_.trees / f"{project['repo'].replace('/', '+')}@{project['commit'][:12]}"
        if options_.only not in project["repo"] or not root.is_dir():
            continue
        for entry in project.get("settings", []):
            for run in entry.get("run", []):
                totals += report(root, project["repo"], entry, run, details=options_.details)
    total = sum(totals.values())
    resolved = totals["known"] + totals["either"]
    share = 100 * resolved / total if total else 0.0
    print(
        f"{total} facts: {totals['known']} known, {totals['either']} either, {totals['unknown']} unknown, "
        f"{totals['wrong']} wrong; {share:.1f} % resolved"
    )
    return 1 if totals["wrong"] else 0


def report(root: Path, repo: str, entry: dict[str, Any], run: dict[str, Any], *, details: bool) -> Counter[str]:
    """One row of the table."""
    facts = json.loads(run.get("facts") or run.get("facts_at_error") or "{}")
    found = compare(read_run(root, entry, run), facts) if facts or run.get("ok") else []
    counts = Counter(kind for _, kind, _ in found)
    row = "  ".join(f"{counts[kind]:3} {kind}" for kind in ("known", "either", "unknown", "wrong"))
    print(f"{row}  {repo} {entry['path']} [{run['name']}]")
    if details:
        for label, kind, words in found:
            if kind in ("unknown", "wrong"):
                print(f"      {kind}: {label}: {words}")
    return counts


if __name__ == "__main__":
    sys.exit(main())
