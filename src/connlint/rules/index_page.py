"""The index of the rule pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from connlint.models.rule import RuleCard

_FAMILIES = {
    "CL1": "Alignment: two layers that disagree on time",
    "CL2": "Ranges: one number outside what the field recommends",
    "CL3": "Capacity: the sums",
    "CL4": "Pool mode: features that a mode takes away",
    "CL5": "Django's own connection settings",
    "CL6": "Lifecycle: code outside the request cycle",
    "CL7": "pgbouncer.ini itself",
    "CL8": "The live system",
    "CL9": "connlint itself",
}


def index_page(cards: Sequence[RuleCard]) -> str:
    """The Markdown index of all rules, by family."""
    proved = sum(card.evidence == "proved" for card in cards)
    head = [
        "# Rules",
        "",
        f"{len(cards)} rules, {proved} of them proved by runs of real servers. Generated from the folder `rules`.",
    ]
    return "\n".join([*head, *_families(cards)]) + "\n"


def _families(cards: Sequence[RuleCard]) -> Iterator[str]:
    for prefix, title in _FAMILIES.items():
        members = [card for card in cards if card.code.startswith(prefix)]
        if members:
            yield f"\n## {title}\n\n| code | name | level | evidence | |\n| --- | --- | --- | --- | --- |"
            yield from (_row(card) for card in members)


def _row(card: RuleCard) -> str:
    code = f"[{card.code}]({card.code}.md)"
    return f"| {code} | {card.name} | {card.severity} | {card.evidence} | {card.summary.replace('|', '&#124;')} |"
