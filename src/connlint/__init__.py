"""connlint: checks how a Django application reaches PostgreSQL, without running anything."""

__version__ = "0.1.0"
