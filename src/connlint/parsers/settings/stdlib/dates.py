"""datetime and decimal."""

from __future__ import annotations

import datetime as dt
import decimal
from typing import Any

from connlint.parsers.settings.methods.objects import harmless
from connlint.parsers.settings.stdlib.purely import plain

MEMBERS: dict[str, dict[str, Any]] = {
    "datetime": {
        "timedelta": plain(dt.timedelta),
        "datetime": harmless("the time of day"),
        "date": harmless("the date"),
        "timezone": harmless("a time zone"),
        "UTC": harmless("a time zone"),
    },
    "decimal": {"Decimal": plain(decimal.Decimal)},
}
