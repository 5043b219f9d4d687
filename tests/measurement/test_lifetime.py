"""Lifetime value: growth of older cohorts carried on, checked by hand and on hidden ages."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import pytest

from measurement.lifetime import forecast


def rows(triangle: Mapping[str, tuple[int, Sequence[float]]]) -> pd.DataFrame:
    told = [
        (cohort, 30 * step, people, amount)
        for cohort, (people, amounts) in triangle.items()
        for step, amount in enumerate(amounts)
    ]
    return pd.DataFrame(told, columns=["cohort", "age", "investors", "revenue"])


BY_HAND = {
    "2026-01": (10, [100, 150, 180]),
    "2026-02": (20, [200, 320, 390]),
    "2026-03": (10, [100, 140, 160]),
    "2026-04": (5, [60, 90]),
    "2026-05": (4, [50]),
}


def test_a_young_cohort_grows_as_older_ones_did():
    found = forecast(rows(BY_HAND)).cohorts.set_index("cohort")
    # 30 days: (150 + 320 + 140 + 90) / 460; 60 days: (180 + 390 + 160) / 610
    growth = 700 / 460, 730 / 610
    assert found.loc["2026-04", "forecast"] == pytest.approx(90 * growth[1] / 5)
    assert found.loc["2026-05", "forecast"] == pytest.approx(50 * growth[0] * growth[1] / 4)
    assert found.loc["2026-05", "low"] < found.loc["2026-05", "forecast"]
    assert found.loc["2026-05", "high"] > found.loc["2026-05", "forecast"]


def test_a_cohort_that_is_old_enough_has_its_own_value_and_no_doubt():
    found = forecast(rows(BY_HAND)).cohorts.set_index("cohort")
    assert found.loc["2026-02", ["value", "forecast", "low", "high"]].tolist() == pytest.approx(
        [19.5] * 4
    )


def test_investors_who_come_later_share_in_the_value():
    # Both revenue and investors double from age 0 to 30: the value stays 10 per investor.
    told = [
        (f"c{n}", age, 5 * (1 + age // 30), 50.0 * (1 + age // 30))
        for n in range(3)
        for age in (0, 30)
    ]
    table = pd.DataFrame([*told, ("c3", 0, 7, 70.0)], columns=list(rows({}).columns))
    found = forecast(table).cohorts.set_index("cohort")
    assert found.loc["c3", ["investors", "value", "forecast"]].tolist() == [7, 10, 10]


def test_a_cohort_that_brought_nothing_yet_is_not_promised_nothing():
    table = rows(BY_HAND | {"2026-05": (4, [0.0])})
    assert np.isnan(forecast(table).cohorts.set_index("cohort").loc["2026-05", "forecast"])


def test_growth_seen_in_too_few_cohorts_is_not_carried_on():
    few = {name: BY_HAND[name] for name in ("2026-01", "2026-02", "2026-05")}
    found = forecast(rows(few)).cohorts.set_index("cohort")
    assert np.isnan(found.loc["2026-05", "forecast"])


def test_the_error_on_hidden_ages_is_none_where_all_cohorts_grow_alike():
    alike = {f"2026-{n:02d}": (10, [n * 10.0, n * 15.0, n * 18.0][: 8 - n]) for n in range(1, 8)}
    assert forecast(rows(alike)).holdout_error == pytest.approx(0)
    assert 0 < forecast(rows(BY_HAND)).holdout_error < 0.2


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    held = asked = 0
    for seed in range(40):
        random = np.random.default_rng(seed)
        whole = {
            f"c{n:02d}": (50, list(np.cumsum(random.gamma([40, 12, 8, 5], 50.0))))
            for n in range(16)
        }
        young = {
            name: (people, amounts[: 4 - max(0, place - 12)])
            for place, (name, (people, amounts)) in enumerate(whole.items())
        }
        found = forecast(rows(young)).cohorts.set_index("cohort")
        for name in list(whole)[13:]:
            truth = whole[name][1][-1] / 50
            held += found.loc[name, "low"] <= truth <= found.loc[name, "high"]
            asked += 1
    assert 0.88 <= held / asked <= 1


def test_a_gap_and_a_negative_amount_are_refused():
    table = rows(BY_HAND)
    gap = table[(table["cohort"] != "2026-01") | (table["age"] != 30)]
    with pytest.raises(ValueError, match="gap"):
        forecast(gap)
    with pytest.raises(ValueError, match="negative"):
        forecast(table.assign(revenue=-table["revenue"]))
