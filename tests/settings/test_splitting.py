"""Worlds for the known values that a condition picks from, and none for anything else."""

from __future__ import annotations

from tests.settings.modules import either, read


def alias(*items: str) -> str:
    return f"import os\nimport foreign\nDATABASES = {{'default': {{{', '.join(items)}}}}}\n"


def found(module, *keys):
    """The values of these keys in each world; ``?`` for what is not known in it."""
    tables = [world.databases["default"] for world in module.worlds]
    every = [{**table.settings, **table.options} for table in tables]
    return {tuple(table[key].value if table[key].decided else "?" for key in keys) for table in every}


def test_a_value_that_is_not_known_makes_no_world(tmp_path):
    module = read(tmp_path, alias("'HOST': os.getenv('A') or 'h'", "'CONN_MAX_AGE': int(os.getenv('B', '5'))"))
    assert len(module.worlds) == 1
    assert either(module, "HOST") == {"A is set": "?", "A is not set": "h"}


def test_what_leads_nowhere_makes_none(tmp_path):
    module = read(tmp_path, alias("'USER': 'a' if foreign.x else 'b'", "'NAME': 1 if foreign.y else 2"))
    assert len(module.worlds) == 1
    assert either(module, "USER") == {"foreign.x": "a", "not (foreign.x)": "b"}


def test_no_world_stands_for_answers_that_exclude_each_other(tmp_path):
    text = "v = os.environ['V']\n" + alias(
        "'CONN_MAX_AGE': 1 if v == 'a' else 2",
        "'CONN_HEALTH_CHECKS': True if v == 'b' else False",
        "'PORT': 5 if v == 'a' else 6",
    )
    module = read(tmp_path, "import os\n" + text)
    assert found(module, "CONN_MAX_AGE", "CONN_HEALTH_CHECKS", "PORT") == {
        (1, False, 5),
        (2, True, 6),
        (2, False, 6),
    }


def test_values_under_one_condition_stay_together(tmp_path):
    module = read(
        tmp_path,
        alias(
            "'CONN_MAX_AGE': 600 if os.getenv('P') else 0", "'CONN_HEALTH_CHECKS': True if os.getenv('P') else False"
        ),
    )
    assert found(module, "CONN_MAX_AGE", "CONN_HEALTH_CHECKS") == {(600, True), (0, False)}
    assert either(module, "CONN_MAX_AGE") == {"P is set": 600, "P is not set": 0}


def test_members_of_options_count(tmp_path):
    module = read(tmp_path, alias("'OPTIONS': {'connect_timeout': 5 if foreign.x else 10, 'a': 1}"))
    assert found(module, "connect_timeout") == {(5,), (10,)}


def test_at_most_three_questions_are_answered(tmp_path):
    keys = ", ".join(f"'k{n}': {n} if foreign.x{n} else 9" for n in range(5))
    module = read(tmp_path, alias(f"'OPTIONS': {{{keys}}}"))
    assert len(module.worlds) == 8
    assert {"?"} == {row[0] for row in found(module, "k4")}
    assert {row[0] for row in found(module, "k2")} == {2, 9}


def test_a_variable_that_is_supplied_makes_one_world(tmp_path):
    text = alias("'CONN_MAX_AGE': 600 if os.getenv('P') else 0", "'PORT': 1 if os.getenv('P') else 2")
    module = read(tmp_path, text, P="1")
    assert found(module, "CONN_MAX_AGE", "PORT") == {(600, 1)}
    assert len(module.worlds) == 1
