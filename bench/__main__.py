"""Prints what connlint costs: ``python bench [startup] [evaluator] [tree]``, all three when none is named.

Ratios are what counts: the runs are interleaved, so that a noisy machine is noisy for all of them.
"""

from __future__ import annotations

import os
import sys

import evaluator
import startup
import tree

PARTS = {"startup": startup.main, "evaluator": evaluator.main, "tree": tree.main}


def main() -> int:
    """Run the parts that are named; 1 when a bar is missed."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.pop("PYTHONUNBUFFERED", None)
    wanted = sys.argv[1:] or list(PARTS)
    results = [PARTS[part]() for part in wanted]
    return int(not all(results))


sys.exit(main())
