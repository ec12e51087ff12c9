"""One pair of files, cold: connlint against its floor and against other tools on the same file."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from measure import interleaved, median, ratio

EXAMPLE = Path(__file__).parents[1] / "examples" / "misaligned"
ROUNDS = 15
BAR = 1.25
FLOOR = """
import ast, pathlib, sys
import click
import pydantic

class Model(pydantic.BaseModel):
    name: str = ""

Model()
for name in sys.argv[1:]:
    text = pathlib.Path(name).read_text()
    if name.endswith(".py"):
        ast.parse(text)
"""


def main() -> bool:
    """Print the table; whether both bars are met."""
    files = ["shop/settings.py", "pgbouncer.ini"]
    tools = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "django", "startproject", "fresh", folder], check=True)
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "floor": [sys.executable, "-c", FLOOR, *files],
            "connlint FILES": [str(tools / "connlint"), *files],
            "connlint DIRECTORY": [str(tools / "connlint"), "."],
            "manage.py check": [sys.executable, f"{folder}/manage.py", "check"],
            "flake8": [str(tools / "flake8"), files[0]],
            "pylint": [str(tools / "pylint"), files[0]],
        }
        costs = interleaved(commands, ROUNDS, EXAMPLE)
    print(f"start-up, median of {ROUNDS} interleaved runs")
    print("floor: import click, pydantic with one model, ast.parse of the same files")
    print(f"{'':20}{'ms':>8}{'x floor':>10}{'x python':>10}{'MiB':>8}")
    for name, seen in costs.items():
        relative = f"{ratio(costs, name, 'floor'):10.2f}{ratio(costs, name, 'python -c pass'):10.1f}"
        print(f"{name:20}{median(seen):8.0f}{relative}{max(cost.mebibytes for cost in seen):8.0f}")
    of_floor, of_check = ratio(costs, "connlint FILES", "floor"), ratio(costs, "connlint FILES", "manage.py check")
    print(f"bars: {of_floor:.2f} x floor (at most {BAR}), {of_check:.2f} x manage.py check (below 1)\n")
    return of_floor <= BAR and of_check < 1
