"""Revenue at standard values: what people did, each unit at the mean revenue of its kind.

Amounts and terms of investments are so uneven that a difference of mean revenue drowns in them,
while numbers of investors and investments show plainly what a promotion did. Units are first
investors whose first order was the smallest on offer (bonus hunters come so), other first
investors, and further orders of those who had invested before. Where the amounts themselves
differ between arms beyond chance, revenue as it was decides instead.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scipy.stats import norm

from measurement.promotions.parts import ArmSums, Sums

UNITS = ("smallest", "larger", "again")
USUAL_REVENUES = 2
"""With fewer units of a kind its spread is unknown."""


@dataclass(frozen=True)
class Value:
    """Mean revenue of one unit of a kind, its spread, and how many there were."""

    mean: float
    variance: float
    count: float


def values(arms: Sequence[ArmSums]) -> dict[str, Value]:
    """Mean revenue by kind of unit over all arms together."""
    found = {}
    for unit in UNITS:
        count, total, squares = (
            sum(arm.sums[name] for arm in arms)
            for name in (unit, f"{unit}_revenue", f"{unit}_revenue_squared")
        )
        mean = total / count if count else 0.0
        spread = max(squares - count * mean**2, 0.0)
        variance = spread / (count - 1) if count >= USUAL_REVENUES else mean**2
        found[unit] = Value(mean, variance, count)
    return found


def standard_sums(sums: Sums, value: Mapping[str, Value]) -> dict[str, float]:
    """Sums of standard revenue, of what real revenue adds to it, and their products."""
    worth = {unit: value[unit].mean for unit in UNITS}
    total = sum(worth[unit] * sums[unit] for unit in UNITS)
    squares = {
        "smallest": sums["smallest"],
        "larger": sums["larger"],
        "again": sums["again_squared"],
    }
    standard_squared = sum(worth[unit] ** 2 * squares[unit] for unit in UNITS)
    products = {
        "smallest": sums["smallest_revenue"],
        "larger": sums["larger_revenue"],
        "again": sums["again_product"],
    }
    crossed = sum(worth[unit] * products[unit] for unit in UNITS)
    return {
        "standard": total,
        "standard_squared": standard_squared,
        "orders_before_standard": worth["again"] * sums["orders_before_again"],
        "due_standard": worth["again"] * sums["due_again"],
        "beyond": sums["revenue"] - total,
        "beyond_squared": max(sums["revenue_squared"] - 2 * crossed + standard_squared, 0.0),
    }


def same_amounts(arms: Sequence[ArmSums]) -> float:
    """Chance of orders so much bigger or smaller than their kind in any arm, if none moved.

    The spread is that of both arms together, as it is where none moved: a small control without
    one of the rare large orders would seem to have hardly any.
    """
    control = next(arm for arm in arms if arm.is_control)
    others = [arm for arm in arms if arm is not control]
    found = [_chance_of_gap(arm, control) for arm in others if arm.people and control.people]
    return min(min(found) * len(found), 1.0) if found else 1.0


def _chance_of_gap(arm: ArmSums, control: ArmSums) -> float:
    people = arm.people + control.people
    mean = (arm.sums["beyond"] + control.sums["beyond"]) / people
    squares = arm.sums["beyond_squared"] + control.sums["beyond_squared"]
    variance = max(squares - people * mean**2, 0.0) / max(people - 1, 1)
    gap = arm.sums["beyond"] / arm.people - control.sums["beyond"] / control.people
    error = math.sqrt(variance * (1 / arm.people + 1 / control.people))
    return 2 * float(norm.sf(abs(gap) / error)) if error else 1.0


def doubt(arm: ArmSums, control: ArmSums, value: Mapping[str, Value]) -> float:
    """Standard error (yuan, of the whole arm) that standard values add.

    The mean of a kind is an estimate, and the units that were won brought what they really did,
    which is a draw from the spread of their kind.
    """
    variance = 0.0
    for unit, of in value.items():
        won = arm.sums[unit] - control.sums[unit] * arm.people / max(control.people, 1)
        variance += won**2 * of.variance / max(of.count, 1.0) + max(won, 0.0) * of.variance
    return math.sqrt(variance)
