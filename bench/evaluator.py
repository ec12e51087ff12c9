"""The settings evaluator in a warm process: a typical module, and a chain of star imports."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLE = Path(__file__).parents[1] / "examples" / "environment" / "shop" / "settings.py"
CHAIN = 17
ROUNDS = 30


def main() -> bool:
    """Print both; there is no bar."""
    from connlint.parsers.settings import read_settings

    typical = timed(lambda: read_settings(EXAMPLE, name="settings.py", root=EXAMPLE.parents[1]))
    with tempfile.TemporaryDirectory() as folder:
        last = chain(Path(folder))
        starred = timed(lambda: read_settings(last, name=last.name, root=Path(folder)))
    print(f"settings evaluator, warm, median of {ROUNDS}")
    print(f"{'typical module':36}{typical:8.2f} ms")
    print(f"{f'{CHAIN} modules, each import * of the last':36}{starred:8.2f} ms\n")
    return True


def timed(call: Callable[[], object]) -> float:
    """Median milliseconds."""
    call()
    seen = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        call()
        seen.append(time.perf_counter() - start)
    return statistics.median(seen) * 1000


def chain(folder: Path) -> Path:
    """Write the chain: the first defines DATABASES, each of the others changes it a little."""
    text = EXAMPLE.read_text(encoding="utf-8")
    for number in range(CHAIN):
        path = folder / f"settings{number}.py"
        path.write_text(text, encoding="utf-8")
        text = f'from settings{number} import *\n\nDATABASES["default"]["CONN_MAX_AGE"] = {number}\n' + "".join(
            f"FLAG_{number}_{line} = {line}\n" for line in range(50)
        )
    return path
