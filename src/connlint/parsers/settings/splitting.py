"""Splitting a world where a condition picks one of several known values of a connection.

Such a value is an ``either`` at first: nothing had to be decided to go on. What follows from it (how long connections
are kept, where they lead) can be said in each of the worlds, and values under one condition stay together.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from connlint.parsers.settings.values import Choice, DictObj, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.values import Question, Val

    Answers = tuple[tuple[Question, bool], ...]

KEYS = (
    "CONN_MAX_AGE",
    "CONN_HEALTH_CHECKS",
    "DISABLE_SERVER_SIDE_CURSORS",
    "ATOMIC_REQUESTS",
    "ENGINE",
    "HOST",
    "PORT",
)
MAX_QUESTIONS = 3


def splits(rt: Runtime, namespace: DictObj) -> Iterator[Answers]:
    """Each combination of answers to the few questions that known values of DATABASES depend on."""
    questions = list(dict.fromkeys(_questions(rt, namespace)))[:MAX_QUESTIONS]
    for answers in product((True, False), repeat=len(questions)):
        yield tuple(zip(questions, answers, strict=True))


def _questions(rt: Runtime, namespace: DictObj) -> Iterator[Question]:
    for table in _aliases(rt, namespace):
        options = table.items.get("OPTIONS")
        held = rt.decided(options).raw if options is not None else None
        members = held.items.values() if isinstance(held, DictObj) else ()
        for val in (*(table.items[key] for key in KEYS if key in table.items), *members):
            found = rt.decided(val)
            if _is_known(found):
                yield from _asked(found)


def _aliases(rt: Runtime, namespace: DictObj) -> Iterator[DictObj]:
    databases = namespace.items.get("DATABASES")
    table = rt.decided(databases).raw if databases is not None else None
    for val in table.items.values() if isinstance(table, DictObj) else ():
        raw = rt.decided(val).raw
        if isinstance(raw, DictObj):
            yield raw


def _is_known(val: Val) -> bool:
    raw = val.raw
    return _is_known(raw.yes) and _is_known(raw.no) if type(raw) is Choice else type(raw) is not Unknown


def _asked(val: Val) -> Iterator[Question]:
    raw = val.raw
    if type(raw) is Choice:
        yield raw.question
        yield from (*_asked(raw.yes), *_asked(raw.no))
