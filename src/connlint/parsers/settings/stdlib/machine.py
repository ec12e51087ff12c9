"""What depends on the machine, on the time or on chance: unknown, and harmless to call."""

from __future__ import annotations

import socket
from typing import Any

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.values import Native, NotKnown, Unknown, Val


def _unknown(name: str, kind: str = "", *, steady: bool = False, raises: bool = False) -> Native:
    """A function whose result is unknown; ``steady`` ones give the same every time, ``raises`` may fail."""

    def run(call: Call) -> Val:
        if raises:
            call.rt.may_raise(call.at)
        symbol: Any = None
        if steady:
            symbol = ("machine", name, *[arg.raw for arg in call.args if isinstance(arg.raw, (str, int))])
        raise NotKnown(Unknown(f"{name}() depends on the machine", kind=kind, symbol=symbol))

    def keep(call: Call) -> Val:
        try:
            return run(call)
        except NotKnown as problem:
            return Val(problem.unknown, "unknown", call.at, tuple(call.args))

    return Native(name, keep)


def _all(module: str, names: str, kind: str = "", *, steady: bool = False, raises: bool = False) -> dict[str, Native]:
    return {name: _unknown(f"{module}.{name}", kind, steady=steady, raises=raises) for name in names.split()}


MEMBERS: dict[str, dict[str, Any]] = {
    "socket": {
        **_all("socket", "gethostname getfqdn", "str", steady=True),
        **_all("socket", "gethostbyname gethostbyname_ex getaddrinfo create_connection gethostbyaddr", raises=True),
        "gaierror": socket.gaierror,
        "herror": socket.herror,
        "error": OSError,
        "timeout": TimeoutError,
        "AF_INET": 2,
        "SOCK_STREAM": 1,
        "SOCK_DGRAM": 2,
        "AF_UNIX": 1,
        "SO_KEEPALIVE": 9,
        "SOL_SOCKET": 1,
        "IPPROTO_TCP": 6,
        "TCP_KEEPIDLE": 4,
        "TCP_KEEPINTVL": 5,
        "TCP_KEEPCNT": 6,
        "TCP_USER_TIMEOUT": 18,
    },
    "platform": _all("platform", "system node machine platform release version processor", "str", steady=True),
    "random": _all("random", "random randint choice choices sample shuffle uniform randrange SystemRandom seed"),
    "secrets": _all("secrets", "token_hex token_urlsafe choice token_bytes randbelow", "str"),
    "tempfile": _all("tempfile", "gettempdir mkdtemp mkstemp NamedTemporaryFile TemporaryDirectory", ""),
    "time": _all("time", "time monotonic sleep strftime localtime perf_counter"),
    "uuid": _all("uuid", "uuid1 uuid3 uuid4 uuid5 getnode UUID"),
}
