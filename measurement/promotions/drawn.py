"""Randomised arms: what they brought, during and after, from sums by arm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scipy.stats import chi2_contingency

from measurement.experiments import judge
from measurement.experiments.rows import ArmRows, Columns, Experiment, Moments
from measurement.promotions.parts import ArmSums, Promotion
from measurement.promotions.phrases import PHRASES
from measurement.words import Words, say

CHANGED_BELOW = 0.001
"""p of a chi-square test, the level at which a sample ratio blocks."""
WITH_BEFORE = ("revenue", "during", "later")


def drawn(promotion: Promotion) -> dict:
    """The answer of `experiments.analyse` on revenue during and after, per person.

    Each arm also has `persistence` and `is_borrowed`, told from numbers of investments, which
    chance moves less than their money, and `firsts`, first investors won (value, interval).
    """
    refusal = changed_half_way(promotion.arms)
    revenue = _ask(promotion, "revenue")
    if refusal or revenue["refusal"]:
        return revenue | {"refusal": refusal or revenue["refusal"], "warnings": []}
    firsts = _ask(promotion, "firsts")
    during, later = (_ask(promotion, f"orders_{when}") for when in ("during", "later"))
    money_during, money_later = (_ask(promotion, when) for when in ("during", "later"))
    for name, arm in revenue["arms"].items():
        arm["firsts"] = _total(firsts["arms"][name])
        told = _after(promotion, during["arms"][name], later["arms"][name])
        by_money = _after(promotion, money_during["arms"][name], money_later["arms"][name])
        arm["persistence"] = told[0]
        arm["is_borrowed"] = told[1] or (by_money[1] and (told[0] or 0.0) < 0)
    said = list(revenue["warnings"])
    if promotion.holdout_share is None:
        said.append(say(PHRASES, "no_plan"))
    return revenue | {"warnings": [words for words in said if words["code"] != "balance_unknown"]}


def changed_half_way(arms: Sequence[ArmSums]) -> Words | None:
    """A refusal when the control's share differs between the halves of its days beyond chance."""
    early = [arm.people_early for arm in arms]
    late = [arm.people - arm.people_early for arm in arms]
    if len(arms) < 2 or not sum(early) or not sum(late) or 0 in map(sum, zip(early, late)):
        return None
    if float(chi2_contingency([early, late]).pvalue) >= CHANGED_BELOW:
        return None
    held = [k for k, arm in enumerate(arms) if arm.is_control]
    shares = [sum(half[k] for k in held) / sum(half) for half in (early, late)]
    return say(PHRASES, "changed_half_way", early=shares[0], late=shares[1])


def _ask(promotion: Promotion, metric: str) -> dict:
    covariate = "before" if metric in WITH_BEFORE else None
    arms = [_rows(arm, metric) for arm in promotion.arms]
    two = sum(arm.people_in_two_arms for arm in promotion.arms)
    test = "sequential" if promotion.is_running else "two_sided"
    return judge(
        Experiment(arms, two, 0, 0),
        Columns("user", "arm", metric, None, covariate, ()),
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
    if metric == "firsts":
        moments = _moments(n, sums["firsts"], sums["firsts"])
        return ArmRows(arm.arm, n, moments, True, None, 0.0, 0, {})
    moments = _moments(n, sums[metric], sums[f"{metric}_squared"])
    if metric not in WITH_BEFORE:
        return ArmRows(arm.arm, n, moments, False, None, 0.0, 0, {})
    before = _moments(n, sums["before"], sums["before_squared"])
    products = sums[f"before_{metric}"] - n * moments.mean * before.mean
    covariance = products / (n - 1) if n > 1 else 0.0
    return ArmRows(arm.arm, n, moments, False, before, covariance, 0, {"before": before})


def _moments(n: int, total: float, squares: float) -> Moments:
    mean = total / n if n else 0.0
    return Moments(n, mean, max(squares - n * mean**2, 0.0) / (n - 1) if n > 1 else 0.0)


def _total(arm: Mapping) -> dict | None:
    """The effect per person times the arm's people."""
    if arm["refusal"] or not arm["absolute"] or None in arm["absolute"]["ci"]:
        return None
    people, told = arm["users"], arm["absolute"]
    return {"value": told["effect"] * people, "interval": [b * people for b in told["ci"]]}


def _after(promotion: Promotion, during: Mapping, later: Mapping) -> tuple[float | None, bool]:
    """Mean effect per day after over that during, and whether a loss after is beyond chance."""
    won, lost = _total(during), _total(later)
    if not (won and lost and won["value"] and promotion.days_during and promotion.days_after):
        return None, False
    per_day = lost["value"] / promotion.days_after, won["value"] / promotion.days_during
    return per_day[0] / per_day[1], won["interval"][0] > 0 and lost["interval"][1] < 0
