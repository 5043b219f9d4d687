"""Before the launch: how many people, which holdout, which effect could be seen at all."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy.optimize import brentq
from scipy.stats import norm


@dataclass(frozen=True)
class Plan:
    """`share` of people in the arm, the rest is control; two-sided normal test.

    `explained` is the squared correlation of a metric with its covariate: CUPED leaves
    1 - explained of the variance.
    """

    share: float = 0.5
    alpha: float = 0.05
    power: float = 0.8
    explained: float = 0.0

    def __post_init__(self) -> None:
        if not all(0 < value < 1 for value in (self.share, self.alpha, self.power)):
            raise ValueError("Shares, alpha and power lie between 0 and 1.")
        if not 0 <= self.explained < 1:
            raise ValueError("The explained share of variance lies from 0 to below 1.")

    @property
    def reach(self) -> float:
        """Standard errors between no effect and one that is seen with `power`."""
        return float(norm.isf(self.alpha / 2) + norm.ppf(self.power))


HALVES = Plan()


def sample_size(effect: float, sd: float, plan: Plan = HALVES) -> dict[str, int]:
    """People (arm, control, people) to see an absolute `effect` on a mean of deviation `sd`.

    Raises:
        ValueError: for an effect of 0 or a deviation that is not above 0.
    """
    if not effect or sd <= 0:
        raise ValueError("An effect of 0 is never seen, and the standard deviation lies above 0.")
    return _split(_spread(sd, plan) * (plan.reach / effect) ** 2, plan)


def proportion_size(baseline: float, effect: float, plan: Plan = HALVES) -> dict[str, int]:
    """People to see a proportion move from `baseline` by an absolute `effect`.

    Raises:
        ValueError: when a proportion would leave 0 to 1.
    """
    moved = baseline + effect
    if not (0 < baseline < 1 and 0 < moved < 1) or not effect:
        raise ValueError("Both proportions lie between 0 and 1, and differ.")
    return _split(_spread_of_proportions(baseline, moved, plan) * (plan.reach / effect) ** 2, plan)


def minimum_detectable_effect(people: int, sd: float, plan: Plan = HALVES) -> float:
    """Smallest absolute effect on a mean that `people` in both arms together would show."""
    return plan.reach * math.sqrt(_spread(sd, plan) / people)


def minimum_detectable_proportion(
    people: int, baseline: float, plan: Plan = HALVES
) -> float | None:
    """Smallest rise of a proportion above `baseline` that is seen; None when none below 1 is."""

    def lacking(effect: float) -> float:
        variance = _spread_of_proportions(baseline, baseline + effect, plan)
        return plan.reach * math.sqrt(variance / people) - effect

    most = 1 - baseline - 1e-9
    return float(brentq(lacking, 1e-12, most)) if lacking(most) < 0 else None


def holdout_share(people: int, sd: float, effect: float, plan: Plan = HALVES) -> float | None:
    """Smallest share without the promotion that still shows `effect`; None when half is too few.

    Every person held out forgoes the promotion, so the smallest share is the cheapest. The
    plan's own share is not used.
    """
    needed = sd**2 * (1 - plan.explained) * (plan.reach / effect) ** 2 / people
    # 1/h + 1/(1 - h) = 1/needed is h (1 - h) = needed.
    return (1 - math.sqrt(1 - 4 * needed)) / 2 if needed <= 0.25 else None


def _spread(sd: float, plan: Plan) -> float:
    return sd**2 * (1 - plan.explained) * (1 / plan.share + 1 / (1 - plan.share))


def _spread_of_proportions(baseline: float, moved: float, plan: Plan) -> float:
    unexplained = 1 - plan.explained
    parts = moved * (1 - moved) / plan.share, baseline * (1 - baseline) / (1 - plan.share)
    return unexplained * sum(parts)


def _split(people: float, plan: Plan) -> dict[str, int]:
    arm, control = math.ceil(people * plan.share), math.ceil(people * (1 - plan.share))
    return {"arm": arm, "control": control, "people": arm + control}
