"""The part of a rule that a run needs, with its conditions and texts compiled on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from connlint.rules.language.conditions import compile_condition
from connlint.rules.language.texts import compile_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.models.finding import Evidence, Severity
    from connlint.rules.language.missing import Scope


class LabelHead:
    """A label: ``at`` names the place, ``text`` renders the words, ``when`` decides whether it is shown."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.at: str = data["at"]
        self.text = compile_text(data.get("text", ""))
        self.when = compile_condition(data["when"]) if data.get("when") else None


class EditHead:
    """A repair: the place of ``at`` becomes ``text``; there is none while ``text`` has nothing to say."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.at: str = data["at"]
        self.safe: bool = data.get("safe", False)
        self.description = compile_text(data["description"])
        self.when = compile_condition(data["when"]) if data.get("when") else None
        self.text = compile_text(data["text"])


class Wording:
    """What a finding says: the rule's own words, or those of one of its cases."""

    def __init__(self, data: dict[str, Any], rule: dict[str, Any]) -> None:
        self._data = data
        self._rule = rule

    def _part(self, key: str, empty: Any) -> Any:
        return self._data.get(key) or self._rule.get(key, empty)

    @property
    def severity(self) -> Severity:
        """The level of the finding."""
        severity: Severity = self._part("severity", "warning")
        return severity

    @property
    def evidence(self) -> Evidence:
        """What the finding rests on: a case can be documented where the rule itself is proved."""
        evidence: Evidence = self._part("evidence", "convention")
        return evidence

    @cached_property
    def when(self) -> Callable[[Scope], object]:
        """The condition of the case."""
        return compile_condition(self._data["when"])

    @cached_property
    def message(self) -> Callable[[Scope], str]:
        """What is wrong, with the numbers."""
        return compile_text(self._part("message", ""))

    @cached_property
    def advice(self) -> Callable[[Scope], str]:
        """The repair in the user's own file."""
        return compile_text(self._part("advice", ""))

    @cached_property
    def labels(self) -> tuple[LabelHead, ...]:
        """The places to show, the primary one first."""
        return tuple(LabelHead(label) for label in self._part("labels", ()))


class Head:
    """One rule as the evaluation sees it, made from its entry of the index."""

    def __init__(self, data: dict[str, Any], folder: str, *, own: bool) -> None:
        self.data = data
        self.folder = folder
        self.own = own
        self.code: str = data["code"]
        self.name: str = data["name"]
        self.opt_in: bool = data.get("opt_in", False)
        self.evidence: Evidence = data["evidence"]
        self.scopes: tuple[str, ...] = tuple(data["scope"].split())
        self.check: str = data.get("check", "")
        self.sum: str = data.get("sum", "")
        self.supersedes: tuple[str, ...] = tuple(data.get("supersedes", ()))
        self.bounds: tuple[float, float] | None = tuple(data["range"]) if data.get("range") else None

    @cached_property
    def when(self) -> Callable[[Scope], object]:
        """The rule's condition; a rule without one leaves all to its check."""
        text = self.data.get("when", "")
        return compile_condition(text) if text else lambda _: bool(self.check)

    @cached_property
    def wording(self) -> Wording:
        """The rule's own words."""
        return Wording({}, self.data)

    @cached_property
    def cases(self) -> tuple[Wording, ...]:
        """What is said instead, in the order of the file."""
        return tuple(Wording(case, self.data) for case in self.data.get("case", ()))

    @cached_property
    def terms(self) -> tuple[tuple[str, Callable[[Scope], object], str], ...]:
        """The arithmetic: words, value, name whose place is shown."""
        return tuple(
            (term["term"], compile_condition(term["value"]), term.get("at", term["value"]))
            for term in self.data.get("arithmetic", ())
        )

    @cached_property
    def edit(self) -> EditHead | None:
        """The repair of one literal; None when the rule has none."""
        return EditHead(self.data["edit"]) if self.data.get("edit") else None

    @cached_property
    def formula(self) -> Callable[[Scope], str]:
        """The comparison as a person writes it."""
        return compile_text(self.data.get("formula", ""))
