"""The resolved configuration as JSON: the contract of schema 1."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from connlint.models.merged import MergedAlias, merge_worlds
from connlint.reporters.plain import place_object, plain
from connlint.reporters.words import clean
from connlint.sources.masking import mask

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connlint.models.django import SettingsModule
    from connlint.models.pgbouncer import PgBouncerConfig, PoolerEntry
    from connlint.models.stack import Stack
    from connlint.models.topology import ProcessGroup
    from connlint.models.traced import Branch, Traced

_GROUP_KEYS = ("worker_class", "processes", "threads", "replicas", "surge", "timeout")


def render(stack: Stack) -> str:
    """One JSON document."""
    document = {
        "schema": 1,
        "django": [{"file": one.file, "databases": _databases(one)} for one in stack.modules],
        "pgbouncer": [_pooler(one) for one in stack.poolers],
        "postgresql": [{"file": one.file, "form": one.form, "settings": table(one.settings)} for one in stack.servers],
        "topology": [_group(one) for one in stack.topology.groups],
        "versions": table(stack.versions.found),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def traced_object(traced: Traced) -> dict[str, Any]:
    """A traced value as the contract writes it."""
    if traced.status == "unknown":
        return {"status": "unknown", "reason": clean(traced.reason)}
    if traced.status == "either":
        return {"status": "either", "values": [_branch(branch) for branch in traced.branches]}
    if traced.status == "default":
        return {"status": "default", "value": _value(traced)}
    return {
        "status": "known",
        "value": _value(traced),
        "how": clean(traced.how),
        "origin": place_object(traced.origin),
    }


def table(values: Mapping[str, Traced]) -> dict[str, Any]:
    """A mapping of traced values."""
    return {key: traced_object(value) for key, value in values.items()}


def _databases(module: SettingsModule) -> dict[str, Any]:
    view = merge_worlds(module)
    if view.unknown is not None:
        return traced_object(view.unknown)
    return {name: _alias(alias) for name, alias in view.aliases.items()}


def _alias(alias: MergedAlias) -> dict[str, Any]:
    values = table(alias.settings)
    if alias.options_whole is not None:
        values["OPTIONS"] = traced_object(alias.options_whole)
    else:
        values["OPTIONS"] = table(alias.options)
    return values


def _pooler(pooler: PgBouncerConfig) -> dict[str, Any]:
    return {
        "file": pooler.file,
        "form": pooler.form,
        "version": pooler.version,
        "settings": table(pooler.settings),
        "databases": _entries(pooler.databases),
        "users": _entries(pooler.users),
        "peers": _entries(pooler.peers),
    }


def _entries(entries: Mapping[str, PoolerEntry]) -> dict[str, Any]:
    return {name: table(entry.settings) for name, entry in entries.items()}


def _group(group: ProcessGroup) -> dict[str, Any]:
    values = {key: traced_object(getattr(group, key)) for key in _GROUP_KEYS}
    return {"name": group.name, "server": group.server, "origin": place_object(group.place), **values}


def _branch(branch: Branch) -> dict[str, Any]:
    traced = branch.traced
    if traced.status == "unknown":
        return {"reason": clean(traced.reason), "condition": branch.condition}
    status = {"status": "default"} if traced.status == "default" else {}
    return {"value": _value(traced), "condition": branch.condition, **status}


def _value(traced: Traced) -> Any:
    if traced.parts is None:
        value = plain(traced.value)
        return mask(value) if isinstance(value, str) else value
    return {key: _value(part) for key, part in traced.parts.items()}
