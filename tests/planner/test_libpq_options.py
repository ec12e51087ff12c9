import pytest

from connlint.planner.libpq_options import parse_options, seconds, split_options


@pytest.mark.parametrize("text", ["30 minutes", "30S", "", "ms", "-c", "1.2.3"])
def test_what_is_no_time(text):
    assert seconds(text) is None


@pytest.mark.parametrize(
    "text, expected",
    [("30000", 30), ("30", 0.03), ("30s", 30), ("5min", 300), ("1 h", 3600), ("1.5s", 1.5), ("0", 0)],
)
def test_times_count_in_milliseconds_unless_they_say_otherwise(text, expected):
    assert seconds(text) == expected


def test_words_are_split_as_postgresql_does():
    assert split_options(r"-c search_path=a,\ b  -c x=1") == ["-c", "search_path=a, b", "-c", "x=1"]


def test_the_three_spellings_and_the_last_one_wins():
    found = parse_options("-c a=1 -cb=2 --c-d=3 -c a=4 -B 5")
    assert found.parameters == {"b": "2", "c_d": "3", "a": "4"}
    assert found.others == ("-B", "5")


@pytest.mark.parametrize(
    "text, other", [("-c work_mem", "-c"), ("-cwork_mem", "-cwork_mem"), ("--work_mem", "--work_mem")]
)
def test_what_sets_nothing_is_kept_apart(text, other):
    found = parse_options(f"-c a=1 {text} -c b=2 -c")
    assert (found.parameters, found.others) == ({"a": "1", "b": "2"}, (other, "-c"))
