"""What steadies a comparison, from sums of people whose numbers are told."""

from __future__ import annotations

import numpy as np
import pytest

from measurement.experiments.rows import ArmRows, Moments
from measurement.promotions.parts import ArmSums
from measurement.promotions.steady import steadied
from tests.measurement.promotions.given import arm

ORDERS, DUE = np.array([0.0, 1, 0, 1] * 5), np.array([0.0, 0, 1, 1] * 5)


def people(name: str, orders: np.ndarray, due: np.ndarray, further: np.ndarray) -> ArmSums:
    """An arm of people with so many orders before, so many falling due, and further ones after."""
    told = {"orders_before": orders, "due_soon": due, "further_soon": further}
    sums = {column: float(values.sum()) for column, values in told.items()}
    sums |= {f"{column}_squared": float(values @ values) for column, values in told.items()}
    sums["orders_before_due_soon"] = float(orders @ due)
    sums["orders_before_further_soon"] = float(orders @ further)
    sums["due_soon_further_soon"] = float(due @ further)
    return arm(name, len(orders), 0, **sums)


def best_sum(found: ArmRows) -> Moments:
    assert found.other is not None
    return found.other


def test_what_two_numbers_from_before_explain_is_the_best_sum_of_both():
    further = 2 * ORDERS + 3 * DUE
    (found,) = steadied([people("control", ORDERS, DUE, further)], "further_soon")
    assert best_sum(found).mean == pytest.approx(2 * 0.5 + 3 * 0.5)
    assert best_sum(found).variance == pytest.approx((2**2 + 3**2) * 5 / 19)
    assert found.covariance == pytest.approx(found.metric.variance)


def test_slopes_come_from_all_arms_and_not_from_the_difference_between_them():
    arms = [people(name, ORDERS, DUE, DUE + won) for name, won in (("control", 0), ("coupon", 10))]
    base, coupon = steadied(arms, "further_soon")
    assert best_sum(base).mean == pytest.approx(0.5)
    assert best_sum(coupon).mean == pytest.approx(0.5)
    assert coupon.metric.mean - base.metric.mean == pytest.approx(10)


def test_a_number_that_is_alike_for_everybody_steadies_nothing():
    (found,) = steadied([people("control", ORDERS, np.ones(20), 2 * ORDERS)], "further_soon")
    assert best_sum(found).mean == pytest.approx(2 * 0.5)
    assert found.covariance == pytest.approx(found.metric.variance)
