"""Which statements can reach the settings that rules read, by names alone, in no order.

A statement that defines nothing relevant may not decide anything: its effects become unknown instead.
The answer errs on the side of relevance: names are compared without regard to module or scope.
"""

from __future__ import annotations

import ast

SEEDS = frozenset({"DATABASES"})
"""What decisions are made for."""
DYNAMIC = frozenset(
    "exec eval globals locals vars setattr delattr include optional execfile import_module load_dotenv read_env "
    "read_envfile read_dotenv __import__".split()
)
"""Functions whose effects names do not tell."""
MUTATING = frozenset(
    "update setdefault pop popitem clear append extend insert remove reverse sort add discard "
    "move_to_end appendleft popleft __setitem__".split()
)
PURE = frozenset(
    "print len int str bool float isinstance issubclass getattr hasattr list tuple set frozenset sorted repr type any "
    "all sum min max enumerate zip range join format abspath dirname exists isfile isdir getenv get environ Path open "
    "gettext gettext_lazy _ dumps loads info debug warning error startswith endswith split strip lower upper".split()
)


class Effects:
    """What a statement may change: ``names`` it binds, ``roots`` whose objects it changes, ``calls`` it makes."""

    __slots__ = ("arguments", "calls", "dynamic", "names", "roots")

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.roots: set[str] = set()
        self.arguments: set[str] = set()
        self.calls: set[str] = set()
        self.dynamic = False


_EFFECTS: dict[int, tuple[ast.AST, Effects]] = {}


def effects_of(node: ast.AST) -> Effects:
    """The effects of a statement, its own functions' bodies aside."""
    held = _EFFECTS.get(id(node))
    if held is None or held[0] is not node:
        if len(_EFFECTS) > 20_000:  # noqa: PLR2004  a cache, not a leak
            _EFFECTS.clear()
        found = Effects()
        _collect(node, found)
        held = _EFFECTS[id(node)] = (node, found)
    return held[1]


def root_of(node: ast.AST) -> str:
    """The name at the left end of ``a.b[c]``."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Starred, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _collect(node: ast.AST, found: Effects) -> None:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        if not isinstance(node, ast.Lambda):
            found.names.add(node.name)
        return
    if isinstance(node, ast.ClassDef):
        found.names.add(node.name)
        return
    if isinstance(node, ast.Name):
        if not isinstance(node.ctx, ast.Load):
            found.names.add(node.id)
        return
    if isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
        found.roots.add(root_of(node))
        if isinstance(node, ast.Attribute):
            found.names.add(node.attr)
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        for alias in node.names:
            if alias.name == "*":
                found.dynamic = True
            found.names.add((alias.asname or alias.name).partition(".")[0])
    elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
        found.names.add(node.name)
    elif isinstance(node, ast.AugAssign):
        found.roots.add(root_of(node.target))
    elif isinstance(node, ast.Call):
        _call(node, found)
    for inner in ast.iter_child_nodes(node):
        _collect(inner, found)


def _call(node: ast.Call, found: Effects) -> None:
    function = node.func
    name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    root = root_of(function)
    if name in DYNAMIC:
        found.dynamic = True
    if isinstance(function, ast.Attribute) and (name in MUTATING or name not in PURE):
        (found.roots if name in MUTATING else found.arguments).add(root)
    found.calls.add(root if isinstance(function, ast.Name) else name)
    if name not in PURE:
        for part in (*node.args, *(keyword.value for keyword in node.keywords)):
            for inner in ast.walk(part):
                if isinstance(inner, ast.Name):
                    found.arguments.add(inner.id)


class Relevance:
    """The names that can reach the seeds, over every module read so far."""

    def __init__(self, seeds: frozenset[str] = SEEDS) -> None:
        self.seeds = seeds
        self._trees: list[ast.AST] = []
        self._paths: set[str] = set()
        self._names: set[str] | None = None
        self._functions: dict[str, list[ast.AST]] = {}
        self._refused: list[ast.stmt] = []

    def add(self, path: str, tree: ast.AST) -> None:
        """Take another module into account."""
        if path not in self._paths:
            self._paths.add(path)
            self._trees.append(tree)
            self._names = None

    @property
    def names(self) -> set[str]:
        """The relevant names."""
        if self._names is None:
            self._names = self._close()
        return self._names

    def matters(self, statements: list[ast.stmt]) -> bool:
        """Whether one of the statements at work can reach the seeds."""
        if any(self._matters(node) for node in statements):
            return True
        self._refused.extend(statements)
        return False

    def outdated(self) -> bool:
        """Whether a statement that was refused would matter by what is known now."""
        refused, self._refused = self._refused, []
        return any(self._matters(node) for node in refused)

    def _matters(self, node: ast.stmt) -> bool:
        found = effects_of(node)
        names = self.names
        if found.dynamic or found.names & names or found.roots & names:
            return True
        return bool(self._changed(found, set()) & names)

    def _changed(self, found: Effects, seen: set[str]) -> set[str]:
        """Names that functions called here declare global, and arguments they change."""
        changed: set[str] = set()
        for name in found.calls:
            for function in self._functions.get(name, ()):
                if name in seen:
                    continue
                seen.add(name)
                for inner in ast.walk(function):
                    if isinstance(inner, ast.Global):
                        changed.update(inner.names)
                body = Effects()
                for inner in ast.iter_child_nodes(function):
                    _collect(inner, body)
                if body.roots:
                    changed |= found.arguments | body.roots
                if body.dynamic:
                    changed |= self.seeds
                changed |= self._changed(body, seen)
        return changed

    def _close(self) -> set[str]:
        links: list[tuple[set[str], set[str]]] = []
        self._functions = {}
        for tree in self._trees:
            self._links(tree, links)
        names = set(self.seeds)
        pending = links
        while True:
            rest = []
            for defined, used in pending:
                if defined & names:
                    names |= used
                else:
                    rest.append((defined, used))
            if len(rest) == len(pending):
                return names
            pending = rest

    def _links(self, node: ast.AST, links: list[tuple[set[str], set[str]]]) -> None:
        for inner in ast.iter_child_nodes(node):
            if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                self._functions.setdefault(inner.name, []).append(inner)
                links.append(({inner.name}, _loaded(inner)))
                self._links(inner, links)
            elif isinstance(inner, (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.Try, ast.Match)):
                head = _head(inner)
                found = effects_of(inner)
                links.append((found.names | found.roots, head))
                self._links(inner, links)
            elif isinstance(inner, ast.stmt):
                found = effects_of(inner)
                defined = found.names | found.roots
                if isinstance(inner, ast.Expr):
                    defined = defined | found.arguments
                if isinstance(inner, ast.ImportFrom):
                    for alias in inner.names:
                        links.append(({alias.asname or alias.name}, {alias.name}))
                else:
                    links.append((defined, _loaded(inner)))
            elif not isinstance(inner, ast.expr):
                self._links(inner, links)


def _head(node: ast.AST) -> set[str]:
    found: set[str] = set()
    for name in ("test", "iter", "target", "items", "subject"):
        part = getattr(node, name, None)
        for inner in part if isinstance(part, list) else [part] if part is not None else []:
            found |= _loaded(inner)
    return found


def _loaded(node: ast.AST) -> set[str]:
    found: set[str] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            found.add(inner.id)
        elif isinstance(inner, ast.Attribute):
            found.add(inner.attr)
    return found
