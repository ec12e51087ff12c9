"""os and sys."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.methods.objects import Partly, harmless
from connlint.parsers.settings.stdlib.environment import ENVIRON, getenv
from connlint.parsers.settings.stdlib.paths import OS_PATH, path_text
from connlint.parsers.settings.values import (
    ModuleObj,
    Native,
    NativeModule,
    NativeObject,
    NotKnown,
    Unknown,
    Val,
)

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.values import At


def putenv(call: Call) -> Val:
    """``os.putenv()``: does not reach ``os.environ``."""
    return Val(None, "computed", call.at)


def unsetenv(call: Call) -> Val:
    """``os.unsetenv()``: does not reach ``os.environ``."""
    return Val(None, "computed", call.at)


def working_directory(call: Call) -> Val:
    """``os.getcwd()``: the project's root, where manage.py lies."""
    return call.value(str(call.rt.files.working), "working directory")


def list_directory(call: Call) -> Val:
    """``os.listdir(path)``, sorted."""
    path = path_text(call, call.args[0]) if call.args else str(call.rt.files.working)
    return call.value([found.name for found in call.rt.files.glob(path, "*")], "computed")


def nothing(call: Call) -> Val:
    """A change to the disk or the process, which connlint does not make."""
    return Val(None, "computed", call.at)


def fspath(call: Call) -> Val:
    """``os.fspath(path)``."""
    return call.value(path_text(call, call.args[0]), "", call.args[0])


def leave(call: Call) -> Val:
    """``sys.exit()``."""
    causes: frozenset[str] = frozenset()
    for test in reversed(call.rt.tests):
        causes = call.rt.causes([test])
        if causes:
            break
    return call.fail(SystemExit, "exit", *causes)  # type: ignore[no-any-return]  # fail never returns


class VersionInfo(NativeObject):
    """``sys.version_info``: that of the interpreter connlint runs on, which need not be the project's."""

    type_name = "version_info"

    def attribute(self, call: Call, name: str) -> Val | None:
        """``major`` is 3; the rest is not known."""
        if name == "major":
            return call.value(3, "Python 3")
        return call.unknown("the version of Python the project runs on")

    def item(self, call: Call, key: Val) -> Val:
        """``sys.version_info[0]``."""
        if key.raw == 0:
            return call.value(3, "Python 3")
        return call.unknown("the version of Python the project runs on")

    def order(self, op: str, other: object) -> bool | None:
        """How it compares with a tuple: it is some Python 3."""
        python = 3
        if not isinstance(other, tuple) or not other or (other[0] == python and len(other) > 1):
            return None
        newer = bool(other[0] <= python)
        return newer if op in (">=", ">") else not newer


def _modules(call: Call, key: Val) -> Val:
    name = call.plain(key)
    found = call.frame.module if name == call.frame.module.name else call.rt.modules.named(name)
    if found is not None:
        return Val(found, "computed", call.at)
    raise NotKnown(Unknown("sys.modules is not modelled"))


class ModulesTable(Partly):
    """``sys.modules``: the module at hand."""

    type_name = "sys.modules"
    real = dict

    def item(self, call: Call, key: Val) -> Val:
        """``sys.modules[__name__]``."""
        return _modules(call, key)

    def contains(self, rt: Runtime, item: Val, at: At) -> bool | None:
        """Test runners are not loaded by manage.py check."""
        return False if item.raw in ("pytest", "_pytest", "unittest", "coverage", "test") else None

    def set_item(self, call: Call, key: Val, val: Val) -> None:
        """``sys.modules[name] = module``, of a module made by hand."""
        name = str(call.plain(key))
        if not isinstance(val.raw, ModuleObj) or name == call.frame.module.name:
            raise call.decided("sys.modules is not modelled")
        call.rt.modules.made[name] = val.raw

    def m_get(self, call: Call) -> Val:
        """``sys.modules.get(name)``."""
        return _modules(call, call.args[0])


class Arguments(Partly):
    """``sys.argv``: connlint reads settings as ``manage.py check`` would."""

    type_name = "sys.argv"
    real = list
    words = ("manage.py", "check")

    def iterate(self, rt: Runtime, at: At) -> tuple[list[Val], Unknown | None]:
        """Its words."""
        return [Val(word, "manage.py check", at) for word in self.words], None

    def truth(self) -> bool:
        """It is never empty."""
        return True

    def item(self, call: Call, key: Val) -> Val:
        """``sys.argv[1]``, ``sys.argv[1:]``."""
        try:
            return call.value(
                list(self.words)[call.plain(key)] if not isinstance(key.raw, slice) else list(self.words[key.raw]),
                "manage.py check",
            )
        except (IndexError, TypeError) as error:
            return call.fail(type(error), str(error))  # type: ignore[no-any-return]  # fail never returns

    def __len__(self) -> int:
        return len(self.words)


class SearchPath(Partly):
    """``sys.path``: folders that the program adds are searched for its own modules."""

    type_name = "sys.path"
    real = list

    def _add(self, call: Call, val: Val) -> Val:
        with suppress(NotKnown):
            call.rt.modules.search(path_text(call, val))
        return Val(None, "computed", call.at)

    def m_insert(self, call: Call) -> Val:
        """``sys.path.insert(0, folder)``."""
        return self._add(call, call.args[1])

    def m_append(self, call: Call) -> Val:
        """``sys.path.append(folder)``."""
        return self._add(call, call.args[0])

    def m_extend(self, call: Call) -> Val:
        """``sys.path.extend(folders)``."""
        for item in call.rt.iterate(call.args[0], call.frame, call.at):
            self._add(call, item)
        return Val(None, "computed", call.at)

    def iterate(self, rt: Runtime, at: At) -> tuple[list[Val], Unknown | None]:
        """Some folders are known."""
        return [], Unknown("sys.path depends on the machine")


MEMBERS: dict[str, dict[str, Any]] = {
    "os": {
        "environ": ENVIRON,
        "environb": harmless("os.environb is not modelled"),
        "getenv": Native("os.getenv", getenv, lazy=True),
        "putenv": putenv,
        "unsetenv": unsetenv,
        "path": NativeModule("os.path", OS_PATH),
        "getcwd": working_directory,
        "getcwdu": working_directory,
        "listdir": list_directory,
        "fspath": fspath,
        "sep": os.sep,
        "linesep": "\n",
        "pathsep": os.pathsep,
        "curdir": ".",
        "pardir": "..",
        "devnull": "/dev/null",
        "name": "posix",
        "R_OK": os.R_OK,
        "W_OK": os.W_OK,
        "F_OK": os.F_OK,
        "X_OK": os.X_OK,
        "PathLike": os.PathLike,
        **dict.fromkeys(("makedirs", "mkdir", "chdir", "umask", "remove", "chmod", "unlink"), nothing),
        "_exit": leave,
        **{
            name: harmless(f"os.{name}() depends on the machine")
            for name in (
                "uname",
                "getpid",
                "getuid",
                "cpu_count",
                "getlogin",
                "access",
                "stat",
                "walk",
                "urandom",
                "scandir",
                "popen",
                "system",
                "getloadavg",
                "times",
                "sched_getaffinity",
            )
        },
        "error": OSError,
    },
    "sys": {
        "argv": Val(Arguments(), "native"),
        "path": Val(SearchPath(), "native"),
        "modules": Val(ModulesTable(), "native"),
        "version_info": Val(VersionInfo(), "native"),
        "platform": "linux",
        "exit": leave,
        "maxsize": sys.maxsize,
        "byteorder": "little",
        "stdout": harmless("sys.stdout"),
        "stderr": harmless("sys.stderr"),
        "stdin": harmless("sys.stdin"),
        "executable": harmless("sys.executable depends on the machine"),
        "prefix": harmless("sys.prefix depends on the machine"),
        "setrecursionlimit": nothing,
        "setdefaultencoding": nothing,
        "getdefaultencoding": lambda call: call.value("utf-8", "native"),
        "dont_write_bytecode": harmless("sys.dont_write_bytecode"),
    },
}
