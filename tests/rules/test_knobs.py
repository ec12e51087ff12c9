"""A finding about pools points at the key that bounds the largest one, by its name in the file."""

import pytest

from tests.rules.stacks import Files

POOLS = {"databases": ["app = host=10.0.0.5 pool_size=5", "ledger = host=10.0.0.5 pool_size=90"]}


def only(found, code):
    [finding] = [one for one in found if one.code == code]
    return finding


@pytest.mark.parametrize("slots, code", [(30, "CL302"), (110, "CL303")])
def test_the_largest_pool_is_the_primary_place(tmp_path, slots, code):
    finding = only(Files(**POOLS, server={"max_connections": slots}).findings(tmp_path), code)
    assert finding.locations[0].place.short.endswith("pgbouncer.ini:3")
    assert "lower pool_size at " in finding.advice
    assert "pgbouncer.ini:3 until the pools are" in finding.advice


def test_a_cap_is_no_pool_that_alone_is_too_large(tmp_path):
    databases = [f"{name} = host=10.0.0.5 max_db_connections=10" for name in ("app", "b", "c", "d")]
    finding = only(Files(databases=databases, server={"max_connections": 30}).findings(tmp_path), "CL302")
    assert finding.severity == "warning"
    assert "lower max_db_connections at " in finding.advice


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"pooler": {"default_pool_size": 2}}, "raise default_pool_size to 4 at "),
        ({"databases": ["app = host=10.0.0.5 pool_size=2"]}, "raise pool_size to 4 at "),
        ({"pooler": {"max_db_connections": 2}}, "raise max_db_connections to 4 at "),
    ],
)
def test_the_advice_on_atomic_requests_names_the_key_that_is_there(tmp_path, changes, words):
    found = Files(alias={"ATOMIC_REQUESTS": True}, **changes).findings(tmp_path)
    assert words in only(found, "CL413").advice


def test_the_size_of_the_line_is_the_one_that_min_pool_size_passes(tmp_path):
    databases = ["app = host=10.0.0.5 pool_size=5 min_pool_size=9"]
    finding = only(Files(databases=databases).findings(tmp_path), "CL307")
    assert finding.message.startswith("min_pool_size is above the pool's size 5:")
    assert finding.advice.endswith("pgbouncer.ini:2")
