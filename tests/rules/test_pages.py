"""docs/rules is what the rule files say."""

from tools.rule_pages import FOLDER, drifted, expected_pages


def test_the_pages_have_not_drifted():
    files = [file.name for file in drifted(expected_pages())]
    assert files == [], "run: python tools/rule_pages.py"


def test_the_index_links_every_page():
    text = (FOLDER / "README.md").read_text("utf-8")
    assert all(f"({file.name})" in text for file in FOLDER.glob("CL*.md"))
