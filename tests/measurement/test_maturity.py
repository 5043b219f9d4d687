"""What is still to come: exact on curves known by hand, and right as often as it says."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from measurement.maturity import amount_to_come, still_to_come

AS_OF = date(2026, 6, 30)


def company(days: int, rate: float, mean_lag: float, seed: int, people: int = 400) -> tuple:
    """Entry days to AS_OF, what was seen by then, and what was yet to come within 90 days."""
    random = np.random.default_rng(seed)
    entries, facts, later = [], [], 0
    for back in range(days):
        day = AS_OF - timedelta(days=back)
        ages = random.exponential(mean_lag, random.poisson(people * rate)).astype(int)
        ages = ages[ages <= 90]
        entries.append((day, people))
        facts += [(day, age, 1) for age in ages[ages <= back]]
        later += int((ages > back).sum())
    told = pd.DataFrame(facts, columns=["entry_date", "age_days", "conversions"])
    return pd.DataFrame(entries, columns=["entry_date", "people"]), told, later


def test_a_fixed_curve_is_recovered_and_the_rest_follows_from_it():
    # Of ten investors of each day, six invest on the day itself, three at age 1, one at age 3.
    steps = {0: 60, 1: 30, 3: 10}
    days = [AS_OF - timedelta(days=back) for back in range(10)]
    entries = pd.DataFrame({"entry_date": days, "people": 1000})
    facts = pd.DataFrame(
        [
            (day, age, count)
            for day in days
            for age, count in steps.items()
            if (AS_OF - day).days >= age
        ],
        columns=["entry_date", "age_days", "conversions"],
    )
    found = still_to_come(entries, facts, AS_OF, horizon=3)
    assert found.curve == pytest.approx([0.6, 0.9, 0.9, 1.0])
    rest = found.days.set_index("entry_date")["expected"]
    assert rest[AS_OF] == pytest.approx(40)
    assert rest[AS_OF - timedelta(days=1)] == pytest.approx(10)
    assert rest[AS_OF - timedelta(days=3)] == 0
    assert found.total[0] == pytest.approx(60)


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    held = 0
    for seed in range(60):
        entries, facts, later = company(200, 0.02, 15, seed)
        _, low, high = still_to_come(entries, facts, AS_OF, seed=seed).total
        held += low <= later <= high
    assert 53 <= held <= 60


def test_a_young_day_without_conversions_is_expected_to_have_some():
    entries, facts, _ = company(150, 0.03, 20, 1)
    today = facts[facts["entry_date"] != AS_OF]
    found = still_to_come(entries, today, AS_OF).days.set_index("entry_date")
    assert found.loc[AS_OF, "so_far"] == 0
    assert found.loc[AS_OF, "expected"] == pytest.approx(12, abs=2)


def test_too_few_old_conversions_are_said_and_nothing_is_expected():
    entries, facts, _ = company(100, 0.001, 15, 3)
    found = still_to_come(entries, facts, AS_OF)
    assert not found.is_enough
    assert found.days["expected"].isna().all()


def test_the_order_of_rows_does_not_matter():
    entries, facts, _ = company(120, 0.02, 15, 5)
    mixed = still_to_come(entries.sample(frac=1, random_state=1), facts[::-1], AS_OF)
    pd.testing.assert_frame_equal(mixed.days, still_to_come(entries, facts, AS_OF).days)


def test_a_conversion_that_nobody_can_have_seen_is_refused():
    entries = pd.DataFrame({"entry_date": [AS_OF], "people": [10]})
    facts = pd.DataFrame({"entry_date": [AS_OF], "age_days": [2], "conversions": [1]})
    with pytest.raises(ValueError, match="not seen by 2026-06-30"):
        still_to_come(entries, facts, AS_OF)


def lumpy(facts: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Each conversion brings an amount of mean 100, a few of them very much."""
    amounts = np.random.default_rng(seed).lognormal(np.log(100) - 0.5, 1, len(facts))
    return facts.drop(columns="conversions").assign(amount=amounts)


def test_amounts_still_to_come_are_held_by_their_intervals_whatever_their_unit():
    held = 0
    for seed in range(40):
        entries, facts, later = company(200, 0.02, 15, seed)
        rest = np.random.default_rng(seed + 1000).lognormal(np.log(100) - 0.5, 1, later).sum()
        told = amount_to_come(entries, lumpy(facts, seed), AS_OF, seed=seed)
        held += told.total[1] <= rest <= told.total[2]
    assert 34 <= held <= 40
    fen = lumpy(facts, 39).assign(amount=lambda table: table["amount"] * 100)
    in_fen = amount_to_come(entries, fen, AS_OF, seed=39).total
    assert in_fen == pytest.approx([100 * end for end in told.total])


def test_days_together_have_an_interval_narrower_than_the_sum_of_theirs():
    entries, facts, _ = company(150, 0.03, 20, 4)
    found = still_to_come(entries, facts, AS_OF)
    week = [AS_OF - timedelta(days=back) for back in range(7)]
    days = found.days[found.days["entry_date"].isin(week)]
    expected, low, high = found.among(week)
    assert expected == pytest.approx(days["expected"].sum())
    assert days["low"].sum() < low < expected < high < days["high"].sum()


def test_amounts_below_zero_are_refused():
    entries, facts, _ = company(100, 0.02, 15, 3)
    with pytest.raises(ValueError, match="below 0"):
        amount_to_come(entries, lumpy(facts, 1).assign(amount=-1.0), AS_OF)
