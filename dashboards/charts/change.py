"""Why a headline changed, drawn."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboards.adding_up import effects_shown
from dashboards.charts.base import AS_LISTED, HEIGHT, drawn, layered, number_axis, tooltips
from dashboards.charts.palette import BAD, GOOD, LABEL, NEUTRAL, PRIMARY
from dashboards.charts.remembered import remembered
from dashboards.metrics import METRICS
from dashboards.queries.change import Change
from dashboards.scope import Scope


@remembered
def waterfall(scope: Scope, change: Change) -> alt.LayerChart | None:
    """A waterfall from the number before to the number now, one bar per effect."""
    if not change.effects:
        return None
    kind, words = METRICS[change.metric].kind, scope.words
    shown = effects_shown(scope.formats, change)
    steps = [("before", 0.0, change.before), *_falls(change), ("after", 0.0, change.after)]
    frame = pd.DataFrame(steps, columns=["step", "low", "high"])
    frame["name"] = [words(f"overview.effect_{step}") for step in frame["step"]]
    frame["text"] = [
        scope.formats.show(change.before, kind),
        *(scope.formats.signed(value, kind) for value in shown.values()),
        scope.formats.show(change.after, kind),
    ]
    frame["colour"] = [_of_fall(change, *row) for row in steps]
    frame["top"] = frame[["low", "high"]].max(axis=1)
    base = alt.Chart(frame).encode(
        x=alt.X("name:N", sort=AS_LISTED, axis=alt.Axis(title=None, labelAngle=0, grid=False)),
        tooltip=tooltips(
            ("name", words("overview.effect")), ("text", words("overview.contribution"))
        ),
    )
    bars = drawn(
        base, alt.MarkDef(type="bar", cornerRadius=2, width=alt.RelativeBandSize(band=0.6))
    )
    bars = bars.encode(
        y=alt.Y("low:Q", axis=number_axis(scope, kind)),
        y2=alt.Y2("high"),
        color=alt.Color("colour:N", scale=None),
    )
    label = alt.MarkDef(type="text", dy=-8, color=LABEL, fontSize=12)
    labels = drawn(base, label).encode(y=alt.Y("top:Q"), text=alt.Text("text:N"))
    return layered([bars, labels], HEIGHT)


def _falls(change: Change) -> list[tuple[str, float, float]]:
    falls, reached = [], change.before
    for name, value in change.effects.items():
        falls.append((name, reached, reached + value))
        reached += value
    return falls


def _of_fall(change: Change, step: str, low: float, high: float) -> str:
    direction = METRICS[change.metric].direction
    if step in ("before", "after"):
        return PRIMARY
    if direction == "off":
        return NEUTRAL
    return GOOD if (high >= low) == (direction == "normal") else BAD
