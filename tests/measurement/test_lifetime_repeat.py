"""Forecasts by people's own rhythm: people who follow the model, and those who cannot tell."""

import sys
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from measurement.lifetime_outlook import _spread, look_ahead
from measurement.lifetime_people import purchases_of
from measurement.lifetime_repeat import CannotTellError, fit
from measurement.tables import TableError

pytestmark = pytest.mark.xdist_group("lifetime")

START, AS_OF = date(2026, 1, 1), date(2026, 9, 30)
MEAN_AMOUNT = 50.0


def rows(purchases):
    """Purchases as (person, days after the start, amount)."""
    told = [("", person, START + timedelta(day), amount) for person, day, amount in purchases]
    return pd.DataFrame(told, columns=["channel", "person", "day", "amount"])


def refusal(told):
    assert told.refusal is not None
    return told.refusal


@pytest.fixture(scope="module")
def world():
    """1,500 people who begin evenly over 240 days; rates gamma(1.2, 60 days), a quarter leave after
    each purchase but the first; what a day of purchase brings is 50 on average."""
    random = np.random.default_rng(7)
    told = []
    for person in range(1_500):
        day, rate = random.uniform(0, 240), random.gamma(1.2, 1 / 60)
        leaves, mean = random.beta(1.5, 4.5), MEAN_AMOUNT * random.gamma(8, 1 / 8)
        first = day
        while day < 400:
            told.append((f"p{person}", int(day), mean * random.gamma(4, 1 / 4)))
            if day > first and random.uniform() < leaves:
                break
            day += random.exponential(1 / rate)
    table = rows(told)
    return table.assign(channel=np.where(table["person"].str.endswith("7"), "b", "a"))


@pytest.fixture(scope="module")
def told(world):
    return look_ahead(world[world["day"] <= AS_OF], [60], AS_OF)[0]


def test_what_people_who_follow_the_model_will_do_is_foreseen(world, told):
    later = world[(world["day"] > AS_OF) & (world["day"] <= AS_OF + timedelta(60))]
    came = later.groupby("channel")["amount"].agg(["size", "sum"])
    found = told.table.set_index("channel")
    assert found.loc["a", "people"] == 1_350
    assert found["transactions"].sum() == pytest.approx(came["size"].sum(), rel=0.08)
    assert found["amount"].sum() == pytest.approx(came["sum"].sum(), rel=0.08)
    assert found.loc["b", "people"] == 150
    low, high = found["amount_low"].sum(), found["amount_high"].sum()
    assert low < came["sum"].sum() < high < 1.6 * low


def test_the_interval_is_as_wide_as_the_sum_and_its_cohorts_were_off():
    model, actual = pd.Series([100.0, 50.0]), pd.Series([200.0, 100.0])
    assert _spread(model, actual) == pytest.approx(np.log(2))
    model, actual = pd.Series([100.0, 100.0]), pd.Series([100.0, 300.0])
    single = (0.25 * np.log(1 / 2)) ** 2 + (0.75 * np.log(3 / 2)) ** 2
    assert _spread(model, actual) == pytest.approx(np.sqrt(np.log(2) ** 2 + single))


def test_both_forecasts_are_held_to_the_same_days(told):
    assert 0 < told.model_error < 0.2
    assert 0 < told.curve_error < 0.3
    assert told.is_model_closer == (told.model_error <= told.curve_error)


def test_the_parameters_behind_the_purchases_are_found(world):
    with purchases_of(world) as known:
        found = fit(known.people(START + timedelta(399))).parameters
    assert found["r"] / found["alpha"] == pytest.approx(1.2 / 60, rel=0.1)
    assert found["a"] / (found["a"] + found["b"]) == pytest.approx(0.25, abs=0.03)
    assert found["p"] * found["v"] / (found["q"] - 1) == pytest.approx(MEAN_AMOUNT, rel=0.05)


def test_people_are_summed_up_by_days_of_purchase():
    table = rows([("ann", 0, 10), ("ann", 0, 5), ("ann", 10, 20), ("ann", 30, 40), ("bob", 31, 9)])
    with purchases_of(table) as known:
        found = known.people(START + timedelta(40)).set_index("person").drop(columns="channel")
        assert len(known.people(START + timedelta(30))) == 1
    assert found.loc["ann"].tolist() == [2, 30, 40, 30]
    assert found.loc["bob"].tolist() == [0, 0, 9, 0]


def test_cohorts_are_blocks_of_days_back_from_the_cut():
    cut = START + timedelta(89)
    table = rows([("ann", 0, 10), ("ann", 59, 5), ("bob", 29, 7), ("eve", 89, 4), ("eve", 100, 8)])
    with purchases_of(table) as known:
        found = known.cohorts(cut).set_index(["cohort", "age"])["revenue"]
        later = known.later(cut, START + timedelta(100))
    assert found.loc[2].tolist() == [17, 22, 22]
    assert found.loc[0].tolist() == [4]
    assert later.to_dict() == {0: 8}


@pytest.mark.parametrize(
    ("purchases", "said"),
    [
        ([], "Nobody has bought"),
        ([(f"p{n}", n, 5) for n in range(200)], "None of 200 people has bought a second time"),
        (
            [(f"p{n}", day, 5) for n in range(49) for day in (n, 100 + n)],
            "Only 49 people have bought a second time; at least 50 are needed",
        ),
    ],
)
def test_too_few_who_came_back_are_refused_in_words(purchases, said):
    (told,) = look_ahead(rows(purchases), [30])
    assert said in refusal(told)["en"]
    assert told.table[["transactions", "amount"]].isna().all(axis=None)


def test_a_story_too_short_to_hold_days_out_is_refused():
    days = [(f"p{n}", day, 5) for n in range(150) for day in (n % 90, 139 - n % 40)]
    (told,) = look_ahead(rows([*days, ("p0", 0, 5), ("p0", 140, 5)]), [90])
    assert "141 days; to hold 90 days out takes at least 150" in refusal(told)["en"]


def test_where_all_spend_the_same_it_is_what_is_expected_of_everyone():
    random = np.random.default_rng(3)
    people = pd.DataFrame({"frequency": random.poisson(1.5, 200), "age": 300.0, "amount": 7.0})
    people["recency"] = np.where(people["frequency"] > 0, random.uniform(20, 300, 200), 0)
    found = fit(people).expected(people, 30)
    assert (found["amount"] / found["transactions"]).tolist() == pytest.approx([7] * 200)


def test_people_who_all_do_the_same_have_no_rhythm_to_learn():
    people = pd.DataFrame({"frequency": [1.0] * 80, "recency": 10.0, "age": 20.0, "amount": 7.0})
    with pytest.raises(CannotTellError, match="no stable answer"):
        fit(people).expected(people, 30)


def test_without_the_extra_it_says_which_one_to_install(world, monkeypatch):
    monkeypatch.setitem(sys.modules, "pymc_marketing", None)
    (told,) = look_ahead(world, [30])
    assert "`lifetime`: pip install 'headwater[lifetime]'" in refusal(told)["en"]


@pytest.mark.parametrize(
    ("row", "said"),
    [((None, 1, 5), "no person or no day"), (("ann", 1, -5), "an amount below 0")],
)
def test_rows_that_cannot_be_meant_are_refused(row, said):
    with pytest.raises(TableError, match=said):
        look_ahead(rows([row]), [30])
