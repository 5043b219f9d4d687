"""Before the launch: sample size, smallest effect that shows, holdout share."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.scope import Scope
from measurement.design import (
    Plan,
    holdout_share,
    minimum_detectable_proportion,
    proportion_size,
)

SMALL_HOLDOUT = 0.1


@dataclass(frozen=True)
class Wish:
    """A share of people who buy anyway, the rise that is hoped for, and the people at hand."""

    baseline: float
    effect: float
    people: int

    @classmethod
    def in_percent(cls, baseline: float, lift: float, people: int) -> Wish:
        """From per cent: the lift is one of the baseline."""
        return cls(baseline / 100, baseline * lift / 10_000, people)


def told(scope: Scope, wish: Wish) -> str:
    """What these people can show, in sentences."""
    show = scope.formats.show
    if wish.baseline + wish.effect >= 1:
        return scope.words("promotions.design_impossible")
    halves = proportion_size(wish.baseline, wish.effect)
    tenth = proportion_size(wish.baseline, wish.effect, Plan(share=1 - SMALL_HOLDOUT))
    spread = (wish.baseline * (1 - wish.baseline)) ** 0.5
    held = holdout_share(wish.people, spread, wish.effect)
    lines = [
        scope.words(
            "promotions.design_size",
            effect=scope.formats.points(wish.effect),
            people=show(halves["people"], "count"),
            tenth=show(tenth["people"], "count"),
        ),
        _smallest(scope, wish),
        scope.words("promotions.design_too_few")
        if held is None
        else scope.words("promotions.design_holdout", share=show(held, "ratio")),
        scope.words("promotions.design_command"),
    ]
    return "\n\n".join(lines)


def _smallest(scope: Scope, wish: Wish) -> str:
    seen = minimum_detectable_proportion(wish.people, wish.baseline)
    if seen is None:
        return scope.words("promotions.design_nothing")
    lift = scope.formats.show(seen / wish.baseline, "ratio")
    points = scope.formats.points(seen)
    people = scope.formats.show(wish.people, "count")
    return scope.words("promotions.design_smallest", people=people, points=points, lift=lift)
