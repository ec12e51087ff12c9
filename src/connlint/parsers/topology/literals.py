"""A Python configuration file read without running it: numbers, text, variables of the environment, arithmetic."""

from __future__ import annotations

import ast
import operator
from typing import TYPE_CHECKING, Any

from connlint.models.traced import Traced, known, unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from connlint.models.environment import Supplied
    from connlint.models.place import Place
    from connlint.sources.text import Source

CPU_COUNT = frozenset({"cpu_count", "process_cpu_count"})
_OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.Div: operator.truediv,
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "int": int,
    "float": float,
    "str": str,
    "max": max,
    "min": min,
    "bool": bool,
}


class UnclearError(Exception):
    """A value that cannot be had: why, and what is missing."""

    def __init__(self, reason: str, missing: str = "") -> None:
        super().__init__(reason)
        self.missing = missing


def read_literals(source: Source, environment: Mapping[str, Supplied]) -> dict[str, Traced]:
    """The names a module sets at its top level; what is set in a branch or computed otherwise is unknown."""
    try:
        tree = ast.parse(source.text)
    except (SyntaxError, ValueError, RecursionError):
        return {}
    reader = _Reader(source, environment)
    for statement in tree.body:
        reader.read(statement)
    return reader.names


class _Reader:
    def __init__(self, source: Source, environment: Mapping[str, Supplied]) -> None:
        self.source = source
        self.environment = environment
        self.names: dict[str, Traced] = {}

    def read(self, statement: ast.stmt) -> None:
        if isinstance(statement, ast.Assign):
            targets, value = statement.targets, statement.value
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            targets, value = [statement.target], statement.value
        else:
            self._forget(statement)
            return
        for target in targets:
            if isinstance(target, ast.Name):
                self.names[target.id] = self._traced(value)
            else:
                self._forget(target)

    def _forget(self, statement: ast.AST) -> None:
        """Names that are set otherwise than by a plain assignment are not known any more."""
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            return
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                self.names[node.id] = unknown(f"{node.id} is not set by a plain assignment", self._place(node), node.id)

    def _traced(self, node: ast.expr) -> Traced:
        try:
            value = self._value(node)
        except UnclearError as unclear:
            return unknown(str(unclear), self._place(node), unclear.missing)
        except (ArithmeticError, TypeError, ValueError) as error:
            return unknown(f"cannot be computed: {error}", self._place(node))
        return known(value, "literal" if isinstance(node, ast.Constant) else "expression", self._place(node))

    def _value(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name) and node.id in self.names:
            return self._decided(self.names[node.id])
        if isinstance(node, ast.Call):
            return self._call(node)
        return self._compound(node)

    def _compound(self, node: ast.expr) -> Any:
        if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
            return _OPERATORS[type(node.op)](self._value(node.left), self._value(node.right))
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            return next((value for part in node.values if (value := self._value(part))), None)
        if isinstance(node, (ast.List, ast.Tuple)):
            return [self._value(element) for element in node.elts]
        if isinstance(node, ast.Subscript) and _dotted(node.value).endswith("environ"):
            return self._variable(self._value(node.slice), [])
        raise UnclearError(f"{ast.unparse(node)!s} is not a literal")

    def _call(self, node: ast.Call) -> Any:
        name = _dotted(node.func)
        if name.rsplit(".", 1)[-1] in CPU_COUNT:
            raise UnclearError("it depends on the number of cores", "cores")
        if name.endswith(("environ.get", "getenv")) and node.args:
            defaults = [*node.args[1:], *(keyword.value for keyword in node.keywords)]
            return self._variable(self._value(node.args[0]), defaults)
        if name in _FUNCTIONS and not node.keywords:
            return _FUNCTIONS[name](*(self._value(argument) for argument in node.args))
        raise UnclearError(f"connlint does not call {name or 'a function'}")

    def _variable(self, name: Any, defaults: list[ast.expr]) -> Any:
        given = self.environment.get(str(name))
        if given is not None:
            return given.value
        if defaults:
            return self._value(defaults[0])
        raise UnclearError(f"environment variable {name} has no default", str(name))

    def _decided(self, traced: Traced) -> Any:
        if not traced.decided:
            raise UnclearError(traced.reason, traced.missing)
        return traced.value

    def _place(self, node: ast.expr) -> Place:
        line = self.source.lines[node.lineno - 1].encode()
        column = len(line[: node.col_offset].decode(errors="ignore")) + 1
        end_line, end = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
        end_column = len(self.source.lines[end_line - 1].encode()[:end].decode(errors="ignore")) + 1
        return self.source.span(node.lineno, column, end_line, end_column)


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""
