"""The rule files as plain data: found by walking, read once, kept as an index.

Standard library and tomli only: the build hook loads this module before anything is installed.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
"""Changes with the layout of the index, so that an old one is never read."""

PAGE_KEYS = frozenset({"why", "fix", "sources", "errors", "bad", "good", "proof"})
"""What only a rule's page and its tests need; everything else is in the index."""

INDEX = "_rules_index"
"""The module that the build hook writes into the wheel: its bytecode is read faster than JSON."""


def build_index(rules_dir: Path) -> dict[str, Any]:
    """Read every rule file below ``rules_dir`` into one index, heads only, in code order.

    Raises OSError, and ValueError (TOMLDecodeError is one) naming the file that is not TOML.
    """
    heads = [head_of(read_toml(path), path.relative_to(rules_dir).as_posix()) for path in rule_files(rules_dir)]
    return {"format": FORMAT, "rules": sorted(heads, key=lambda head: str(head.get("code", "")))}


def write_index(rules_dir: Path, target: Path) -> None:
    """Build the index of ``rules_dir`` and write it to ``target`` as a module of Python."""
    target.write_text(f"INDEX = {build_index(rules_dir)!r}\n", encoding="utf-8")


def rule_files(rules_dir: Path) -> list[Path]:
    """Every rule file below a folder, in a stable order."""
    return sorted(rules_dir.rglob("*.toml"))


def read_toml(path: Path) -> dict[str, Any]:
    """Read one TOML file; raises ValueError with its name when it is none."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from None


def head_of(rule: dict[str, Any], file: str) -> dict[str, Any]:
    """The part of a rule that a run needs, with the file it comes from."""
    return {**{key: value for key, value in rule.items() if key not in PAGE_KEYS}, "file": file}


def load_index(rules_dir: Path, cache: Path | None) -> list[dict[str, Any]]:
    """The heads of all rules: from the index that was shipped, from a fresh cache, or from the files.

    A cache is trusted while every file has the size and time it had; it is written as bytecode is, or not at all.
    """
    shipped = _shipped() if rules_dir.name == "_rules" else None
    if shipped is not None:
        return _rules(shipped)
    stamp = _stamp(rules_dir)
    cached = _read(cache) if cache is not None else None
    if cached is not None and cached.get("stamp") == stamp:
        return _rules(cached)
    index = {**build_index(rules_dir), "stamp": stamp}
    if cache is not None and not sys.dont_write_bytecode:
        try:
            _write(index, cache)
        except OSError:
            return _rules(index)
    return _rules(index)


def _rules(index: dict[str, Any]) -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = index["rules"]
    return rules


def _stamp(folder: Path) -> list[list[Any]]:
    """Name, size and time of every rule file, to see at a glance whether one changed."""
    found: list[list[Any]] = []
    pending = [str(folder)]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    pending.append(entry.path)
                elif entry.name.endswith(".toml"):
                    status = entry.stat()
                    found.append([entry.path, status.st_size, status.st_mtime_ns])
    return sorted(found)


def _shipped() -> dict[str, Any] | None:
    try:
        module = import_module(f"connlint.{INDEX}")
    except ModuleNotFoundError:
        return None
    return _usable(module.INDEX)


def _usable(index: Any) -> dict[str, Any] | None:
    return index if isinstance(index, dict) and index.get("format") == FORMAT else None


def _read(path: Path) -> dict[str, Any] | None:
    """An index of this format, None when there is none that can be used."""
    import json

    try:
        return _usable(json.loads(path.read_bytes()))
    except (OSError, ValueError):
        return None


def _write(index: dict[str, Any], target: Path) -> None:
    import json

    target.parent.mkdir(parents=True, exist_ok=True)
    passing = target.with_name(f"{target.name}.{os.getpid()}")
    passing.write_text(json.dumps(index, separators=(",", ":")), encoding="utf-8")
    passing.replace(target)
