"""Before a geo test: which locations to treat, by the power that past periods prove."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from measurement.geo import inference
from measurement.geo.lift import LEAST_BEFORE, LEAST_CONTROLS, LEAST_PLACEBOS, best_fit, is_poor
from measurement.geo.panel import Test, locations, read
from measurement.geo.synthetic import Controls
from measurement.tables import Table

EFFECTS = (0.02, 0.05, 0.1, 0.2)
WINDOWS = 5
PLACEBOS = 60
LEVEL = 0.05
WANTED = 0.8


def power(
    panel: Table, treated: Collection[str] | str, days: int, effects: Sequence[float] = EFFECTS
) -> dict:
    """How often a test of `days` in `treated` would have shown each relative effect.

    The last windows of `location, date, y` are taken for tests, an effect is put in, and the
    inference of `lift` judges. Keys: treated, power by effect, false_alarms (no effect put in),
    minimum_effect (the smallest seen in 4 of 5 windows; None when none is), windows, share (of
    all locations' y).

    Raises:
        TableError: for unknown locations and columns.
    """
    found = {effect: [] for effect in (0.0, *effects)}
    share = 0.0
    for test in _windows(panel, treated, days):
        seen = _seen(test, tuple(found))
        share = float(test.y.sum() * len(test.treated))
        share /= share + float(test.x.sum())
        for effect, is_seen in seen.items():
            found[effect].append(is_seen)
    shares = {e: float(np.mean(seen)) if seen else None for e, seen in found.items()}
    enough = [effect for effect in effects if (shares[effect] or 0.0) >= WANTED]
    return {
        "treated": [treated] if isinstance(treated, str) else list(treated),
        "power": {effect: shares[effect] for effect in effects},
        "false_alarms": shares[0.0],
        "minimum_effect": min(enough, default=None),
        "windows": len(found[0.0]),
        "share": share,
    }


def choose(
    panel: Table, size: int, days: int, *, candidates: int = 20, seed: int = 0
) -> list[dict]:
    """Groups of `size` locations to treat, those that show the smallest effect first.

    Among equals fewer false alarms and then the smaller share of the company come first: what is
    treated costs a subsidy. The locations not in the group are its controls.
    """
    names = locations(panel)
    groups = inference.placebo_groups(len(names), size, candidates, seed)[:candidates]
    told = [power(panel, [names[k] for k in group], days) for group in groups]
    return sorted(told, key=_rank)


def _rank(told: dict) -> tuple[float, float, float]:
    smallest, alarms = told["minimum_effect"], told["false_alarms"]
    nothing = float("inf")
    return (smallest or nothing, nothing if alarms is None else alarms, told["share"])


def _windows(panel: Table, treated: Collection[str] | str, days: int) -> list[Test]:
    """Pretended tests, each half a length earlier than the one before."""
    whole = read(panel, treated, date.max, date.max)
    tests = []
    for k in range(WINDOWS):
        end = whole.dates[-1] - timedelta(k * max(days // 2, 1))
        start = end - timedelta(days - 1)
        before = np.array([day < start for day in whole.dates], dtype=bool)
        after = np.array([day > end for day in whole.dates], dtype=bool)
        test = replace(whole, before=before, during=~before & ~after, after=after)
        enough = before.sum() >= max(LEAST_BEFORE, 2 * days) and test.during.sum() > 1
        if enough and len(test.controls) >= LEAST_CONTROLS:
            tests.append(test)
    return tests


def _seen(test: Test, effects: Sequence[float]) -> dict[float, bool]:
    """Whether each effect, put into the treated locations, is told from chance."""
    controls = Controls(test.x, test.before)
    fit = best_fit(test, controls)
    if is_poor(fit, test):
        return dict.fromkeys(effects, False)
    groups = inference.placebo_groups(len(test.controls), len(test.treated), PLACEBOS, seed=0)
    scores = inference.placebo_scores(test, controls, groups, fit.penalty)
    whole, seen = inference.up_to_end_controls(test), {}
    for effect in effects:
        moved = replace(test, y=test.y + test.during * test.y * effect)
        with_effect = controls.fit(moved.y, penalty=fit.penalty)
        p = inference.p_in_time(moved, whole)
        if len(groups) >= LEAST_PLACEBOS:
            p = max(p, inference.in_space(with_effect, moved, scores, LEVEL).p)
        seen[effect] = p <= LEVEL
    return seen
