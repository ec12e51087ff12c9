"""The page of a rule: one text for ``explain``, the documentation and SARIF's help."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.rule import Example, RuleCard

_EVIDENCE = {
    "proved": "proved: a run with real Django, PgBouncer and PostgreSQL shows the failure, and its absence once mended",
    "documented": "documented: the vendor's documentation or source says so",
    "convention": "convention: advice from the field; no failure was observed",
}

_FENCES = {".py": "python", ".ini": "ini", ".toml": "toml", ".yml": "yaml", ".yaml": "yaml"}


def page(card: RuleCard) -> str:
    """The Markdown page of one rule; its card must be a whole one (``Catalogue.pages``)."""
    return "\n\n".join(part.strip() for part in _parts(card) if part.strip()) + "\n"


def _parts(card: RuleCard) -> Iterator[str]:
    yield f"# {card.code} {card.name}"
    yield f"Level: {card.severity}. Evidence: {card.evidence}. Since: {card.since}." + _opt_in(card)
    yield f"## What it does\n\n{card.summary}"
    yield f"## Why\n\n{card.why.strip()}" if card.why else ""
    yield _observed(card)
    yield _samples("Bad", [example for example in card.examples if example.fires])
    yield _samples("Good", [example for example in card.examples if not example.fires])
    yield f"## Fix\n\n{card.fix.strip()}" if card.fix else ""
    yield _sources(card)


def _opt_in(card: RuleCard) -> str:
    return f" Opt-in: select it with `--extend-select {card.code}`." if card.opt_in else ""


def _observed(card: RuleCard) -> str:
    if not card.errors:
        return ""
    shown = [f"```text\n{text.strip()}\n```" + (f"\n\n{seen}" if seen else "") for text, seen in card.errors]
    return "## Observed\n\n" + "\n\n".join(shown)


def _samples(title: str, examples: list[Example]) -> str:
    return f"## {title}\n\n" + "\n\n".join(_sample(example) for example in examples) if examples else ""


def _sample(example: Example) -> str:
    options = " ".join(f"--{name} {value}" for name, value in example.options.items())
    head = [example.note] if example.note else []
    head += [f"With `{options}`:"] if options else []
    return "\n\n".join(
        [*head, *(_file(name, text) for name, text in (*example.files.items(), *example.answers.items()))]
    )


def _file(name: str, text: str) -> str:
    suffix = name[name.rfind(".") :] if "." in name else ""
    return f"`{name}`\n\n```{_FENCES.get(suffix, 'text')}\n{text.strip()}\n```"


def _sources(card: RuleCard) -> str:
    lines = [f"- {_EVIDENCE[card.evidence]}"]
    lines += [f"- lab case `{card.proof}`"] if card.proof else []
    lines += [f"- {source}" for source in card.sources]
    return "## Evidence and sources\n\n" + "\n".join(lines)
