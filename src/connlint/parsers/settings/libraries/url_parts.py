"""urllib.parse: URLs in parts, quoting."""

from __future__ import annotations

import urllib.parse
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import MISSING
from connlint.parsers.settings.libraries.common import unknown_part
from connlint.parsers.settings.methods.objects import Partly
from connlint.parsers.settings.values import Native, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.parsers.settings.call import Call
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.values import At

NUMBERED = ("scheme", "netloc", "path", "params", "query", "fragment")
NAMED = ("username", "password", "hostname", "port")


class PartsObject(Partly):
    """A ``ParseResult`` or ``SplitResult``; ``parts`` is None when the URL is not known."""

    type_name = "ParseResult"
    real = urllib.parse.ParseResult

    def __init__(self, url: Val, parts: Any, names: tuple[str, ...]) -> None:
        self.url = url
        self.parts = parts
        self.names = names

    def plain_url(self) -> Any:
        """The real ParseResult, for libraries that take one."""
        return self.parts

    def attribute(self, call: Call, name: str) -> Val | None:
        """A part, or a method."""
        if name not in (*self.names, *NAMED):
            return super().attribute(call, name)
        return self._part(call, name)

    def _part(self, call: Call, name: str) -> Val:
        if self.parts is None:
            return unknown_part(call, self.url, self.url.raw, name)
        try:
            return call.value(getattr(self.parts, name), self.url.how, self.url)
        except ValueError:
            return call.fail(ValueError, "the port of the URL is no number")  # type: ignore[no-any-return]  # fail never returns

    def item(self, call: Call, key: Val) -> Val:
        """``parts[1]``."""
        return self._part(call, self.names[call.plain(key)])

    def iterate(self, rt: Runtime, at: At) -> tuple[list[Val], Unknown | None]:
        """The numbered parts."""
        if self.parts is None:
            return [rt.derived(self.url.raw, at, (self.url,)) for _ in self.names], None
        return [Val(getattr(self.parts, name), self.url.how, at, (self.url,)) for name in self.names], None

    def m_geturl(self, call: Call) -> Val:
        """The URL again."""
        return self.url if self.parts is None else call.value(self.parts.geturl(), self.url.how, self.url)

    def m__replace(self, call: Call) -> Val:
        """``parts._replace(path="/x")``."""
        changed = {name: call.plain(val) for name, val in call.keywords.items()}
        if self.parts is None:
            return Val(PartsObject(self.url, None, self.names), "unknown", call.at, (self.url,))
        made = self.parts._replace(**changed)
        return Val(
            PartsObject(call.value(made.geturl(), self.url.how, self.url), made, self.names), "computed", call.at
        )


def _in_parts(call: Call, url: Val, function: Callable[[str], Any], names: tuple[str, ...]) -> Val:
    if isinstance(url.raw, Unknown):
        return Val(PartsObject(url, None, names), "unknown", call.at, (url,))
    try:
        parts = function(call.plain(url))
    except ValueError:
        return call.fail(ValueError, "not a URL")  # type: ignore[no-any-return]  # fail never returns
    return Val(PartsObject(url, parts, names), url.how, call.at, (url,))


def parsed(call: Call, url: Val) -> Val:
    """``urlparse(url)``."""
    return _in_parts(call, url, urllib.parse.urlparse, NUMBERED)


def urlparse(call: Call) -> Val:
    """``urlparse(url)``; the other arguments are not modelled."""
    return parsed(call, call.bind("url", required=1)[0])


def urlsplit(call: Call) -> Val:
    """``urlsplit(url)``."""
    names = tuple(name for name in NUMBERED if name != "params")
    return _in_parts(call, call.bind("url", required=1)[0], urllib.parse.urlsplit, names)


def urlunparse(call: Call) -> Val:
    """``urlunparse(parts)``."""
    (parts,) = call.bind("components", required=1)
    if isinstance(parts.raw, PartsObject):
        return parts.raw.m_geturl(call)
    return call.value(urllib.parse.urlunparse(call.plain(parts)), "", parts)


def _plain(function: Callable[..., Any]) -> Callable[[Call], Val]:
    def native(call: Call) -> Val:
        keywords = {name: call.plain(val) for name, val in call.keywords.items()}
        args = [call.plain(arg) for arg in call.args]
        try:
            return call.value(function(*args, **keywords), "", *[arg for arg in call.args if arg is not MISSING])
        except (TypeError, ValueError, AttributeError) as error:
            return call.fail(type(error), f"{call.name}() refuses its arguments")  # type: ignore[no-any-return]  # fail never returns

    return native


SIMPLE = ("quote", "quote_plus", "unquote", "unquote_plus", "parse_qs", "parse_qsl", "urlencode", "urljoin")
FUNCTIONS: dict[str, Any] = {
    "urlparse": Native("urlparse", urlparse),
    "urlsplit": Native("urlsplit", urlsplit),
    "urlunparse": Native("urlunparse", urlunparse),
    **{name: Native(name, _plain(getattr(urllib.parse, name)), pure=True) for name in SIMPLE},
    "uses_netloc": [],
}
MEMBERS: dict[str, dict[str, Any]] = {"urllib": {}, "urllib.parse": FUNCTIONS, "urlparse": FUNCTIONS}
