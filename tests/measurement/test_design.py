"""Sizes before a launch against the textbook's numbers and the simulation of what they promise."""

import numpy as np
import pytest

from measurement.design import (
    Plan,
    holdout_share,
    minimum_detectable_effect,
    minimum_detectable_proportion,
    proportion_size,
    sample_size,
)
from measurement.experiments import compare


def test_a_tenth_of_a_deviation_needs_1570_people_an_arm():
    # 2 x (1.95996 + 0.84162)^2 / 0.1^2 = 1569.8
    assert sample_size(0.1, 1.0) == {"arm": 1570, "control": 1570, "people": 3140}


def test_ten_to_twelve_per_cent_needs_3839_people_an_arm():
    # (0.12 x 0.88 + 0.1 x 0.9) x 2.80158^2 / 0.02^2 = 3838.1
    assert proportion_size(0.10, 0.02)["arm"] == 3839


def test_a_covariate_that_explains_half_saves_half_of_the_people():
    assert sample_size(0.1, 1.0, Plan(explained=0.5))["people"] == 1570


def test_what_can_be_seen_is_the_inverse_of_how_many_are_needed():
    assert minimum_detectable_effect(3140, 1.0) == pytest.approx(0.1, rel=1e-3)
    assert minimum_detectable_proportion(2 * 3839, 0.10) == pytest.approx(0.02, rel=1e-3)
    assert minimum_detectable_proportion(4, 0.5) is None


def test_the_smallest_holdout_that_still_shows_the_effect():
    share = holdout_share(20_000, 1.0, 0.1)
    assert share is not None
    assert share == pytest.approx(0.0409, abs=1e-4)
    plan = Plan(share=1 - share)
    assert minimum_detectable_effect(20_000, 1.0, plan) == pytest.approx(0.1)
    assert holdout_share(3000, 1.0, 0.1) is None


def test_eight_of_ten_simulated_launches_see_the_effect_that_was_planned_for():
    sizes = proportion_size(0.2, 0.04)
    rng = np.random.default_rng(2)
    told = [
        compare(
            {"type": "proportion", "n": sizes["control"], "sum": int(control)},
            {"type": "proportion", "n": sizes["arm"], "sum": int(arm)},
            test="two_sided",
            difference="absolute",
        )["p"]
        for control, arm in zip(
            rng.binomial(sizes["control"], 0.20, 1000),
            rng.binomial(sizes["arm"], 0.24, 1000),
            strict=True,
        )
    ]
    assert np.mean(np.array(told) < 0.05) == pytest.approx(0.8, abs=0.04)


def test_plans_without_sense_are_refused():
    for plan in ({"share": 0}, {"power": 1.0}, {"explained": 1.0}, {"alpha": 2.0}):
        with pytest.raises(ValueError, match=r"between 0 and 1|from 0 to below 1"):
            Plan(**plan)
    with pytest.raises(ValueError, match="never seen"):
        sample_size(0.0, 1.0)
    with pytest.raises(ValueError, match="between 0 and 1"):
        proportion_size(0.99, 0.02)
