"""The variables of a container, known or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.pgbouncer.forms.draft import Given
from connlint.parsers.topology.words import expand, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from connlint.models.environment import Supplied
    from connlint.models.place import Place
    from connlint.parsers.topology.compose import Service
    from connlint.sources.yaml_positions import Yaml


def of_service(service: Service, place: Place) -> dict[str, Given]:
    """The variables of a compose service: image, env_file, then ``environment``, the last winning."""
    found = {name: of_supplied(supplied, place) for name, supplied in service.environment().items()}
    how = f"compose service {service.name}"
    for name, node, text, quote in _environment(service.keys.get("environment")):
        expanded = word(expand(text, service.outside))
        way = expanded.how or how
        editable = quote if "$" not in text else None
        found[name] = Given(expanded.text, way, node.place, missing=expanded.missing, quote=editable)
    return found


def of_container(
    container: Yaml, how: str, written: Mapping[str, Supplied], outside: Mapping[str, Supplied]
) -> dict[str, Given]:
    """The variables of a Kubernetes container.

    ``written`` holds those whose values the manifests give; ``outside`` supplies those that only a cluster knows.
    """
    found = {name: of_supplied(supplied, container.place) for name, supplied in written.items()}
    env = container.get("env")
    for member in env.elements if env else ():
        name, value = member.get("name"), member.get("value")
        if name is None:
            continue
        if value is not None:
            found[name.text] = Given(value.text, how, value.place, quote=quote_of(value))
        elif name.text in outside and name.text not in written:
            found[name.text] = of_supplied(outside[name.text], member.place)
        elif name.text not in written:
            found[name.text] = Given("", how, member.place, missing=name.text)
    return found


def of_supplied(supplied: Supplied, place: Place) -> Given:
    """A variable that some file or the command line supplies."""
    return Given(supplied.value, supplied.how, supplied.origin or place)


def quote_of(node: Yaml) -> str | None:
    """The quote around a scalar, when its text may be replaced in place."""
    style = node.style
    return style if style in ("", "'", '"') and "\n" not in node.text else None


def _environment(node: Yaml | None) -> Iterator[tuple[str, Yaml, str, str | None]]:
    """The two spellings of ``environment``: (name, node of the value, text, quote)."""
    if node is None:
        return
    for key, value in node.pairs:
        text = value.text if value.text or value.style else f"${{{key.text}}}"
        yield key.text, value, text, quote_of(value)
    for member in node.elements:
        name, equals, text = member.text.partition("=")
        yield name, member, text if equals else f"${{{name}}}", None
