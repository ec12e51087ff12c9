"""postgresql.conf and the other places where a server's settings stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.postgresql import PostgreSQLConfig
from connlint.parsers.postgresql.loader import Loader

if TYPE_CHECKING:
    from connlint.sources.text import Source


def read_postgresql(source: Source) -> PostgreSQLConfig:
    """Read a postgresql.conf, what it includes, and the postgresql.auto.conf beside it, which wins.

    ``settings`` holds what is written, times in seconds. Raises UnreadableError when the file is not UTF-8;
    mistakes in it are in ``problems``, those that keep the server from starting as fatal.
    """
    loader = Loader(source.path.parent)
    loader.read(source)
    if source.path.name != "postgresql.auto.conf":
        loader.read_beside(source, "postgresql.auto.conf")
    return PostgreSQLConfig(
        file=source.name,
        settings=loader.settings,
        problems=tuple(loader.problems),
        files=tuple(loader.files),
        unseen=loader.unseen,
    )
