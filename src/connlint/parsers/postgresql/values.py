"""Values of PostgreSQL's settings: units of time become seconds, whole numbers ints, the rest stays text.

The base units are those of the documentation of PostgreSQL 17: a number without a unit counts in them.
"""
# ruff: noqa: SIM905 - word lists are read more easily than lists of literals

from __future__ import annotations

import re

MILLISECONDS = frozenset(
    """
    statement_timeout lock_timeout idle_session_timeout idle_in_transaction_session_timeout transaction_timeout
    deadlock_timeout tcp_user_timeout client_connection_check_interval log_min_duration_statement
    log_min_duration_sample log_autovacuum_min_duration log_startup_progress_interval wal_sender_timeout
    wal_receiver_timeout wal_retrieve_retry_interval max_standby_archive_delay max_standby_streaming_delay
    recovery_min_apply_delay wal_writer_delay bgwriter_delay
    """.split()
)
SECONDS = frozenset(
    """
    tcp_keepalives_idle tcp_keepalives_interval authentication_timeout checkpoint_timeout checkpoint_warning
    archive_timeout autovacuum_naptime wal_receiver_status_interval pre_auth_delay post_auth_delay
    """.split()
)
INTEGERS = frozenset(
    """
    max_connections superuser_reserved_connections reserved_connections port max_wal_senders max_worker_processes
    max_parallel_workers max_prepared_transactions max_locks_per_transaction autovacuum_max_workers
    tcp_keepalives_count
    """.split()
)
_UNITS = {"us": 0.000001, "ms": 0.001, "s": 1, "min": 60, "h": 3600, "d": 86400}
_NUMBER = re.compile(r"\s*([+-]?)(0[xX][0-9a-fA-F]+|[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+\.)\s*([A-Za-z]*)\s*")
_PLAIN = re.compile(r"[+-]?[0-9]{1,18}")


def convert(name: str, text: str) -> object:
    """The value of a setting; raises ValueError with a reason when the server would refuse it."""
    if name in MILLISECONDS or name in SECONDS:
        return seconds(text, 0.001 if name in MILLISECONDS else 1)
    if name in INTEGERS:
        return _integer(text)
    return int(text) if _PLAIN.fullmatch(text) and not re.match(r"[+-]?0[0-9]", text) else text


def seconds(text: str, base: float) -> int | float:
    """A time in seconds, rounded to ``base`` as the server does, which is the unit of a plain number.

    A negative number is kept as it is.
    """
    sign, digits, unit = _number(text)
    factor = _UNITS.get(unit) if unit else base
    if factor is None:
        raise ValueError(f"the unit is none of {', '.join(_UNITS)}")
    if sign < 0:
        return -int(digits)
    value = round(round(digits * factor / base) * base, 6)
    return int(value) if value == int(value) else value


def _integer(text: str) -> int:
    sign, digits, unit = _number(text)
    if unit:
        raise ValueError("it takes a number without a unit")
    return sign * round(digits)


def _number(text: str) -> tuple[int, float, str]:
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise ValueError("it takes a number")
    digits = match[2]
    if digits.lower().startswith("0x"):
        value = float(int(digits, 16))
    elif re.fullmatch(r"0[0-7]+", digits):
        value = float(int(digits, 8))
    else:
        value = float(digits)
    return (-1 if match[1] == "-" else 1), value, match[3]
