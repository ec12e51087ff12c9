"""PyYAML: ``safe_load``, and ``load`` with the safe or full loader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.libraries.file_texts import Text, loaded
from connlint.parsers.settings.limits import check_items
from connlint.parsers.settings.values import DictObj, ListObj, NotKnown, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.call import Call


WORDS = ("yes", "no", "on", "off")
"""Truth values of YAML 1.1 that are plain text in YAML 1.2."""


class YAMLError(Exception):
    """yaml.YAMLError."""


class _Builder:
    """Turns the nodes of one document into Vals; an alias gives the very same value, as in PyYAML."""

    def __init__(self, call: Call, source: Text, loader: Any, *, core: bool) -> None:
        self.core = core
        self.call = call
        self.source = source
        self.loader = loader
        self.how = source.how(call, "YAML")
        self.done: dict[int, Val] = {}

    def val(self, node: Any) -> Val:
        """The value of a node."""
        found = self.done.get(id(node))
        if found is not None:
            return found
        check_items(len(self.done))
        raw: Any = {"mapping": DictObj, "sequence": ListObj}.get(node.id, lambda: None)()
        if node.id == "scalar":
            raw = self._scalar(node)
        mark, end = node.start_mark, node.end_mark
        end_column = end.column + 1 if end.line == mark.line else 0
        at = self.source.at(self.call, mark.line + 1, mark.column + 1, end_column)
        self.done[id(node)] = Val(raw, self.how, at, () if self.source.path else (self.source.val,))
        if node.id == "mapping":
            self._fill(raw, node)
        elif node.id == "sequence":
            raw.items.extend(self.val(item) for item in node.value)
        return self.done[id(node)]

    def _scalar(self, node: Any) -> Any:
        if self.core and node.style is None:
            if node.value.lower() in WORDS:
                return node.value
            if re.match(r"[-+]?(0[0-9_]|[0-9_.]*[:_])", node.value) and not node.tag.endswith(":str"):
                return Unknown("a number that YAML 1.1 and 1.2 read differently")
        return self.loader.construct_object(node, deep=True)

    def _fill(self, raw: DictObj, node: Any) -> None:
        self.loader.flatten_mapping(node)
        for key, item in node.value:
            raw.items[self.loader.construct_object(key, deep=True)] = self.val(item)


def parse(call: Call, source: Text, *, core: bool = False) -> Val:
    """The one document of a YAML text; ``core`` reads it as YAML 1.2, as dynaconf does."""
    try:
        import yaml
    except ModuleNotFoundError:
        raise NotKnown(Unknown("a YAML file; install connlint[yaml] to read it")) from None
    try:
        loader = yaml.SafeLoader(source.text)
        node = loader.get_single_node()
        if node is None:
            return call.value(None, source.how(call, "YAML"))
        return _Builder(call, source, loader, core=core).val(node)
    except RecursionError:
        raise NotKnown(Unknown("a YAML text nested too deeply")) from None
    except (yaml.YAMLError, ValueError, TypeError):
        return call.fail(YAMLError, "not YAML")  # type: ignore[no-any-return]  # fail never returns


def safe_load(call: Call) -> Val:
    """``yaml.safe_load(stream)``."""
    return parse(call, loaded(call, call.bind("stream", required=1)[0]))


def load(call: Call) -> Val:
    """``yaml.load(stream, Loader)``: plain documents only, which every loader reads alike."""
    return parse(call, loaded(call, call.bind("stream", "Loader", required=1)[0]))


LOADERS = {
    name: Unknown(f"yaml.{name}")
    for name in ("SafeLoader", "CSafeLoader", "FullLoader", "Loader", "UnsafeLoader", "CLoader", "BaseLoader")
}
MEMBERS = {
    "yaml": {
        "safe_load": safe_load,
        "load": load,
        "full_load": safe_load,
        "YAMLError": YAMLError,
        **{name: Val(unknown, "native") for name, unknown in LOADERS.items()},
    }
}
