"""An image of one's own that starts from one that connlint knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.parsers.pgbouncer.forms.container import Container, read_container
from connlint.parsers.pgbouncer.forms.images import recognise
from connlint.parsers.pgbouncer.forms.variables import of_supplied
from connlint.parsers.topology.dockerfile import read_image

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.sources.text import Source

FROM = re.compile(r"^[ \t]*FROM(?:[ \t]+--platform=\S+)?[ \t]+(\S+)", re.MULTILINE | re.IGNORECASE)
COPIED_INI = re.compile(r"^[ \t]*(?:COPY|ADD)\b.*pgbouncer\.ini", re.MULTILINE | re.IGNORECASE)


def read_dockerfile(source: Source, version: str | None) -> Iterator[PgBouncerConfig]:
    """The configuration that the variables of the last stage write; none when an ini is copied in."""
    bases = list(FROM.finditer(source.text))
    known = recognise(bases[-1][1]) if bases else None
    if known is None or COPIED_INI.search(source.text):
        return
    line = source.text.count("\n", 0, bases[-1].start(1)) + 1
    column = bases[-1].start(1) - source.text.rfind("\n", 0, bases[-1].start(1))
    place = source.span(line, column, line, column + len(bases[-1][1]))
    given = {name: of_supplied(supplied, place) for name, supplied in read_image(source).environment.items()}
    yield read_container(known[0], given, Container(source, place, known[1] or version))
