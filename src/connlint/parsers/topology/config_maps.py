"""What ConfigMaps hold, and values as Kubernetes gives them to a container."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from connlint.models.environment import Supplied
from connlint.parsers.topology.kubernetes import Cluster

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from connlint.models.place import Place
    from connlint.sources.yaml_positions import Yaml

_REFERENCE = re.compile(r"\$\$|\$\(([\w.-]+)\)")
_TEMPLATE = re.compile(r"\{\{|\$\{|<[\w .:/-]+>")


@dataclass(frozen=True)
class ConfigMaps:
    """The ``data`` of the ConfigMaps by name: of all that have it, as overlays and namespaces repeat names.

    ``secrets`` are the variables that Secrets set, by the Secret's name; their values are never read.
    """

    data: dict[str, list[Yaml]]
    secrets: dict[str, dict[str, Supplied]]

    @classmethod
    def of(cls, documents: Sequence[Yaml]) -> ConfigMaps:
        """Collect those of all documents."""
        found: dict[str, list[Yaml]] = {}
        for document in documents:
            for (kind, name), node in Cluster.of([document]).objects.items():
                data = node.get("data") if kind == "ConfigMap" else None
                if data is not None:
                    found.setdefault(name, []).append(data)
        return cls(found, secret_variables(documents))

    def pairs(self, name: str) -> Iterator[tuple[str, Supplied]]:
        """Every key of a ConfigMap with its value, as ``envFrom`` takes them."""
        for data in self.data.get(name, ()):
            for key, _ in data.pairs:
                value = self.value(name, key.text)
                if value is not None:
                    yield key.text, value

    def value(self, name: str, key: str) -> Supplied | None:
        """The value of a key: unknown where manifests differ, None where none gives it."""
        found = [one for data in self.data.get(name, ()) if (one := data.get(key)) and one.kind == "scalar"]
        if not found:
            return None
        how = f"ConfigMap {name}"
        if len({one.text for one in found}) > 1:
            return not_known(f"several ConfigMaps {name} hold different values of {key}", how, how, found[0].place)
        return expanded(found[0], how, {})


def secret_variables(documents: Sequence[Yaml]) -> dict[str, dict[str, Supplied]]:
    """The keys of the Secrets that stand in manifests, by the name of the Secret: set, to what is not read."""
    found: dict[str, dict[str, Supplied]] = {}
    for document in documents:
        for (kind, name), node in Cluster.of([document]).objects.items():
            if kind not in ("Secret", "SealedSecret"):
                continue
            data = (node.get("data"), node.get("stringData"), node.at("spec", "encryptedData"))
            what = f"Secret {name}"
            for key, _ in (pair for one in data if one is not None for pair in one.pairs):
                reason = f"{key.text} is set from {what}, which connlint does not read"
                found.setdefault(name, {})[key.text] = not_known(reason, what, what, key.place)
    return found


def expanded(node: Yaml, how: str, before: Mapping[str, Supplied]) -> Supplied:
    """A value as the container gets it: $(NAME) refers to a variable before it. A template's placeholder is unknown."""
    if _TEMPLATE.search(node.text):
        return not_known("it is a placeholder that another tool fills in", how, how, node.place)
    held = [before[name] for name in _REFERENCE.findall(node.text) if name in before]
    unknown = next((one for one in held if one.reason), None)
    if unknown is not None:
        return not_known(unknown.reason, unknown.missing, how, node.place)

    def put(match: re.Match[str]) -> str:
        given = before.get(match[1] or "")
        return "$" if match[1] is None else given.value if given else match[0]

    return Supplied(value=_REFERENCE.sub(put, node.text), how=how, origin=node.place)


def not_known(reason: str, missing: str, how: str, place: Place | None) -> Supplied:
    """A variable that is set to what connlint does not know."""
    return Supplied(value="", how=how, origin=place, reason=reason, missing=missing)
