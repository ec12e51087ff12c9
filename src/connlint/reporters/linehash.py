"""The hash by which GitHub code scanning knows a line again.

It is the one that GitHub's own upload action computes when a result has none: from the start of a line, the next
100 characters of the file without blanks and tabs, as a polynomial to the base 37 in 64 bits, and a
counter that tells equal hashes of one file apart.
"""

from __future__ import annotations

from collections import Counter

_BLOCK = 100
_BASE = 37
_MASK = (1 << 64) - 1
_END = 65535
_CR, _LF = 13, 10
_BLANKS = (9, 32)


def line_hashes(data: bytes) -> list[str]:
    """The hash of every line of a file, the first line first."""
    characters, starts = _characters(data)
    sums = [0]
    for character in (*characters, *([0] * _BLOCK)):
        sums.append((sums[-1] * _BASE + character) & _MASK)
    power = pow(_BASE, _BLOCK, 1 << 64)
    seen: Counter[int] = Counter()
    hashes = []
    for start in starts:
        value = (sums[start + _BLOCK] - sums[start] * power) & _MASK
        seen[value] += 1
        hashes.append(f"{value:x}:{seen[value]}")
    return hashes


def _characters(data: bytes) -> tuple[list[int], list[int]]:
    """The characters that count, as UTF-16 units, and where among them each line starts."""
    units = memoryview(data.decode("utf-8", "replace").encode("utf-16-le")).cast("H")
    characters: list[int] = []
    starts: list[int] = []
    after_cr = False
    at_start = True
    for unit in (*units, _END):
        skipped = unit in _BLANKS or (after_cr and unit == _LF)
        after_cr = unit == _CR and not skipped
        if skipped:
            continue
        if at_start:
            starts.append(len(characters))
        kept = _LF if unit == _CR else unit
        at_start = kept == _LF
        characters.append(kept)
    return characters, starts
