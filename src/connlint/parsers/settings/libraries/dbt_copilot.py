"""dbt_copilot_python: a database whose parts stand as JSON in one variable (AWS Copilot)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.libraries.common import same_unknown, unknown_part
from connlint.parsers.settings.values import DictObj, NotKnown, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.call import Call

PARTS = {"NAME": "dbname", "USER": "username", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
URL = "{engine}://{username}:{password}@{host}:{port}/{dbname}"


def _variable(call: Call) -> Val:
    name = str(call.plain(call.args[0] if call.args else call.keywords["environment_key"]))
    return call.force(call.require_env(name, KeyError, name))


def _parts(call: Call, val: Val) -> dict[str, Any]:
    try:
        found = json.loads(call.plain(val))
    except ValueError:
        found = None
    if not isinstance(found, dict) or not {"engine", *PARTS.values()} <= found.keys():
        raise NotKnown(Unknown("the variable does not hold the JSON of a database"))
    return found


def database_url_from_env(call: Call) -> Val:
    """``database_url_from_env("DATABASE_CREDENTIALS")``."""
    val = _variable(call)
    if isinstance(val.raw, Unknown):
        return same_unknown(call, val.raw, "str", val)
    return call.value(URL.format(**_parts(call, val)), val.how, val)


def setup_database(call: Call) -> Val:
    """``setup_database("DATABASE_CREDENTIALS", CONN_MAX_AGE=60)``: one entry of DATABASES."""
    val = _variable(call)
    if isinstance(val.raw, Unknown):
        items = {key: unknown_part(call, val, val.raw, part) for key, part in {"ENGINE": "engine", **PARTS}.items()}
    else:
        found = _parts(call, val)
        items = {"ENGINE": call.value(f"django.db.backends.{found['engine']}", val.how, val)}
        items.update({key: call.value(found[part], val.how, val) for key, part in PARTS.items()})
    extra = {key: item for key, item in call.keywords.items() if key != "environment_key"}
    return Val(DictObj({**items, **extra}), "computed", call.at, (val,))


def database_from_env(call: Call) -> Val:
    """``database_from_env("DATABASE_CREDENTIALS")``: DATABASES with this one entry."""
    return Val(DictObj({"default": setup_database(call)}), "computed", call.at)


def is_copilot(call: Call) -> Val:
    """``is_copilot()``."""
    return call.rt.environ.has("COPILOT_ENVIRONMENT_NAME", call.at)


MEMBERS: dict[str, dict[str, Any]] = {
    "dbt_copilot_python": {},
    "dbt_copilot_python.database": {
        "setup_database": setup_database,
        "database_from_env": database_from_env,
        "database_url_from_env": database_url_from_env,
    },
    "dbt_copilot_python.utility": {"is_copilot": is_copilot},
}
