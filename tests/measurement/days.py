"""Days of a made-up company: weekdays, a calendar with holidays, and chance of a known size."""

import numpy as np
import pandas as pd

WEEKDAYS = np.array([1.1, 1.05, 1.0, 1.0, 0.95, 0.75, 0.7])
HOLIDAY = 0.5
HOLIDAYS = (("2026-01-01", 3), ("2026-02-16", 8), ("2026-04-04", 3), ("2026-05-01", 5))


def calendar() -> pd.DataFrame:
    """Two years of days; the holidays above are off, and bear a name."""
    days = pd.date_range("2025-07-01", "2026-12-31")
    frame = pd.DataFrame({"is_workday": days.day_of_week < 5, "holiday_name": None}, index=days)
    for first, count in HOLIDAYS:
        held = pd.date_range(first, periods=count)
        frame.loc[held, "is_workday"] = False
        frame.loc[held, "holiday_name"] = "Holiday"
    return frame


def sizes(days: pd.DatetimeIndex) -> np.ndarray:
    """How large each day is against the level."""
    is_held = calendar()["holiday_name"].reindex(days).notna().to_numpy()
    return np.where(is_held, HOLIDAY, WEEKDAYS[days.day_of_week])


def quiet_days(
    seed: int,
    level: float,
    count: int = 170,
    *,
    end: str = "2026-06-20",
    extra: float = 1.0,
    drift: float = 0.0,
    growth: float = 0.0,
) -> pd.Series:
    """Counts of days on which nothing happens.

    `extra` is variance / mean, `drift` the daily standard deviation of the level's log, `growth`
    its daily mean.
    """
    generator = np.random.default_rng(seed)
    days = pd.date_range(end=end, periods=count)
    steps = generator.normal(growth, drift, count) if drift else np.full(count, growth)
    means = level * sizes(days) * np.exp(np.cumsum(steps))
    if extra > 1:
        counts = generator.negative_binomial(means / (extra - 1), 1 / extra)
    else:
        counts = generator.poisson(means)
    return pd.Series(counts.astype(float), index=days)
