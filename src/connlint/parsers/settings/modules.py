"""Imports: the project's own files, modules modelled here, and those of which nothing is known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from connlint.parsers.settings import libraries, stdlib
from connlint.parsers.settings.files import package_parent
from connlint.parsers.settings.native import member
from connlint.parsers.settings.packages import run_packages
from connlint.parsers.settings.scope import Frame
from connlint.parsers.settings.shared import Shared
from connlint.parsers.settings.signals import MayRaise
from connlint.parsers.settings.source import Parsed, parse_text, parse_unit
from connlint.parsers.settings.values import (
    ExcObj,
    ModuleObj,
    NativeModule,
    NotKnown,
    Question,
    Raised,
    Unknown,
    Val,
)

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.unit import Unit
    from connlint.parsers.settings.values import At, DictObj


DISTRIBUTION = ("pyproject.toml", "setup.py", "setup.cfg")
STALE = 400
"""Steps after which the shared objects are looked up again."""


class Modules:
    """The import system of one run."""

    def __init__(self, rt: Runtime, path: Path, shared: Shared) -> None:
        self.rt = rt
        self.shared = shared
        self.python2: set[str] = set()
        root = rt.files.root
        beside = [] if (rt.files.working / "manage.py").exists() else [root, root / "src"]
        self.folders = list(dict.fromkeys([package_parent(path), rt.files.working, *beside]))
        self.made: dict[str, ModuleObj] = {}
        self._loaded: dict[str, ModuleObj] = {}
        self._natives: dict[str, NativeModule | None] = {}
        self._objects: set[int] | None = None
        self._counted = 0

    def search(self, folder: str) -> None:
        """Search this folder of the project as well."""
        found = self.rt.files.inside(folder)
        if found not in self.folders:
            self.folders.insert(0, found)

    def objects(self, names: set[str]) -> set[int]:
        """The identities of the containers that these names refer to in any module, as of lately.

        A stale answer costs precision only: what is not known to be shared becomes unknown where it may change.
        """
        from connlint.parsers.settings.havoc import reachable

        if self._objects is not None and self.rt.budget.steps - self._counted < STALE:
            return self._objects
        self._counted = self.rt.budget.steps
        spaces = [module.namespace.items for module in self._loaded.values()]
        self._objects = reachable([space[name] for space in spaces for name in names & space.keys()])
        return self._objects

    def named(self, name: str) -> ModuleObj | None:
        """A module of the project that was loaded under this name."""
        loaded = (module for module in self._loaded.values() if module.name == name)
        return self.made.get(name) or next(loaded, None)

    # ---- by name

    def native(self, name: str) -> NativeModule | None:
        """The model of a library or standard module."""
        if name not in self._natives:
            self._natives[name] = libraries.find(name) or stdlib.find(name)
        return self._natives[name]

    def import_named(self, name: str, frame: Frame, at: At) -> Val:
        """``import name``: the module itself; one that the program put into ``sys.modules`` before any other."""
        if name in self.made:
            return Val(self.made[name], "import", at)
        home = self._home(name)
        if home is None:
            found = self.native(name)
            if found is not None:
                return Val(found, "native", at)
            return self._foreign(name, at)
        parts = name.split(".")
        module: ModuleObj | None = None
        for index in range(len(parts)):
            module = self.load(home.joinpath(*parts[: index + 1]), ".".join(parts[: index + 1]))
            if module is None:
                return self._absent(name, at)
        return Val(module, "import", at)

    def _home(self, name: str) -> Path | None:
        """The folder on ``sys.path`` whose file, package or (for what is in it) plain folder ``name`` begins with."""
        parts = name.split(".")
        for folder in self.folders:
            found = self.shared.locate(folder / parts[0])
            if found is None:
                continue
            if found.is_file():
                return folder
            whole = self.shared.locate(folder.joinpath(*parts))
            if len(parts) > 1 and whole is not None and whole.is_file():
                return folder
        return self._installed(parts[0])

    def _installed(self, name: str) -> Path | None:
        """Where a package of the project's own distribution lies: that is installed wherever manage.py is."""
        root = self.rt.files.root
        if self.native(name) is not None or stdlib.is_standard(name):
            return None
        if not any((root / file).is_file() for file in DISTRIBUTION):
            return None
        return next((home for home in (root, root / "src") if self._is_package(home / name)), None)

    def _is_package(self, base: Path) -> bool:
        found = self.shared.locate(base)
        return found is not None and found.name == "__init__.py"

    def import_from(self, name: str, level: int, frame: Frame, at: At) -> Val:
        """The module of ``from name import ...``."""
        if level == 0:
            return self.import_named(name, frame, at)
        folder = Path(frame.module.path).parent
        for _ in range(level - 1):
            folder = folder.parent
        target = folder.joinpath(*name.split(".")) if name else folder
        package = frame.module.name.split(".")
        keep = len(package) - level + (1 if frame.module.package else 0)
        dotted = ".".join([*package[: max(keep, 0)], *([name] if name else [])])
        module = self.load(target, dotted or target.name)
        return self._absent(dotted or name, at) if module is None else Val(module, "import", at)

    def import_member(self, module: Val, name: str, frame: Frame, at: At) -> Val:
        """``from module import name``."""
        raw = module.raw
        if isinstance(raw, Unknown):
            return self.rt.derived(
                raw, at, (module,), raw.kind if raw.kind == "harmless" else "", ("attribute", raw.symbol, name)
            )
        if isinstance(raw, NativeModule):
            found = member(self.rt, raw, name, frame, at)
            if found is not None and isinstance(found.raw, Unknown):
                self._may_lack(f"{raw.name}.{name}", Val(ExcObj(ImportError), "raised", at))
        else:
            found = self.rt.find(module, name, frame, at)
        if found is not None:
            return found
        return self.rt.fail(ImportError, f"cannot import name '{name}'", at)  # type: ignore[no-any-return]

    def submodule(self, module: ModuleObj, name: str, frame: Frame, at: At) -> Val | None:
        """``package.name`` where it is a module of its own."""
        if not module.package:
            return None
        dotted = f"{module.name}.{name}" if module.name else name
        found = self.load(Path(module.path).parent / name, dotted)
        return None if found is None else Val(found, "import", at)

    # ---- what is not there

    def _foreign(self, name: str, at: At) -> Val:
        """A module that is neither the project's nor modelled: unknown; in a ``try`` it may be absent."""
        first = name.partition(".")[0]
        exc = Val(ExcObj(ModuleNotFoundError, (Val(f"No module named '{first}'"),)), "raised", at)
        if not stdlib.is_standard(first) and first != "django":
            self._may_lack(first, exc)
        kind = "harmless" if stdlib.is_standard(first) else "module"
        unknown = Unknown(f"the module {name} cannot be read", kind=kind, symbol=("import", name))
        return Val(unknown, "unknown", at)

    def _may_lack(self, name: str, exc: Val) -> None:
        """Something that may not be installed: a decision where the program would catch the error."""
        if not self.rt.caught(exc):
            return
        try:
            present = self.rt.decide(Question(("installed", name), f"{name} is installed"))
        except NotKnown as problem:
            raise MayRaise(problem.unknown) from None
        if not present:
            raise Raised(exc)

    def _absent(self, name: str, at: At) -> Val:
        """A module of the project itself that does not exist."""
        return self.rt.fail(ModuleNotFoundError, f"No module named '{name}'", at)  # type: ignore[no-any-return]

    # ---- loading

    def load(self, base: Path, name: str) -> ModuleObj | None:
        """The module of the project at ``base``, run when it is not held yet; None when there is none."""
        try:
            path = self.shared.locate(base)
            if path is None:
                return None
            self.rt.files.inside(str(path))
        except NotKnown:
            return None
        key = str(path)
        held = self._loaded.get(key)
        if held is None:
            held = self._loaded[key] = self._execute(path, name)
        return held

    def _execute(self, path: Path, name: str) -> ModuleObj:
        if path.is_dir():
            return ModuleObj(name, None, str(path / "__init__.py"), package=True)
        parsed = self.parse(path)
        module = ModuleObj(name, parsed.unit, str(path), package=path.name == "__init__.py")
        self._loaded[str(path)] = module
        self.describe(module.namespace, name, str(path))
        if parsed.unknown is not None:
            module.namespace.open = parsed.unknown
        if parsed.unit is not None:
            frame = Frame("module", module, parsed.unit, module.namespace.items)
            if not hasattr(self.rt, "top"):
                self.rt.top = frame
            try:
                self.rt.run(parsed.unit.tree.body, frame)
            except Raised:
                del self._loaded[str(path)]
                raise
        module.loading = False
        return module

    def describe(self, namespace: DictObj, name: str, path: str) -> None:
        """What Python itself puts into the namespace of a module."""
        namespace.items["__name__"] = Val(name, "computed")
        namespace.items["__file__"] = Val(path, "path of the module")
        namespace.items["__doc__"] = Val(None, "computed")
        package = name if path.endswith("__init__.py") else name.rpartition(".")[0]
        namespace.items["__package__"] = Val(package, "computed")

    def main(self, path: Path, name: str) -> ModuleObj:
        """The settings module itself, and before it what the packages around it set."""
        run_packages(self, path, name)
        module = self.load(path.parent if path.name == "__init__.py" else path.with_suffix(""), name)
        if module is None or Path(module.path) != path:
            module = self._execute(path, name)
        return module

    def lost(self, name: str, path: Path, unknown: Unknown) -> ModuleObj:
        """A module of which nothing is known."""
        module = ModuleObj(name, None, str(path), package=False)
        module.namespace.open = unknown
        return module

    def parse(self, path: Path) -> Parsed:
        """The tree of a file; what is wrong with it becomes a problem."""
        held = self.shared.parsed.get(path)
        if held is None:
            held = self.shared.parsed[path] = parse_unit(self.rt.files, path)
        self.rt.files.read_names.setdefault(self.rt.files.reported(path))
        self.rt.problems.extend(problem for problem in held.problems if problem not in self.rt.problems)
        if held.unit is not None:
            self.rt.relevance.add(str(path), held.unit.tree)
        if held.python2:
            self.python2.add(str(path))
        return held

    def run_file(self, path: str, namespace: DictObj, frame: Frame) -> None:
        """Execute a file of the project in a namespace that exists, as ``exec`` and split_settings do."""
        found = self.rt.files.inside(path)
        parsed = self.parse(found)
        if parsed.unit is None:
            namespace.open = parsed.unknown
            return
        module = ModuleObj(frame.module.name, parsed.unit, str(found), package=frame.module.package)
        module.namespace = namespace
        self.rt.run(parsed.unit.tree.body, Frame("module", module, parsed.unit, namespace.items))

    def run_text(self, text: str, name: str, namespace: DictObj, frame: Frame) -> None:
        """Execute text; when it is that of a file of the project, with that file's places."""
        if name:
            try:
                path = self.rt.files.inside(name)
                if path.is_file() and self.rt.files.source(path).text == text:
                    self.run_file(name, namespace, frame)
                    return
            except NotKnown:
                pass
        key = (text, frame.unit.path)
        parsed = self.shared.texts.get(key)
        if parsed is None:
            parsed = self.shared.texts[key] = parse_text(self.rt.files, text, frame.unit)
        unit: Unit = parsed.unit or self.rt.fail(SyntaxError, "the text that is executed cannot be parsed", None)
        self.rt.relevance.add(f"{frame.module.path}#{hash(text)}", unit.tree)
        module = ModuleObj(frame.module.name, unit, frame.module.path, package=frame.module.package)
        module.namespace = namespace
        self.rt.run(unit.tree.body, Frame("module", module, unit, namespace.items))
