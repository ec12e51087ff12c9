"""Write docs/rules: one page for each rule, and the index. With --check: only say which would change, exit code 1."""

from __future__ import annotations

import sys
from pathlib import Path

from connlint.rules import load_catalogue
from connlint.rules.index_page import index_page
from connlint.rules.page import page

FOLDER = Path(__file__).parents[1] / "docs" / "rules"


def expected_pages() -> dict[Path, str]:
    """The text of every page by its file."""
    catalogue = load_catalogue()
    pages = {FOLDER / f"{card.code}.md": page(card) for card in catalogue.pages}
    return {FOLDER / "README.md": index_page(catalogue.pages), **pages}


def drifted(pages: dict[Path, str]) -> list[Path]:
    """The files that are missing, differ, or belong to no rule."""
    differing = [file for file, text in pages.items() if not file.is_file() or file.read_text("utf-8") != text]
    return [*differing, *(file for file in FOLDER.glob("*.md") if file not in pages)]


def main() -> int:
    """Write what drifted, or say it."""
    pages = expected_pages()
    changed = drifted(pages)
    for file in changed:
        print(file.relative_to(FOLDER.parents[1]).as_posix())
        if "--check" not in sys.argv:
            file.parent.mkdir(parents=True, exist_ok=True)
            if file in pages:
                file.write_text(pages[file], encoding="utf-8")
            else:
                file.unlink()
    return 1 if changed and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
