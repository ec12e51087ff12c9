"""``doctor``: reads a running PgBouncer and PostgreSQL, read-only, into the models that files are read into."""

from connlint.live.observing import Systems, observe

__all__ = ["Systems", "observe"]
