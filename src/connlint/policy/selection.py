"""Which rules are active, and at which level: codes, prefixes and names against the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from connlint.sources.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from connlint.models.finding import Severity
    from connlint.models.options import Options


class Selectable(Protocol):
    """A rule as far as it is selected: its card, or what a run evaluates."""

    code: str
    name: str
    opt_in: bool


_EXACT = 99
_ALL = 0
_DEFAULT = -1


class Selection:
    """The active rules of a run. Raises UnreadableError for a word that names no rule.

    As with ruff, the more specific word wins: ``--select CL101 --ignore CL1`` leaves CL101. A rule that is
    opt-in needs its own code or name.
    """

    def __init__(self, rules: Sequence[Selectable], options: Options) -> None:
        self.rules = {rule.code: rule for rule in rules}
        for where in ("select", "extend_select", "ignore"):
            self._check(getattr(options, where), where, options)
        self._check(options.severity, "severity", options)
        self._levels = options.severity
        chosen = (*options.select, *options.extend_select)
        base = _DEFAULT if options.select else _ALL
        self.active = {rule.code for rule in rules if _takes(rule, chosen, options.ignore, base)}

    def severity(self, code: str, own: Severity) -> Severity:
        """The level of a rule's findings: the user's, or the finding's own."""
        rule = self.rules.get(code)
        if not self._levels or rule is None:
            return own
        word = max(self._levels, key=lambda word: specificity(word, rule))
        return self._levels[word] if specificity(word, rule) > _DEFAULT else own

    def codes(self, word: str) -> set[str]:
        """The codes that a word stands for; empty when it names no rule."""
        return {code for code, rule in self.rules.items() if specificity(word, rule) > _DEFAULT}

    def _check(self, words: Iterable[str] | Mapping[str, object], where: str, options: Options) -> None:
        for word in words:
            if not self.codes(word):
                message = f"no rule is called {word}{nearest(word, self.rules.values())} (see: connlint rules)"
                origin = options.origins.get(where)
                option = where.replace("_", "-")
                if origin is None:
                    raise UnreadableError(message, f"--{option}")
                raise UnreadableError(f"{option}: {message}", origin.file, origin)


def nearest(word: str, rules: Iterable[Selectable]) -> str:
    """``; did you mean ...?`` for a word that names no rule, or nothing."""
    from difflib import get_close_matches

    names = [text for rule in rules for text in (rule.code, rule.name)]
    near = get_close_matches(word.upper(), names, 1, 0.7) or get_close_matches(word.lower(), names, 1)
    return f"; did you mean {near[0]}?" if near else ""


def active_codes(rules: Sequence[Selectable], options: Options) -> set[str]:
    """The codes of the rules that these options leave active."""
    return Selection(rules, options).active


def specificity(word: str, rule: Selectable) -> int:
    """How closely a word names a rule: 99 its code or name, the length of a prefix, 0 ALL, -1 not at all."""
    upper = word.upper()
    if upper == rule.code or word.lower() == rule.name:
        return _EXACT
    if upper == "ALL":
        return _ALL
    return len(word) if word and rule.code.startswith(upper) else _DEFAULT


def _takes(rule: Selectable, chosen: Sequence[str], ignored: Sequence[str], base: int) -> bool:
    wanted = max((specificity(word, rule) for word in chosen), default=_DEFAULT)
    refused = max((specificity(word, rule) for word in ignored), default=_DEFAULT)
    if rule.opt_in:
        return wanted == _EXACT and refused < _EXACT
    return max(wanted, base) > refused
