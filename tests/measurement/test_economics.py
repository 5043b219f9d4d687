"""What cohorts bring back: a known return is read off before all of it has come."""

from datetime import date, timedelta

import duckdb
import numpy as np
import pandas as pd
import pytest

from measurement.economics import ALL, EconomicsError, from_tables
from measurement.tables import TableError

FIRST = date(2026, 1, 1)


def table(*rows, columns):
    return pd.DataFrame(rows, columns=columns.split())


def spend(*rows):
    return table(*rows, columns="date channel spend")


def people(*rows):
    return table(*rows, columns="user_id date channel")


def revenue(*rows):
    return table(*rows, columns="user_id date revenue")


def growing_world(true_roas=2.0, days=300, seed=1):
    """Each yuan brings `true_roas` yuan, spread over 180 days; spend doubles every 80 days."""
    random = np.random.default_rng(seed)
    costs = 1000 * 2 ** (np.arange(days) / 80)
    came = np.repeat(np.arange(days), random.poisson(costs / 50))
    orders = random.poisson(2, len(came))
    who = np.repeat(np.arange(len(came)), orders)
    when = came[who] + random.integers(0, 181, len(who))
    paid = random.exponential(50 * true_roas / 2, len(who))
    start = np.datetime64(FIRST)
    seen = when < days
    return (
        pd.DataFrame({"date": start + np.arange(days), "channel": "a", "spend": costs}),
        pd.DataFrame({"user_id": np.arange(len(came)), "date": start + came, "channel": "a"}),
        pd.DataFrame({"user_id": who, "date": start + when, "revenue": paid})[seen],
    )


def row(told, channel=ALL):
    return told.table.set_index("channel").loc[channel]


@pytest.mark.parametrize("seed", range(3))
def test_a_true_roas_of_two_reads_two_where_this_months_ratio_reads_less_than_one(seed):
    costs, came, brought = growing_world(seed=seed)
    last_month = costs["date"] >= costs["date"].max() - pd.Timedelta(days=29)
    this_month = brought["date"] >= costs["date"].max() - pd.Timedelta(days=29)
    assert brought.loc[this_month, "revenue"].sum() / costs.loc[last_month, "spend"].sum() < 1.2
    found = row(from_tables(costs, came, brought))
    assert found["revenue"] / found["spend"] < 1.1
    assert found["roas"] == pytest.approx(2, rel=0.03)
    assert found["roas_low"] * 0.98 < 2 < found["roas_high"] * 1.02
    assert found["mature_days"] == 120


SPENT = spend((FIRST, "a", 100), (FIRST, "b", 50), (FIRST + timedelta(5), "a", 100))
CAME = people(("u1", FIRST, "a"), ("u2", FIRST + timedelta(5), "a"), ("u3", FIRST, "c"))
BROUGHT = revenue(
    ("u1", FIRST + timedelta(3), 80.0),
    ("u1", FIRST + timedelta(10), 70.0),
    ("u2", FIRST + timedelta(8), 40.0),
    ("u3", FIRST + timedelta(1), 9.0),
)


def test_cohorts_that_are_old_enough_are_added_up_by_hand():
    told = from_tables(SPENT, CAME, BROUGHT, as_of=FIRST + timedelta(20), horizon_days=10)
    found = row(told, "a")
    # u1 has 150 by day 10, u2 40 by day 3: 190 of 200 yuan.
    assert (found["spend"], found["revenue"], found["roas"]) == (200, 190, 0.95)
    assert (found["roas_low"], found["roas_high"]) == (0.95, 0.95)
    assert found["roi"] == pytest.approx(-0.05)
    assert row(told, "b")["roas"] == 0
    assert np.isnan(row(told, "c")["roas"])
    assert row(told)["spend"] == 250


def test_payback_is_the_first_age_at_which_the_days_so_old_have_earned_their_spend():
    told = from_tables(SPENT, CAME, BROUGHT, as_of=FIRST + timedelta(12), horizon_days=10)
    # Both days are 7 days old, with 120 of 200 yuan. After that only the first counts: 80 of 100
    # yuan until it has 150 at age 10.
    assert row(told, "a")["payback_days"] == 10
    assert np.isnan(row(told, "b")["payback_days"])


def test_ten_times_the_spend_is_exactly_a_tenth_of_the_return():
    costs, came, brought = growing_world(days=260)
    once, tenfold = (
        row(from_tables(costs.assign(spend=costs["spend"] * n), came, brought)) for n in (1, 10)
    )
    names = ["roas", "roas_low", "roas_high", "mature_roas"]
    assert (tenfold[names] * 10).tolist() == pytest.approx(once[names].tolist(), rel=1e-12)


def test_the_same_from_relations_files_and_frames_in_any_order(tmp_path):
    BROUGHT.to_csv(tmp_path / "revenue.csv", index=False)
    with duckdb.connect() as connection:
        relation = connection.from_df(SPENT)
        mixed = from_tables(relation, CAME[::-1], tmp_path / "revenue.csv", horizon_days=5)
    plain = from_tables(SPENT, CAME, BROUGHT[::-1], horizon_days=5)
    pd.testing.assert_frame_equal(mixed.table, plain.table)


def test_what_is_left_out_is_said():
    told = from_tables(
        spend((FIRST, "a", 100), (None, "a", 5), (FIRST, "a", None)),
        people(("u1", FIRST, "a"), (None, FIRST, "a"), ("u2", FIRST, None)),
        revenue(("u1", FIRST - timedelta(1), 7.0), ("u9", FIRST, 5.0), ("u1", FIRST, None)),
        as_of=FIRST + timedelta(9),
        horizon_days=7,
    )
    assert (row(told)["people"], row(told)["spend"], row(told)["revenue"]) == (1, 100, 0)
    assert [note.split(" ")[0] for note in told.notes] == ["2", "2", "1", "1", "1"]
    assert "lie before their person came" in told.notes[-1]


def test_too_little_that_is_old_enough_is_said_and_nothing_is_estimated():
    told = from_tables(SPENT, CAME, BROUGHT, horizon_days=30)
    assert np.isnan(row(told)["roas"])
    assert "Too little is 30 days old" in told.notes[-1]


def test_tables_that_contradict_themselves_are_refused():
    with pytest.raises(EconomicsError, match="u1 is in people more than once"):
        from_tables(SPENT, pd.concat([CAME, CAME[:1]]), BROUGHT)
    with pytest.raises(EconomicsError, match="1 rows of spend and 0 of revenue"):
        from_tables(spend((FIRST, "a", -1)), CAME, BROUGHT)
    with pytest.raises(EconomicsError, match="1 or more"):
        from_tables(SPENT, CAME, BROUGHT, horizon_days=0)
    with pytest.raises(TableError, match="no column channel"):
        from_tables(SPENT.drop(columns="channel"), CAME, BROUGHT)
    with pytest.raises(TableError, match="cannot be read"):
        from_tables(spend(("soon", "a", 1)), CAME, BROUGHT)
