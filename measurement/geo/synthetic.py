"""Demeaned synthetic control: what the treated series would have been."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from measurement.geo.weights import damped, ridge_correction, simplex_weights

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

FOLDS = 5
PENALTIES = np.logspace(-4, 1, 11)
"""Ridge penalties tried, as shares of the largest eigenvalue of the controls."""


@dataclass(frozen=True)
class Fit:
    """Weights of the controls, and observed minus expected in every period."""

    weights: Array
    gap: Array
    expected: Array
    penalty: float | None


class Controls:
    """Control series with the sums that every placebo shares, relative to `before`.

    Each series is taken less its own mean before the test (Doudchenko and Imbens 2016; Ferman
    and Pinto 2021), so that a large city can be followed by small ones.
    """

    def __init__(self, x: Array, before: Mask) -> None:
        self.before = before
        self.means = x[before].mean(axis=0)
        self.x = x - self.means
        self.earlier = self.x[before]
        self.gram = self.earlier.T @ self.earlier
        self.damped = damped(self.gram)

    def fit(
        self, y: Array, without: npt.NDArray[np.intp] | None = None, penalty: float | None = None
    ) -> Fit:
        """`y` by the controls, except those at the positions `without`."""
        level = y[self.before].mean()
        cross = self.earlier.T @ (y[self.before] - level)
        weights = simplex_weights(self.damped, cross, without)
        if penalty is not None:
            weights = weights + self._corrected(cross, weights, without, penalty)
        expected = level + self.x @ weights
        return Fit(weights, y - expected, expected, penalty)

    def _corrected(
        self, cross: Array, weights: Array, without: npt.NDArray[np.intp] | None, penalty: float
    ) -> Array:
        """The ridge's part, spread over the controls that may carry weight."""
        columns = np.arange(len(weights))
        if without is not None:
            columns = np.setdiff1d(columns, without)
        left_over = (cross - self.gram @ weights)[columns]
        more = np.zeros(len(weights))
        more[columns] = ridge_correction(self.gram[np.ix_(columns, columns)], left_over, penalty)
        return more


def best_penalty(y: Array, x: Array, before: Mask) -> float | None:
    """The ridge that foretells left-out blocks of the time before best; None when none helps.

    It has to better the plain weights by a tenth, or they stay.
    """
    periods = np.flatnonzero(before)
    blocks = [block for block in np.array_split(periods, FOLDS) if len(block)]
    whole = Controls(x, before)
    scale = float(np.linalg.eigvalsh(whole.gram)[-1])
    errors = np.zeros(len(PENALTIES) + 1)
    for block in blocks:
        kept = before.copy()
        kept[block] = False
        controls = Controls(x, kept)
        for k, penalty in enumerate([None, *(PENALTIES * scale)]):
            errors[k] += (controls.fit(y, penalty=penalty).gap[block] ** 2).sum()
    best = int(errors.argmin())
    return float(PENALTIES[best - 1] * scale) if best and errors[best] < 0.81 * errors[0] else None
