"""How days of a calendar differ: weekdays, holidays, made-up working days, shopping days."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.float64]

HOLIDAY, MADE_UP, EVENT = "holiday", "made_up", "event"
LIKE = {HOLIDAY: "6", MADE_UP: "0", EVENT: ""}
"""What a kind of day that was never seen is most like: a Sunday, a Monday, its own weekday."""
FEWEST_LIKE = 2
PRIOR_DAYS = 0.5
"""Each kind of day is drawn towards all days by half a day, so that a count of 0 stays finite."""
NEVER_SEEN, RARELY_ALIKE = 0.5, 0.15
"""Standard deviations of the log of a day's size: of a kind never seen, and of one holiday
against another."""
NORMAL_DAYS = 28


@dataclass(frozen=True)
class Rhythm:
    """Size of each kind of day against the usual one, on the log scale, and what is uncertain."""

    kinds: tuple[str, ...]
    effects: Numbers
    covariance: Numbers
    """Of `effects`, and in the last row and column of `slope`."""
    usual: Numbers
    """Shares of the kinds among the last days, which the effects are measured against."""
    slope: float
    """Growth per day on the log scale."""

    def sizes(self, kinds: npt.NDArray[np.str_]) -> Numbers:
        """Factor of each day."""
        return np.exp(self._rows(kinds) @ self.effects - self.usual @ self.effects)

    def uncertainty(self, kinds: npt.NDArray[np.str_]) -> Numbers:
        """Covariance of the days' log sizes: days of one kind err together."""
        difference = self._rows(kinds) - self.usual
        count = len(self.kinds)
        shared = difference @ self.covariance[:count, :count] @ difference.T
        own = [self._own(str(kind)) ** 2 for kind in kinds]
        alike = kinds[:, None] == kinds[None, :]
        return shared + np.where(alike, np.sqrt(np.outer(own, own)), 0.0)

    def _own(self, kind: str) -> float:
        if kind.partition(":")[0] not in LIKE:
            return 0.0
        return RARELY_ALIKE if kind in self.kinds else NEVER_SEEN

    def _rows(self, kinds: npt.NDArray[np.str_]) -> Numbers:
        return np.array([self._row(str(kind)) for kind in kinds])

    def _row(self, kind: str) -> Numbers:
        general, _, weekday = kind.partition(":")
        for name in (kind, general, LIKE.get(general) or weekday):
            if name in self.kinds:
                row = np.zeros(len(self.kinds))
                row[self.kinds.index(name)] = 1.0
                return row
        return self.usual


def kinds_of(days: pd.DatetimeIndex, calendar: pd.DataFrame) -> npt.NDArray[np.str_]:
    """The kind of each day: "0" (Monday) to "6", holiday, made_up, or event with its weekday.

    `calendar` has one row per day in its index, `is_workday` and `holiday_name`; days it does not
    hold are plain weekdays.
    """
    known = calendar.reindex(days)
    weekdays = np.asarray(days.day_of_week)
    is_named = known["holiday_name"].notna().to_numpy()
    is_off = known["is_workday"].eq(False).to_numpy()
    is_on = known["is_workday"].eq(True).to_numpy()
    told = weekdays.astype(str).astype(object)
    told[is_named & is_off] = HOLIDAY
    told[~is_named & is_on & (weekdays >= 5)] = MADE_UP
    events = is_named & is_on
    told[events] = [f"{EVENT}:{weekday}" for weekday in weekdays[events]]
    return told.astype(str)


def rough_sizes(values: Numbers, exposure: Numbers, kinds: npt.NDArray[np.str_]) -> Numbers:
    """Size of each day by the median of its kind, which a few wild days do not move."""
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.where(exposure > 0, values / exposure, np.nan)
    usual = np.nanmedian(rates) or np.nanmean(rates)
    found = np.ones(len(values))
    for kind in np.unique(kinds):
        own = rates[(kinds == kind) & ~np.isnan(rates)]
        if len(own) >= FEWEST_LIKE and np.median(own) > 0:
            found[kinds == kind] = np.median(own) / usual
    return found


def fit_rhythm(values: Numbers, exposure: Numbers, kinds: npt.NDArray[np.str_]) -> Rhythm:
    """Effects of the kinds of day, by a quasi-Poisson regression on kind and trend.

    `values` are counts or amounts per day, `exposure` what they are counted of (1 for plain sums);
    days without exposure say nothing. McCullagh and Nelder 1989, chapter 9.
    """
    from statsmodels.genmod.families import Poisson
    from statsmodels.genmod.generalized_linear_model import GLM
    from statsmodels.tools.sm_exceptions import ModelWarning

    general = np.array([kind.partition(":")[0] for kind in kinds])
    seen = exposure > 0
    names, counts = np.unique(general[seen], return_counts=True)
    known = tuple(str(name) for name in names[counts >= FEWEST_LIKE])
    used = seen & np.isin(general, known)
    columns = np.array([general[used] == name for name in known], dtype=float).T
    age = (np.flatnonzero(used) - len(values) + 1.0)[:, None]
    count, mean = len(known), values[used].sum() / exposure[used].sum()
    typical = float(np.median(exposure[used]))
    design = np.vstack(
        [np.hstack([columns, age]), np.hstack([np.eye(count), np.full((count, 1), age.mean())])]
    )
    model = GLM(
        np.append(values[used], np.full(count, mean * typical)),
        design,
        family=Poisson(),
        offset=np.log(np.append(exposure[used], np.full(count, typical))),
        var_weights=np.append(np.ones(int(used.sum())), np.full(count, PRIOR_DAYS)),
    )
    with warnings.catch_warnings():  # Days without any chance are no mistake.
        warnings.simplefilter("ignore", RuntimeWarning)
        warnings.simplefilter("ignore", ModelWarning)
        fitted = model.fit(scale=1.0, maxiter=25)
    usual = columns[-NORMAL_DAYS:].mean(axis=0)
    excess = fitted.pearson_chi2 / max(int(used.sum()) - count - 1, 1)
    covariance = excess * np.asarray(fitted.cov_params())
    return Rhythm(known, fitted.params[:count], covariance, usual, float(fitted.params[count]))
