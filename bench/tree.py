"""A tree of 10,000 Python files around one project: time and memory, against flake8 on the same tree."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from measure import once

EXAMPLE = Path(__file__).parents[1] / "examples" / "misaligned"
SIZES = (2_500, 10_000)
BODY = '''"""Part {number} of the shop."""

from django.db import models


class Thing{number}(models.Model):
    """A thing that the shop sells."""

    name = models.CharField(max_length=200)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    created = models.DateTimeField(auto_now_add=True)

    def total(self, count):
        """What so many cost."""
        if count < 0:
            raise ValueError("count")
        return sum(self.price for _ in range(count))


def cheapest(limit={number}):
    """The cheapest things first."""
    return list(Thing{number}.objects.filter(price__lt=limit).order_by("price")[:10])
'''


def main() -> bool:
    """Print the table; whether connlint is faster than flake8 on the larger tree."""
    tools = Path(sys.executable).parent
    print(f"{'a tree of files':24}{'connlint':>12}{'MiB':>8}{'flake8':>12}{'MiB':>8}")
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            plant(Path(folder), size)
            ours = once([str(tools / "connlint"), folder])
            theirs = once([str(tools / "flake8"), "--jobs=auto", folder])
        print(f"{size:<24,}{ours.seconds:10.2f} s{ours.mebibytes:8.0f}{theirs.seconds:10.2f} s{theirs.mebibytes:8.0f}")
    print()
    return ours.seconds < theirs.seconds


def plant(folder: Path, size: int) -> None:
    """Write the project and its many modules, fifty to a package."""
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    for number in range(size):
        package = folder / "apps" / f"app{number // 50}"
        package.mkdir(parents=True, exist_ok=True)
        (package / "__init__.py").touch()
        (package / f"module{number}.py").write_text(BODY.format(number=number), encoding="utf-8")
