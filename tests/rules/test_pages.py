"""docs/rules is what the rule files say."""

from connlint.rules.language.functions import OF_A_NAME, PLAIN
from connlint.rules.model import SCOPES, Rule
from tools.rule_pages import FOLDER, drifted, expected_pages


def test_the_pages_have_not_drifted():
    files = [file.name for file in drifted(expected_pages())]
    assert files == [], "run: python tools/rule_pages.py"


def test_the_index_links_every_page():
    text = (FOLDER / "README.md").read_text("utf-8")
    assert all(f"({file.name})" in text for file in FOLDER.glob("CL*.md"))


def test_every_function_of_the_language_is_documented():
    text = (FOLDER.parent / "conditions.md").read_text("utf-8")
    assert [name for name in (*PLAIN, *OF_A_NAME) if f"{name}(" not in text] == []


def test_every_scope_and_key_is_documented():
    text = (FOLDER.parent / "conditions.md").read_text("utf-8")
    words = [*SCOPES, *Rule.model_fields]
    assert [word for word in words if word not in text and word not in ("none", "file")] == []
