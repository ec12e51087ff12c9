"""What stands behind a word: the page of a rule that speaks here, the value of a setting and where it comes from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.models.merged import merge_worlds
from connlint.reporters.configuration.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from connlint.models.django import SettingsModule
    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.stack import Stack
    from connlint.models.traced import Traced
    from connlint.rules import Catalogue

_WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
_SECTIONS = ("databases", "users", "peers")

Named = tuple[str, str, "Traced"]
"""A value with the name of what it belongs to, "" for PgBouncer itself, and its own."""


def pages(codes: Sequence[str], catalogue: Catalogue) -> list[str]:
    """The pages of rules, as ``connlint explain`` prints them."""
    from connlint.rules.page import page

    return [page(catalogue.page_card(code)) for code in dict.fromkeys(codes)]


def values(stack: Stack, name: str, lines: Sequence[str], line: int, column: int) -> str:
    """What ``connlint show`` knows of the setting at a place, in Markdown; "" when the word is none.

    ``name`` is the file as reported; line and column count from 1.
    """
    text = lines[line - 1] if line <= len(lines) else ""
    word = next((one for one in _WORD.finditer(text) if one.start() < column <= one.end() + 1), None)
    if word is None:
        return ""
    found = [value for pooler in stack.poolers for value in _of_pooler(pooler, name, line, text, word[0])]
    quoted = text[word.start() - 1 : word.start()] + text[word.end() : word.end() + 1] in ('""', "''")
    if not found:
        every = [value for module in stack.modules for value in _of_module(module, name, word[0])]
        here = [one for one in every if one[2].origin and (one[2].origin.file, one[2].origin.line) == (name, line)]
        found = here or (every if quoted else [])
    return "\n\n".join(_block(*one) for one in found)


def _of_pooler(pooler: PgBouncerConfig, name: str, line: int, text: str, word: str) -> Iterator[Named]:
    if name not in (pooler.file, *pooler.files):
        return
    for section in _SECTIONS:
        for entry in getattr(pooler, section).values():
            if entry.place and (entry.place.file, entry.place.line) == (name, line):
                if word in entry.settings:
                    yield f"[{section}] {entry.name}", word, entry.settings[word]
                return
    if word in pooler.settings and re.match(rf"\s*{word}\s*=", text):
        yield "", word, pooler.settings[word]


def _of_module(module: SettingsModule, name: str, word: str) -> Iterator[Named]:
    if name not in (module.file, *module.files):
        return
    for alias in merge_worlds(module).aliases.values():
        options: Mapping[str, Traced] = {"OPTIONS": alias.options_whole} if alias.options_whole else alias.options
        for key in (word, word.upper()):
            if key in alias.settings or key in options:
                yield f'DATABASES["{alias.name}"]', key, alias.settings.get(key) or options[key]
                break


def _block(owner: str, key: str, traced: Traced) -> str:
    """A value as ``connlint show`` words it, in a block of text that nothing in it can end."""
    cells = ([one.value, one.where, one.how] for one in rows_of(key, traced))
    rows = ["  ".join(part for part in row if part) for row in cells]
    text = "\n".join([f"{owner} {key}".strip(), *(f"  {row}" for row in rows)])
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", text))])
    return f"{fence}text\n{text}\n{fence}"
