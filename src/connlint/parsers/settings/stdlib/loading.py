"""Modules made and loaded by hand: importlib.util, importlib.machinery, imp, runpy and types.ModuleType."""

from __future__ import annotations

from importlib.machinery import SOURCE_SUFFIXES, ModuleSpec, SourceFileLoader, all_suffixes
from pathlib import PurePath

from connlint.parsers.settings.call import MISSING, Call
from connlint.parsers.settings.methods.objects import Partly
from connlint.parsers.settings.stdlib.paths import path_text
from connlint.parsers.settings.values import DictObj, ModuleObj, NotKnown, Unknown, Val


def new_module(call: Call, name: str, path: str) -> ModuleObj:
    """An empty module; ``path`` is "" where it comes from no file."""
    made = ModuleObj(name, None, path, package=False)
    call.rt.modules.describe(made.namespace, name, path)
    if not path:
        del made.namespace.items["__file__"]
    return made


def module_type(call: Call) -> Val:
    """``types.ModuleType(name, doc)``."""
    name, doc = call.bind("name", "doc", required=1)
    made = new_module(call, str(call.plain(name)), "")
    made.namespace.items["__doc__"] = Val(None, "computed", call.at) if doc is MISSING else doc
    return Val(made, "computed", call.at)


def run_in(call: Call, path: str, namespace: DictObj) -> None:
    """Execute a file in a namespace, in which anything may be where the file cannot be read."""
    try:
        call.read_text(path)
    except NotKnown as problem:
        namespace.open = problem.unknown
        return
    call.rt.modules.run_file(path, namespace, call.frame)


class Loader(Partly):
    """``SourceFileLoader(name, path)``."""

    type_name = "SourceFileLoader"
    real = SourceFileLoader

    def __init__(self, name: str, path: str) -> None:
        self.name, self.path = name, path

    def m_exec_module(self, call: Call) -> Val:
        """``loader.exec_module(module)``."""
        raw = call.args[0].raw
        if not isinstance(raw, ModuleObj):
            raise call.decided("a module that is not known is executed")
        run_in(call, self.path, raw.namespace)
        return Val(None, "computed", call.at)

    def m_load_module(self, call: Call) -> Val:
        """``loader.load_module()``: the module, which ``sys.modules`` holds then."""
        made = call.rt.modules.made[self.name] = new_module(call, self.name, self.path)
        run_in(call, self.path, made.namespace)
        return Val(made, "computed", call.at)


class Spec(Partly):
    """What ``spec_from_file_location`` gives."""

    type_name = "ModuleSpec"
    real = ModuleSpec

    def __init__(self, name: str, path: str) -> None:
        self.name, self.path = name, path

    def attribute(self, call: Call, name: str) -> Val | None:
        """``spec.loader``, ``spec.name``, ``spec.origin``."""
        if name == "loader":
            return Val(Loader(self.name, self.path), "computed", call.at)
        if name in ("name", "origin"):
            return call.value(self.name if name == "name" else self.path, "computed")
        return super().attribute(call, name)


def loader(call: Call) -> Val:
    """``SourceFileLoader(fullname, path)``."""
    name, path = call.bind("fullname", "path", required=2)
    return Val(Loader(str(call.plain(name)), _absolute(call, path)), "computed", call.at, (path,))


def spec_from_file(call: Call) -> Val:
    """``spec_from_file_location(name, path)``: None for a file that does not end as a module does."""
    name, location, given, _ = call.bind("name", "location", "*loader", "*submodule_search_locations", required=2)
    path = _absolute(call, location)
    suffix = PurePath(path).suffix
    if given is MISSING or given.raw is None:
        if suffix not in all_suffixes():
            return Val(None, "computed", call.at, (location,))
        if suffix not in SOURCE_SUFFIXES:
            raise call.decided("a compiled module is not modelled")
    elif not isinstance(given.raw, Loader):
        raise call.decided("a loader that is not modelled")
    return Val(Spec(str(call.plain(name)), path), "computed", call.at, (location,))


def module_from_spec(call: Call) -> Val:
    """``module_from_spec(spec)``: a module that is still empty."""
    raw = call.args[0].raw
    if isinstance(raw, Unknown):
        raise NotKnown(raw)
    if not isinstance(raw, Spec):
        raise call.decided("a module specification that is not modelled")
    return Val(new_module(call, raw.name, raw.path), "computed", call.at, (call.args[0],))


def load_source(call: Call) -> Val:
    """``imp.load_source(name, path)``."""
    return Loader(str(call.plain(call.args[0])), _absolute(call, call.args[1])).m_load_module(call)


def run_path(call: Call) -> Val:
    """``runpy.run_path(path, init_globals, run_name)``: the globals that the file leaves."""
    path, given, name = call.bind("path_name", "init_globals", "run_name", required=1)
    where = _absolute(call, path)
    namespace = DictObj(kind="globals")
    call.rt.modules.describe(namespace, str(call.plain(name, None) or "<run_path>"), where)
    if given is not MISSING and given.raw is not None:
        call.rt.merge(namespace, given, call.frame, call.at)
    run_in(call, where, namespace)
    return Val(DictObj(namespace.items, namespace.open), "computed", call.at, (path,))


def _absolute(call: Call, path: Val) -> str:
    return str(call.rt.files.resolve(path_text(call, path)))
