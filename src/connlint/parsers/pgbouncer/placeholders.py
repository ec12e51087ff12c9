"""Placeholders that some other program is to replace before PgBouncer reads the file."""

from __future__ import annotations

import re

from connlint.models.plain import Plain

# Text, not compiled patterns: few files hold a placeholder.
PLACEHOLDER = (
    rb"\$\{(?P<shell>[A-Za-z_]\w{0,99})[^}\n]{0,200}\}|\{\{.{0,200}?\}\}|<%=?.{0,200}?%>"
    rb"|(?<![\w$])\$(?P<bare>[A-Z][A-Z0-9_]{1,99})\b"
)
_CONTROL = rb"[ \t]*(?:\{%.*%\}|\{#.*#\}|<%[^=].*%>|\{\{-?[ \t]*(?P<go>[a-z]+)\b.*\}\})[ \t\r]*"
_OPENS = rb"(?:\{%|<%|\{\{)-?[ \t]*(?:if|for|range|with|unless|else|elif|elsif)\b|\bdo\b[^%]*%>"
_CLOSES = rb"(?:\{%|<%|\{\{)-?[ \t]*(?:end\w*|else|elif|elsif)\b"
_GO_WORDS = (b"if", b"else", b"end", b"range", b"with", b"define", b"block", b"template", b"include")
_TEMPLATE_NAME = r"(?i)\.(?:j2|jinja2?|tmpl|tpl|template|erb|gotmpl|mustache|in)$|\.(?:tmpl|tpl)\.|(?:^|/)templates/"


class Placeholder(Plain):
    """A placeholder by byte offsets; ``variable`` is the environment variable it names, if it does."""

    start: int
    end: int
    variable: str


def find_placeholder(text: bytes, start: int = 0, end: int | None = None) -> Placeholder | None:
    """The first placeholder in a part of the text."""
    until = len(text) if end is None else end
    if not any(text.find(mark, start, until) >= 0 for mark in (b"$", b"{{", b"<%")):
        return None
    match = re.compile(PLACEHOLDER).search(text, start, until)
    if match is None:
        return None
    variable = match["shell"] or match["bare"] or b""
    return Placeholder(match.start(), match.end(), variable.decode("ascii", "replace"))


def is_control(line: bytes) -> bool:
    """Whether a line is a statement of a template language and nothing else."""
    match = re.fullmatch(_CONTROL, line)
    return match is not None and (match["go"] is None or match["go"] in _GO_WORDS)


def depth_change(line: bytes) -> tuple[int, int]:
    """How many blocks a control line closes and opens; an else does both."""
    return int(re.search(_CLOSES, line) is not None), int(re.search(_OPENS, line) is not None)


def is_template_name(name: str) -> bool:
    """Whether a file is called like a template, or lies in a folder of them."""
    if "." not in name.removesuffix(".ini") and "/" not in name:
        return False
    return re.search(_TEMPLATE_NAME, name) is not None
