"""What days to come will add up to, from the days before, with an interval.

Counts and amounts vary around a level that drifts; weekdays and holidays multiply it. The level
is filtered with a discount factor as in Harvey and Fernandes, Journal of Business and Economic
Statistics 1989; chance is as large as the filter's own forecasts of each next day were wrong.
Discount factors, with and without a trend, are averaged by how well they forecast.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import signal, stats

from measurement.rhythm import Numbers, Rhythm, fit_rhythm, kinds_of, rough_sizes

LEAST_DAYS = 35
"""Five weeks: each weekday five times."""
MOST_DAYS = 182
DISCOUNTS = np.array([0.6, 0.75, 0.85, 0.92, 0.96, 0.985, 1.0])
BURN_IN = 14
AROUND = 15
LEAST_DRIFT = 0.007
"""A level that never moves is not believed: its log has this standard deviation a day at least."""
CAUTION = 0.5
"""Weights are flattened: errors of single days say little about what sums of many days do."""
WILD = 4.0
"""Standard deviations beyond which a past day is pulled in before anything is learned from it."""


@dataclass(frozen=True)
class Expected:
    """A sum of days to come: its mean, its variance, and from how many days chance is known."""

    mean: float
    variance: float
    freedom: float
    is_count: bool

    def interval(self, level: float) -> tuple[float, float]:
        """Both ends; each tail holds half of what `level` leaves out."""
        tail = (1 - level) / 2
        spread = float(stats.t.ppf(tail, self.freedom) / stats.norm.ppf(tail)) ** 2
        variance, mean = self.variance * spread, max(self.mean, 1e-9)
        if self.is_count and variance <= mean * 1.0001:
            told = stats.poisson(mean)
        elif self.is_count:
            told = stats.nbinom(mean**2 / (variance - mean), mean / variance)
        else:
            told = stats.gamma(mean**2 / variance, scale=variance / mean)
        return float(told.ppf(tail)), float(told.ppf(1 - tail))


@dataclass(frozen=True)
class Outlook:
    """What was learned of a series of days up to `last`; one entry per way of forecasting."""

    rhythm: Rhythm
    calendar: pd.DataFrame
    last: pd.Timestamp
    levels: Numbers
    slopes: Numbers
    drifts: Numbers
    """Relative variance of the level now, and what each day adds to it."""
    errors: Numbers
    scales: Numbers
    weights: Numbers
    freedom: float
    is_count: bool

    @property
    def scale(self) -> float:
        """Variance of a day's number by chance alone / its mean."""
        return float(self.weights @ self.scales)

    def expect(self, days: pd.DatetimeIndex, given: Numbers | None = None) -> Expected:
        """The sum over days after `last`; `given` is what they are counted of, day by day."""
        kinds = kinds_of(days, self.calendar)
        ahead = np.array([(day - self.last).days for day in days], dtype=float)
        sizes = self.rhythm.sizes(kinds) * (1.0 if given is None else given)
        shared = self.rhythm.uncertainty(kinds)
        earlier = np.minimum(ahead[:, None], ahead[None, :])
        slope_variance = self.rhythm.covariance[-1, -1] * np.outer(ahead, ahead)
        means, variances = [], []
        for place in range(len(self.weights)):
            slope = self.slopes[place]
            day_means = self.levels[place] * sizes * np.exp(slope * ahead)
            relative = shared + self.errors[place] + self.drifts[place] * earlier
            relative = relative + (slope_variance if slope else 0.0)
            means.append(day_means.sum())
            noise = self.scales[place] * day_means.sum()
            variances.append(noise + day_means @ relative @ day_means)
        mean = float(self.weights @ np.array(means))
        between = (np.array(means) - mean) ** 2
        variance = float(self.weights @ (np.array(variances) + between))
        return Expected(mean, variance, self.freedom, self.is_count)


def learn(
    values: pd.Series,
    calendar: pd.DataFrame,
    given: pd.Series | None = None,
    *,
    is_count: bool = True,
    left_out: npt.NDArray[np.bool_] | None = None,
) -> Outlook | None:
    """What can be said of the days after the last one of `values` (one number per day, no gaps).

    `given` is what the values are counted of, such as visitors for registrations per visitor;
    `left_out` marks days that nothing is learned from. None when fewer than 35 days say anything.
    """
    started = np.flatnonzero(values.to_numpy() > 0)
    if not len(started):
        return None
    first = max(int(started[0]), len(values) - MOST_DAYS)
    y = values.to_numpy(dtype=float)[first:]
    exposure = np.ones(len(y)) if given is None else given.to_numpy(dtype=float)[first:]
    if left_out is not None:
        exposure = np.where(left_out[first:], 0.0, exposure)
    y = np.where(exposure > 0, y, 0.0)
    if (exposure > 0).sum() < LEAST_DAYS:
        return None
    days = pd.DatetimeIndex(values.index[first:])
    kinds = kinds_of(days, calendar)
    calm = _tame(y, exposure * rough_sizes(y, exposure, kinds), is_count)
    rhythm = fit_rhythm(calm, exposure, kinds)
    tamed = _tame(y, exposure * rhythm.sizes(kinds), is_count)
    ways = _ways(tamed, exposure * rhythm.sizes(kinds), rhythm.slope, is_count)
    freedom = float((exposure > 0).sum() - len(rhythm.kinds) - 1)
    return Outlook(rhythm, calendar, days[-1], *ways, freedom, is_count)


def _tame(y: Numbers, sizes: Numbers, is_count: bool) -> Numbers:
    """Single wild days pulled in to 4 robust standard deviations from the median days around."""
    used = np.flatnonzero(sizes > 0)
    around = pd.Series(y[used] / sizes[used]).rolling(AROUND, center=True, min_periods=1).median()
    middle = around.to_numpy() * sizes[used]
    roots = np.sqrt(np.maximum(middle, 1e-9))
    errors = (y[used] - middle) / roots
    usual = max(float(np.median(np.abs(errors))) * 1.4826, 1.0 if is_count else 1e-9)
    kept = np.clip(errors, -WILD * usual, WILD * usual)
    tamed = y.copy()
    tamed[used] = np.where(kept == errors, y[used], middle + kept * roots)
    return np.maximum(tamed, 0.0)


def _filter(y: Numbers, sizes: Numbers, discount: float) -> tuple[Numbers, Numbers, Numbers]:
    """Each day's forecast from the days before, its variance / (scale x forecast), and sums."""
    above = signal.lfilter([1.0], [1.0, -discount], y)
    below = signal.lfilter([1.0], [1.0, -discount], sizes)
    earlier_above, earlier_below = np.append(0.0, above[:-1]), np.append(0.0, below[:-1])
    with np.errstate(divide="ignore", invalid="ignore"):
        forecast = np.where(earlier_below > 0, sizes * earlier_above / earlier_below, 0.0)
        spread = np.where(earlier_below > 0, 1 + sizes / (discount * earlier_below), 1.0)
    return forecast, spread, np.array([above[-1], below[-1]])


def _ways(y: Numbers, sizes: Numbers, slope: float, is_count: bool) -> tuple[Numbers, ...]:
    """Levels, slopes, drifts, errors, scales and weights of all ways of forecasting."""
    ages = np.arange(len(y)) - len(y) + 1.0
    found = [
        (one, *_judged(y, sizes * np.exp(one * ages), float(discount), is_count))
        for one in (0.0, slope)
        for discount in DISCOUNTS
    ]
    slopes, fits, levels, errors, drifts, scales = np.array(found).T
    weights = np.exp(CAUTION * (fits - fits.max()))
    drifts = np.maximum(drifts, LEAST_DRIFT**2)
    return levels, slopes, drifts, errors, scales, weights / weights.sum()


def _judged(
    y: Numbers, sizes: Numbers, discount: float, is_count: bool
) -> tuple[float, float, float, float, float]:
    """Log-likelihood of the next-day forecasts, level, its relative variance, drift, scale."""
    forecast, spread, (above, below) = _filter(y, sizes, discount)
    used = (forecast > 0) & (np.arange(len(y)) >= BURN_IN)
    units = forecast[used] * spread[used]
    scale = float(np.mean((y[used] - forecast[used]) ** 2 / units)) if used.any() else 1.0
    scale = max(scale, 1.0) if is_count else max(scale, 1e-9)
    variances = scale * units
    fit = -0.5 * float(np.sum(np.log(variances) + (y[used] - forecast[used]) ** 2 / variances))
    error = scale / max(above, 1e-9)
    return fit, above / max(below, 1e-12), error, error * (1 - discount) / discount, scale
