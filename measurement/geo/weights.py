"""Weights of control locations that follow the treated ones before the test."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.linalg import get_lapack_funcs

Array = npt.NDArray[np.float64]

(POSV,) = get_lapack_funcs(("posv",), dtype=np.float64)
RIDGE = 1e-9
"""Share of the mean diagonal that keeps twin cities from making the equations singular."""


def damped(gram: Array) -> Array:
    """`gram` with a little more on its diagonal."""
    n = len(gram)
    return gram + np.eye(n) * RIDGE * (float(np.trace(gram)) / n or 1.0)


def simplex_weights(
    gram: Array, cross: Array, without: npt.NDArray[np.intp] | None = None
) -> Array:
    """Weights >= 0 with sum 1 that minimise w'Gw - 2c'w, exactly; 0 at the positions `without`.

    `gram` is the damped X'X of the controls (n x n), `cross` X'y with the treated series. The
    active-set method of Lawson and Hanson (1974) with the sum kept as an equation: only the few
    controls that carry weight enter a linear system, so 300 of them take milliseconds.
    """
    n = len(cross)
    barred = np.zeros(n, dtype=bool)
    if without is not None:
        barred[without] = True
    weights = np.zeros(n)
    alone = np.where(barred, np.inf, gram.diagonal() - 2 * cross)
    active = [int(np.argmin(alone))]
    weights[active] = 1.0
    largest = np.abs(cross[~barred]).max()
    for _ in range(20 * n):
        gradient = gram[:, active] @ weights[active] - cross
        tolerance = 1e-9 * (largest + np.abs(gradient[~barred]).max())
        gain = gradient - weights @ gradient
        gain[active] = 0.0
        gain[barred] = 0.0
        entering = int(np.argmin(gain))
        if gain[entering] >= -tolerance:
            break
        active.append(entering)
        active = _settle(gram, cross, weights, active)
    return weights / weights.sum()


def _settle(gram: Array, cross: Array, weights: Array, active: list[int]) -> list[int]:
    """Move `weights` to the best point of the active ones, dropping those that reach 0."""
    while True:
        wanted = _on_plane(gram, cross, active)
        current = weights[active]
        falling = wanted <= 0
        if not falling.any():
            weights[active] = wanted
            return active
        steps = current[falling] / (current[falling] - wanted[falling])
        moved = current + min(float(steps.min()), 1.0) * (wanted - current)
        moved[np.flatnonzero(falling)[int(steps.argmin())]] = 0.0
        weights[active] = moved
        kept = [i for i, weight in zip(active, moved, strict=True) if weight > 0]
        weights[list(set(active) - set(kept))] = 0.0
        active = kept


def _on_plane(gram: Array, cross: Array, active: list[int]) -> Array:
    """The minimum over weights of the active controls that sum to 1, whatever their signs.

    A geo lift asks for this some thousand times, of a few dozen controls each, so LAPACK is called
    directly.
    """
    part = gram.take(active, axis=0).take(active, axis=1)
    sides = np.ones((len(active), 2), order="F")
    sides[:, 0] = cross.take(active)
    _, solved, failed = POSV(part, sides)
    if failed:
        solved = np.linalg.solve(part, sides)
    free, ones = solved[:, 0], solved[:, 1]
    return free + ones * (1 - free.sum()) / ones.sum()


def ridge_correction(gram: Array, left_over: Array, penalty: float) -> Array:
    """What is added to the weights so that they also follow the fit's residuals.

    Augmented synthetic control of Ben-Michael, Feller and Rothstein (2021): `left_over` is X'r of
    the residuals r, `penalty` the ridge's. The result may be negative and extrapolate.
    """
    return np.linalg.solve(gram + penalty * np.eye(len(gram)), left_over)
