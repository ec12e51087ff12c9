"""What a function implemented here is given: its arguments, its place, and the interpreter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.plain import from_plain, to_plain
from connlint.parsers.settings.values import EnvVal, NotKnown, Question, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At

MISSING = Val(None, "missing")
"""Stands for an argument that was not given; compare with ``is``."""


class Call:
    """One call. ``args`` and ``keywords`` are Vals; ``at`` is its place, ``rt`` the run it belongs to."""

    __slots__ = ("args", "at", "frame", "keywords", "name", "rt")

    def __init__(
        self, rt: Runtime, frame: Frame, at: At, args: list[Val], keywords: dict[str, Val], name: str = ""
    ) -> None:
        self.rt = rt
        self.frame = frame
        self.at = at
        self.args = args
        self.keywords = keywords
        self.name = name

    def bind(self, *names: str, required: int = 0) -> list[Val]:
        """The arguments in the order of ``names``, MISSING for those not given.

        A leading ``*`` marks keyword-only names. Raises the program's TypeError as Python would.
        """
        plain = [name.lstrip("*") for name in names]
        positional = sum(1 for name in names if not name.startswith("*"))
        if len(self.args) > positional:
            self.fail(TypeError, f"{self.name}() takes {positional} positional arguments")
        found = dict(zip(plain, self.args, strict=False))
        for key, val in self.keywords.items():
            if key not in plain or key in found:
                self.fail(TypeError, f"{self.name}() got an unexpected keyword argument '{key}'")
            found[key] = val
        if any(name not in found for name in plain[:required]):
            self.fail(TypeError, f"{self.name}() missing a required argument")
        return [found.get(name, MISSING) for name in plain]

    def force(self, val: Val) -> Val:
        """The Val with a Choice at its top decided."""
        return self.rt.force(val)

    def plain(self, val: Val, default: Any = None) -> Any:
        """The plain Python value, deeply; ``default`` for MISSING; raises NotKnown."""
        return default if val is MISSING else to_plain(val, self.rt.force)

    def value(self, value: Any, how: str = "", *parents: Val) -> Val:
        """A Val of a plain value. Without ``how`` it is that of the first parent which is no literal."""
        return from_plain(value, how or inherited(parents, self.name), self.at, parents)

    def unknown(self, reason: str, missing: str = "", kind: str = "", *parents: Val) -> Val:
        """A Val of which nothing is known."""
        return Val(Unknown(reason, missing, kind), "unknown", self.at, parents)

    def fail(self, error: type[BaseException], message: str = "", *causes: str) -> Any:
        """Raise in the program. ``causes`` name unset environment variables that led here."""
        return self.rt.fail(error, message, self.at, *causes)

    def env(self, name: str) -> Val | None:
        """A variable of the environment: a str, an Unknown str (it must be set), or None when not set."""
        return self.rt.environ.lookup(name, self.at)

    def require_env(self, name: str, error: type[BaseException], message: str) -> Val:
        """A variable that the program cannot do without.

        Where an enclosing ``try`` of the program would catch ``error`` it is raised; elsewhere the
        variable is taken to be set, to something unknown.
        """
        return self.rt.environ.require(name, self.at, error, message)

    def default(self, name: str, val: Val) -> Val:
        """``val`` as the default of the environment variable ``name``, which is not set."""
        how = f"default of environment variable {name}"
        return EnvVal(val.raw, how, self.at, (val,), variable=name, state="default")

    def unset(self, name: str) -> Val:
        """None where ``name`` is not set, an unknown str where it is; decided only when it matters."""
        return self.rt.environ.maybe(name, self.at)

    def invoke(self, function: Val, *args: Val, **keywords: Val) -> Val:
        """Call a function of the program, or any callable Val."""
        return self.rt.call(function, list(args), keywords, self.frame, self.at)

    def attribute(self, val: Val, name: str) -> Val:
        """``val.name`` as the program would see it; raises the program's AttributeError."""
        return self.rt.attribute(val, name, self.frame, self.at)

    def truth(self, val: Val) -> bool:
        """Whether the value is true; asks for a decision when that is not known."""
        return self.rt.truth(val)

    def decide(self, key: object, text: str, negative: str = "") -> bool:
        """Decide a question: ``text`` says when it holds. NotKnown where nothing may be decided."""
        return self.rt.decide(Question(key, text, negative))

    def read_text(self, path: str) -> str:
        """A file inside the project as UTF-8 text. Relative paths are taken from the root.

        Raises the program's FileNotFoundError when it does not exist, NotKnown when it lies outside
        the project or cannot be read.
        """
        return self.rt.files.read_text(path, self)

    def exists(self, path: str) -> bool:
        """Whether a file or directory exists; a decision for a path outside the project."""
        return self.rt.truth(self.rt.files.answer(self, "exists", path))

    def decided(self, reason: str, missing: str = "") -> NotKnown:
        """The exception that makes this call's result unknown: ``raise call.decided("...")``."""
        return NotKnown(Unknown(reason, missing))


def inherited(parents: tuple[Val, ...], name: str = "") -> str:
    """How a value computed from ``parents`` was obtained: as the first that is no literal."""
    for parent in parents:
        if parent.how not in ("literal", "native"):
            return parent.how
    return f"result of {name}" if name else "computed"
