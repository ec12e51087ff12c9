"""The pipeline from paths to a report."""

from connlint.lint.pipeline import Report, lint, read_stack

__all__ = ["Report", "lint", "read_stack"]
