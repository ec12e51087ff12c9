"""What a statement may change, by the names in it."""

from __future__ import annotations

import ast

from connlint.parsers.settings.memo import per_node

DYNAMIC = frozenset(
    "exec eval globals locals vars setattr delattr include optional execfile import_module load_dotenv "
    "read_env read_envfile read_dotenv __import__".split()
)
"""Functions whose effects names do not tell."""
MUTATING = frozenset(
    "update setdefault pop popitem clear append extend insert remove reverse sort add discard move_to_end appendleft "
    "popleft extendleft rotate intersection_update difference_update symmetric_difference_update subtract "
    "__setitem__ __delitem__ __iadd__".split()
)
PURE = frozenset(
    "print len int str bool float isinstance issubclass getattr hasattr list tuple set frozenset sorted repr type any "
    "all sum min max enumerate zip range join format abspath dirname exists isfile isdir getenv get environ Path open "
    "gettext gettext_lazy _ dumps loads info debug warning error startswith endswith split strip lower upper items "
    "keys values copy dict replace read read_text resolve joinpath copy deepcopy getint getfloat getboolean "
    "has_section has_option".split()
)
METHODS = frozenset({"set", "read"})
"""Functions without effect that have namesakes among methods with one: those of parsers of INI files."""

LOOKUPS = (["os", ".getenv"], ["os", ".environ", ".get"])
"""Chains of calls that give a text."""


class Effects:
    """What a statement may change.

    ``names`` it binds; ``attributes`` it sets, and on which ``stores`` (root, attribute); ``roots`` whose objects
    it changes; ``receivers`` and ``arguments`` of calls that may change them; the ``calls`` themselves.
    ``sources`` are the names that what it binds may alias; ``declared`` those it declares global.
    """

    __slots__ = (
        "arguments",
        "attributes",
        "calls",
        "declared",
        "dynamic",
        "names",
        "receivers",
        "roots",
        "sources",
        "stores",
    )

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.stores: set[tuple[str, str]] = set()
        self.roots: set[str] = set()
        self.receivers: set[str] = set()
        self.arguments: set[str] = set()
        self.calls: set[str] = set()
        self.sources: set[str] = set()
        self.declared: set[str] = set()
        self.dynamic = False

    @property
    def defined(self) -> set[str]:
        """Everything that is bound or changed for certain."""
        return self.names | self.attributes | self.roots


@per_node
def effects_of(node: ast.AST) -> Effects:
    """The effects of a statement, its own functions' bodies aside."""
    found = Effects()
    _collect(node, found)
    return found


def effects_of_body(node: ast.AST) -> Effects:
    """The effects of the body of a function or class."""
    found = Effects()
    for inner in getattr(node, "body", []):
        _collect(inner, found)
    return found


def chain_of(node: ast.AST) -> list[str]:
    """The names along ``a.b[c].d``: a, .b, .d."""
    names: list[str] = []
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Starred, ast.Call)):
        if isinstance(node, ast.Attribute):
            names.append(f".{node.attr}")
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Name):
        names.append(node.id)
    return names[::-1]


def loaded(node: ast.AST) -> set[str]:
    """Every name in an expression or statement, and every attribute with a dot before it."""
    found: set[str] = set()
    bound: set[str] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            found.add(inner.id)
        elif isinstance(inner, ast.Attribute):
            found.add(f".{inner.attr}")
        elif isinstance(inner, ast.comprehension):
            bound |= {name.id for name in ast.walk(inner.target) if isinstance(name, ast.Name)}
        elif isinstance(inner, ast.arguments) and isinstance(node, ast.expr):
            bound |= {arg.arg for arg in (*inner.posonlyargs, *inner.args, *inner.kwonlyargs)}
    return found - bound


def told_the_name(node: ast.AST) -> ast.Call | None:
    """The call by which a statement tells ``__name__`` or ``sys.modules[__name__]``, so as to have names set."""
    call = node.value if isinstance(node, ast.Expr) else None
    if not isinstance(call, ast.Call):
        return None
    told = (part.slice if isinstance(part, ast.Subscript) else part for part in call.args)
    return call if any(isinstance(part, ast.Name) and part.id == "__name__" for part in told) else None


def _collect(node: ast.AST, found: Effects) -> None:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        found.names.add(node.name)
        return
    if isinstance(node, ast.Lambda):
        return
    if isinstance(node, ast.comprehension):
        for part in (node.iter, *node.ifs):
            _collect(part, found)
        return
    if isinstance(node, ast.Name):
        if not isinstance(node.ctx, ast.Load):
            found.names.add(node.id)
        return
    if isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
        _stored(node, found)
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        for alias in node.names:
            found.dynamic = found.dynamic or alias.name == "*"
            found.names.add((alias.asname or alias.name).partition(".")[0])
    elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
        found.names.add(node.name)
    elif isinstance(node, ast.Global):
        found.declared.update(node.names)
    elif isinstance(node, ast.AugAssign):
        found.roots.update(chain_of(node.target))
    elif isinstance(node, ast.Call):
        _call(node, found)
    elif told_the_name(node):
        found.dynamic = True
    elif isinstance(node, (ast.For, ast.AsyncFor)):
        found.sources |= loaded(node.iter)
    elif isinstance(node, ast.Assign):
        found.sources |= loaded(node.value)
    for inner in ast.iter_child_nodes(node):
        _collect(inner, found)


def _stored(node: ast.Attribute | ast.Subscript, found: Effects) -> None:
    if isinstance(node, ast.Attribute):
        found.attributes.add(f".{node.attr}")
        if isinstance(node.value, ast.Name):
            found.stores.add((node.value.id, node.attr))
            return
    found.roots.update(chain_of(node.value))


def _call(node: ast.Call, found: Effects) -> None:
    function = node.func
    chain = chain_of(function)
    name = chain[-1].lstrip(".") if chain else ""
    if name in DYNAMIC:
        found.dynamic = True
    found.calls.add(name)
    if isinstance(function, ast.Attribute) and (name not in PURE or name in METHODS):
        (found.roots if name in MUTATING else found.receivers).update(chain[:-1])
    if name not in PURE:
        for part in (*node.args, *(keyword.value for keyword in node.keywords)):
            _handed_over(part, found.arguments)


def _handed_over(node: ast.AST, names: set[str]) -> None:
    """The names in an argument; a variable of the environment is a new text and hands nothing over."""
    if isinstance(node, ast.Name):
        names.add(node.id)
    inner = node.args if isinstance(node, ast.Call) and chain_of(node.func) in LOOKUPS else ast.iter_child_nodes(node)
    for part in inner:
        _handed_over(part, names)
