"""The data: every number has a source, every pattern is one that the gate lets through."""

import datetime as dt
import re
from pathlib import Path

import pytest

from connlint.planner.proxies import data, gate
from tests.proxies.examples import BALANCERS, RECOGNISED

FACTS = {
    "mode": ("session", "transaction", "statement", "none"),
    "pins": bool,
    "client_idle_seconds": (int, float),
    "session_life_seconds": (int, float),
    "wait_seconds": (int, float),
    "startup_options": ("refused", "pgbouncer", "kept"),
    "startup_error": str,
    "prepared_statements": bool,
    "keeps_settings": bool,
    "listen": bool,
    "advisory_locks": bool,
    "most_clients": int,
    "tls_required": bool,
}
NETWORK_FACTS = {"idle_seconds": (int, float), "resets": bool}
ENTRIES = [*data.proxies().values(), *data.networks().values()]


def named(entry):
    return entry.kind


@pytest.fixture(params=ENTRIES, ids=named)
def entry(request):
    return request.param


def test_no_fact_is_without_a_source(entry):
    for fact in (*entry.facts.values(), *entry.ports.values()):
        assert fact.address in {address for address, _ in entry.sources.values()}


def test_sources_are_addresses_with_the_day_they_were_read(entry):
    assert entry.sources
    for address, read in entry.sources.values():
        assert re.fullmatch(r"https://[\w.-]+/\S*", address)
        assert dt.date(2026, 11, 1) <= dt.date.fromisoformat(read)


def test_facts_are_known_names_with_values_of_their_kind(entry):
    known = FACTS if entry in data.proxies().values() else NETWORK_FACTS
    for name, fact in entry.facts.items():
        allowed = known[name]
        if isinstance(allowed, tuple) and isinstance(allowed[0], str):
            assert fact.value in allowed
        else:
            assert isinstance(fact.value, allowed)
            assert isinstance(fact.value, (str, bool)) or fact.value > 0
    assert all(fact.value in FACTS["mode"] for fact in entry.ports.values())


def test_no_key_of_the_tables_is_unread(entry):
    folder = Path(data.__file__).parent
    text = "".join((folder / name).read_text() for name in ("proxies.toml", "networks.toml"))
    keys = set(re.findall(r"^([a-z_]+) = ", text, re.MULTILINE)) - {
        key for one in ENTRIES for key in (*one.facts, *one.sources)
    }
    assert keys <= {"name", "hosts", "example", "variables", "other_ports", "base", "limits"}


def test_a_refusal_has_its_words():
    for entry in data.proxies().values():
        refuses = "startup_options" in entry.facts and entry.facts["startup_options"].value == "refused"
        assert refuses == ("startup_error" in entry.facts)


def test_every_host_pattern_has_an_example_that_passes_the_gate():
    hosts = [host.lower() for host, *_ in RECOGNISED] + BALANCERS
    assert all(gate.may_be_known(host) for host in hosts)
    for entry in ENTRIES:
        for pattern in entry.hosts:
            assert any(re.search(pattern, host) for host in hosts), f"{entry.kind}: no example for {pattern}"


def test_an_example_is_a_host_of_its_entry(entry):
    assert bool(entry.example) == bool(entry.hosts)
    assert not entry.hosts or (entry.matches(entry.example) and gate.may_be_known(entry.example))


def test_the_gate_knows_every_variable():
    assert {name for entry in data.proxies().values() for name in entry.variables} == gate.VARIABLES


def test_no_host_fits_two_entries():
    for host, *_ in RECOGNISED:
        assert sum(entry.matches(host.lower()) for entry in data.proxies().values()) == 1
