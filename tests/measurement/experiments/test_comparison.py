"""Comparisons of two arms against numbers worked out by hand or by another method."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from measurement.experiments import compare

FIFTY = {"type": "proportion", "n": 100, "sum": 50}
SIXTY = {"type": "proportion", "n": 100, "sum": 60}


def mean_of(values) -> dict:
    values = np.asarray(values, dtype=float)
    return {"type": "mean", "n": len(values), "sum": values.sum(), "sum_squares": (values**2).sum()}


def pair_of(kind, first, second) -> dict:
    one, two = ("m", "d") if kind == "ratio" else ("post", "pre")
    return {
        "type": kind,
        "n": len(first),
        one: mean_of(first),
        two: mean_of(second),
        f"{one}_{two}_sum_of_products": float(np.dot(first, second)),
    }


def test_half_against_six_tenths():
    told = compare(FIFTY, SIXTY, test="two_sided", difference="absolute")
    # se = sqrt(.25/100 + .24/100) = .07
    assert told["effect"] == pytest.approx(0.1)
    assert told["se"] == pytest.approx(0.07)
    assert told["p"] == pytest.approx(2 * stats.t.sf(0.1 / 0.07, 197.918), rel=1e-4)
    assert told["refusal"] is None


def test_a_relative_difference_carries_the_uncertainty_of_its_base():
    told = compare(FIFTY, SIXTY, test="two_sided", difference="relative")
    # .6/.5 - 1; variance = .24/(100 x .25) + .25 x .36/(100 x .0625) = .024
    assert told["effect"] == pytest.approx(0.2)
    assert told["se"] == pytest.approx(math.sqrt(0.024))


def test_means_answer_as_welchs_test_on_the_values_does():
    a, b = [1, 4, 2, 8, 5, 7], [9, 3, 6, 12, 15]
    expected = stats.ttest_ind(b, a, equal_var=False)
    told = compare(mean_of(a), mean_of(b), test="two_sided", difference="absolute")
    interval = expected.confidence_interval()
    assert told["p"] == pytest.approx(expected.pvalue)
    assert told["ci"] == pytest.approx([interval.low, interval.high])


@pytest.mark.parametrize(("side", "open_end"), [("greater", 1), ("less", 0)])
def test_a_one_sided_interval_is_open_on_one_side(side, open_end):
    a, b = [1, 4, 2, 8, 5, 7], [9, 3, 6, 12, 15]
    expected = stats.ttest_ind(b, a, equal_var=False, alternative=side)
    interval = expected.confidence_interval()
    told = compare(mean_of(a), mean_of(b), test=side, difference="absolute")
    assert told["p"] == pytest.approx(expected.pvalue)
    assert told["ci"][open_end] is None
    bound = (interval.low, interval.high)[1 - open_end]
    assert told["ci"][1 - open_end] == pytest.approx(bound)


def test_looking_early_costs_a_wider_interval():
    once = compare(FIFTY, SIXTY, test="two_sided", difference="absolute")
    often = compare(FIFTY, SIXTY, test="sequential", difference="absolute", tuning=200)
    assert often["ci"][0] < once["ci"][0] < once["ci"][1] < often["ci"][1]
    assert once["p"] < often["p"] <= 1


def test_looking_at_every_hundred_people_raises_few_false_alarms():
    rng = np.random.default_rng(7)
    alarms = {"two_sided": 0, "sequential": 0}
    for _ in range(200):
        a, b = rng.random((2, 2000)) < 0.3
        for test in alarms:
            looks = (
                compare(
                    {"type": "proportion", "n": n, "sum": int(a[:n].sum())},
                    {"type": "proportion", "n": n, "sum": int(b[:n].sum())},
                    test=test,
                    difference="absolute",
                    tuning=2000,
                )["p"]
                for n in range(100, 2001, 100)
            )
            alarms[test] += min(looks) < 0.05
    assert alarms["sequential"] <= 10
    assert alarms["two_sided"] > 30


def test_chance_to_win_and_expected_loss_are_those_of_a_normal_posterior():
    told = compare(FIFTY, SIXTY, test="bayes", difference="absolute")
    drawn = np.random.default_rng(1).normal(0.1, 0.07, 400_000)
    assert told["chance_to_win"] == pytest.approx((drawn > 0).mean(), abs=0.003)
    losses = [np.maximum(drawn, 0).mean(), np.maximum(-drawn, 0).mean()]
    assert told["risk"] == pytest.approx(losses, abs=5e-4)


def test_a_prior_as_precise_as_the_data_meets_them_half_way():
    prior = {"mean": 0.0, "variance": 0.0049, "proper": True, "type": "absolute"}
    told = compare(FIFTY, SIXTY, test="bayes", difference="absolute", prior=prior)
    assert told["effect"] == pytest.approx(0.05)
    assert told["se"] == pytest.approx(0.07 / math.sqrt(2))


def test_a_covariate_that_explains_the_metric_narrows_the_interval():
    rng = np.random.default_rng(3)
    before = rng.normal(10, 3, (2, 500))
    after = before + rng.normal(0, 1, (2, 500)) + np.array([[0.0], [0.5]])
    arms = [pair_of("cuped", after[k], before[k]) for k in (0, 1)]
    told = compare(*arms, test="two_sided", difference="absolute")
    plain = compare(arms[0]["post"], arms[1]["post"], test="two_sided", difference="absolute")
    assert told["se"] < plain["se"] / 2.5
    assert told["ci"][0] < 0.5 < told["ci"][1]


def test_a_ratio_of_sums_has_the_spread_that_resampling_people_shows():
    rng = np.random.default_rng(4)
    orders = rng.poisson(3, (2, 400)) + 1.0
    money = orders * rng.normal(10, 2, (2, 400))
    told = compare(
        *(pair_of("ratio", money[k], orders[k]) for k in (0, 1)),
        test="two_sided",
        difference="absolute",
    )
    picks = rng.integers(0, 400, (2, 3000, 400))
    ratios = [money[k][picks[k]].sum(1) / orders[k][picks[k]].sum(1) for k in (0, 1)]
    assert told["se"] == pytest.approx((ratios[1] - ratios[0]).std(), rel=0.06)


def share(total) -> dict:
    return {"type": "proportion", "n": 100, "sum": total}


def test_a_ratio_of_two_shares_has_the_spread_of_a_share_of_the_smaller_group():
    a, b = (
        {"type": "ratio", "n": 100, "m": share(m), "d": share(50), "m_d_sum_of_products": m}
        for m in (20, 25)
    )
    told = compare(a, b, test="two_sided", difference="absolute")
    assert told["se"] == pytest.approx(math.sqrt(0.4 * 0.6 / 50 + 0.5 * 0.5 / 50))


def test_a_share_steadied_by_a_share_keeps_what_the_line_through_both_leaves():
    # slope (.25 - .5 x .25) / (.25 x .75) = 2/3; left are .5 x .5 - 2/3 x .125 = 1/6 per person
    arm = {"type": "cuped", "n": 100, "post": share(50), "pre": share(25)}
    arm["post_pre_sum_of_products"] = 25
    told = compare(arm, arm, test="two_sided", difference="absolute")
    assert told["se"] == pytest.approx(math.sqrt(2 / 6 / 100))


def test_a_scaled_effect_is_for_everybody_per_day():
    told = compare(FIFTY, SIXTY, test="two_sided", difference="scaled", traffic=0.25, days=10)
    # .1 each, x 100 people / .25 of the traffic / 10 days
    assert told["effect"] == pytest.approx(4.0)


@pytest.mark.parametrize(
    ("a", "b", "code"),
    [
        ({"type": "proportion", "n": 100, "sum": 0}, SIXTY, "zero_baseline"),
        (FIFTY, {"type": "proportion", "n": 100, "sum": 100}, "zero_variance"),
        (FIFTY, {"type": "proportion", "n": 0, "sum": 0}, "no_units"),
        (mean_of([5.0]), mean_of([1.0, 2.0]), "zero_variance"),
    ],
)
@pytest.mark.parametrize("test", ["two_sided", "sequential", "bayes"])
def test_what_cannot_be_measured_says_why_and_claims_nothing(a, b, code, test):
    told = compare(a, b, test=test, difference="relative")
    assert told["refusal"]["code"] == code
    assert told["effect"] == 0
    assert told["ci"] == [0, 0]
    assert (told["chance_to_win"] == 0.5) if test == "bayes" else (told["p"] == 1)


@pytest.mark.parametrize(
    ("a", "arguments", "words"),
    [
        (FIFTY, {"test": "z"}, "no test 'z'"),
        (FIFTY, {"difference": "log"}, "no difference 'log'"),
        ({"type": "median"}, {}, "no type 'median'"),
        ({"type": "proportion", "n": 10}, {}, "number for 'sum'"),
        (mean_of([1, 2]), {}, "different types"),
        (FIFTY, {"tuning": -1}, "above 0"),
    ],
)
def test_questions_without_sense_are_refused_in_words(a, arguments, words):
    with pytest.raises(ValueError, match=words):
        compare(a, SIXTY, **({"test": "two_sided", "difference": "relative"} | arguments))


@given(
    st.lists(st.floats(0.5, 50), min_size=5, max_size=30),
    st.lists(st.floats(0.5, 50), min_size=5, max_size=30),
)
def test_swapping_the_arms_turns_the_sign_and_keeps_the_p(a, b):
    there = compare(mean_of(a), mean_of(b), test="two_sided", difference="absolute")
    back = compare(mean_of(b), mean_of(a), test="two_sided", difference="absolute")
    assert there["effect"] == pytest.approx(-back["effect"])
    assert there["p"] == pytest.approx(back["p"])
