"""The nodes of YAML. Only :mod:`connlint.sources.yaml_positions` imports this: PyYAML may be missing."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_KEPT = 32
"""Texts whose nodes are kept: a compose file is asked for processes, variables, poolers and servers."""


@lru_cache(maxsize=_KEPT)
def composed(text: str) -> tuple[Any, ...]:
    """The nodes of the documents in a text, None for an empty one. Raises ``yaml.YAMLError`` and RecursionError."""
    import yaml

    try:
        return tuple(yaml.compose_all(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    except yaml.composer.ComposerError as error:
        if "duplicate anchor" not in str(error.context):
            raise
    return _with_anchors_set_anew(text)


def _with_anchors_set_anew(text: str) -> tuple[Any, ...]:
    """An anchor may be set again, says YAML 1.2 (section 3.2.2.2) and so does Docker; PyYAML refuses it."""
    import yaml

    class Loader(yaml.SafeLoader):
        def compose_node(self, parent: Any, index: Any) -> Any:
            event: Any = self.peek_event()  # type: ignore[no-untyped-call]
            if not isinstance(event, yaml.AliasEvent):
                self.anchors.pop(getattr(event, "anchor", None), None)
            return super().compose_node(parent, index)

    return tuple(yaml.compose_all(text, Loader=Loader))
