"""No file crashes the parser, holds it up, or fills the screen."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connlint.parsers.pgbouncer.log import MOST_FATAL
from connlint.sources.errors import UnreadableError
from connlint.sources.text import read
from tests.pgbouncer.reading import ini

TOKENS = [
    "[pgbouncer]",
    "[databases]",
    "[users]",
    "[peers]",
    "[",
    "]",
    "=",
    "'",
    '"',
    "\n",
    "\r",
    " ",
    "\t",
    "%include ",
    ";",
]
TOKENS += [
    "#",
    "pool_mode",
    "host",
    "port",
    "5",
    "020",
    "60s",
    "session",
    "\0",
    "\x0b",
    "${X}",
    "{{ x }}",
    "*",
    "\ufeff",
    "ä",
]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(data):
    ini(data)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(TOKENS), max_size=40).map("".join),
    st.sampled_from(["1.12", "1.15", "1.24", "1.26"]),
    st.booleans(),
)
def test_any_tokens(text, version, final):
    config = ini(text, version, final=final)
    assert config.accepted == (not any(problem.fatal for problem in config.problems))
    for problem in config.problems:
        assert "\n" not in problem.message


@pytest.mark.parametrize(
    "text", ["[" + "x" * 9999 + "]", "\x1b[31m = 1", "y" * 9999 + " = 1", "pool_mode = " + "z" * 9999, "'\x1b' = 1"]
)
def test_messages_are_short_and_hold_no_control_characters(text):
    for section in ("[databases]", "[users]", "[peers]", ""):
        for problem in ini(f"[pgbouncer]\n{section}\n{text}\n").problems:
            assert len(problem.message) < 300
            assert problem.message.isprintable()


def test_a_hundred_megabytes_are_refused_with_one_line(tmp_path):
    path = tmp_path / "pgbouncer.ini"
    with path.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    with pytest.raises(UnreadableError, match="too large") as caught:
        read(path)
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("line", ["nonsense\n", "pool_mode = x\n", "[x]\n", "a=b\n", "\x01\x02\n"])
def test_a_file_of_something_else_ends_after_a_few_complaints(line):
    config = ini("[pgbouncer]\n" + line * 100_000)
    assert not config.accepted
    assert sum(problem.fatal for problem in config.problems) <= MOST_FATAL
    assert len(config.problems) <= 2 * MOST_FATAL


@pytest.mark.parametrize(
    "line",
    ["pool_mode = session\n", "; comment\n", "\n", "[databases]\nx = host=a password=b port=5\n", "[users]\n", " \t"],
)
def test_long_files_take_linear_time(line):
    def seconds(count):
        start = time.process_time()
        ini("[pgbouncer]\n" + line * count)
        return time.process_time() - start

    seconds(100)
    assert seconds(6_000) < 40 * max(seconds(300), 0.005)


@pytest.mark.parametrize("text", ["x" * 1_000_000, "[" * 1_000_000, "'" * 1_000_000, "a = " + "b= " * 200_000])
def test_long_lines_take_linear_time(text):
    start = time.process_time()
    ini("[pgbouncer]\n[databases]\n" + text)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("part", ["{{", "${A", "<%", "$A", " ", "\t;", " ;", "# ", "'", "0", "9", "-", "x", "{% "])
@pytest.mark.parametrize("key", ["auth_user", "pool_mode", "default_pool_size", "query_timeout", "admin_users"])
def test_long_values_take_linear_time(part, key):
    for final in (True, False):
        start = time.process_time()
        ini(f"[pgbouncer]\n{key} = a{part * 20_000}x\n{key} = {part * 20_000}1\n", final=final)
        assert time.process_time() - start < 5
