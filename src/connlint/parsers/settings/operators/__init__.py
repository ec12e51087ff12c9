"""Arithmetic, comparison and membership on Vals."""
