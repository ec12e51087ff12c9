"""The language of rule files: conditions and texts over the model, read with ``ast`` and never run by Python.

A condition is a small subset of Python's expressions: comparisons (they chain), ``and``, ``or``, ``not``,
arithmetic, ``in``, conditional expressions, names of the model in lower case, and the functions of
``connlint.rules.language.functions``. Its logic has three values: what a missing value leaves open is neither
true nor false.
"""
