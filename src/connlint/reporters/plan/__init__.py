"""The formats of ``connlint plan``: text, JSON, Markdown, and files with the proposed values."""
