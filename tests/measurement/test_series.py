"""One series with a promotion in its middle, simulated with a known effect."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from measurement.series import interrupted
from measurement.tables import TableError

START, END = "2026-03-22", "2026-04-04"


def series(
    seed: int, effect: float = 10.0, after: float = -4.0, noise: float = 8.0
) -> pd.DataFrame:
    """120 days with trend, week and autocorrelated noise; days 80 to 93 are the promotion."""
    rng = np.random.default_rng(seed)
    drawn = rng.normal(0, noise, 120)
    for day in range(1, 120):
        drawn[day] = 0.5 * drawn[day - 1] + drawn[day] * np.sqrt(0.75)
    days = np.arange(120)
    y = 200 + 0.2 * days + 20 * np.sin(2 * np.pi * days / 7) + drawn
    y[80:94] += effect
    y[94:] += after
    return pd.DataFrame({"date": [date(2026, 1, 1) + timedelta(int(d)) for d in days], "y": y})


def test_without_noise_the_effects_are_those_put_there():
    told = interrupted(series(1, noise=1e-6), START, END)
    assert told["effect_per_day"] == pytest.approx(10, abs=1e-4)
    assert told["incremental"] == pytest.approx(140, abs=1e-3)
    assert told["after"]["effect_per_day"] == pytest.approx(-4, abs=1e-4)
    assert told["persistence"] == pytest.approx(-0.4, abs=1e-4)


def test_intervals_cover_both_effects_in_95_of_100_series():
    told = [interrupted(series(seed), START, END) for seed in range(120)]
    during = [t["interval"][0] < 10 < t["interval"][1] for t in told]
    after = [t["after"]["interval"][0] < -4 < t["after"]["interval"][1] for t in told]
    assert 0.9 <= np.mean(during) <= 0.99
    assert 0.9 <= np.mean(after) <= 0.99


def test_a_series_always_says_that_it_has_no_control():
    codes = {words["code"] for words in interrupted(series(2), START, END)["warnings"]}
    assert codes == {"no_control"}


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2026-01-10", "2026-01-20", "few_before"),
        ("2026-03-01", "2026-04-20", "few_before"),
        ("2026-03-22", "2026-03-22", "one_day"),
        ("2026-06-01", "2026-06-10", "one_day"),
    ],
)
def test_too_little_time_is_said_instead_of_a_number(first, last, code):
    told = interrupted(series(3), first, last)
    assert (told["refusal"]["code"], told["effect_per_day"]) == (code, None)


def test_missing_days_are_counted():
    told = interrupted(series(4).drop(index=[10, 11]), START, END)
    assert "missing_days" in {words["code"] for words in told["warnings"]}
    with pytest.raises(TableError, match="no day"):
        interrupted(series(4).assign(y=None), START, END)
