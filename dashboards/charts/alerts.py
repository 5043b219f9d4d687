"""The days of one watched number, with the range in which chance would leave it."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboards.charts.base import (
    drawn,
    layered,
    number_axis,
    time_axis,
    tooltips,
    with_days,
    with_text,
)
from dashboards.charts.calendar import calendar_layers
from dashboards.charts.palette import BAD, PRIMARY, PRIMARY_LIGHT
from dashboards.charts.remembered import remembered_with_notes
from dashboards.formats import Kind
from dashboards.metrics import METRICS
from dashboards.scope import Scope


@remembered_with_notes
def history(scope: Scope, frame: pd.DataFrame, metric: str) -> alt.LayerChart | None:
    """A line of the value in its band; days that fired are dots."""
    ready = frame[frame["value"].notna()]
    if ready.empty:
        return None
    words, kind = scope.words, METRICS[metric].kind
    kinds: dict[str, Kind] = dict.fromkeys(("value", "usual", "low", "high"), kind)
    ready = with_text(with_days(ready, scope, "stat_date"), scope, kinds)
    axis = number_axis(scope, kind, words(f"metric.{metric}"))
    base = alt.Chart(ready).encode(
        x=alt.X("stat_date:T", axis=time_axis(scope, "day", ready["stat_date"])),
        tooltip=tooltips(
            ("stat_date_text", words("alerts.day")),
            ("value_text", words("alerts.value")),
            ("usual_text", words("alerts.usual")),
            ("low_text", words("alerts.low")),
            ("high_text", words("alerts.high")),
        ),
    )
    band = alt.MarkDef(type="area", color=PRIMARY_LIGHT, opacity=0.45, line=False)
    bar = alt.MarkDef(type="rule", color=PRIMARY_LIGHT, strokeWidth=7)
    line = alt.MarkDef(type="line", color=PRIMARY, strokeWidth=2)
    dot = alt.MarkDef(type="point", filled=True, color=BAD, size=110, opacity=1)
    inside = drawn(base, band if ready["low"].notna().sum() > 2 else bar)
    return layered(
        [
            *calendar_layers(scope),
            inside.transform_filter("isValid(datum.low) && isValid(datum.high)").encode(
                y=alt.Y("low:Q", axis=axis), y2=alt.Y2("high:Q")
            ),
            drawn(base, line).encode(y=alt.Y("value:Q", axis=axis)),
            drawn(base, dot)
            .transform_filter("datum.has_fired")
            .encode(y=alt.Y("value:Q", axis=axis)),
        ]
    )
