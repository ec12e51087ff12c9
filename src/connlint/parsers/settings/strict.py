"""Whether a defect of the interpreter itself is raised (in tests) or makes a value unknown (for users)."""

from __future__ import annotations

on = False
