"""Bring what runs together with what the files say: files win where there are any, and are compared with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from connlint.lint.differences import pooler_differences, server_differences
from connlint.live.leaks import leaks
from connlint.models.postgresql import PostgreSQLConfig
from connlint.models.traced import Traced, known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connlint.live.observing import Sight
    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.stack import Stack

    Config = TypeVar("Config", PgBouncerConfig, PostgreSQLConfig)


def joined(stack: Stack, sights: Sequence[Sight]) -> tuple[Stack, list[str]]:
    """The stack with what runs, and a remark for each program whose file could not be told among several."""
    running, notes = [], []
    for sight in sights:
        config = sight.running.config
        if isinstance(config, PostgreSQLConfig):
            files = [server for server in stack.servers if server.form != "declared"]
            values = _of_server(_the_one(files, config, "port"), sight)
            stack = stack if files else stack.model_copy(update={"servers": (*stack.servers, config)})
            several = len(files) > 1
        else:
            several = len(stack.poolers) > 1
            values = _of_pooler(_the_one(stack.poolers, config, "listen_port"), sight, config)
            stack = stack if stack.poolers else stack.model_copy(update={"poolers": (config,)})
        if several and "differences" not in values:
            notes.append(f"{config.file}: which of the files it runs with is not known, so CL807 compared none")
        seen = {**sight.running.values, **values}
        running.append(sight.running.model_copy(update={"values": seen}))
    return stack.model_copy(update={"running": tuple(running)}), notes


def _the_one(files: Sequence[Config], running: Config, port: str) -> Config | None:
    """The file that a program runs with: the only one, or of several the only one with its port."""
    if len(files) == 1:
        return files[0]
    there = running.settings.get(port)
    found = [file for file in files if there and (here := file.settings.get(port)) and here.value == there.value]
    return found[0] if len(found) == 1 else None


def _of_server(file: PostgreSQLConfig | None, sight: Sight) -> dict[str, Traced]:
    return {} if file is None else {"differences": known(tuple(server_differences(file, sight)))}


def _of_pooler(file: PgBouncerConfig | None, sight: Sight, running: PgBouncerConfig) -> dict[str, Traced]:
    if file is None:
        return {"leaks": leaks(sight.looks, lambda _: None)}
    found = leaks(sight.looks, lambda entry: _connect_query(file, entry))
    return {"differences": known(tuple(pooler_differences(file, sight, running))), "leaks": found}


def _connect_query(file: PgBouncerConfig, entry: str) -> str | None:
    """What the entry runs on each new server connection; None when the file does not tell."""
    line = file.databases.get(entry) or file.databases.get("*")
    if line is None:
        return "" if file.databases_whole else None
    written = line.settings.get("connect_query")
    if written is None:
        return ""
    return str(written.value) if written.decided else None
