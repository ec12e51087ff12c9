"""What PgBouncer makes of the text of one value, by the type of its key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.models.plain import Plain
from connlint.parsers.pgbouncer import cnumbers
from connlint.parsers.pgbouncer.document import shown

if TYPE_CHECKING:
    from connlint.parsers.pgbouncer.schema import Key, Schema

_HIGHEST_PORT = 65535
_REFUSALS = {
    "empty": "",
    "quoted": r"""(['"]).*\1""",
    "negative": r"-\s*[\d.]+",
    "fraction": r"[+-]?\d+\.\d*",
    "unit-suffix": r"(?!0[xX])\d+(?:\.\d+)?\s*[A-Za-zµ]+",
    "boolean-word": r"(?i)yes|no|on|off|true|false",
}
_QUOTED = r"""(['"])(.*)\1"""


class Reading(Plain):
    """One value as PgBouncer takes it.

    ``refused`` names why it does not take it ("not-a-number"); then ``value`` means nothing.
    ``misread`` names why it takes another value than a reader would ("octal"); ``read`` is that value.
    """

    value: object = None
    refused: str = ""
    misread: str = ""
    read: str = ""


def read_value(key: Key, text: bytes, schema: Schema) -> Reading:
    """Read a value of [pgbouncer]."""
    if key.type in ("int", "bool"):
        return _integer(key, cnumbers.read_int(text, binary=schema.binary_numbers), text)
    if key.type == "uint":
        return _integer(key, cnumbers.read_uint(text, binary=schema.binary_numbers), text)
    if key.type == "seconds":
        return _seconds(text)
    if key.type == "enum":
        return read_enum(key, text)
    return Reading(shown(text))


def read_entry_value(key: Key, text: bytes) -> Reading:
    """Read a value of a connection string: numbers as atoi does, which never complains."""
    if key.type == "enum":
        return read_enum(key, text)
    if key.type not in ("int", "seconds"):
        return Reading(shown(text))
    number, rest = cnumbers.atoi(text)
    if key.name == "port" and number == 0:
        return Reading(refused="not-a-number")
    return Reading(number, misread=_misread_entry(key, text, number, rest), read=str(number))


def read_enum(key: Key, text: bytes) -> Reading:
    """Read a word, in any letter case."""
    word = shown(text)
    found = next((known for known in key.words if known == word.lower() and word.isascii()), None)
    return Reading(found) if found is not None else Reading(refused="not-a-word")


def unquoted(text: str) -> str | None:
    """The text inside a pair of quotes around the whole; None without them."""
    match = re.fullmatch(_QUOTED, text) if text.startswith(("'", '"')) else None
    return match[2] if match else None


def _integer(key: Key, integer: cnumbers.Integer | None, text: bytes) -> Reading:
    if integer is None:
        return Reading(refused=_why_no_number(text))
    value: object = integer.value != 0 if key.type == "bool" else integer.value
    misread = _misread_integer(key, integer)
    read = oct(integer.value).replace("0o", "0") if misread == "decimal-mode" else str(integer.value)
    return Reading(value, misread=misread, read=read if misread else "")


def _misread_integer(key: Key, integer: cnumbers.Integer) -> str:
    if integer.value != integer.exact:
        return "wrapped"
    if key.name == "unix_socket_mode":
        return "decimal-mode" if integer.base == 10 and integer.value > 0 else ""  # noqa: PLR2004
    if integer.base == 8:  # noqa: PLR2004
        return "octal"
    if key.name == "listen_port" and not 0 <= integer.value <= _HIGHEST_PORT:
        return "port-range"
    return "negative" if integer.value < 0 and key.type == "int" else ""


def _seconds(text: bytes) -> Reading:
    microseconds = cnumbers.read_seconds(text)
    if microseconds is None:
        return Reading(refused=_why_no_number(text))
    whole, rest = divmod(microseconds, 1_000_000)
    value = microseconds / 1_000_000 if rest else whole
    lowered = text.lower()
    strange = b"i" in lowered or b"n" in lowered or (value == 0 and any(digit in b"123456789" for digit in text))
    return Reading(value, misread="infinite" if strange else "", read=str(value) if strange else "")


def _why_no_number(text: bytes) -> str:
    inner = shown(text)
    return next((reason for reason, pattern in _REFUSALS.items() if re.fullmatch(pattern, inner)), "not-a-number")


def _misread_entry(key: Key, text: bytes, number: int, rest: bytes) -> str:
    if rest == text:
        return "no-number"
    if rest:
        return "fraction" if re.fullmatch(rb"\.[0-9]+", rest) else "trailing-text"
    if str(abs(number)) != text.strip().lstrip(b"+-").lstrip(b"0").decode("ascii", "replace").zfill(1):
        return "wrapped"
    if key.name == "port" and not 0 < number <= _HIGHEST_PORT:
        return "port-range"
    return "negative" if number < 0 and key.type == "seconds" else ""
