"""What an option says of text that is no number."""

import pytest


@pytest.mark.parametrize(
    "command, option, kind",
    [
        ("check", "--max-connections", "whole number"),
        ("check", "--clients", "whole number"),
        ("plan", "--rps", "number"),
        ("doctor", "--interval", "number"),
    ],
)
def test_one_sentence_names_the_option_and_what_it_takes(project, run, command, option, kind):
    result = run(command, option, "many", ".")
    assert (result.code, result.out) == (2, "")
    assert f"'{option}'" in result.err
    assert result.err.endswith(f": 'many' is not a valid {kind}.\n")
    assert result.err.count("\n") == 1
