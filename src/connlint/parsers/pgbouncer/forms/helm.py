"""Values of Helm charts in which PgBouncer's own key names stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, unknown
from connlint.parsers.pgbouncer import table
from connlint.parsers.pgbouncer.forms.draft import Draft, Given
from connlint.parsers.pgbouncer.forms.variables import quote_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.sources.text import Source
    from connlint.sources.yaml_positions import Yaml

_FEWEST_KEYS = 2


def read_values(source: Source, documents: Sequence[Yaml], version: str | None) -> Iterator[PgBouncerConfig]:
    """Each mapping called pgbouncer with settings of PgBouncer in it.

    What it does not name is unknown: the chart has defaults of its own.
    """
    for document in documents:
        for parent, settings in _found(document):
            yield _config(source, parent, settings, version)


def _found(document: Yaml) -> Iterator[tuple[Yaml, Yaml]]:
    """Each node is looked at once, however many aliases lead to it."""
    seen: set[int] = set()
    pending = [document]
    while pending:
        node = pending.pop()
        if id(node.node) in seen:
            continue
        seen.add(id(node.node))
        for key, value in reversed(node.pairs):
            names = [name.text for name, _ in value.pairs]
            if key.text == "pgbouncer" and sum(name in table.PGBOUNCER for name in names) >= _FEWEST_KEYS:
                yield node, value
            else:
                pending.append(value)


def _config(source: Source, parent: Yaml, settings: Yaml, version: str | None) -> PgBouncerConfig:
    draft = Draft(source, settings.place, "Helm values")
    draft.section("databases")
    for name, given in _entries(parent.get("databases")):
        draft.entry(name, given)
    draft.section("pgbouncer")
    for key, value in settings.pairs:
        if key.text in table.PGBOUNCER and value.kind == "scalar":
            draft.setting(key.text, _given(value, key.text))
    config = draft.config(version)
    left = {name: _left(name, traced) for name, traced in config.settings.items()}
    return config.model_copy(update={"settings": left, "databases_whole": False})


def _entries(databases: Yaml | None) -> Iterator[tuple[Given, dict[str, Given]]]:
    for key, value in databases.pairs if databases else ():
        name = Given(key.text, "name", key.place)
        if value.kind == "mapping":
            yield name, {pair.text: _given(text, pair.text) for pair, text in value.pairs if text.kind == "scalar"}


def _given(node: Yaml, name: str) -> Given:
    """A value; true, false and templates are the chart's to write."""
    if isinstance(node.value, bool) or "{{" in node.text or node.value is None:
        return Given("", "value of the chart", node.place, missing=f"what the chart makes of {name}")
    return Given(node.text, "value of the chart", node.place, quote=quote_of(node))


def _left(name: str, traced: Traced) -> Traced:
    if traced.status != "default":
        return traced
    return unknown(f"the values leave {name} to the chart, which may have a default of its own")
