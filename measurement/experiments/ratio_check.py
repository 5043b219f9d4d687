"""Sample ratio: did the arms get the shares of people they were meant to get?"""

from __future__ import annotations

from collections.abc import Sequence

from scipy.stats import chi2

from measurement.experiments.numbers import is_finite
from measurement.words import Words, say

BLOCKS_BELOW = 0.001
WARNS_BELOW = 0.01

PHRASES = {
    "sample_ratio_fine": (
        "The arms have the shares that were planned (p = {p:.2g}).",
        "各组人数符合计划比例（p = {p:.2g}）。",
    ),
    "sample_ratio_warns": (
        "The arms' shares differ from the plan more than chance explains (p = {p:.2g}): "
        "look for people lost in one arm before trusting the effect.",
        "各组人数偏离计划比例，超出偶然范围（p = {p:.2g}）：请先查清哪一组丢了人，再看效果。",
    ),
    "sample_ratio_blocks": (
        "The arms do not have the shares that were planned (p = {p:.2g}): "
        "people are missing from an arm, so no effect is shown. Find and deliver them, or draw the "
        "lots anew.",
        "各组人数与计划比例不符（p = {p:.2g}）：有一组缺了人，因此不显示效果。"
        "请找回并提交缺失的人，或重新抽签。",
    ),
    "nobody_yet": ("Nobody is in any arm yet.", "各组都还没有人。"),
}


def sample_ratio(users: Sequence[float], weights: Sequence[float]) -> dict:
    """Chi-square test of `users` per arm against planned `weights` (any scale).

    `p`, `chi_square`, `expected` (users by plan), `verdict` (`fine`, `warns`, `blocks`) and
    `words`. Arms of weight 0 take no part.

    Raises:
        ValueError: when the lengths differ, a number is missing or negative, or all weights are 0.
    """
    _check(users, weights)
    planned = [(seen, weight) for seen, weight in zip(users, weights, strict=True) if weight > 0]
    total = sum(seen for seen, _ in planned)
    shares = sum(weight for _, weight in planned)
    expected = [weight / shares * total for weight in weights]
    if not total:
        words = say(PHRASES, "nobody_yet")
        return {
            "p": 1.0,
            "chi_square": 0.0,
            "expected": expected,
            "verdict": "fine",
            "words": words,
        }
    distance = sum(
        (seen - wanted) ** 2 / wanted
        for seen, wanted in zip(users, expected, strict=True)
        if wanted > 0
    )
    p = float(chi2.sf(distance, len(planned) - 1)) if len(planned) > 1 else 1.0
    verdict = "blocks" if p < BLOCKS_BELOW else "warns" if p < WARNS_BELOW else "fine"
    words: Words = say(PHRASES, f"sample_ratio_{verdict}", p=p)
    return {
        "p": p,
        "chi_square": distance,
        "expected": expected,
        "verdict": verdict,
        "words": words,
    }


def _check(users: Sequence[float], weights: Sequence[float]) -> None:
    if len(users) != len(weights):
        raise ValueError(f"There are {len(users)} arms and {len(weights)} weights.")
    if not all(is_finite(number) for number in [*users, *weights]):
        raise ValueError("Users and weights are numbers, none of them missing or infinite.")
    if any(number < 0 for number in [*users, *weights]):
        raise ValueError("Users and weights are never negative.")
    if not any(weight > 0 for weight in weights):
        raise ValueError("At least one arm needs a weight above 0.")
