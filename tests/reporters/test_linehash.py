"""The line hash is that of GitHub's upload action, computed here a second time, slowly and from its description."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connlint.reporters.linehash import line_hashes


def slow(data):
    """A rolling window of 100 numbers that is moved one character at a time, as the action does it."""
    window, line_of, counts, found = [0] * 100, [0] * 100, {}, {}
    state = {"hash": 0, "index": 0, "line": 0, "start": True, "cr": False}

    def output():
        text = format(state["hash"], "x")
        counts[text] = counts.get(text, 0) + 1
        found[line_of[state["index"]]] = f"{text}:{counts[text]}"
        line_of[state["index"]] = 0

    def update(current):
        index = state["index"]
        gone, window[index] = window[index], current
        state["hash"] = (37 * state["hash"] + current - pow(37, 100) * gone) % 2**64
        state["index"] = (index + 1) % 100

    def process(current):
        if current in (32, 9) or (state["cr"] and current == 10):
            state["cr"] = False
            return
        state["cr"] = current == 13
        current = 10 if current == 13 else current
        if line_of[state["index"]]:
            output()
        if state["start"]:
            state["start"] = False
            state["line"] += 1
            line_of[state["index"]] = state["line"]
        state["start"] = current == 10
        update(current)

    units = data.decode("utf-8", "replace").encode("utf-16-le")
    for low, high in zip(units[::2], units[1::2], strict=True):
        process(low + 256 * high)
    process(65535)
    for _ in range(100):
        if line_of[state["index"]]:
            output()
        update(0)
    return [found[line] for line in sorted(found)]


def test_an_empty_file_has_one_line():
    assert line_hashes(b"") == slow(b"")
    assert len(line_hashes(b"")) == 1


def test_vectors():
    # 97 * 37**99 + 65535 * 37**98, and the same with a line end between, modulo 2**64
    assert line_hashes(b"a") == [f"{(97 * 37**99 + 65535 * 37**98) % 2**64:x}:1"]
    assert line_hashes(b" \ta\r\n") == [
        f"{(97 * 37**99 + 10 * 37**98 + 65535 * 37**97) % 2**64:x}:1",
        f"{(65535 * 37**99) % 2**64:x}:1",
    ]


def test_what_the_action_itself_computes():
    assert line_hashes(b"") == ["c129715d7a2bc9a3:1"]
    wanted = ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]
    assert line_hashes(b" a\nb\n  \t\tc\n d") == wanted
    assert line_hashes(b" a\r\nb\r  \t\tc\n d") == wanted


def test_equal_lines_are_counted():
    line = b"x = '" + b"y" * 120 + b"'\n"
    hashes = line_hashes(line * 3)
    assert [text.partition(":")[2] for text in hashes[:3]] == ["1", "2", "3"]
    assert len({text.partition(":")[0] for text in hashes[:3]}) == 1


@pytest.mark.parametrize("data", [b"\r", b"\r\r\n", b"\n\n", b"\xef\xbb\xbfa\n", b"\xff\n", "😀\n".encode(), b"\r \n"])
def test_the_odd_ones(data):
    assert line_hashes(data) == slow(data)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="ab \t\r\n=é😀", max_size=300))
def test_both_agree(text):
    assert line_hashes(text.encode()) == slow(text.encode())
