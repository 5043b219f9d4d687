"""What is foretold of days to come: right on average, and as sure as it says."""

import numpy as np
import pandas as pd
import pytest

from measurement.outlook import learn
from measurement.rhythm import fit_rhythm, kinds_of
from tests.measurement.days import calendar, quiet_days, sizes

CALENDAR = calendar()


def ahead(values: pd.Series, count: int):
    """What the days before the last `count` ones say of these, and what they came to."""
    outlook = learn(values[:-count], CALENDAR)
    assert outlook is not None
    return outlook.expect(pd.DatetimeIndex(values.index[-count:])), values[-count:].sum()


def test_days_without_chance_are_foretold_exactly():
    days = pd.date_range("2026-01-01", "2026-06-21")
    values = pd.Series(1000 * sizes(days), index=days)
    expected, came = ahead(values, 7)
    # 1.1 + 1.05 + 1 + 1 + .95 + .75 + .7 = 6.55 thousand a week
    assert came == pytest.approx(6550)
    assert expected.mean == pytest.approx(6550, rel=0.01)


def test_a_holiday_is_expected_to_be_one():
    days = pd.date_range("2026-01-01", "2026-05-01")
    values = pd.Series(1000 * sizes(days), index=days)
    expected, came = ahead(values, 1)
    assert came == 500
    assert expected.mean == pytest.approx(500, rel=0.05)


def test_a_first_holiday_is_expected_with_little_certainty():
    days = pd.date_range("2026-02-26", "2026-04-04")
    values = pd.Series(1000 * sizes(days), index=days)
    low, high = ahead(values, 1)[0].interval(0.95)
    assert low < 400
    assert high > 1000


def test_a_made_up_working_saturday_counts_as_a_monday():
    frame = calendar()
    frame.loc["2026-06-20", "is_workday"] = True
    days = pd.date_range("2026-02-26", "2026-06-19")
    outlook = learn(pd.Series(1000 * sizes(days), index=days), frame)
    assert outlook is not None
    expected = outlook.expect(pd.DatetimeIndex(["2026-06-20"]))
    assert expected.mean == pytest.approx(1100, rel=0.02)


def test_growth_is_carried_on():
    days = pd.date_range("2026-01-01", "2026-06-21")
    values = pd.Series(1000 * sizes(days) * np.exp(0.005 * np.arange(len(days))), index=days)
    expected, came = ahead(values, 10)
    assert expected.mean == pytest.approx(came, rel=0.02)


def test_a_rate_is_foretold_of_what_it_is_counted_of():
    days = pd.date_range("2026-02-26", "2026-06-20")
    given = pd.Series(np.where(np.arange(len(days)) % 2, 1000.0, 500.0), index=days)
    outlook = learn(0.1 * given, CALENDAR, given)
    assert outlook is not None
    told = outlook.expect(pd.DatetimeIndex(["2026-06-21"]), np.array([2000.0]))
    assert told.mean == pytest.approx(200, rel=0.01)


def test_one_wild_day_changes_little_of_what_is_expected():
    values = quiet_days(3, 200)
    wild = values.copy()
    wild.iloc[-10] = 5000
    assert ahead(wild, 1)[0].mean == pytest.approx(ahead(values, 1)[0].mean, rel=0.1)


def test_fewer_than_five_weeks_say_nothing():
    values = quiet_days(1, 100, 40)
    assert learn(values[-34:], CALENDAR) is None
    assert learn(values[-35:], CALENDAR) is not None
    assert learn(values * 0, CALENDAR) is None


def test_what_is_left_out_teaches_nothing():
    values = quiet_days(2, 100)
    doubled = values.copy()
    doubled.iloc[-15:-1] *= 3
    left_out = np.zeros(len(values) - 1, dtype=bool)
    left_out[-14:] = True
    outlook = learn(doubled[:-1], CALENDAR, left_out=left_out)
    assert outlook is not None
    told = outlook.expect(pd.DatetimeIndex(values.index[-1:]))
    assert told.mean == pytest.approx(ahead(values, 1)[0].mean, rel=0.2)


@pytest.mark.parametrize(
    ("world", "count"),
    [
        ({"level": 100.0}, 1),
        ({"level": 100.0, "extra": 2.0, "drift": 0.02}, 1),
        ({"level": 300.0, "extra": 2.0, "drift": 0.01, "growth": 0.003}, 15),
    ],
)
def test_nine_of_ten_intervals_at_least_hold_what_came(world, count):
    held = 0
    for seed in range(120):
        expected, came = ahead(quiet_days(seed, **world), count)
        low, high = expected.interval(0.9)
        held += low <= came <= high
    # 120 tries at 90 %: 3.3 standard deviations are 11
    assert held >= 97


def test_the_regression_finds_the_sizes_of_weekdays():
    values = quiet_days(5, 2000)
    kinds = kinds_of(pd.DatetimeIndex(values.index), CALENDAR)
    rhythm = fit_rhythm(values.to_numpy(), np.ones(len(values)), kinds)
    found = rhythm.sizes(np.array(["0", "6", "holiday"]))
    assert found[1] / found[0] == pytest.approx(0.7 / 1.1, rel=0.03)
    assert found[2] / found[0] == pytest.approx(0.5 / 1.1, rel=0.05)
