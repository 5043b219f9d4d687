"""Were the arms alike before? Standardised differences of covariates known before the start."""

from __future__ import annotations

import math
from collections.abc import Sequence

from scipy.stats import norm

from measurement.experiments.rows import ArmRows, Moments

PLAINLY_DIFFERENT = 0.25
"""Standardised difference above which regression no longer repairs a comparison (Rubin 2001)."""
NOTICEABLE = 0.1
SURE = 0.001
LIKELY = 0.01


def imbalances(control: ArmRows, arms: Sequence[ArmRows]) -> list[dict]:
    """One entry per arm and covariate: standardised `difference`, `p` (Bonferroni) and `verdict`.

    `blocks` needs a difference that is both plain and beyond chance; `warns` is one that chance
    does not explain, or a noticeable one that it hardly does. `difference` is None where an arm
    has no value.
    """
    tests = sum(len(arm.balanced) for arm in arms)
    found = []
    for arm in arms:
        for covariate, moments in arm.balanced.items():
            difference, p = _difference(control.balanced[covariate], moments)
            p = min(p * tests, 1.0)
            found.append(
                {
                    "arm": arm.name,
                    "covariate": covariate,
                    "difference": difference,
                    "p": p,
                    "verdict": _verdict(difference, p),
                }
            )
    return found


def _difference(control: Moments, arm: Moments) -> tuple[float | None, float]:
    if not control.n or not arm.n:
        return None, 1.0
    gap = arm.mean - control.mean
    spread = math.sqrt((control.variance + arm.variance) / 2)
    if not spread:
        return (math.copysign(math.inf, gap), 0.0) if gap else (0.0, 1.0)
    error = math.sqrt(control.variance / control.n + arm.variance / arm.n)
    return gap / spread, 2 * float(norm.sf(abs(gap) / error))


def _verdict(difference: float | None, p: float) -> str:
    size = abs(difference or 0.0)
    if size > PLAINLY_DIFFERENT and p < SURE:
        return "blocks"
    return "warns" if p < SURE or (size > NOTICEABLE and p < LIKELY) else "fine"
