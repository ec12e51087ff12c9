"""The encoding of Python source: what PEP 263's cookie says, by the rules of ``tokenize``."""

from __future__ import annotations

import re

UTF8 = "utf-8-sig"
_COOKIE = re.compile(rb"\A[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK = re.compile(rb"\A[ \t\f]*(?:[#\r\n]|\Z)")
_MARK = b"\xef\xbb\xbf"


def python_encoding(data: bytes) -> str:
    """The name that the cookie in the first two lines gives, UTF-8 (without its byte order mark) where none does."""
    lines = re.split(rb"\r\n|\r|\n", data.removeprefix(_MARK)[:4096], maxsplit=2)[:2]
    for line in lines:
        found = _COOKIE.match(line)
        if found is not None:
            name = found[1].decode("ascii", "replace")
            plain = name.lower().replace("_", "-")
            return UTF8 if data.startswith(_MARK) or plain == "utf-8" or plain.startswith("utf-8-") else name
        if not _BLANK.match(line):
            break
    return UTF8
