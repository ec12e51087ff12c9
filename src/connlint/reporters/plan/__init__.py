"""The formats of ``connlint plan``: text, JSON, Markdown, HTML, and files with the proposed values."""
