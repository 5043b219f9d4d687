"""Geo tests with effects that were put there, and those that cannot be judged."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize

from measurement.geo import lift
from measurement.geo.weights import damped, simplex_weights
from measurement.tables import TableError
from tests.measurement.geo.cities import day, exact, panel


def test_a_city_that_two_others_make_up_gets_their_halves_and_its_effect():
    told = lift(exact(), "mix", day(20), day(29))
    assert told["weights"] == pytest.approx({"c1": 0.5, "c2": 0.5}, abs=1e-4)
    assert told["effect_per_day"] == pytest.approx(5.0, abs=1e-3)
    assert told["incremental"] == pytest.approx(50.0, abs=1e-2)
    assert [row["effect"] for row in told["daily"]] == pytest.approx([5.0] * 10, abs=1e-2)
    assert (told["verdict"], told["refusal"]) == ("lift", None)


def test_lift_is_the_effect_over_what_was_expected():
    told = lift(panel(3, effect=0.2), ["c0"], day(60), day(74))
    expected = sum(row["expected"] for row in told["daily"])
    actual = sum(row["actual"] for row in told["daily"])
    assert told["incremental"] == pytest.approx(actual - expected)
    assert told["lift"] == pytest.approx(actual / expected - 1)
    assert told["lift_interval"][0] < 0.2 < told["lift_interval"][1]
    assert told["verdict"] == "lift"


def test_two_cities_count_twice_in_the_total_and_once_in_the_mean():
    told = lift(panel(4, effect=0.3), ["C0", "c1"], day(60), day(74))
    assert told["incremental"] == pytest.approx(told["effect_per_day"] * 2 * 15)


def test_weights_are_those_of_a_general_optimiser():
    rng = np.random.default_rng(5)
    x, y = rng.normal(size=(40, 8)), rng.normal(size=40)
    gram, cross = x.T @ x, x.T @ y
    weights = simplex_weights(damped(gram), cross)
    found = minimize(
        lambda w: w @ gram @ w - 2 * w @ cross,
        np.full(8, 1 / 8),
        jac=lambda w: 2 * (gram @ w - cross),
        bounds=[(0, 1)] * 8,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 500},
    )
    assert weights == pytest.approx(found.x, abs=1e-5)
    assert weights.min() >= 0


def test_more_controls_than_days_still_give_weights_that_sum_to_one():
    rng = np.random.default_rng(6)
    x = rng.normal(size=(10, 60))
    weights = simplex_weights(damped(x.T @ x), x.T @ x[:, 7])
    assert weights.sum() == pytest.approx(1)
    assert weights[7] == pytest.approx(1, abs=1e-6)


def test_controls_that_do_not_move_before_the_test_have_weights_all_the_same():
    weights = simplex_weights(damped(np.zeros((3, 3))), np.zeros(3))
    assert weights.sum() == 1
    assert (weights >= 0).all()


def test_without_an_effect_few_tests_raise_an_alarm_and_intervals_hold_0():
    told = [lift(panel(seed), "c0", day(60), day(74), placebos=40) for seed in range(60)]
    judged = [answer for answer in told if answer["refusal"] is None]
    assert len(judged) >= 50
    assert np.mean([answer["verdict"] != "cannot tell" for answer in judged]) <= 0.1
    held = [answer["interval"][0] <= 0 <= answer["interval"][1] for answer in judged]
    assert 0.9 <= np.mean(held) <= 1


def test_money_borrowed_from_later_shows_as_persistence_below_0():
    table = exact()
    late = (table["location"] == "mix") & (table["date"].astype(str) >= day(25))
    table.loc[late, "y"] -= 7.0
    told = lift(table, "mix", day(20), day(24))
    # +5 during, -2 after
    assert told["after"]["effect_per_day"] == pytest.approx(-2, abs=1e-2)
    assert told["persistence"] == pytest.approx(-0.4, abs=1e-2)


def lacking(told: dict) -> str:
    assert told["verdict"] == "cannot tell"
    assert told["lift"] is told["p"] is told["interval"] is None
    return told["refusal"]["code"]


@pytest.mark.parametrize(
    ("table", "first", "last", "code"),
    [
        (panel(1, cities=5), 60, 74, "few_controls"),
        (panel(1), 3, 20, "few_before"),
        (panel(1), 60, 60, "one_day"),
        (panel(1), 90, 99, "no_test"),
        (panel(1), 60, 99, "half_missing"),
        (panel(1).assign(y=lambda t: t["y"].where(t["location"] != "c0", 7)), 60, 74, "constant"),
    ],
)
def test_what_the_data_lack_is_named_instead_of_a_number(table, first, last, code):
    assert lacking(lift(table, "c0", day(first), day(last))) == code


@pytest.mark.parametrize("seed", range(4))
def test_a_city_that_goes_its_own_way_cannot_be_judged(seed):
    table = panel(seed)
    own = table["location"] == "c0"
    table.loc[own, "y"] = 1000 + 200 * np.sin(np.arange(75) / 9) + 30 * np.arange(75) ** 0.9
    told = lift(table, "c0", day(60), day(74), placebos=40)
    assert lacking(told) in {"poor_fit", "before_the_start"}


def said(told: dict) -> set:
    return {words["code"] for words in told["warnings"]}


def test_gaps_are_named_and_small_ones_filled():
    table = panel(7, effect=0.3)
    gap = table["location"].eq("c5") & table["date"].astype(str).eq(day(10))
    broken = table["location"].eq("c6") & table["date"].astype(str).str.endswith(("1", "3", "5"))
    treated = table["location"].eq("c0") & table["date"].astype(str).eq(day(64))
    told = lift(table[~gap & ~broken & ~treated], "c0", day(60), day(74))
    assert {"filled", "controls_left_out", "treated_gaps"} <= said(told)
    assert len(told["daily"]) == 14
    assert "c6" not in told["weights"]


def test_cities_that_never_change_are_no_controls():
    table = panel(9)
    table.loc[table["location"] != "c0", "y"] = 0
    told = lift(table, "c0", day(60), day(74))
    assert lacking(told) == "few_controls"
    assert "still" in said(told)


def test_few_placebo_cities_leave_the_judgement_to_placebo_periods():
    told = lift(panel(8, cities=9, effect=0.3), "c0", day(60), day(74))
    assert told["method"] == "placebo_in_time"
    assert "coarse" in said(told)


def test_rows_of_one_city_and_day_are_added_up():
    table = exact()
    halves = pd.concat([table.assign(y=table["y"] / 2)] * 2)
    told = lift(halves, "mix", day(20), day(29))
    assert told["effect_per_day"] == pytest.approx(5.0, abs=1e-3)
    assert "added_up" in said(told)


def test_unknown_cities_and_turned_dates_are_refused():
    with pytest.raises(TableError, match="no location Atlantis"):
        lift(exact(), "Atlantis", day(20), day(29))
    with pytest.raises(ValueError, match="before it starts"):
        lift(exact(), "mix", day(29), day(20))
    with pytest.raises(TableError, match="no column y"):
        lift(exact().rename(columns={"y": "sales"}), "mix", day(20), day(29))
