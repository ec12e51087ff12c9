"""Numbers within limits, called in messages what a reader calls them."""

from __future__ import annotations

import click


class WholeNumber(click.IntRange):
    """A whole number; ``'many' is not a valid whole number.`` is what its option says of others."""

    name = "whole number"


class Number(click.FloatRange):
    """A number, with or without a fraction."""

    name = "number"
