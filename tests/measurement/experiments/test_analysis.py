"""Rows of experiments with known answers, and those that must not be answered."""

import numpy as np
import pandas as pd
import pytest

from measurement.experiments import analyse, sample_ratio
from measurement.tables import TableError


def people(control: list, treated: list) -> pd.DataFrame:
    """One row per person: `user`, `arm`, `y`."""
    metric = [*control, *treated]
    arms = ["control"] * len(control) + ["coupon"] * len(treated)
    return pd.DataFrame({"user": range(len(metric)), "arm": arms, "y": metric})


def drawn(seed: int, size: int = 2000, effect: float = 0.0) -> pd.DataFrame:
    """A randomised promotion: `before` explains much of `y`."""
    rng = np.random.default_rng(seed)
    before, treated = rng.normal(100, 20, size), np.arange(size) % 2 == 1
    y = before + rng.normal(0, 10, size) + effect * treated
    arm = np.where(treated, "coupon", "control")
    return pd.DataFrame({"user": np.arange(size), "arm": arm, "before": before, "y": y})


def test_ten_of_forty_against_twenty_of_forty():
    table = people([1] * 10 + [0] * 30, [1] * 20 + [0] * 20)
    told = analyse(table, "user", "arm", "y")
    arm = told["arms"]["coupon"]
    assert (told["control"], told["baseline"]["mean"], arm["mean"]) == ("control", 0.25, 0.5)
    assert arm["method"] == "proportion"
    assert arm["absolute"]["effect"] == pytest.approx(0.25)
    assert arm["relative"]["effect"] == pytest.approx(1.0)
    assert arm["p"] == arm["absolute"]["p"] < 0.05
    assert told["refusal"] is None


def test_a_persons_rows_are_added_up_before_people_are_compared():
    table = people([10.0] * 9 + [20.0], [30.0] * 9 + [40.0])
    halves = pd.concat([table.assign(y=table["y"] / 4), table.assign(y=table["y"] * 3 / 4)])
    whole = analyse(table, "user", "arm", "y")["arms"]["coupon"]
    added = analyse(halves, "user", "arm", "y")["arms"]["coupon"]
    # Sums of many threads differ in their last digit.
    for kind in ("absolute", "relative"):
        for name, value in whole[kind].items():
            assert added[kind][name] == pytest.approx(value), (kind, name)
    assert added["users"] == whole["users"] == 10
    assert whole["absolute"]["effect"] == pytest.approx(20.0)


def test_a_large_offset_costs_no_digits():
    table = drawn(1, effect=5)
    shifted = table.assign(y=table["y"] + 1e9)
    plain = analyse(table, "user", "arm", "y")["arms"]["coupon"]["absolute"]
    far = analyse(shifted, "user", "arm", "y")["arms"]["coupon"]["absolute"]
    assert far["se"] == pytest.approx(plain["se"], rel=1e-6)


def test_the_covariate_halves_the_interval_and_keeps_the_effect():
    table = drawn(2, effect=5)
    plain = analyse(table, "user", "arm", "y")["arms"]["coupon"]["absolute"]
    told = analyse(table, "user", "arm", "y", "before")["arms"]["coupon"]
    assert told["method"] == "cuped"
    assert told["absolute"]["se"] < plain["se"] / 2
    assert told["absolute"]["ci"][0] < 5 < told["absolute"]["ci"][1]


def test_a_ratio_is_sum_over_sum():
    table = drawn(3).assign(orders=2.0)
    table.loc[::4, "orders"] = 4.0
    told = analyse(table, "user", "arm", "y", denominator="orders")["arms"]["coupon"]
    treated = table[table["arm"] == "coupon"]
    assert told["mean"] == pytest.approx(treated["y"].sum() / treated["orders"].sum())
    assert told["method"] == "ratio"


def test_two_promotions_share_one_control_and_their_p_is_adjusted():
    table = drawn(4, size=3000)
    table["arm"] = np.array(["control", "packet", "coupon"])[np.arange(3000) % 3]
    table.loc[table["arm"] == "packet", "y"] += 3
    arms = analyse(table, "user", "arm", "y")["arms"]
    assert set(arms) == {"packet", "coupon"}
    assert arms["packet"]["p_adjusted"] == pytest.approx(2 * arms["packet"]["p"])
    assert arms["coupon"]["p_adjusted"] >= arms["coupon"]["p"]


def test_intervals_cover_the_truth_in_95_of_100_promotions():
    covered = [
        low < 2 < high
        for seed in range(200)
        for low, high in [
            analyse(drawn(seed, 400, 2.0), "user", "arm", "y", "before")["arms"]["coupon"][
                "absolute"
            ]["ci"]
        ]
    ]
    assert 0.91 <= np.mean(covered) <= 0.985


def refused(told: dict) -> str:
    assert all(arm["absolute"] is None and arm["p"] is None for arm in told["arms"].values())
    return told["refusal"]["code"]


def warned(told: dict) -> set:
    return {words["code"] for words in told["warnings"]}


def test_arms_without_their_planned_shares_show_no_effect():
    table = people([1, 0] * 300, [1, 0] * 400)
    assert refused(analyse(table, "user", "arm", "y")) == "sample_ratio_blocks"
    told = analyse(table, "user", "arm", "y", weights={"control": 3, "coupon": 4})
    assert told["refusal"] is None


def test_a_game_with_a_few_hundred_players_missing_is_warned_of():
    # 44,700 and 45,489 players: chi-square 6.90, p .0086
    table = people([1] * 8502 + [0] * 36198, [1] * 8279 + [0] * 37210)
    told = analyse(table, "user", "arm", "y")
    assert told["sample_ratio"]["p"] == pytest.approx(0.0086, abs=1e-4)
    assert "sample_ratio_warns" in warned(told)
    assert told["arms"]["coupon"]["absolute"]["effect"] < 0


def test_people_in_two_arms_are_left_out_and_many_of_them_block():
    table = people([1.0, 2.0] * 150, [2.0, 3.0] * 150)
    few = pd.concat([table, table.head(3).assign(arm="coupon")])
    told = analyse(few, "user", "arm", "y")
    assert told["in_two_arms"] == {"people": 3, "share": 3 / 600}
    assert told["baseline"]["users"] == 297
    assert "in_two_arms" in warned(told)
    many = pd.concat([table, table.head(7).assign(arm="coupon")])
    assert refused(analyse(many, "user", "arm", "y")) == "in_two_arms_blocks"


def test_seven_people_in_an_arm_tell_nothing():
    assert refused(analyse(people([1, 2] * 4, [3, 4, 5] * 2), "user", "arm", "y")) == "few_people"
    assert analyse(people([1, 2] * 4, [3, 4] * 4), "user", "arm", "y")["refusal"] is None


def test_without_a_control_there_is_no_effect():
    told = analyse(people([], [1, 2, 3] * 10), "user", "arm", "y")
    assert told["refusal"]["code"] == "one_arm"
    assert told["arms"] == {}


def test_volunteers_who_earned_less_before_are_not_compared():
    rng = np.random.default_rng(5)
    earned = np.concatenate([rng.normal(14000, 6000, 400), rng.normal(2000, 3000, 400)])
    table = people(list(earned[:400] + 500), list(earned[400:] + 2300))
    table["before"] = earned
    told = analyse(table, "user", "arm", "y", "before")
    assert refused(told) == "not_alike"
    assert told["balance"][0]["difference"] < -2


def test_groups_nobody_drew_show_no_effect_even_when_alike():
    told = analyse(drawn(6), "user", "arm", "y", "before", randomised=False)
    assert refused(told) == "not_randomised"


def test_missing_values_are_named_and_never_counted_as_0():
    table = people([10.0] * 9 + [20.0] + [None] * 2, [30.0] * 9 + [40.0] + [None] * 2)
    told = analyse(table, "user", "arm", "y")
    assert told["baseline"] == {"users": 12, "missing": 2, "mean": 11.0}
    assert told["arms"]["coupon"]["mean"] == 31.0
    assert "missing" in warned(told)


def test_a_metric_lost_more_often_in_one_arm_blocks():
    table = people([1.0, 2.0] * 100, [1.0, 2.0] * 60 + [None] * 80)
    assert refused(analyse(table, "user", "arm", "y")) == "lost_differently"


def test_rows_without_arm_or_person_are_left_out_and_counted():
    table = people([1.0, 2.0] * 10, [2.0, 3.0] * 10)
    table.loc[0, "arm"] = None
    table.loc[21, "user"] = None
    told = analyse(table, "user", "arm", "y")
    assert {"without_arm", "without_unit"} <= warned(told)
    assert (told["baseline"]["users"], told["arms"]["coupon"]["users"]) == (19, 19)


def test_a_covariate_that_some_lack_is_filled_with_its_mean():
    table = drawn(8, effect=5)
    table.loc[::10, "before"] = None
    told = analyse(table, "user", "arm", "y", "before")
    assert "covariate_missing" in warned(told)
    assert told["arms"]["coupon"]["method"] == "cuped"


def test_nobody_of_fifty_against_five_of_fifty_has_an_exact_answer():
    told = analyse(people([0] * 50, [1] * 5 + [0] * 45), "user", "arm", "y")["arms"]["coupon"]
    # Fisher: 2 x C(50,5) / C(100,5) = .0563; Newcombe from Wilson's (0, .0713) and (.0435, .2136)
    assert told["method"] == "exact"
    assert told["p"] == pytest.approx(0.0563, abs=1e-4)
    assert told["absolute"]["ci"] == pytest.approx([0.0091, 0.2136], abs=1e-3)
    assert told["relative"] is None


def test_an_arm_whose_money_never_varies_is_said_and_not_computed():
    told = analyse(people([5.0] * 50, [1.0, 2.0] * 25), "user", "arm", "y")["arms"]["coupon"]
    assert told["refusal"]["code"] == "zero_variance"
    assert told["absolute"] is None


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (("user", "group", "y"), TableError, "no column group"),
        (("user", "arm", "city"), TableError, "no number"),
        (("user", "user", "y"), TableError, "60 different values"),
    ],
)
def test_columns_that_do_not_fit_are_named(arguments, error, words):
    table = people([1.0, 2.0] * 15, [2.0, 3.0] * 15).assign(city="Beijing")
    with pytest.raises(error, match=words):
        analyse(table, *arguments)


def test_a_covariate_of_words_is_refused():
    table = drawn(9).assign(city="Beijing")
    with pytest.raises(TableError, match="city has no number"):
        analyse(table, "user", "arm", "y", covariates=["city"])


def test_a_further_covariate_that_differs_somewhat_is_warned_of():
    table = drawn(10)
    rng = np.random.default_rng(10)
    table["age"] = rng.normal(40, 10, 2000) + np.where(table["arm"] == "coupon", 2.0, 0.0)
    told = analyse(table, "user", "arm", "y", "before", covariates=["age"])
    assert "hardly_alike" in warned(told)
    assert told["refusal"] is None


def test_an_unknown_control_is_refused():
    with pytest.raises(ValueError, match="no arm 'A'"):
        analyse(people([1, 2] * 9, [2, 3] * 9), "user", "arm", "y", control="A")


def test_a_sample_ratio_by_hand():
    told = sample_ratio([90, 110], [1, 1])
    # (10^2 + 10^2) / 100 = 2
    assert told["chi_square"] == pytest.approx(2)
    assert told["p"] == pytest.approx(0.1573, abs=1e-4)
    assert told["verdict"] == "fine"
    assert sample_ratio([0, 0], [1, 1])["p"] == 1


def test_sample_ratios_that_make_no_sense_are_refused():
    for users, weights in (([1, 2], [1]), ([1, -2], [1, 1]), ([1, 2], [0, 0])):
        with pytest.raises(ValueError, match=r"arms|negative|above 0"):
            sample_ratio(users, weights)
