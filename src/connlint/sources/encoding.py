"""The encoding of a file: of Python source what PEP 263's cookie says; and what is no UTF-8 text at all."""

from __future__ import annotations

import re

UTF8 = "utf-8-sig"
UTF16 = "utf-16"
_COOKIE = rb"\A[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)"
_BLANK = rb"\A[ \t\f]*(?:[#\r\n]|\Z)"
_MARK = b"\xef\xbb\xbf"
_MARKS16 = (b"\xff\xfe", b"\xfe\xff")
_BEGINNING = 8192
"""Bytes that tell a text from anything else."""
_MOSTLY = 0.75
"""The share of NUL bytes, every other byte, that makes UTF-16 of a file without a mark."""


def python_encoding(data: bytes) -> str:
    """The name that the cookie in the first two lines gives, UTF-8 (without its byte order mark) where none does."""
    if b"coding" not in data[:4096]:
        return UTF8
    lines = re.split(rb"\r\n|\r|\n", data.removeprefix(_MARK)[:4096], maxsplit=2)[:2]
    for line in lines:
        found = re.match(_COOKIE, line)
        if found is not None:
            name = found[1].decode("ascii", "replace")
            plain = name.lower().replace("_", "-")
            return UTF8 if data.startswith(_MARK) or plain == "utf-8" or plain.startswith("utf-8-") else name
        if not re.match(_BLANK, line):
            break
    return UTF8


def is_marked_utf16(data: bytes) -> bool:
    """Whether a file begins with the byte order mark of UTF-16, as Windows PowerShell writes it."""
    return data.startswith(_MARKS16)


def foreign(data: bytes) -> str:
    """Why a file is no text in UTF-8, for one that is UTF-16 or binary; "" for every other."""
    beginning = data[:_BEGINNING]
    if is_marked_utf16(beginning) or any(map(_is_mostly_nul, (beginning[::2], beginning[1::2]))):
        return "UTF-16; save it as UTF-8"
    return "is a binary file" if b"\0" in beginning else ""


def _is_mostly_nul(half: bytes) -> bool:
    return half.count(0) > _MOSTLY * len(half)
