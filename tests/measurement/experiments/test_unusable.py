"""Tables and sums that no experiment leaves behind: words instead of a traceback or a NaN."""

import math

import numpy as np
import pandas as pd
import pytest

from measurement.experiments import analyse, compare, sample_ratio

ARMS = pd.DataFrame(
    {
        "user": range(40),
        "arm": ["control"] * 20 + ["coupon"] * 20,
        "y": [float(k % 7) for k in range(40)],
    }
)
MEAN = {"type": "mean", "n": 100, "mean": 5.0, "variance": 4.0}
HALF = {"type": "proportion", "n": 100, "sum": 50}


def asked(table: pd.DataFrame, **how) -> dict:
    return analyse(table, "user", "arm", "y", **how)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (ARMS.iloc[:0], "No row has a user"),
        (ARMS.assign(user=None), "No row has a user"),
        (ARMS.assign(arm=None), "names no arm in any row"),
        (pd.concat([ARMS, ARMS.assign(arm="other")]), "several for each user"),
        (ARMS.assign(y=np.nan), "y has no number"),
        (ARMS.assign(y="¥5"), "y has no number"),
        (ARMS.assign(y=pd.Timestamp("2026-06-01")), "a metric or covariate is a number"),
        (ARMS.assign(y=ARMS["y"] * 1e300), "not a finite number"),
        (ARMS.assign(arm=range(40)), "2 people"),
    ],
)
def test_a_table_that_is_no_experiment_is_refused_in_words(table, words):
    if words == "2 people":
        assert asked(table)["refusal"]["code"] == "few_people"
        return
    with pytest.raises(ValueError, match=words):
        asked(table)


def test_numbers_that_are_missing_or_infinite_are_left_out_and_counted():
    holes = ARMS.assign(y=ARMS["y"].where(ARMS.index % 10 > 0, np.inf))
    told = asked(holes)
    # people 0, 10, 20 and 30
    assert [told["baseline"]["missing"], told["arms"]["coupon"]["missing"]] == [2, 2]
    assert math.isfinite(told["arms"]["coupon"]["absolute"]["effect"])


def test_one_arm_alone_and_an_arm_of_strangers_are_refused():
    assert asked(ARMS[ARMS["arm"] == "coupon"])["refusal"]["code"] == "one_arm"
    unknown = ARMS.assign(y=ARMS["y"].where(ARMS["arm"] == "control"))
    assert asked(unknown)["refusal"]["code"] == "few_people"


def test_a_ratio_over_nothing_is_refused_whichever_arm_has_nothing():
    for there in ("control", "coupon", "neither"):
        table = ARMS.assign(d=(ARMS["arm"] == there).astype(int))
        told = asked(table, denominator="d")["arms"]["coupon"]
        assert told["refusal"]["code"] in {"zero_baseline", "zero_variance"}
        assert told["absolute"] is None
    unknown = asked(ARMS.assign(d=np.nan), denominator="d")
    assert unknown["refusal"]["code"] == "few_people"


@pytest.mark.parametrize(
    ("a", "b", "how", "words"),
    [
        (None, MEAN, {}, "a mapping of its parts"),
        (HALF | {"sum": 150}, HALF, {}, "150 successes among 100"),
        (HALF | {"sum": -5}, HALF, {}, "-5 successes"),
        (MEAN | {"mean": float("nan")}, MEAN, {}, "not a finite number"),
        (MEAN | {"variance": 1e300}, MEAN | {"mean": 1e-200}, {}, "too far apart"),
        (MEAN, MEAN, {"null": float("nan")}, "null is a finite number"),
        (MEAN, MEAN, {"alpha": "half"}, "alpha is a finite number"),
        (MEAN, MEAN, {"difference": "scaled", "traffic": -1}, "traffic is a share"),
        (MEAN, MEAN, {"test": "bayes", "prior": {"mean": "x"}}, "prior's mean is a finite number"),
        (MEAN, MEAN, {"test": "sequential", "tuning": float("inf")}, "tuning is a finite number"),
    ],
)
def test_a_comparison_of_impossible_sums_is_refused_in_words(a, b, how, words):
    question: dict = {"test": "two_sided", "difference": "absolute"} | how
    with pytest.raises(ValueError, match=words):
        compare(a, b, **question)


@pytest.mark.parametrize("users", [["many", 5], [None, 5], [float("nan"), 5], [True, 5]])
def test_users_that_are_no_numbers_have_no_ratio(users):
    with pytest.raises(ValueError, match="numbers, none of them missing"):
        sample_ratio(users, [1, 1])
