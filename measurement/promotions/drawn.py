"""Randomised arms: what they brought, during and after, from sums by arm."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from measurement.experiments import judge
from measurement.experiments.rows import ArmRows, Columns, Experiment, Moments
from measurement.profit import USUAL
from measurement.promotions.later import Later, family, pulled_forward
from measurement.promotions.lots import changed_half_way, strangers
from measurement.promotions.parts import ArmSums, Promotion
from measurement.promotions.phrases import PHRASES
from measurement.promotions.standard import Value, doubt, standard_sums, values
from measurement.words import say

AMOUNTS_BELOW = 0.01
BEFORE = {
    "revenue": "before",
    "during": "before",
    "later": "before",
    "soon": "before",
    "standard": "orders_before",
    "further_during": "orders_before",
    "further_later": "orders_before",
    "further_soon": "orders_before",
}
"""Metrics that two weeks before the gift steady (CUPED), and by what."""
NAMES = {
    **dict.fromkeys(("standard", "revenue", "beyond"), ("revenue", "收入")),
    "firsts": ("first investments", "首投"),
    "before": ("revenue of the two weeks before", "此前两周的收入"),
    "orders_before": ("investments of the two weeks before", "此前两周的投资笔数"),
}
"""What people call the sums."""
COUNTED = ("firsts", "firsts_during", "firsts_later")
"""Of these a person can have one only, so that sums are sums of squares."""
FAMILIES = (
    ("firsts_during", "firsts_later", "firsts_soon"),
    ("further_during", "further_later", "further_soon"),
    ("during", "later", "soon"),
)
"""First investors, further orders, and the money of all: during, after, and soon after."""


def drawn(promotion: Promotion) -> dict:
    """The answer of `experiments.analyse` on revenue during and after, per person.

    Revenue is told at standard values (see `standard`), `is_standard`, unless amounts differ. Each
    arm also has `after` (see `later.Later`) and `firsts`, first investors won (value, interval).
    """
    unknown, said = strangers(promotion.arms)
    refusal = unknown or changed_half_way(promotion.arms)
    value = values(promotion.arms)
    promotion = _with_standard(promotion, value)
    amounts = _ask(promotion, "beyond")
    is_standard = not _amounts_moved(amounts)
    revenue = _ask(promotion, "standard" if is_standard else "revenue")
    if refusal or revenue["refusal"]:
        return revenue | {"refusal": refusal or revenue["refusal"], "warnings": []}
    if is_standard:
        _widen(promotion, revenue, value)
    firsts = _ask(promotion, "firsts")
    asked = [[_ask(promotion, metric) for metric in metrics] for metrics in FAMILIES]
    for name, arm in revenue["arms"].items():
        arm["firsts"] = _total(firsts["arms"][name])
        arm["after"] = _after(promotion, name, arm["users"], asked, is_standard)
    said = [*said, *revenue["warnings"]]
    if not is_standard:
        said.append(say(PHRASES, "amounts_moved"))
    if promotion.holdout_share is None:
        said.append(say(PHRASES, "no_plan"))
    said = [words for words in said if words["code"] != "balance_unknown"]
    return revenue | {"warnings": said, "is_standard": is_standard}


def _with_standard(promotion: Promotion, value: Mapping[str, Value]) -> Promotion:
    arms = [
        replace(arm, sums={**arm.sums, **standard_sums(arm.sums, value)}) for arm in promotion.arms
    ]
    return replace(promotion, arms=arms)


def _amounts_moved(amounts: Mapping) -> bool:
    """Whether an arm's orders were bigger or smaller than their kind beyond chance."""
    found = [arm["p"] for arm in amounts["arms"].values() if arm["p"] is not None]
    return bool(found) and min(found) * len(found) < AMOUNTS_BELOW


def _widen(promotion: Promotion, revenue: Mapping, value: Mapping[str, Value]) -> None:
    """Intervals with the doubt about what a unit is worth."""
    control = next(arm for arm in promotion.arms if arm.is_control)
    for arm in promotion.arms:
        told = revenue["arms"].get(arm.arm)
        if not told or not told["absolute"] or None in told["absolute"]["ci"]:
            continue
        effect, (low, high) = told["absolute"]["effect"], told["absolute"]["ci"]
        more = USUAL * doubt(arm, control, value) / max(arm.people, 1)
        reach = math.hypot((high - low) / 2, more)
        told["absolute"] = told["absolute"] | {"ci": [effect - reach, effect + reach]}


def _ask(promotion: Promotion, metric: str) -> dict:
    covariate = BEFORE.get(metric)
    arms = [_rows(arm, metric) for arm in promotion.arms]
    two = sum(arm.people_in_two_arms for arm in promotion.arms)
    test = "sequential" if promotion.is_running else "two_sided"
    return judge(
        Experiment(arms, two, 0, 0),
        Columns("user", "arm", metric, None, covariate, (), NAMES),
        control=next(arm.arm for arm in promotion.arms if arm.is_control),
        weights=_weights(promotion),
        test=test,
    )


def _weights(promotion: Promotion) -> Mapping[str, float]:
    """Planned shares; where nobody planned any, those that are there, which prove nothing."""
    treated = sum(not arm.is_control for arm in promotion.arms)
    controls = len(promotion.arms) - treated
    held_out = promotion.holdout_share
    if held_out is None or not treated:
        return {arm.arm: float(max(arm.people, 1)) for arm in promotion.arms}
    return {
        arm.arm: held_out / controls if arm.is_control else (1 - held_out) / treated
        for arm in promotion.arms
    }


def _rows(arm: ArmSums, metric: str) -> ArmRows:
    n, sums = arm.people, arm.sums
    if metric in COUNTED:
        moments = _moments(n, sums[metric], sums[metric])
        return ArmRows(arm.arm, n, moments, True, None, 0.0, 0, {})
    moments = _moments(n, sums[metric], sums[f"{metric}_squared"])
    name = BEFORE.get(metric)
    if name is None:
        return ArmRows(arm.arm, n, moments, False, None, 0.0, 0, {})
    before = _moments(n, sums[name], sums[f"{name}_squared"])
    products = sums[f"{name}_{metric}"] - n * moments.mean * before.mean
    covariance = products / (n - 1) if n > 1 else 0.0
    return ArmRows(arm.arm, n, moments, False, before, covariance, 0, {name: before})


def _moments(n: int, total: float, squares: float) -> Moments:
    mean = total / n if n else 0.0
    return Moments(n, mean, max(squares - n * mean**2, 0.0) / (n - 1) if n > 1 else 0.0)


def _total(arm: Mapping) -> dict | None:
    """The effect per person times the arm's people."""
    if arm["refusal"] or not arm["absolute"] or None in arm["absolute"]["ci"]:
        return None
    people, told = arm["users"], arm["absolute"]
    return {"value": told["effect"] * people, "interval": [b * people for b in told["ci"]]}


def _after(
    promotion: Promotion,
    name: str,
    people: int,
    asked: Sequence[Sequence[Mapping]],
    is_standard: bool,
) -> Later:
    """Whether the arm only brought forward what would have come anyway.

    Money is so uneven that it only tells where no count does, or where amounts moved, too.
    """
    *counts, money = (
        family(*(answer["arms"][name] for answer in answers), people) for answers in asked
    )
    known = [one for one in counts if one]
    if money and not (is_standard and any(one.is_seen for one in known)):
        known.append(money)
    days = promotion.days_during, promotion.days_after
    return pulled_forward(known, counts[-1], people, days)
