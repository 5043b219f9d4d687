"""The known name that a misspelt one most likely meant."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import fuzz, process

LEAST_LIKENESS = 75.0
"""Out of 100: `baidou` is 91 % like `baidu`, and unrelated short names stay below 60."""
LEAST_LEAD = 8.0
"""A runner-up closer than this makes the guess ambiguous, so there is none."""


def nearest(value: str, names: Collection[str]) -> str | None:
    """The one name of `names` that `value` is like; None when none or more than one is."""
    by_folded = {name.casefold(): name for name in sorted(names)}
    folded = value.strip().casefold()
    if not folded or folded in by_folded:
        return None
    found = process.extract(
        folded, list(by_folded), scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS - LEAST_LEAD
    )
    if not found or found[0][1] < LEAST_LIKENESS:
        return None
    if len(found) > 1 and found[0][1] - found[1][1] < LEAST_LEAD:
        return None
    return by_folded[found[0][0]]
