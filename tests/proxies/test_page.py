"""docs/proxies.md is what the data says."""

import subprocess
import sys
from pathlib import Path

from connlint.planner.proxies import network_kinds, proxy_kinds

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "proxies.md"


def test_the_page_does_not_drift():
    command = [sys.executable, str(ROOT / "tools" / "proxies_page.py"), "--check"]
    assert subprocess.run(command, check=False).returncode == 0, "run tools/proxies_page.py"


def test_every_kind_has_its_section():
    text = PAGE.read_text(encoding="utf-8")
    for kind in (*proxy_kinds(), *network_kinds()):
        assert f"### `{kind}`: " in text
