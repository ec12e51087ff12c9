"""Keeps the generated parts of README.md true: the picture and the table of the rules.

Without an argument README.md is written; with --check the exit code is 1 when it is not what would be written.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from connlint.rules import load_catalogue

ROOT = Path(__file__).parents[1]
FAMILIES = {
    "CL1": "alignment of layers",
    "CL2": "ranges",
    "CL3": "capacity",
    "CL4": "pool mode",
    "CL5": "Django's settings",
    "CL6": "code outside the request cycle",
    "CL7": "pgbouncer.ini itself",
    "CL8": "the live system",
    "CL9": "connlint itself",
}


def main() -> int:
    """Write the file, or check it."""
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")
    wanted = put(put(text, "picture", picture()), "rules", table())
    if "--check" in sys.argv:
        return int(text != wanted)
    path.write_text(wanted, encoding="utf-8")
    return 0


def put(text: str, name: str, part: str) -> str:
    """Replace what stands between ``<!-- name -->`` and ``<!-- /name -->``."""
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, _, rest = text.partition(start)
    _, _, after = rest.partition(end)
    return f"{before}{start}{part}\n{end}{after}"


def picture() -> str:
    """What connlint says about examples/misaligned."""
    command = [sys.executable, "-m", "connlint", "--color", "never", "--isolated", "examples/misaligned"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = "\n".join(f"    {line}".rstrip() for line in done.stdout.rstrip().splitlines())
    return f"\n    $ connlint examples/misaligned\n{lines}\n"


def table() -> str:
    """Every rule, by family."""
    parts = []
    cards = load_catalogue().cards
    for prefix, family in FAMILIES.items():
        own = [card for card in cards if card.code.startswith(prefix)]
        rows = [f"| {card.code} | `{card.name}` | {card.severity} | {card.evidence} |" for card in own]
        if rows:
            head = [f"\n**{family}**\n", "| code | name | level | evidence |", "| --- | --- | --- | --- |"]
            parts.append("\n".join([*head, *rows]))
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(main())
