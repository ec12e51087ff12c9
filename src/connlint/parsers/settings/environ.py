"""The environment of the program: what was supplied, never that of this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.django import EnvironmentRead
from connlint.parsers.settings.unit import place_of
from connlint.parsers.settings.values import Choice, EnvVal, ExcObj, Question, Raised, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from connlint.models.environment import Supplied
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.values import At


class Environ:
    """Variables: ``supplied`` from outside, ``written`` by the program itself.

    ``open`` says that the program may have set others, in a way that cannot be read.
    """

    def __init__(self, rt: Runtime, supplied: Mapping[str, Supplied]) -> None:
        self.rt = rt
        self.supplied = supplied
        self.written: dict[str, Val | None] = {}
        self.open: Unknown | None = None
        self._reads: dict[str, tuple[At, bool, bool]] = {}

    @property
    def reads(self) -> dict[str, EnvironmentRead]:
        """Every variable that was looked up, with the first place."""
        return {
            name: EnvironmentRead(name=name, place=place_of(at), given=given, required=required)
            for name, (at, given, required) in self._reads.items()
        }

    def _note(self, name: str, at: At, *, given: bool, required: bool = False) -> None:
        first, was_given, was_required = self._reads.get(name, (at, False, False))
        self._reads[name] = (first, was_given or given, was_required or required)

    def lookup(self, name: str, at: At) -> Val | None:
        """The variable: a Val of a str, of an Unknown str, or None when it is not set."""
        if name in self.written:
            found = self.written[name]
            if found is not None:
                self._note(name, at, given=True)
                return EnvVal(found.raw, found.how, at, (found,), variable=name, state="given")
        elif name in self.supplied:
            given = self.supplied[name]
            self._note(name, at, given=True)
            if given.reason:
                secret = Unknown(given.reason, given.missing, "str", ("env", name))
                source = Val(secret, given.how, given.origin)
                return EnvVal(secret, given.how, at, (source,), variable=name, state="set")
            source = Val(given.value, given.how, given.origin)
            return EnvVal(given.value, given.how, at, (source,), variable=name, state="given")
        if name in self.rt.assumed:
            return self._assumed(name, at)
        if self.open is not None:
            self._note(name, at, given=False)
            return Val(Unknown(self.open.reason, name, "", ("environ", name)), "unknown", at)
        self._note(name, at, given=False)
        answer = self.rt.decisions.answers.get(("env", name))
        if answer:
            return EnvVal(self._string(name), "environment", at, variable=name, state="set")
        return None

    def _string(self, name: str) -> Unknown:
        return Unknown(f"environment variable {name} is not supplied", name, "str", ("env", name))

    def _assumed(self, name: str, at: At) -> Val:
        self._note(name, at, given=False, required=True)
        return EnvVal(self._string(name), "environment", at, variable=name, state="assumed")

    def require(self, name: str, at: At, error: type[BaseException], message: str) -> Val:
        """The variable; where it is not set and no ``try`` would catch the error, it is taken to be set."""
        found = self.lookup(name, at)
        if found is not None:
            return found
        exc = Val(ExcObj(error, (Val(message),)), "raised", at)
        if self.rt.caught(exc):
            raise Raised(exc, frozenset({name}))
        return self._assumed(name, at)

    def maybe(self, name: str, at: At) -> Val:
        """None where the variable is not set, an unknown str where it is."""
        found = self.lookup(name, at)
        if found is not None:
            return found
        absent = EnvVal(None, f"environment variable {name} is not set", at, variable=name, state="unset")
        present = EnvVal(self._string(name), "environment", at, variable=name, state="set")
        if name in self.written or self.rt.decisions.answers.get(("env", name)) is False:
            return absent
        return Val(Choice(question(name), present, absent), "environment", at)

    def has(self, name: str, at: At) -> Val:
        """``name in os.environ``."""
        found = self.lookup(name, at)
        if found is not None:
            if type(found.raw) is Unknown and not found.raw.kind:
                return Val(Unknown(found.raw.reason, name, "bool"), "unknown", at)
            return Val(True, "computed", at, (found,))
        held = self.maybe(name, at)
        if type(held.raw) is not Choice:
            return EnvVal(False, "computed", at, variable=name, state="unset")
        absent = EnvVal(False, "computed", at, variable=name, state="unset")
        return Val(Choice(held.raw.question, Val(True, "computed", at), absent), "computed", at)

    def set(self, name: str, val: Val, *, override: bool = True) -> None:
        """What ``os.environ[name] = val`` does; without ``override``, what ``setdefault`` does."""
        if override or (self.written.get(name) is None and name not in self.supplied):
            self.written[name] = val

    def unset(self, name: str) -> None:
        """What ``del os.environ[name]`` does."""
        self.written[name] = None


def question(name: str) -> Question:
    """Whether a variable is set."""
    return Question(("env", name), f"{name} is set", f"{name} is not set")


def unsupplied(vals: Sequence[Val]) -> frozenset[str]:
    """The variables that were not supplied and that these values depend on."""
    found: set[str] = set()
    seen: set[int] = set()
    todo = list(vals)
    while todo:
        val = todo.pop()
        if id(val) in seen:
            continue
        seen.add(id(val))
        if isinstance(val, EnvVal) and val.state in ("default", "unset"):
            found.add(val.variable)
        raw = val.raw
        if type(raw) is Choice:
            todo += (raw.yes, raw.no)
            if isinstance(raw.question.key, tuple) and raw.question.key[0] == "env":
                found.add(raw.question.key[1])
        todo += val.parents
    return frozenset(found)
