"""CL508: values of a type or size that Django or libpq cannot use."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from connlint.models.traced import Traced, known
from connlint.rules.language.functions import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.rules.subjects import Subject

_HIGHEST_PORT = 65535


def look(subject: Subject) -> Iterator[dict[str, Traced]]:
    """Yield each value that does not fit, with what happens and what to write."""
    driver = subject.value("facts.driver")
    for name, path, judge in (
        ("CONN_MAX_AGE", "db.conn_max_age", partial(_max_age, pool=subject.value("facts.native_pool") is True)),
        ("PORT", "db.port", _port),
        ("NAME", "db.name", _text),
        ("HOST", "db.host", _text),
        ("OPTIONS", "db.options", _mapping),
        ('OPTIONS["connect_timeout"]', "db.options.connect_timeout", partial(_seconds, driver=driver)),
    ):
        traced = subject.traced(path)
        complaint = judge(traced.value) if traced.status == "known" and not traced.secret else None
        if complaint is not None:
            happens, write = complaint
            yield {
                "setting": known(name),
                "value": traced,
                "shown": known(repr(traced.value)),
                "happens": known(happens),
                "write": known(write),
            }


def _max_age(value: object, *, pool: bool) -> tuple[str, str] | None:
    """A lifetime; with Django's own pool the first error is another one, which CL503 tells."""
    if isinstance(value, bool):
        return f"Django takes it for {int(value)} s", "a number of seconds (None for no end)"
    if isinstance(value, str):
        number = value.strip()
        write = number if number.lstrip("-").isdigit() else "a number of seconds"
        first = "without the pool " if pool else ""
        return f"{first}every connection fails with TypeError: unsupported operand type(s) for +", write
    if isinstance(value, (int, float)) and value < 0:
        return "no connection is ever used again", "0 (None for no end)"
    return None


def _port(value: object) -> tuple[str, str] | None:
    if value is None or value == "":
        return None
    text = str(value).strip()
    if isinstance(value, (int, str)) and not isinstance(value, bool) and all(map(_is_port, text.split(","))):
        return None
    return "libpq refuses it, invalid port number", "a number from 1 to 65535"


def _is_port(text: str) -> bool:
    return text == "" or (text.strip().isdigit() and 1 <= int(text) <= _HIGHEST_PORT)


def _text(value: object) -> tuple[str, str] | None:
    if value is None or isinstance(value, str) or hasattr(value, "__fspath__"):
        return None
    return "Django expects text here", "text between quotes"


def _mapping(value: object) -> tuple[str, str] | None:
    if isinstance(value, dict):
        return None
    return "Django cannot read its members", "a dict"


def _seconds(value: object, driver: object) -> tuple[str, str] | None:
    """A timeout as libpq reads it: whole seconds. psycopg 3 reads it itself, and takes a fraction."""
    if value is None or _is_whole(value):
        return None
    if number(value) is None:
        return "the driver refuses it, invalid integer value", "whole seconds"
    if driver == "psycopg2":
        return "psycopg2 refuses a fraction, invalid integer value", "whole seconds"
    return None


def _is_whole(value: object) -> bool:
    return not isinstance(value, bool) and re.fullmatch(r"\s*[+-]?\d+\s*", str(value)) is not None
