"""Functions of the project: making them, giving them their arguments, running their body."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from connlint.parsers.settings.effects import effects_of_body
from connlint.parsers.settings.limits import LimitHit, TooLong
from connlint.parsers.settings.links import outside
from connlint.parsers.settings.locally import call_locally
from connlint.parsers.settings.memo import per_node
from connlint.parsers.settings.scope import Frame, own_names
from connlint.parsers.settings.signals import MayRaise
from connlint.parsers.settings.values import DictObj, FunctionObj, ListObj, NotKnown, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.values import At

    AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def make_function(rt: Runtime, frame: Frame, node: AnyFunction, name: str) -> FunctionObj:
    """The function object of a ``def`` or ``lambda``; defaults are evaluated now."""
    arguments = node.args
    defaults = tuple(rt.eval(default, frame) for default in arguments.defaults)
    keywords = {
        arg.arg: rt.eval(default, frame)
        for arg, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if default is not None
    }
    return FunctionObj(name, node, frame, defaults, keywords)


def call_function(rt: Runtime, function: FunctionObj, args: list[Val], keywords: dict[str, Val], at: At) -> Val:
    """Run a function. Where its way cannot be followed the result, and all it may change, is unknown."""

    def run() -> Val:
        return _run(rt, function, args, keywords, at)

    found = call_locally(rt, function, [*args, *keywords.values()], run)
    return run() if found is None else found


def _run(rt: Runtime, function: FunctionObj, args: list[Val], keywords: dict[str, Val], at: At) -> Val:
    node: AnyFunction = function.node
    own, declared = own_names(node)
    names = bind(rt, function, args, keywords, at)
    home: Frame = function.frame
    frame = Frame("function", home.module, home.unit, names, home, own, home.depth + 1)
    frame.declared = declared
    frame.receiver = args[0] if args else None
    frame.function = function.owner
    if isinstance(node, ast.Lambda):
        return rt.eval(node.body, frame)
    generator = _is_generator(node)
    if generator:
        names["yield"] = Val(ListObj(kind="iterator"), "computed", at)
    try:
        if generator and _acts(node):
            raise NotKnown(Unknown(f"{function.name}() is a generator that changes something"))  # noqa: TRY301  as any other
        result = rt.execute_body(node.body, frame)
    except NotKnown as problem:
        if isinstance(problem, LimitHit) and not isinstance(problem, TooLong):
            rt.problem("limit", f"connlint gave up: {problem.what} in {function.name}()", at)
        rt.havoc(list(node.body), frame, problem.unknown)
        if isinstance(problem, (MayRaise, TooLong)):
            raise
        return rt.derived(problem.unknown, at, tuple(args))
    return names["yield"] if generator else result


@per_node
def _is_generator(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(map(_yields, node.body))


@per_node
def _acts(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether the body changes anything but its own: connlint runs it at once, Python as its items are asked for."""
    own, _ = own_names(node)
    parts = node.args
    given = {arg.arg for arg in (*parts.posonlyargs, *parts.args, *parts.kwonlyargs)}
    return bool(outside(effects_of_body(node), own - given))


def _yields(node: ast.AST) -> bool:
    if isinstance(node, (ast.Yield, ast.YieldFrom)):
        return True
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
        return False
    return any(_yields(inner) for inner in ast.iter_child_nodes(node))


def bind(rt: Runtime, function: FunctionObj, args: list[Val], keywords: dict[str, Val], at: At) -> dict[str, Val]:
    """The parameters with their values; raises the program's TypeError as Python would."""
    arguments = function.node.args
    given = dict(keywords)
    opened = given.pop("**", None)
    positional = [arg.arg for arg in (*arguments.posonlyargs, *arguments.args)]
    names = dict(zip(positional, args, strict=False))
    if len(args) > len(positional):
        if arguments.vararg is None:
            message = f"{function.name}() takes {len(positional)} positional arguments but {len(args)} were given"
            rt.fail(TypeError, message, at)
        names[arguments.vararg.arg] = Val(tuple(args[len(positional) :]), "computed", at)
    elif arguments.vararg is not None:
        names[arguments.vararg.arg] = Val((), "computed", at)
    _keywords(rt, function, names, given, opened, at)
    return _defaults(rt, function, names, opened, at)


def _keywords(
    rt: Runtime, function: FunctionObj, names: dict[str, Val], given: dict[str, Val], opened: Val | None, at: At
) -> None:
    arguments = function.node.args
    acceptable = {arg.arg for arg in (*arguments.args, *arguments.kwonlyargs)}
    extra: dict[str, Val] = {}
    for key, val in given.items():
        if key in acceptable:
            if key in names:
                rt.fail(TypeError, f"{function.name}() got multiple values for argument '{key}'", at)
            names[key] = val
        else:
            extra[key] = val
    if arguments.kwarg is not None:
        unknown = opened.raw if opened is not None else None
        names[arguments.kwarg.arg] = Val(DictObj(dict(extra), unknown), "computed", at)
    elif extra:
        rt.fail(TypeError, f"{function.name}() got an unexpected keyword argument '{next(iter(extra))}'", at)


def _defaults(rt: Runtime, function: FunctionObj, names: dict[str, Val], opened: Val | None, at: At) -> dict[str, Val]:
    arguments = function.node.args
    positional = [arg.arg for arg in (*arguments.posonlyargs, *arguments.args)]
    offset = len(positional) - len(function.defaults)
    fallback = dict(zip(positional[offset:], function.defaults, strict=True)) | function.kw_defaults
    for arg in (*positional, *(arg.arg for arg in arguments.kwonlyargs)):
        if arg in names:
            continue
        if opened is not None:
            names[arg] = Val(opened.raw, "unknown", at)
        elif arg in fallback:
            names[arg] = fallback[arg]
        else:
            rt.fail(TypeError, f"{function.name}() missing a required argument: '{arg}'", at)
    return names
