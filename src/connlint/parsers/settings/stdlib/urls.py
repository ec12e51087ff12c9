"""urllib.parse."""

from __future__ import annotations

import urllib.parse
from typing import Any

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.values import Native, Val

PLAIN = (
    "urlparse",
    "urlsplit",
    "urlunparse",
    "urlunsplit",
    "parse_qs",
    "parse_qsl",
    "quote",
    "quote_plus",
    "unquote",
    "unquote_plus",
    "urlencode",
    "urljoin",
    "urldefrag",
)


def _function(name: str) -> Native:
    def run(call: Call) -> Val:
        args = [call.plain(arg) for arg in call.args]
        keywords = {key: call.plain(arg) for key, arg in call.keywords.items()}
        if name == "urlparse" and args and args[0] is None:
            args[0] = b""
        try:
            return call.value(getattr(urllib.parse, name)(*args, **keywords), "", *call.args)
        except (TypeError, ValueError, AttributeError) as error:
            return call.fail(type(error), str(error))  # type: ignore[no-any-return]  # fail never returns

    return Native(f"urllib.parse.{name}", run, pure=True)


_PARSE: dict[str, Any] = {name: _function(name) for name in PLAIN}
_PARSE["uses_netloc"] = list(urllib.parse.uses_netloc)
MEMBERS: dict[str, dict[str, Any]] = {
    "urllib": {},
    "urllib.parse": _PARSE,
    "urlparse": _PARSE,
    "six.moves.urllib.parse": _PARSE,
}
