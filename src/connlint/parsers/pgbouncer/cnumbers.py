"""Numbers as the C library reads them: strtol, strtoul, atoi and strtod on 64-bit Linux."""

from __future__ import annotations

import re

from connlint.models.plain import Plain

_SPACE = rb"[ \t\n\v\f\r]*"
# Text, not compiled patterns: nearly all numbers are digits only, and need none.
_ANY_BASE = _SPACE + rb"([+-]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)"
_BASES_OF_C99 = _SPACE + rb"([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)"
_DECIMAL = _SPACE + rb"([+-]?)([0-9]+)"
_FLOAT = (
    rb"(?i)"
    + _SPACE
    + rb"([+-]?)(?:(inf(?:inity)?)|(nan(?:\([0-9a-zA-Z_]*\))?)"
    + rb"|(0x(?:[0-9a-f]+\.?[0-9a-f]*|\.[0-9a-f]+)(?:p[+-]?[0-9]+)?)"
    + rb"|((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?))"
)
_LONG_MAX = 2**63 - 1
_UNSIGNED_LONG_MAX = 2**64 - 1
_MOST_DIGITS = 100
_FEW_DIGITS = 9
_SMALLEST_NORMAL = 2.2250738585072014e-308
_MICROSECONDS = 1_000_000


class Integer(Plain):
    """A C integer as read: ``exact`` is the number that the text means, ``base`` the base it was read in."""

    value: int
    exact: int
    base: int


def read_int(text: bytes, *, binary: bool) -> Integer | None:
    """Read a whole value as PgBouncer's int settings do (strtol, base 0, cut to 32 bits); None when refused."""
    found = _whole(text, binary=binary)
    if found is None:
        return None
    exact, base = found
    return Integer(_signed_32(max(-_LONG_MAX - 1, min(exact, _LONG_MAX))), exact, base)


def read_uint(text: bytes, *, binary: bool) -> Integer | None:
    """The same, unsigned (strtoul): negative numbers wrap."""
    found = _whole(text, binary=binary)
    if found is None:
        return None
    exact, base = found
    value = _UNSIGNED_LONG_MAX if abs(exact) > _UNSIGNED_LONG_MAX else exact
    return Integer(value % 2**32, exact, base)


def atoi(text: bytes) -> tuple[int, bytes]:
    """Read the leading decimal number: (value cut to 32 bits, text after it); no number is 0."""
    if _is_short(text):
        return int(text), b""
    match = re.match(_DECIMAL, text)
    if match is None:
        return 0, text
    exact = _exact(match[1], match[2], 10)
    return _signed_32(max(-_LONG_MAX - 1, min(exact, _LONG_MAX))), text[match.end() :]


def read_seconds(text: bytes) -> int | None:
    """Read a time as PgBouncer does (strtod): whole microseconds, None when it refuses."""
    if _is_short(text):
        return int(text) * _MICROSECONDS
    match = re.fullmatch(_FLOAT, text)
    if match is None:
        return None
    sign, infinite, not_a_number, hexadecimal, decimal = match.groups()
    if infinite:
        return None if sign == b"-" else 0
    if not_a_number:
        return 2**63
    seconds = _finite(hexadecimal, decimal)
    if seconds is None or (sign == b"-" and seconds > 0):
        return None
    microseconds = seconds * _MICROSECONDS
    return int(microseconds) if microseconds < 2**64 else 0


def _is_short(text: bytes) -> bool:
    """Whether a text is a few digits and nothing else: the same number in every reading but the octal one."""
    return text.isdigit() and len(text) <= _FEW_DIGITS


def _whole(text: bytes, *, binary: bool) -> tuple[int, int] | None:
    if _is_short(text) and (text == b"0" or not text.startswith(b"0")):
        return int(text), 10
    match = re.fullmatch(_ANY_BASE if binary else _BASES_OF_C99, text)
    if match is None:
        return None
    base = _base(match[2])
    digits = match[2][2:] if base in (2, 16) else match[2]
    return _exact(match[1], digits, base), base


def _base(digits: bytes) -> int:
    prefix = digits[:2].lower()
    if prefix == b"0x":
        return 16
    if prefix == b"0b":
        return 2
    return 8 if digits.startswith(b"0") and len(digits) > 1 else 10


def _exact(sign: bytes, digits: bytes, base: int) -> int:
    digits = digits.lstrip(b"0")
    value = int(digits or b"0", base) if len(digits) <= _MOST_DIGITS else base**_MOST_DIGITS
    return -value if sign == b"-" else value


def _signed_32(value: int) -> int:
    return (value + 2**31) % 2**32 - 2**31


def _finite(hexadecimal: bytes | None, decimal: bytes | None) -> float | None:
    """The magnitude; None where strtod reports an overflow or an underflow."""
    text = (hexadecimal or decimal or b"").decode("ascii")
    try:
        value = float.fromhex(text) if hexadecimal else float(text)
    except OverflowError:
        return None
    significant = re.split("p" if hexadecimal else "e", text.lower().removeprefix("0x"))[0].strip("0.")
    if value == float("inf") or (significant and value < _SMALLEST_NORMAL):
        return None
    return value
