"""re, string, textwrap and distutils.util."""

from __future__ import annotations

import re
import string
import textwrap
from typing import Any

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.methods.patterns import run_function
from connlint.parsers.settings.stdlib.purely import plain
from connlint.parsers.settings.values import Native, Val


def _regex(name: str) -> Native:
    return Native(f"re.{name}", lambda call: run_function(call, name))


def strtobool(call: Call) -> Val:
    """``distutils.util.strtobool(text)``."""
    text = str(call.plain(call.args[0])).lower()
    if text in ("y", "yes", "t", "true", "on", "1"):
        return call.value(1, "", *call.args)
    if text in ("n", "no", "f", "false", "off", "0"):
        return call.value(0, "", *call.args)
    return call.fail(ValueError, "invalid truth value")  # type: ignore[no-any-return]  # fail never returns


MEMBERS: dict[str, dict[str, Any]] = {
    "re": {
        **{
            name: _regex(name)
            for name in (
                "match",
                "search",
                "fullmatch",
                "findall",
                "split",
                "sub",
                "subn",
                "compile",
                "escape",
                "finditer",
            )
        },
        **{
            name: int(getattr(re, name))
            for name in ("I", "IGNORECASE", "M", "MULTILINE", "S", "DOTALL", "X", "VERBOSE", "U")
        },
        "error": re.error,
        "Pattern": re.Pattern,
        "Match": re.Match,
    },
    "string": {
        name: getattr(string, name)
        for name in (
            "ascii_letters",
            "ascii_lowercase",
            "ascii_uppercase",
            "digits",
            "punctuation",
            "hexdigits",
            "printable",
        )
    },
    "textwrap": {"dedent": plain(textwrap.dedent), "indent": plain(textwrap.indent)},
    "distutils.util": {"strtobool": Native("strtobool", strtobool, pure=True)},
    "setuptools._distutils.util": {"strtobool": Native("strtobool", strtobool, pure=True)},
}
