"""Randomised arms: what they brought, during and after, from sums by arm."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from measurement.experiments import judge
from measurement.experiments.rows import Columns, Experiment
from measurement.profit import USUAL
from measurement.promotions.later import Later, family, pulled_forward
from measurement.promotions.lots import changed_half_way, strangers
from measurement.promotions.parts import Promotion
from measurement.promotions.phrases import PHRASES
from measurement.promotions.standard import Value, doubt, same_amounts, standard_sums, values
from measurement.promotions.steady import BEFORE, steadied
from measurement.words import say

AMOUNTS_BELOW = 0.01
SURELY_BELOW = 0.000001
"""Amounts that differ so much that chance hardly explains it, and not at all. Between the two the
choice of what to tell would itself be chance (one false choice in a hundred, always far off), so
the interval spans both."""
NAMES = {
    **dict.fromkeys(("standard", "revenue", "beyond"), ("revenue", "收入")),
    "firsts": ("first investments", "首投"),
    "before": ("revenue of the two weeks before", "此前两周的收入"),
    "orders_before": ("investments of the two weeks before", "此前两周的投资笔数"),
    "due": ("investments falling due in the days that count", "计入期内到期的投资笔数"),
}
"""What people call the sums."""
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
    chance = same_amounts(promotion.arms)
    is_standard = chance >= AMOUNTS_BELOW
    revenue = standard = _ask(promotion, "standard")
    if refusal or revenue["refusal"]:
        return revenue | {"refusal": refusal or revenue["refusal"], "warnings": []}
    _widen(promotion, standard, value)
    if not is_standard:
        revenue = _ask(promotion, "revenue")
    if SURELY_BELOW <= chance < AMOUNTS_BELOW:
        _span(revenue, standard)
    firsts = _ask(promotion, "firsts")
    asked = [[_ask(promotion, metric) for metric in metrics] for metrics in FAMILIES]
    for name, arm in revenue["arms"].items():
        arm["firsts"] = _total(firsts["arms"][name])
        arm["after"] = _after(promotion, name, arm["users"], asked, is_standard)
    said = [*said, *revenue["warnings"]]
    if not is_standard:
        code = "amounts_moved" if chance < SURELY_BELOW else "amounts_may_have_moved"
        said.append(say(PHRASES, code))
    if promotion.holdout_share is None:
        said.append(say(PHRASES, "no_plan"))
    said = [words for words in said if words["code"] != "balance_unknown"]
    return revenue | {"warnings": said, "is_standard": is_standard}


def _with_standard(promotion: Promotion, value: Mapping[str, Value]) -> Promotion:
    arms = [
        replace(arm, sums={**arm.sums, **standard_sums(arm.sums, value)}) for arm in promotion.arms
    ]
    return replace(promotion, arms=arms)


def _span(revenue: Mapping, standard: Mapping) -> None:
    """Intervals that hold both what the money and what standard values say, and their middle."""
    for name, told in revenue["arms"].items():
        bounds = [arm["absolute"] for arm in (told, standard["arms"][name])]
        if None not in bounds and not any(None in one["ci"] for one in bounds):
            lows, highs = zip(*(one["ci"] for one in bounds), strict=True)
            low, high = min(lows), max(highs)
            told["absolute"] = told["absolute"] | {"effect": (low + high) / 2, "ci": [low, high]}


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
    covariate = " + ".join(BEFORE.get(metric, ())) or None
    arms = steadied(promotion.arms, metric)
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
