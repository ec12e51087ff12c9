"""The rules: loaded from the top-level ``rules`` folder, evaluated for a Stack in three-valued logic."""

from connlint.rules.catalogue import Catalogue, load_catalogue
from connlint.rules.evaluate import evaluate

__all__ = ["Catalogue", "evaluate", "load_catalogue"]
