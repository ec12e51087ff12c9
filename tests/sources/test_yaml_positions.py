import sys
from pathlib import Path

import pytest

from connlint.sources.errors import UnreadableError
from connlint.sources.text import Source
from connlint.sources.yaml_positions import read_yaml


def yaml(text):
    return read_yaml(Source("a.yaml", Path("a.yaml"), text.encode()))


def test_a_mistake_is_told_with_its_place():
    with pytest.raises(UnreadableError, match="not YAML") as caught:
        yaml("a: 1\nb: [\n")
    assert caught.value.place is not None
    assert caught.value.place.line == 3


@pytest.mark.parametrize("text", ["[" * 5000, "- " * 5000 + "x", "{a: " * 3000])
def test_deep_nesting_is_refused_in_one_line(text):
    with pytest.raises(UnreadableError, match="deep"):
        yaml(text)


def test_a_missing_library_is_told_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "yaml", None)
    with pytest.raises(UnreadableError, match=r"pip install 'connlint\[yaml\]'"):
        yaml("a: 1")


def test_aliases_that_multiply_cost_nothing():
    levels = ["a0: &a0 {k0: 1}"]
    levels += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}], k{n}: 1}}" for n in range(1, 40)]
    document = yaml("\n".join(levels))[0]
    assert len(document.get("a39").pairs) == 40


def test_a_mapping_that_merges_itself_ends():
    assert [key.text for key, _ in yaml("a: &a\n  <<: *a\n  b: 1\n")[0].get("a").pairs] == ["b"]


@pytest.mark.parametrize(
    "text, value",
    [
        ("1", 1),
        ("'1'", "1"),
        ("yes", "yes"),
        ("true", True),
        ("~", None),
        ("", None),
        ("1.5", 1.5),
        ("a b", "a b"),
        ("0x10", "0x10"),
    ],
)
def test_plain_scalars_have_python_values_and_quoted_ones_are_text(text, value):
    assert yaml(f"a: {text}")[0].get("a").value == value


def test_own_keys_win_over_merged_ones():
    document = yaml("x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  a: 3\n")[0]
    assert {key.text: value.value for key, value in document.get("y").pairs} == {"a": 3, "b": 2}


def test_every_node_has_its_place():
    place = yaml("a:\n  - b: hello\n")[0].at("a", 0, "b").place
    assert (place.line, place.column, place.end_line, place.end_column) == (2, 8, 2, 13)


def test_a_path_that_leads_nowhere_is_none():
    assert yaml("a: [1]")[0].at("a", 3, "b") is None


def test_the_lines_of_a_literal_block_keep_their_numbers():
    source = yaml("data:\n  x.ini: |\n    [pgbouncer]\n    a = 1\nb: 2\n")[0].at("data", "x.ini").inner_source()
    assert source.lines[2:4] == ["    [pgbouncer]", "    a = 1"]
    assert "b: 2" not in source.lines


def test_text_in_quotes_has_the_place_of_the_scalar():
    source = yaml('a: "x\\ny"\n')[0].get("a").inner_source()
    assert source.lines == ["x", "y"]
    assert source.span(2, 1, 2, 2).line == 1


def test_only_scalars_have_a_value_and_a_style():
    (node,) = yaml("a: {b: 1}\nc: [1]\nd: 'x'\ne: |\n  x\n")
    assert [(child.value, child.style) for _, child in node.pairs] == [(None, ""), (None, ""), ("x", "'"), ("x\n", "|")]


@pytest.fixture
def usual_limit():
    """The recursion limit of a fresh interpreter; other tests of the run may have raised it."""
    held = sys.getrecursionlimit()
    sys.setrecursionlimit(1000)
    yield
    sys.setrecursionlimit(held)


@pytest.mark.usefixtures("usual_limit")
def test_merges_of_merges_end_in_one_line():
    chain = "".join(f"x{n}: &a{n} {{<<: *a{n - 1}}}\n" for n in range(1, 1500))
    (node,) = yaml(f"x0: &a0 {{x: 1}}\n{chain}")
    with pytest.raises(UnreadableError, match="merged mappings are nested too deep"):
        _ = node.at("x1499", "x")
    assert node.at("x9", "x").value == 1


@pytest.mark.usefixtures("usual_limit")
def test_deep_indentation_without_the_c_library(monkeypatch):
    monkeypatch.delattr("yaml.CSafeLoader", raising=False)
    text = "".join(" " * depth + "a:\n" for depth in range(1500))
    with pytest.raises(UnreadableError, match="nested too deep"):
        yaml(text)
