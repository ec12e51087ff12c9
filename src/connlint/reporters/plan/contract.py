"""The plan as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from connlint.models.traced import REDACTED
from connlint.reporters.plain import place_object, plain
from connlint.reporters.plan.rows import title

if TYPE_CHECKING:
    from connlint.models.plan import Advice, BudgetLine, Plan
    from connlint.models.stack import Stack, Sum
    from connlint.models.traced import Traced


def render(plan: Plan, stack: Stack) -> str:
    """Schema 1: budget, proposed (the budget after the changes), advice, queues, simulations, notes."""
    data = {
        "schema": 1,
        "budget": [_line(line) for line in plan.budget],
        "proposed": [_line(line) for line in plan.after],
        "advice": [_advice(one, stack) for one in plan.advice],
        "queues": [plain(queue.model_dump()) for queue in plan.queues],
        "simulations": [plain(one.model_dump()) for one in plan.simulations],
        "notes": list(plan.notes),
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _line(line: BudgetLine) -> dict[str, Any]:
    return {
        "name": line.name,
        "deploy": line.deploy,
        "used": _sum(line.used),
        "limit": _sum(line.limit),
        "headroom": _traced(line.headroom),
    }


def _sum(total: Sum) -> dict[str, Any]:
    terms = [{"term": one.term, "value": plain(one.value), "origin": place_object(one.origin)} for one in total.terms]
    return {"total": _traced(total.total), "formula": total.formula, "terms": terms}


def _traced(value: Traced) -> dict[str, Any]:
    if not value.decided:
        return {"status": value.status, "reason": value.reason, "missing": value.missing}
    return {
        "status": value.status,
        "value": REDACTED if value.secret and value.value else plain(value.value),
        "origin": place_object(value.origin),
    }


def _advice(advice: Advice, stack: Stack) -> dict[str, Any]:
    return {
        "where": advice.where,
        "place": title(advice, stack),
        "name": advice.name,
        "setting": advice.setting,
        "value": plain(advice.value),
        "remove": advice.remove,
        "changes": advice.changes,
        "current": None if advice.current is None else _traced(advice.current),
        "reason": advice.reason,
        "rules": list(advice.rules),
    }
