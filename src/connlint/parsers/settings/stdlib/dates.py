"""datetime and decimal."""

from __future__ import annotations

import datetime as dt
import decimal
from typing import Any

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.methods.objects import harmless
from connlint.parsers.settings.values import Native, Val


def _made(kind: Any) -> Native:
    def run(call: Call) -> Val:
        args = [call.plain(arg) for arg in call.args]
        keywords = {key: call.plain(arg) for key, arg in call.keywords.items()}
        try:
            return call.value(kind(*args, **keywords), "", *call.args)
        except (TypeError, ValueError, ArithmeticError) as error:
            return call.fail(type(error), str(error))  # type: ignore[no-any-return]  # fail never returns

    return Native(kind.__name__, run, pure=True)


MEMBERS: dict[str, dict[str, Any]] = {
    "datetime": {
        "timedelta": _made(dt.timedelta),
        "datetime": harmless("the time of day"),
        "date": harmless("the date"),
        "timezone": harmless("a time zone"),
        "UTC": harmless("a time zone"),
    },
    "decimal": {"Decimal": _made(decimal.Decimal)},
}
