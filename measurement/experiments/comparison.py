"""Two arms compared: Welch's test, confidence sequences for peeking, Bayes with a normal prior."""

from __future__ import annotations

import math
from collections.abc import Mapping

from measurement.experiments.estimates import (
    Estimate,
    Interval,
    Level,
    belief,
    confidence_sequence,
    posterior,
    prior_of,
    welch,
)
from measurement.experiments.numbers import is_finite
from measurement.experiments.summaries import Arm, Summary, SummaryError, arms
from measurement.words import say

TESTS = ("two_sided", "greater", "less", "sequential", "bayes")
DIFFERENCES = ("relative", "absolute", "scaled")
TUNING = 5000.0
"""Total sample size at which a confidence sequence is tightest."""

PHRASES = {
    "no_units": ("An arm has nobody in it.", "有一组没有人。"),
    "zero_baseline": (
        "The control's mean is 0, so nothing can be measured against it: wait until some of its "
        "people have acted, or put more people into it.",
        "对照组均值为 0，无法据此衡量：请等对照组有人行动，或增加对照人数。",
    ),
    "zero_variance": (
        "An arm does not vary (all alike, or a single unit), so its uncertainty is unknown: put "
        "more "
        "people into it, or wait until some act differently.",
        "有一组没有差异（全部相同或只有一人），无法得知不确定性：请增加该组人数，或再等一段时间。",
    ),
    "no_traffic": (
        "The arm's share of traffic is 0, so its effect cannot be scaled to everybody.",
        "该组流量占比为 0，无法推算到全体。",
    ),
}


def compare(  # noqa: PLR0913 - what a comparison can be asked
    a: Summary,
    b: Summary,
    *,
    test: str,
    difference: str,
    tuning: float | None = None,
    prior: Mapping[str, object] | None = None,
    alpha: float = 0.05,
    null: float = 0.0,
    inverse: bool = False,
    traffic: float = 1.0,
    days: float = 1.0,
) -> dict:
    """Effect of arm `b` over control `a`, both summaries (see `summaries`).

    `test` is one of `TESTS`, `difference` one of `DIFFERENCES`; `scaled` is the absolute effect
    on everybody per day, from `b`'s share of `traffic` and the `days` it ran. `tuning` belongs to
    `sequential`; `prior` (mean, variance, proper, type relative or absolute) to `bayes`, where
    `inverse` says that less is better. `null` is the effect tested against.

    Keys: effect, ci (None is infinite), se; p, or chance_to_win and risk (expected loss by
    choosing the control, the arm). Where nothing can be measured, effect 0, interval [0, 0],
    p 1 or chance .5, and `refusal` says why; it is None otherwise.

    Raises:
        ValueError: for an unknown test or difference, or a summary that is not possible.
    """
    _check(test, difference)
    _check_numbers(alpha, null, tuning, traffic, days)
    control, arm = arms(a, b)
    refusal = _refusal(control, arm)
    if not refusal and difference == "scaled" and not traffic:
        refusal = "no_traffic"
    if refusal:
        return _nothing(refusal, test)
    relative = difference == "relative"
    estimate = _estimate(control, arm, relative)
    scale = arm.n / traffic / days if difference == "scaled" else 1.0
    if test == "bayes":
        believed = posterior(estimate, prior_of(prior, control.baseline, relative))
        return _believed(believed, alpha, inverse, scale)
    level = Level(alpha, null)
    if test == "sequential":
        interval, p = confidence_sequence(estimate, level, tuning or TUNING)
    else:
        interval, p = welch(estimate, level, test)
    return _scaled(estimate, interval, scale) | {"p": p, "refusal": None}


def _estimate(control: Arm, arm: Arm, relative: bool) -> Estimate:
    try:
        effect = (arm.mean - control.mean) / (control.baseline if relative else 1.0)
        told = effect, _variance(control, arm, relative), _freedom(control, arm)
    except (OverflowError, ZeroDivisionError):
        told = (math.nan,)
    if not all(math.isfinite(number) for number in told):
        raise SummaryError(
            "The arms' numbers are too large, too small or too far apart to compare."
        )
    return Estimate(*told, control.n + arm.n)


def _scaled(estimate: Estimate, interval: Interval, scale: float) -> dict:
    ci = [None if math.isinf(bound) else bound * scale for bound in interval]
    return {"effect": estimate.effect * scale, "ci": ci, "se": estimate.se * scale}


def _believed(estimate: Estimate, alpha: float, inverse: bool, scale: float) -> dict:
    interval, chance, losses = belief(estimate, alpha)
    if inverse:
        chance, losses = 1 - chance, losses[::-1]
    answer = _scaled(estimate, interval, scale)
    return answer | {"chance_to_win": chance, "risk": list(losses), "refusal": None}


def _check(test: str, difference: str) -> None:
    if test not in TESTS:
        raise ValueError(f"There is no test {test!r}: {', '.join(TESTS)}.")
    if difference not in DIFFERENCES:
        raise ValueError(f"There is no difference {difference!r}: {', '.join(DIFFERENCES)}.")


def _check_numbers(
    alpha: float, null: float, tuning: float | None, traffic: float, days: float
) -> None:
    told = {"alpha": alpha, "null": null, "traffic": traffic, "days": days}
    told |= {} if tuning is None else {"tuning": tuning}
    for name, value in told.items():
        if not is_finite(value):
            raise ValueError(f"{name} is a finite number, not {value!r}.")
    if not 0 < alpha < 1:
        raise ValueError(f"alpha lies between 0 and 1, not at {alpha}.")
    if tuning is not None and tuning <= 0:
        raise ValueError("The tuning parameter of a sequential test is a sample size above 0.")
    if days <= 0:
        raise ValueError("An effect per day needs more than 0 days.")
    if not 0 <= traffic <= 1:
        raise ValueError(f"traffic is a share between 0 and 1, not {traffic}.")


def _refusal(control: Arm, arm: Arm) -> str | None:
    if not control.n or not arm.n:
        return "no_units"
    if 0 in (control.mean, control.baseline):
        return "zero_baseline"
    return (
        "zero_variance"
        if min(control.variance, arm.variance) <= 0 or min(control.n, arm.n) <= 1
        else None
    )


def _nothing(refusal: str, test: str) -> dict:
    common = {"effect": 0.0, "ci": [0.0, 0.0], "se": 0.0, "refusal": say(PHRASES, refusal)}
    return common | ({"chance_to_win": 0.5, "risk": [0.0, 0.0]} if test == "bayes" else {"p": 1.0})


def _variance(control: Arm, arm: Arm, relative: bool) -> float:
    """Of the difference of means, or, by the delta method, of that over the control's baseline."""
    of_arm = arm.variance / arm.n
    if not relative:
        return of_arm + control.variance / control.n
    change = arm.baseline / control.baseline - 1
    of_control = (
        control.variance + 2 * change * control.shared + change**2 * control.baseline_variance
    ) / control.n
    return (of_arm + of_control) / control.baseline**2


def _freedom(control: Arm, arm: Arm) -> float:
    """Degrees of freedom by Welch and Satterthwaite."""
    of_control, of_arm = control.variance / control.n, arm.variance / arm.n
    return (of_control + of_arm) ** 2 / (of_control**2 / (control.n - 1) + of_arm**2 / (arm.n - 1))
