"""django.db.models, as far as settings use it."""

from __future__ import annotations

from typing import Any

from connlint.parsers.settings.classes.choices import IntegerChoices, TextChoices

MEMBERS: dict[str, dict[str, Any]] = {
    "django.db.models": {"TextChoices": TextChoices, "IntegerChoices": IntegerChoices},
}
