"""An installed connlint has its dependencies and nothing more."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = [path for folder in ("src", "tools", "tests") for path in sorted((ROOT / folder).rglob("*.py"))]


def unguarded_tomli(tree: ast.Module) -> list[int]:
    """The lines that import tomli on every Python: from 3.11 on it is no dependency."""
    guarded = {
        node
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and "sys.version_info" in ast.unparse(branch.test)
        for statement in branch.orelse
        for node in ast.walk(statement)
    }
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.Import) and node not in guarded)
    return [node.lineno for node in imports if any(alias.name == "tomli" for alias in node.names)]


@pytest.mark.parametrize(
    "text, lines",
    [
        ("import tomli", [1]),
        ("def load():\n    import tomli as toml", [2]),
        ("if sys.version_info >= (3, 11):\n    import tomllib\nelse:\n    import tomli as tomllib", []),
    ],
)
def test_unguarded_tomli(text, lines):
    assert unguarded_tomli(ast.parse(text)) == lines


def test_tomli_is_imported_where_it_is_a_dependency():
    found = {str(path): unguarded_tomli(ast.parse(path.read_text(encoding="utf-8"))) for path in MODULES}
    assert {path: lines for path, lines in found.items() if lines} == {}
