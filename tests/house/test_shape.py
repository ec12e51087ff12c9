"""The house keeps its shape: small modules, small functions, nothing left over."""

import ast
import re
import statistics
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "src").rglob("*.py"))
OURS = [*MODULES, *ROOT.glob("rules/**/*.toml"), *ROOT.glob("tools/**/*.py"), *ROOT.glob("bench/*.py")]


def test_modules_are_small():
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert [path for path, size in sizes.items() if size > 300] == []
    assert statistics.median(sizes.values()) < 90


def test_functions_are_small():
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in MODULES]
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert statistics.median(node.end_lineno - node.lineno + 1 for node in functions) < 15


def test_nothing_is_left_over():
    left = re.compile(r"\b(TODO|FIXME|XXX)\b")
    assert [path for path in OURS if left.search(path.read_text(encoding="utf-8"))] == []
