"""Generated modules, really imported and read: no disagreement."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tests.settings import generate, reality

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = int(os.environ.get("CONNLINT_EXAMPLES", "300"))
START = int(os.environ.get("CONNLINT_SEED", "1"))
ONCE_FAILED = (22, 45)
"""Seeds that showed a defect once (their smallest forms are in test_unknown)."""
TOO_LARGE = 36381
"""The seed of a module that doubles a list for each key of a dict: its DATABASES are too large to be compared."""
BATCH = 100


def check(seeds: list[int], folder: Path) -> list[str]:
    jobs = []
    for seed in seeds:
        home = folder / str(seed)
        home.mkdir()
        (home / "settings.py").write_text(generate.program(seed))
        jobs.append((home, generate.environment(seed)))
    failures = []
    for seed, (home, env), truth in zip(seeds, jobs, reality.import_all(jobs), strict=True):
        if not truth["ok"]:
            continue
        found = reality.disagreement(reality.read(home, env), env, truth["databases"])
        if found:
            failures.append(f"seed {seed}: {found}")
    return failures


def test_no_generated_module_is_read_wrongly(tmp_path):
    failures: list[str] = []
    for first in range(START, START + EXAMPLES, BATCH):
        folder = tmp_path / str(first)
        folder.mkdir()
        failures += check(list(range(first, min(first + BATCH, START + EXAMPLES))), folder)
    assert failures == []


def test_what_was_once_read_wrongly_is_read_right(tmp_path):
    assert check(list(ONCE_FAILED), tmp_path) == []


def test_what_cannot_be_imported_is_the_outcome_of_that_module_alone(tmp_path):
    texts = {
        "exits": "import sys\nsys.exit(3)\n",
        "dies": "import os\nos._exit(7)\n",
        "raises": "raise ValueError('x' * 9999)\n",
        "prints": "print('[')\nDATABASES = {}\n",
        "loops": "x = ['y']\nfor _ in range(22):\n    x += x\nDATABASES = {'default': {'A': x}}\n",
        "seed": generate.program(TOO_LARGE),
        "fine": "DATABASES = {'default': {'HOST': 'h'}}\n",
    }
    jobs = []
    for name, text in texts.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "settings.py").write_text(text)
        jobs.append((tmp_path / name, generate.environment(TOO_LARGE)))
    found = dict(zip(texts, reality.import_all(jobs), strict=True))
    assert found["exits"] == {"ok": False, "error": "SystemExit(3)"}
    assert found["dies"] == {"ok": False, "error": "the process ended with 7"}
    assert found["raises"]["error"].startswith("ValueError('xxx")
    assert found["prints"] == {"ok": True, "databases": {"dict": []}}
    assert "too large" in found["loops"]["error"]
    assert "too large" in found["seed"]["error"]
    assert found["fine"]["databases"] == {"dict": [["default", {"dict": [["HOST", "h"]]}]]}
