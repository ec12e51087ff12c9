"""What is missing is called as the reader's files call it."""

import pytest

from connlint.rules.words import words_for


@pytest.mark.parametrize(
    "path, words",
    [
        ("facts.shares_servers", "pool_mode"),
        ("facts.client_capacity", "max_client_conn"),
        ("facts.pool_limit", "pool_size"),
        ("db.conn_max_age", "CONN_MAX_AGE"),
        ("db.options.sslmode", 'OPTIONS["sslmode"]'),
        ("facts.usable_slots", "usable slots"),
    ],
)
def test_a_value_has_the_name_of_what_decides_it(path, words):
    assert words_for(path) == words
