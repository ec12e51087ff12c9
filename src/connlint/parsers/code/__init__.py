"""Application code: what it does to connections outside the settings. Parsed, never imported."""

from connlint.parsers.code.reading import read_code

__all__ = ["read_code"]
