"""Interrupted time series: one series, a promotion in its middle, the time after it."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd
import statsmodels.api as sm

from measurement.dates import span_of
from measurement.tables import Table, TableError, answers, number, opened
from measurement.words import Phrases, Words, say

LEAST_BEFORE = 21
"""Three weeks: a trend and seven weekdays cannot be told apart on fewer."""

PHRASES: Phrases = {
    "few_before": (
        "Only {periods} days lie before the start; at least {least} are needed, and twice the "
        "length of the promotion.",
        "开始前只有 {periods} 天，至少需要 {least} 天，且不少于活动时长的两倍。",
    ),
    "one_day": (
        "Days of the promotion with data: {periods}. A single day is as likely chance as effect: "
        "run "
        "it for a week, or hold a random tenth of the people out.",
        "活动期只有 {periods} 天数据：单独一天无法区分偶然与效果。请持续一周，或随机留出一成的人。",
    ),
    "constant": (
        "The series does not change before the start, so it foretells nothing: deliver days on "
        "which "
        "it moved.",
        "开始前的数据没有变化，无法推算：请提供有变化的时段。",
    ),
    "missing_days": (
        "{days} days are missing from the series and are left out.",
        "序列缺少 {days} 天，已排除。",
    ),
    "no_control": (
        "One series has no control: whatever else changed at that time is counted as effect.",
        "单一序列没有对照：同期其他变化都会算作效果。",
    ),
}

SERIES = f"""
select cast(date as date), sum({number("y")})
from series
where date is not null and {number("y")} is not null
group by 1
order by 1 nulls first
"""


def interrupted(table: Table, start: date | str, end: date | str, *, level: float = 0.05) -> dict:
    """Mean effect per day during (`start` to `end`, inclusive) and after, from columns `date, y`.

    A regression on trend, weekday, during and after with first-order autocorrelated errors
    (Prais and Winsten; statsmodels' GLSAR), its coefficient corrected for short series (Kendall
    1954). Keys: effect_per_day, interval, p, incremental (total during, its interval), after,
    persistence (mean after / mean during), autocorrelation, refusal, warnings.

    Raises:
        TableError, ValueError: for columns that lack and dates in the wrong order.
    """
    first, last = span_of(start, end, "promotion")
    series = _read(table)
    days = np.array(series.index, dtype=object)
    before, after = days < first, days > last
    during = ~before & ~after
    refusal = _refusal(series.to_numpy(), before, during)
    warnings = [say(PHRASES, "no_control"), *_gaps(series)]
    if refusal:
        return _nothing(refusal, warnings)
    fitted, autocorrelation = _fit(series, during, after)
    told = _effect(fitted, "during", int(during.sum()), level)
    later = _effect(fitted, "after", int(after.sum()), level) if after.any() else None
    effect = told["effect_per_day"]
    return told | {
        "after": later,
        "persistence": later["effect_per_day"] / effect if later and effect else None,
        "autocorrelation": autocorrelation,
        "refusal": None,
        "warnings": warnings,
    }


def _read(table: Table) -> pd.Series:
    with opened({"series": table}, {"series": ("date", "y")}) as connection:
        rows = answers(connection, SERIES)
    if not rows:
        raise TableError("The series has no day with a number.")
    return pd.Series([y for _, y in rows], index=[day for day, _ in rows], dtype=float)


def _gaps(series: pd.Series) -> list[Words]:
    missing = (series.index[-1] - series.index[0]).days + 1 - len(series)
    return [say(PHRASES, "missing_days", days=missing)] if missing else []


def _refusal(
    y: npt.NDArray[np.float64], before: npt.NDArray[np.bool_], during: npt.NDArray[np.bool_]
) -> Words | None:
    least = max(LEAST_BEFORE, 2 * int(during.sum()))
    if during.sum() < 2:
        return say(PHRASES, "one_day", periods=int(during.sum()))
    if before.sum() < least:
        return say(PHRASES, "few_before", periods=int(before.sum()), least=least)
    return None if np.ptp(y[before]) else say(PHRASES, "constant")


def _fit(
    series: pd.Series, during: npt.NDArray[np.bool_], after: npt.NDArray[np.bool_]
) -> tuple[sm.regression.linear_model.RegressionResults, float]:
    numbers = np.array([day.toordinal() for day in series.index])
    design = pd.DataFrame({"level": 1.0, "trend": (numbers - numbers[0]) / 30.0})
    for weekday in range(1, 7):
        design[f"weekday_{weekday}"] = (numbers % 7 == weekday).astype(float)
    design["during"] = during.astype(float)
    if after.any():
        design["after"] = after.astype(float)
    y = series.to_numpy()
    residuals = np.asarray(sm.OLS(y, design).fit().resid)
    seen = float((residuals[1:] * residuals[:-1]).sum() / max((residuals**2).sum(), 1e-300))
    lost = (design.shape[1] + 3 * seen) / len(y)
    autocorrelation = float(np.clip(seen + lost, 0.0, 0.95))
    return sm.GLSAR(y, design, rho=autocorrelation).fit(), autocorrelation


def _effect(
    fitted: sm.regression.linear_model.RegressionResults, name: str, days: int, level: float
) -> dict:
    low, high = fitted.conf_int(level).loc[name]
    effect = float(fitted.params[name])
    return {
        "effect_per_day": effect,
        "interval": [float(low), float(high)],
        "p": float(fitted.pvalues[name]),
        "periods": days,
        "incremental": effect * days,
        "incremental_interval": [float(low) * days, float(high) * days],
    }


def _nothing(refusal: Words, warnings: list[Words]) -> dict:
    numbers = ("effect_per_day", "interval", "p", "periods", "incremental", "incremental_interval")
    return dict.fromkeys([*numbers, "after", "persistence", "autocorrelation"]) | {
        "refusal": refusal,
        "warnings": warnings,
    }
