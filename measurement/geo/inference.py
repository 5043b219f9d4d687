"""Could chance have done it? Placebo locations and placebo periods."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

import numpy as np
import numpy.typing as npt

from measurement.geo.panel import Test
from measurement.geo.synthetic import Controls, Fit

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Chance:
    """p and interval of the mean effect per period, and where they come from."""

    p: float
    interval: tuple[float, float]
    method: str


def both(one: Chance, other: Chance) -> Chance:
    """The more cautious of two: an effect counts only when neither calls it chance."""
    low = min(one.interval[0], other.interval[0])
    high = max(one.interval[1], other.interval[1])
    return Chance(max(one.p, other.p), (low, high), "placebo_in_space_and_time")


def misfit(fit: Fit, before: Mask) -> float:
    """Root mean square of the gap before the test."""
    return float(np.sqrt((fit.gap[before] ** 2).mean()))


def placebo_groups(controls: int, size: int, most: int, seed: int) -> list[Positions]:
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


def placebo_scores(
    test: Test, controls: Controls, groups: list[Positions], penalty: float | None
) -> Array:
    """Sizes of the effects found when other locations are said to have been treated, sorted.

    Each is in units of its own misfit before the test, so that cities of any size can stand
    beside each other (Abadie, Diamond and Hainmueller 2010).
    """
    scores = []
    for group in groups:
        placebo = controls.fit(test.x[:, group].mean(axis=1), group, penalty)
        unit = max(misfit(placebo, controls.before), 1e-12)
        scores.append(abs(float(placebo.gap[test.during].mean())) / unit)
    return np.sort(scores)


def in_space(fit: Fit, test: Test, scores: Array, level: float) -> Chance:
    """The effect among those of placebo locations; the interval turns that test around."""
    own = max(misfit(fit, test.before), 1e-12)
    effect = float(fit.gap[test.during].mean())
    p = (1 + int((scores >= abs(effect) / own).sum())) / (1 + len(scores))
    rank = int(np.ceil((1 - level) * (len(scores) + 1))) - 1
    reach = float(scores[min(rank, len(scores) - 1)]) * own
    return Chance(p, (effect - reach, effect + reach), "placebo_in_space")


def in_time(test: Test, level: float) -> Chance:
    """The effect among those of placebo periods; the interval holds what is not refused."""
    plain = Controls(test.x, test.before).fit(test.y)
    effect = float(plain.gap[test.during].mean())
    unit = max(misfit(plain, test.before), 1e-12 * (1 + abs(effect)))
    whole = up_to_end_controls(test)
    low, high = (_edge(test, whole, effect, unit * side, level) for side in (-1.0, 1.0))
    return Chance(p_in_time(test, whole), (low, high), "placebo_in_time")


def up_to_end_controls(test: Test) -> Controls:
    """Controls fitted to all periods up to the test's end."""
    used = test.up_to_end
    return Controls(test.x[used], np.ones(int(used.sum()), dtype=bool))


def p_in_time(test: Test, whole: Controls, supposed: float = 0.0) -> float:
    """Conformal test over moving blocks of Chernozhukov, Wüthrich and Zhu (2021).

    The effect `supposed` is taken off, the weights are fitted to all periods up to the test's
    end, and the test's gap is compared with that of every other block of its length.
    """
    used = test.up_to_end
    during = test.during[used]
    gap = whole.fit(test.y[used] - supposed * during).gap
    length = int(during.sum())
    wrapped = np.concatenate([gap, gap[: length - 1]])
    means = np.abs(np.convolve(wrapped, np.ones(length) / length, mode="valid"))
    return float((means >= abs(gap[during].mean()) * (1 - 1e-9)).mean())


def _edge(test: Test, whole: Controls, effect: float, unit: float, level: float) -> float:
    """Where p falls to `level` on one side: steps that double, then halving."""
    inside, step = 0.0, 0.25
    while p_in_time(test, whole, effect + step * unit) > level and step < 1024:
        inside, step = step, step * 2
    for _ in range(8):
        middle = (inside + step) / 2
        refused = p_in_time(test, whole, effect + middle * unit) <= level
        inside, step = (inside, middle) if refused else (middle, step)
    return effect + step * unit


def pretended(test: Test, penalty: float | None) -> float:
    """Mean effect found when the test is said to have run just before it really did.

    Its length is the test's, or a third of the time before where that is shorter.
    """
    before = np.flatnonzero(test.before)
    length = min(int(test.during.sum()), len(before) // 3)
    if not length:
        return 0.0
    fitted = test.before.copy()
    fitted[before[-length:]] = False
    return float(Controls(test.x, fitted).fit(test.y, penalty=penalty).gap[before[-length:]].mean())
