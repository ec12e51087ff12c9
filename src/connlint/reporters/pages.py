"""Pages of HTML out of the templates."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def page(name: str, **values: Any) -> str:
    """One self-contained page; every value is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name).render(**values)
