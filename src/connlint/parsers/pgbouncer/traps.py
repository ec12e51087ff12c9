"""What PgBouncer takes without a word although hardly anybody means it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.parsers.pgbouncer.document import shown
from connlint.parsers.pgbouncer.values import unquoted

if TYPE_CHECKING:
    from connlint.parsers.pgbouncer.document import Document
    from connlint.parsers.pgbouncer.lexer import Item
    from connlint.parsers.pgbouncer.log import Log
    from connlint.parsers.pgbouncer.schema import Key

_COMMENT = rb"(?<![ \t])[ \t]+(?P<comment>[;#](?:[ \t;#]|$))"
_COMMENT_AT_ONCE = rb"(?<![ \t])[ \t]+(?P<comment>[;#])"
_ONE_WORD = rb"[\w./:@-]+"

MISREADINGS = {
    "octal": "a leading 0 makes the number octal",
    "wrapped": "the number does not fit and wraps around",
    "decimal-mode": "without a leading 0 the mode is read as a decimal number",
    "port-range": "a port is at most 65535",
    "negative": "the number is negative",
    "infinite": "the number is too large or not a number",
    "no-number": "text that is no number is read as 0",
    "trailing-text": "the text after the digits is dropped",
    "fraction": "only whole numbers count here, the fraction is dropped",
}


def check_string(log: Log, document: Document, item: Item, key: Key) -> None:
    """Look for comments, quotes and separators that became part of a string setting."""
    text = document.data[item.value_start : item.value_end]
    if _swallowed_comment(log, document, item, key, text):
        return
    bare = unquoted(shown(text))
    if bare is not None:
        log.silent(
            "quoted-value",
            f"the quotes become part of {key.name}; write it without them",
            document.place(item.value_start, item.value_end),
            subject=key.name,
            replacement=bare,
            data={"section": "pgbouncer"},
        )
    elif key.type == "word-list" and (b";" in text or b'"' in text or b"'" in text):
        log.silent(
            "word-list-separator",
            f"{key.name} is split at commas and blanks only; other signs become part of a word that matches nothing",
            document.place(item.value_start, item.value_end),
            subject=key.name,
            data={"section": "pgbouncer"},
        )


def _swallowed_comment(log: Log, document: Document, item: Item, key: Key, text: bytes) -> bool:
    if b";" not in text and b"#" not in text:
        return False
    match = re.search(_COMMENT, text)
    if match is None and key.type != "sql":
        match = re.search(_COMMENT_AT_ONCE, text)
        if match is not None and not re.fullmatch(_ONE_WORD, text[: match.start()]):
            match = None
    if match is None or match.start() == 0:
        return False
    log.silent(
        "inline-comment",
        f"the comment becomes part of {key.name}: PgBouncer has no comments after a value",
        document.place(item.value_start + match.start("comment"), item.value_end),
        subject=key.name,
        suggestion="move the comment to a line of its own",
        **comment_on_own_line(document, item, match.start(), match.start("comment")),
        data={"section": "pgbouncer"},
    )
    return True


def comment_on_own_line(document: Document, item: Item, value_end: int, comment_start: int) -> dict[str, object]:
    """The safe repair of an inline comment: it goes to the line above; offsets are relative to the value."""
    data = document.data
    start = item.start - 1 if item.quoted else item.start
    line_start = data.rfind(b"\n", 0, start) + 1
    indent = data[line_start:start]
    if indent.strip():
        return {}
    comment = data[item.value_start + comment_start : item.value_end]
    text = comment + b"\n" + indent + data[start : item.value_start + value_end]
    return {"replacement": shown(text), "fix_place": document.place(start, item.value_end)}


def misread_message(name: str, reason: str, read: str) -> str:
    """What to tell about a number that is taken for another."""
    return f"PgBouncer reads {name} as {read}: {MISREADINGS[reason]}"
