"""The catalogue: every rule that is there, found by walking its folders."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from connlint.rules.head import Head
from connlint.rules.index import load_index, read_toml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connlint.models.rule import Example, RuleCard
    from connlint.rules.model import Rule

_PACKAGE = Path(__file__).parent
_INSTALLED = _PACKAGE.parent / "_rules"
_CHECKOUT = _PACKAGE.parents[2] / "rules"
_CACHE = _PACKAGE / "__pycache__" / "catalogue.json"


class Catalogue:
    """Every rule, in code order. ``heads`` are what a run evaluates."""

    def __init__(self, heads: Sequence[Head]) -> None:
        self.heads = tuple(sorted(heads, key=lambda head: head.code))
        self._by_word = {word: head for head in self.heads for word in (head.code, head.name)}

    @property
    def codes(self) -> tuple[str, ...]:
        """The code of every rule."""
        return tuple(head.code for head in self.heads)

    def find(self, word: str) -> Head | None:
        """The rule with this code (in any letter case) or name."""
        return self._by_word.get(word) or self._by_word.get(word.upper()) or self._by_word.get(word.lower())

    def select(self, word: str) -> tuple[str, ...]:
        """The codes that a word selects: a code, a name, a prefix such as CL1, ALL; none when it means nothing."""
        head = self.find(word)
        if head is not None:
            return (head.code,)
        if word.upper() == "ALL":
            return self.codes
        return tuple(code for code in self.codes if word and code.startswith(word.upper()))

    @cached_property
    def cards(self) -> tuple[RuleCard, ...]:
        """What every rule says about itself in a list: no page, no examples; those need ``pages``."""
        return tuple(_short_card(head.data) for head in self.heads)

    @cached_property
    def pages(self) -> tuple[RuleCard, ...]:
        """The whole card of every rule; reads every rule file."""
        return tuple(self.page_card(head.code) for head in self.heads)

    def page_card(self, code: str) -> RuleCard:
        """The whole card of one rule, examples included; raises KeyError for a code that is not there."""
        from connlint.models.rule import RuleCard

        rule = self.rule(code)
        shared = {key: getattr(rule, key) for key in RuleCard.model_fields if key in type(rule).model_fields}
        shared["errors"] = tuple((error.text, error.seen) for error in rule.errors)
        return RuleCard(**shared, examples=_examples(rule))

    def rule(self, code: str) -> Rule:
        """The whole rule file, validated; raises KeyError for a code that is not there."""
        from connlint.rules.model import Rule

        head = self._by_word[code]
        file = head.data["file"]
        return Rule.model_validate({**read_toml(Path(head.folder) / file), "file": file})


def load_catalogue(extra: Sequence[Path] = ()) -> Catalogue:
    """Every shipped rule and those in the folders of ``extra``.

    Raises UnreadableError for a folder, a file or a rule of a team's own that cannot be used.
    """
    folder = rules_folder()
    heads = [Head(data, str(folder), own=True) for data in load_index(folder, _CACHE)]
    if extra:
        from connlint.rules.own import read_own_rules

        heads += read_own_rules(extra, heads)
    return Catalogue(heads)


def rules_folder() -> Path:
    """Where the shipped rule files lie: in the installed package, or at the top of a checkout."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def _short_card(data: dict[str, Any]) -> RuleCard:
    from connlint.models.rule import RuleCard

    return RuleCard.model_construct(
        code=data["code"],
        name=data["name"],
        severity=data["severity"],
        evidence=data["evidence"],
        summary=data["summary"],
        since=data["since"],
        scope=data["scope"],
        opt_in=data.get("opt_in", False),
    )


def _examples(rule: Rule) -> tuple[Example, ...]:
    from connlint.models.rule import Example

    samples = [(sample, True) for sample in rule.bad] + [(sample, False) for sample in rule.good]
    return tuple(
        Example(files=sample.files, answers=sample.answers, note=sample.note, fires=fires, options=sample.options)
        for sample, fires in samples
    )
