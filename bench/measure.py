"""Timing of whole processes, interleaved, and a table of medians and ratios."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """Wall seconds and peak memory in MiB of one process, its children included."""

    seconds: float
    mebibytes: float


def once(command: Sequence[str], cwd: Path | None = None) -> Cost:
    """Run a command to its end, whatever its exit code."""
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return Cost(time.perf_counter() - start, usage.ru_maxrss / 1024)


def interleaved(commands: Mapping[str, Sequence[str]], rounds: int, cwd: Path) -> dict[str, list[Cost]]:
    """Run all commands in turn, so many rounds, after one round that warms every cache."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            cost = once(command, cwd)
            if number:
                costs[name].append(cost)
    return costs


def ratio(costs: Mapping[str, Sequence[Cost]], name: str, base: str) -> float:
    """The median of the ratios, round by round."""
    pairs = zip(costs[name], costs[base], strict=True)
    return statistics.median(one.seconds / other.seconds for one, other in pairs)


def median(costs: Sequence[Cost]) -> float:
    """Median milliseconds."""
    return statistics.median(cost.seconds for cost in costs) * 1000
