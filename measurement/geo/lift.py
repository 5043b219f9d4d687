"""A geo test measured: lift, its interval and p, or what is needed to tell."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import numpy as np

from measurement.dates import span_of
from measurement.geo import inference
from measurement.geo.panel import Test, read
from measurement.geo.phrases import PHRASES
from measurement.geo.synthetic import Controls, Fit, best_penalty
from measurement.tables import Table
from measurement.words import Words, say

LEAST_CONTROLS = 5
LEAST_BEFORE = 4
MOST_MISSING = 0.25
DRIFT = 0.5
"""Correlation of one period's gap with the next above which a gap drifts rather than flickers."""
UNEXPLAINED = 0.6
"""Share of the movement before the test (root mean square) that a usable fit may leave."""
NUMBERS = (
    *("lift", "lift_interval", "incremental", "effect_per_day", "interval"),
    *("p", "p_in_space", "p_in_time", "pretended_earlier"),
)
EARLIER_SHARE = 0.5
"""An effect of which this share is found before the start, too, is no effect of the test."""
LEAST_PLACEBOS = 19
"""Fewer cannot give p = .05."""


def lift(  # noqa: PLR0913 - what a geo test can be asked
    panel: Table,
    treated: Collection[str] | str,
    start: date | str,
    end: date | str,
    *,
    level: float = 0.05,
    placebos: int = 200,
    seed: int = 0,
) -> dict:
    """Lift of `treated` locations from `start` to `end` (both inclusive) in `location, date, y`.

    `lift` is the effect over what was expected, `incremental` the total over locations and
    periods, `effect_per_day` the mean per location and period, with its `interval` (1 - level)
    and `lift_interval`; `daily` has actual, expected and effect per location; `weights` those of
    the controls; `p` the more cautious of `p_in_space` and `p_in_time`; `pre_fit`; `after` and
    `persistence` when the panel goes on; `verdict` is `lift`, `drop` or `cannot tell`, the last
    with a `refusal` and numbers of None when the data do not allow the method.

    Raises:
        TableError, ValueError: for unknown locations and columns, dates in the wrong order.
    """
    first, last = span_of(start, end, "test")
    _check(level, placebos, seed)
    test = read(panel, treated, first, last)
    return measured(test, first, last, level=level, placebos=placebos, seed=seed)


def measured(  # noqa: PLR0913 - what a geo test can be asked
    test: Test,
    first: date,
    last: date,
    *,
    level: float = 0.05,
    placebos: int = 200,
    seed: int = 0,
) -> dict:
    """The answer of `lift` for a panel that is arranged already."""
    refusal = _refusal(test, first, last)
    if refusal:
        return _cannot_tell(test, refusal)
    controls = Controls(test.x, test.before)
    fit = best_fit(test, controls)
    if is_poor(fit, test):
        share = pre_fit(fit, test)["unexplained"]
        return _cannot_tell(test, say(PHRASES, "poor_fit", unexplained=share), fit)
    groups = inference.placebo_groups(len(test.controls), len(test.treated), placebos, seed)
    scores = inference.placebo_scores(test, controls, groups, fit.penalty)
    space = inference.in_space(fit, test, scores, level)
    time = inference.in_time(test, level)
    few = len(groups) < LEAST_PLACEBOS
    chance = time if few else inference.both(space, time)
    earlier = inference.pretended(test, fit.penalty)
    if chance.p <= level and earlier / float(fit.gap[test.during].mean()) >= EARLIER_SHARE:
        return _cannot_tell(test, say(PHRASES, "before_the_start", effect=earlier), fit)
    told = _answer(test, fit, chance, level)
    if few:
        least = 1 / (1 + len(groups))
        told["warnings"].append(say(PHRASES, "coarse", placebos=len(groups), least=least))
    if fit.penalty:
        told["warnings"].append(say(PHRASES, "augmented"))
    return told | {
        "p_in_space": space.p,
        "p_in_time": time.p,
        "placebos": len(groups),
        "pretended_earlier": earlier,
    }


def best_fit(test: Test, controls: Controls) -> Fit:
    """Plain weights; where they follow poorly, with a ridge correction if that foretells better."""
    fit = controls.fit(test.y)
    if not is_poor(fit, test):
        return fit
    penalty = best_penalty(test.y, test.x, test.before)
    return controls.fit(test.y, penalty=penalty) if penalty else fit


def _check(level: float, placebos: int, seed: int) -> None:
    if not 0 < level < 1:
        raise ValueError(f"level lies between 0 and 1, not at {level}.")
    if placebos < 1 or seed < 0:
        raise ValueError("A geo test needs one placebo at least, and a seed of 0 or more.")


def _refusal(test: Test, start: date, end: date) -> Words | None:
    """The first thing that is lacking, the controls before the periods."""
    before, during = int(test.before.sum()), int(test.during.sum())
    periods, controls = _planned(test, start, end), len(test.controls)
    lacking = {
        "nothing_told": not test.dates,
        "few_controls": controls < max(LEAST_CONTROLS, len(test.treated) + 1),
        "few_before": before < LEAST_BEFORE,
        "no_test": during == 0,
        "half_missing": periods - during > MOST_MISSING * periods,
        "one_day": during == 1,
        "constant": before > 0 and not np.ptp(test.y[test.before]),
    }
    code = next((code for code, is_lacking in lacking.items() if is_lacking), None)
    if code is None:
        return None
    least = LEAST_CONTROLS if code == "few_controls" else LEAST_BEFORE
    values = {"controls": controls, "least": least, "start": start, "end": end}
    missing = {"missing": periods - during, "periods": before if code == "few_before" else periods}
    return say(PHRASES, code, **values, **missing)


def _planned(test: Test, start: date, end: date) -> int:
    """Periods the test should have, by the usual step of the panel."""
    steps = np.diff([day.toordinal() for day in test.dates])
    return (end - start).days // max(int(np.median(steps)) if len(steps) else 1, 1) + 1


def pre_fit(fit: Fit, test: Test) -> dict:
    """How well the controls follow: misfit, its share of the movement, and of the level."""
    before = test.before
    gap = fit.gap[before]
    error = inference.misfit(fit, before)
    alike = test.x[before] - test.x[before].mean(axis=0)
    centred = test.y[before] - test.y[before].mean()
    naive = float(np.sqrt(((centred - alike.mean(axis=1)) ** 2).mean()))
    drift = float((gap[1:] * gap[:-1]).sum() / max((gap**2).sum(), 1e-300))
    return {
        "periods": int(before.sum()),
        "rmspe": error,
        "unexplained": error / max(float(centred.std()), 1e-300),
        "of_level": error / abs(float(test.y[before].mean())) if test.y[before].mean() else None,
        "against_plain_average": error / naive if naive else None,
        "drift": drift,
    }


def is_poor(fit: Fit, test: Test) -> bool:
    """Much of the movement before the test is left, and what is left drifts."""
    told = pre_fit(fit, test)
    return told["unexplained"] > UNEXPLAINED and told["drift"] > DRIFT


def _answer(test: Test, fit: Fit, chance: inference.Chance, level: float) -> dict:
    gap, expected = fit.gap[test.during], fit.expected[test.during]
    effect, usual = float(gap.mean()), float(expected.mean())
    low, high = chance.interval
    of_usual = [value / abs(usual) if usual else None for value in (effect, low, high)]
    seen, warnings = chance.p <= level, list(test.warnings)
    if not seen and usual:
        warnings.append(say(PHRASES, "not_seen", reach=(high - low) / 2 / abs(usual)))
    return {
        "lift": of_usual[0],
        "lift_interval": of_usual[1:],
        "incremental": float(gap.sum()) * len(test.treated),
        "effect_per_day": effect,
        "interval": [low, high],
        "p": chance.p,
        "method": chance.method,
        "verdict": ("lift" if effect > 0 else "drop") if seen else "cannot tell",
        "daily": _daily(test, fit),
        "weights": _weights(test, fit),
        "pre_fit": pre_fit(fit, test),
        **_after(test, fit, effect),
        "refusal": None,
        "warnings": warnings,
    }


def _daily(test: Test, fit: Fit) -> list[dict]:
    return [
        {
            "date": test.dates[k].isoformat(),
            "actual": float(test.y[k]),
            "expected": float(fit.expected[k]),
            "effect": float(fit.gap[k]),
        }
        for k in np.flatnonzero(test.during)
    ]


def _weights(test: Test, fit: Fit) -> dict[str, float]:
    """Controls that carry weight, the heaviest first."""
    ranked = sorted(zip(test.controls, fit.weights, strict=True), key=lambda pair: -abs(pair[1]))
    return {name: float(weight) for name, weight in ranked if abs(weight) > 1e-4}


def _after(test: Test, fit: Fit, effect: float) -> dict:
    """Mean effect after the test, and its share of the one during: below 0 it was borrowed."""
    if not test.after.any():
        return {"after": None, "persistence": None}
    later = float(fit.gap[test.after].mean())
    told = {"periods": int(test.after.sum()), "effect_per_day": later}
    return {"after": told, "persistence": later / effect if effect else None}


def _cannot_tell(test: Test, refusal: Words, fit: Fit | None = None) -> dict:
    return dict.fromkeys(NUMBERS) | {
        "method": None,
        "placebos": 0,
        "verdict": "cannot tell",
        "daily": [],
        "weights": {},
        "pre_fit": pre_fit(fit, test) if fit else None,
        "after": None,
        "persistence": None,
        "refusal": refusal,
        "warnings": list(test.warnings),
    }
