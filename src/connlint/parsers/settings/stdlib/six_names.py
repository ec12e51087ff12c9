"""six: one code for Python 2 and 3."""

from __future__ import annotations

from typing import Any

from connlint.parsers.settings.libraries.url_parts import FUNCTIONS
from connlint.parsers.settings.values import NativeModule

_URLLIB = {"parse": NativeModule("six.moves.urllib.parse", FUNCTIONS)}
MEMBERS: dict[str, dict[str, Any]] = {
    "six": {
        "PY2": False,
        "PY3": True,
        "string_types": (str,),
        "text_type": str,
        "binary_type": bytes,
        "integer_types": (int,),
        "iteritems": lambda call: call.invoke(call.attribute(call.args[0], "items")),
        "itervalues": lambda call: call.invoke(call.attribute(call.args[0], "values")),
    },
    "six.moves": {"urllib": NativeModule("six.moves.urllib", _URLLIB), "range": range, "input": None},
    "six.moves.urllib": _URLLIB,
    "six.moves.urllib.parse": FUNCTIONS,
}
