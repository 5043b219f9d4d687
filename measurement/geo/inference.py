"""Could chance have done it? Placebo locations and placebo periods."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

import numpy as np
import numpy.typing as npt

from measurement.geo.synthetic import Controls, Fit

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Chance:
    """p and interval of the mean effect per period, and the placebos they come from."""

    p: float
    interval: tuple[float, float]
    placebos: int
    method: str


def misfit(fit: Fit, before: Mask) -> float:
    """Root mean square of the gap before the test."""
    return float(np.sqrt((fit.gap[before] ** 2).mean()))


def placebo_groups(controls: int, size: int, most: int, seed: int) -> list[Array]:
    """Groups of `size` controls: all when there are at most `most`, else as many drawn ones."""
    if size == 1 and controls <= most:
        return [np.array([k]) for k in range(controls)]
    rng = np.random.default_rng(seed)
    wanted = min(most, comb(controls, size))
    found: dict[tuple[int, ...], None] = {}
    for _ in range(20 * wanted):
        if len(found) == wanted:
            break
        found[tuple(sorted(rng.choice(controls, size, replace=False).tolist()))] = None
    return [np.array(group) for group in found]


def in_space(
    fit: Fit,
    x: Array,
    controls: Controls,
    during: Mask,
    groups: list[Array],
    penalty: float | None,
    level: float,
) -> Chance:
    """Pretend that other locations were treated (Abadie, Diamond and Hainmueller 2010).

    Each effect is taken in units of its own misfit before the test, so that cities of any size
    can stand beside each other; the interval turns that test around.
    """
    before = controls.before
    scores = []
    for group in groups:
        placebo = controls.fit(x[:, group].mean(axis=1), without=group, penalty=penalty)
        scores.append(float(placebo.gap[during].mean()) / max(misfit(placebo, before), 1e-12))
    sizes = np.sort(np.abs(scores))
    own = max(misfit(fit, before), 1e-12)
    effect = float(fit.gap[during].mean())
    p = (1 + int((sizes >= abs(effect) / own).sum())) / (1 + len(sizes))
    rank = int(np.ceil((1 - level) * (len(sizes) + 1))) - 1
    reach = float(sizes[min(rank, len(sizes) - 1)]) * own
    return Chance(p, (effect - reach, effect + reach), len(groups), "placebo_in_space")


def in_time(y: Array, x: Array, used: Mask, during: Mask, level: float) -> Chance:
    """Conformal test over moving blocks of Chernozhukov, Wüthrich and Zhu (2021).

    The effect supposed is taken off, the weights are fitted to all periods, and the test's gap is
    compared with that of every other block of its length. The interval holds what is not refused.
    """
    y, x, test = y[used], x[used], during[used]
    controls = Controls(x, np.ones(len(y), dtype=bool))

    def chance_of(supposed: float) -> float:
        gap = controls.fit(y - supposed * test).gap
        length = int(test.sum())
        wrapped = np.concatenate([gap, gap[: length - 1]])
        means = np.abs(np.convolve(wrapped, np.ones(length) / length, mode="valid"))
        return float((means >= abs(gap[test].mean()) * (1 - 1e-9)).mean())

    plain = Controls(x, ~test).fit(y)
    effect = float(plain.gap[test].mean())
    unit = max(misfit(plain, ~test), 1e-12 * (1 + abs(effect)))
    ends = [_edge(chance_of, effect, unit * side, level) for side in (-1.0, 1.0)]
    return Chance(chance_of(0.0), (ends[0], ends[1]), len(y), "placebo_in_time")


def _edge(chance_of: object, effect: float, unit: float, level: float) -> float:
    """Where p falls to `level` on one side: steps that double, then halving."""
    assert callable(chance_of)
    inside, step = 0.0, 0.25
    while chance_of(effect + step * unit) > level and step < 1024:
        inside, step = step, step * 2
    for _ in range(8):
        middle = (inside + step) / 2
        inside, step = (
            (middle, step) if chance_of(effect + middle * unit) > level else (inside, middle)
        )
    return effect + step * unit
