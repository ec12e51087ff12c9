"""Questions that nothing decides, and the answers one run takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.values import NotKnown, Unknown

if TYPE_CHECKING:
    from connlint.parsers.settings.values import Question

UNDECIDED = "depends on whether "
"""How the reason begins where a statement did not matter enough to decide anything."""


class Decisions:
    """The answers of one run: those of ``script`` first, then the usual ones.

    ``taken`` lists what was decided in order; ``frozen`` runs decide nothing.
    """

    def __init__(self, script: list[bool], *, frozen: bool = False) -> None:
        self.script = script
        self.frozen = frozen
        self.taken: list[tuple[Question, bool]] = []
        self.answers: dict[Any, bool] = {}
        self.facts: dict[Any, list[tuple[str, Any, bool]]] = {}
        self.named: tuple[Question, int] | None = None

    def copy(self, script: list[bool]) -> Decisions:
        """The same answers, as the start of decisions that stay inside one call."""
        made = Decisions(script)
        made.answers = dict(self.answers)
        made.facts = {symbol: list(facts) for symbol, facts in self.facts.items()}
        return made

    def answer(self, question: Question) -> bool | None:
        """The answer as far as it is decided or follows from what is."""
        found = self.answers.get(question.key)
        return self._implied(question.key) if found is None else found

    def decide(self, question: Question, *, relevant: bool) -> bool:
        """Answer; raises NotKnown where the statement does not matter enough to decide anything for it."""
        found = self.answer(question)
        if found is not None:
            return found
        if not relevant or self.frozen:
            raise NotKnown(Unknown(f"{UNDECIDED}{question.text}"))
        position = len(self.taken)
        choice = self.script[position] if position < len(self.script) else usual(question)
        self.taken.append((question, choice))
        self.note(question.key, choice)
        return choice

    def note(self, key: Any, choice: bool) -> None:
        """Take an answer for granted."""
        self.answers[key] = choice
        if isinstance(key, tuple) and key[0] in ("true", "none", "eq", "in"):
            argument = key[2] if len(key) > 2 else None  # noqa: PLR2004  only eq and in have one
            self.facts.setdefault(key[1], []).append((key[0], argument, choice))

    def assume(self, question: Question, answer: bool) -> bool:
        """Take an answer for granted; False where the opposite is decided or follows from what is."""
        if self.answer(question) is (not answer):
            return False
        self.note(question.key, answer)
        return True

    def name_last(self, question: Question, count: int) -> None:
        """Say what is left when the last ``count`` decisions were all answered no, as one positive answer."""
        self.named = (question, count)

    def literals(self) -> tuple[tuple[str, bool], ...]:
        """The decisions as texts with their truth."""
        taken = self.taken
        if self.named is not None:
            question, count = self.named
            kinds = [item for item in taken if item[0].key[0] == question.key[0]][:count]
            taken = [item for item in taken if item not in kinds]
            return (*((q.text, answer) for q, answer in taken), (question.text, True))
        return tuple((q.text, answer) for q, answer in taken)

    def constant(self, symbol: Any) -> tuple[Any, ...]:
        """``(value,)`` when the symbol was decided to equal a constant, else ``()``."""
        for kind, argument, choice in self.facts.get(symbol, ()):
            if kind == "eq" and choice:
                return (argument,)
        return ()

    def _implied(self, key: Any) -> bool | None:
        """What the facts about a symbol say about another question on it."""
        if not isinstance(key, tuple) or key[0] not in ("true", "none", "eq", "in"):
            return None
        facts = self.facts.get(key[1], ())
        possible = next((_values(*fact) for fact in facts if _values(*fact) is not None), None)
        if possible is not None:
            asked = (key[0], key[2] if len(key) > 2 else None, True)  # noqa: PLR2004  only eq and in have one
            answers = {_accepts(asked, one) for one in possible if all(_accepts(fact, one) for fact in facts)}
            return answers.pop() if len(answers) == 1 else None
        needed = _values(key[0], key[2] if len(key) > 2 else None, True)  # noqa: PLR2004  as above
        if needed is None or any(all(_accepts(fact, one) for fact in facts) for one in needed):
            return None
        return False


def usual(question: Question) -> bool:
    """The answer to try first: variables that nobody supplied are not set, files elsewhere do not exist."""
    key = question.key
    return not (isinstance(key, tuple) and key[0] in ("env", "exists", "fails", "changes", "items", "catches"))


def _values(kind: str, argument: Any, holds: bool) -> tuple[Any, ...] | None:
    """The values that a fact leaves, None where they are without end."""
    if not holds or kind == "true":
        return None
    return tuple(argument) if kind == "in" else (argument,)  # of "none" it is None


def _accepts(fact: tuple[str, Any, bool], value: Any) -> bool:
    """Whether the symbol may be this value by what is known."""
    kind, argument, holds = fact
    if kind == "true":
        return bool(value) is holds
    if kind == "in":
        return (value in argument) is holds
    return bool(value == argument) is holds
