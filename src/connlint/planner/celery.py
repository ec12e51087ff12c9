"""Celery's concurrency where only the settings module gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.planner.values import number

if TYPE_CHECKING:
    from connlint.models.stack import Stack
    from connlint.models.topology import ProcessGroup, Topology
    from connlint.models.traced import Traced

NAMES = ("CELERY_WORKER_CONCURRENCY", "CELERYD_CONCURRENCY", "CELERY_CONCURRENCY")


def with_concurrency(stack: Stack) -> Topology:
    """The topology with Celery groups whose command gives no number completed from the settings."""
    found = _concurrency(stack)
    if found is None:
        return stack.topology
    groups = tuple(_completed(group, found) for group in stack.topology.groups)
    return stack.topology.model_copy(update={"groups": groups})


def _completed(group: ProcessGroup, concurrency: Traced) -> ProcessGroup:
    if group.server != "celery" or group.role != "worker":
        return group
    sides = {side: concurrency for side in ("processes", "threads") if getattr(group, side).missing == "cores"}
    return group.model_copy(update=sides)


def _concurrency(stack: Stack) -> Traced | None:
    """The number that every world of every module gives; None when they do not agree, or none does."""
    worlds = [world for module in stack.modules for world in module.worlds]
    values = [next((world.settings[name] for name in NAMES if name in world.settings), None) for world in worlds]
    figures = {number(value) for value in values}
    return values[0] if len(figures) == 1 and None not in figures else None
