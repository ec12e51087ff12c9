"""Statements that leave something on their session: SET, LISTEN, advisory locks."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from connlint.parsers.code.bindings import scopes
from connlint.parsers.code.connections import held
from connlint.parsers.code.parameters import lasting_parameter
from connlint.parsers.code.statements import statements
from connlint.parsers.code.unit import is_atomic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.problem import Problem
    from connlint.parsers.code.bindings import Scope
    from connlint.parsers.code.statements import Statement
    from connlint.parsers.code.unit import Unit

_ELSEWHERE = re.compile(r"(^|/)migrations/")
"""Migrations are often run past the pooler."""
_COMMANDS = re.compile(r"(^|/)management/commands/")

_LISTEN = re.compile(r"\s*LISTEN\s+[\w\"%?{]", re.IGNORECASE)
_LOCK = re.compile(r"\bpg_(?:try_)?advisory_lock(?:_shared)?\s*\(", re.IGNORECASE)
_UNLOCK = re.compile(r"\bpg_advisory_unlock(?:_shared|_all)?\s*\(", re.IGNORECASE)
_NOT_RUN = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.DOTALL)
_QUERY = re.compile(r"[\s(]*(?:SELECT|WITH)\b|\s*pg_", re.IGNORECASE)
_NOTIFIES = ("notifies", "add_notify_handler")


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each statement that sets something for the session, listens, or takes a lock of the session.

    ``alias`` is the alias of DATABASES whose connection it surely runs on ("*" for each that is opened), ``routed``
    "1" when a router of the project may choose another, ``command`` "1" in a management command.
    """
    if _ELSEWHERE.search(unit.inside):
        return
    every = list(statements(unit))
    listens = False
    for statement in every:
        parameter = lasting_parameter(statement.text)
        if parameter:
            yield _sighting(unit, "session-set", statement, parameter)
        elif _LISTEN.match(statement.text):
            listens = True
            yield _sighting(unit, "session-listen", statement, "LISTEN")
        elif _locks(statement, every):
            name = _LOCK.search(statement.text)
            yield _sighting(unit, "session-lock", statement, name[0].rstrip("( ") if name else "")
    if not listens:
        yield from _waiting(unit)


def _sighting(unit: Unit, kind: str, statement: Statement, subject: str) -> Problem:
    return unit.sighting(kind, statement.node, subject, **_way(unit, statement.alias, routed=statement.routed))


def _way(unit: Unit, alias: str, *, routed: bool = False) -> dict[str, str]:
    command = _COMMANDS.search(unit.inside) is not None
    return {"alias": alias, "routed": "1" if routed else "0", "command": "1" if command else "0"}


def _waiting(unit: Unit) -> Iterator[Problem]:
    """The first call that waits for notifications of a connection of Django's."""
    for scope in scopes(unit):
        for node in scope.nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _NOTIFIES:
                of = held(node.func.value, scope)
                if of is not None and of.kind == "driver":
                    yield unit.sighting("session-listen", node, node.func.attr, **_way(unit, of.alias))
                    return


def _locks(statement: Statement, every: list[Statement]) -> bool:
    """Whether a statement takes a session lock that the same transaction does not give back."""
    if not _takes(_LOCK, statement.text):
        return False
    given_back = [one.node for one in every if one.scope is statement.scope and _takes(_UNLOCK, one.text)]
    return not any(_together(block, statement.node, given_back) for block in _transactions(statement.scope))


def _takes(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a query calls a function, in what is neither quoted nor a comment."""
    run = _NOT_RUN.sub("''", text)
    return "$$" not in run and _QUERY.match(run) is not None and pattern.search(run) is not None


def _transactions(scope: Scope) -> Iterator[ast.AST]:
    """The parts of a scope that run in one transaction."""
    if any(is_atomic(one) for one in getattr(scope.node, "decorator_list", ())):
        yield scope.node
    for node in scope.nodes:
        if isinstance(node, ast.With) and any(is_atomic(item.context_expr) for item in node.items):
            yield node


def _together(block: ast.AST, lock: ast.AST, given_back: list[ast.Call]) -> bool:
    inside = {id(node) for node in ast.walk(block)}
    return id(lock) in inside and any(id(node) in inside for node in given_back)
