"""Matched people before and after: effects put there, trends that were not parallel."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from measurement.matched import difference

START, END = "2026-01-31", "2026-02-09"


def people(seed: int, effect: float = 0.0, trend: float = 0.0, each: int = 150) -> pd.DataFrame:
    """60 days of spending; the treated spend twice as much, gain `effect`, drift by `trend`."""
    rng = np.random.default_rng(seed)
    treated = np.arange(2 * each) < each
    usual = rng.gamma(4, np.where(treated, 1.0, 0.5))
    days = np.arange(60)
    y = usual[:, None] + rng.normal(0, 1, (2 * each, 60))
    y += treated[:, None] * (trend * days + effect * ((days >= 30) & (days < 40)))
    rows = pd.DataFrame(y).stack().rename_axis(["unit", "day"]).rename("y").reset_index()
    rows["treated"] = rows["unit"] < each
    rows["date"] = [date(2026, 1, 1) + timedelta(int(day)) for day in rows["day"]]
    return rows[["unit", "treated", "date", "y"]]


def test_two_groups_that_rise_together_differ_only_by_the_promotion():
    dates = [date(2026, 1, 1) + timedelta(day) for day in range(40)]
    rows = [
        (
            f"{group}{unit}",
            group == "t",
            dates[day],
            10 + day + (3 if group == "t" and day >= 30 else 0),
        )
        for group in "tc"
        for unit in range(9)
        for day in range(40)
    ]
    table = pd.DataFrame(rows, columns=["unit", "treated", "date", "y"])
    told = difference(table, START, END)
    assert told["effect_per_day"] == pytest.approx(3.0)
    # 3 x 9 people x 10 days
    assert told["incremental"] == pytest.approx(270.0)
    assert told["after"] is None


def test_an_effect_is_found_among_people_who_spent_more_before():
    told = difference(people(1, effect=0.5), START, END)
    assert told["interval"][0] < 0.5 < told["interval"][1]
    assert told["p"] < 0.01
    assert told["after"]["interval"][0] < 0 < told["after"]["interval"][1]


def test_intervals_cover_no_effect_in_95_of_100_promotions():
    told = [difference(people(seed, each=60), START, END) for seed in range(80)]
    judged = [answer["interval"] for answer in told if answer["refusal"] is None]
    assert len(judged) >= 60
    assert np.mean([low <= 0 <= high for low, high in judged]) >= 0.9


def test_groups_that_moved_apart_before_are_not_compared():
    told = difference(people(2, trend=0.05), START, END)
    assert told["refusal"]["code"] == "not_parallel"
    assert told["effect_per_day"] is None


def test_a_drift_that_goes_on_is_no_effect_although_it_was_smaller_before():
    drifting = difference(people(1, trend=0.02), START, "2026-02-28")
    # 0.02 a day: 0.2 from third to third before, 0.4 from their middle to that of the month.
    assert drifting["refusal"]["code"] == "not_parallel"
    assert drifting["effect_per_day"] is None


def test_days_without_a_row_are_days_of_nothing():
    table = people(3, effect=1.0)
    silent = table[table["y"].abs() > 1e9]
    idle = pd.DataFrame({"unit": range(900, 920), "treated": False, "date": None, "y": None})
    told = difference(pd.concat([silent, table, idle]), START, END)
    assert told["refusal"] is None
    assert told["matched"]["treated"] <= 150


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [("2026-01-04", "2026-01-09", "few_before"), ("2026-01-31", "2026-01-31", "one_day")],
)
def test_too_little_time_is_said(first, last, code):
    assert difference(people(4, each=10), first, last)["refusal"]["code"] == code


def test_too_few_people_are_said():
    assert difference(people(5, each=7), START, END)["refusal"]["code"] == "few_people"
